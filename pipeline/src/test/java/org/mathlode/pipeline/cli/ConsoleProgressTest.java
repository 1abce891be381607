package org.mathlode.pipeline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ConsoleProgressTest {
    private final StringWriter told = new StringWriter();
    private final AtomicLong nanos = new AtomicLong();

    @Test
    void tellsHowMuchHowFastAndHowLong() throws IOException {
        ConsoleProgress progress = new ConsoleProgress(new PrintWriter(told), "pages", nanos::get).toDo(1_000);
        progress.counted(new ByteArrayInputStream(new byte[250])).readAllBytes();
        for (int i = 0; i < 12_300; i++) {
            nanos.set(30_000_000_000L * i / 12_299);
            progress.one();
        }

        assertThat(told.toString()).matches("(?s).*12,\\d{3} pages, 410/s, 25 %, (89|90) s left");
    }

    @Test
    void tellsNoTimeWhereTheSizeOfTheWorkIsNotKnown() {
        assertThat(ConsoleProgress.line(4_000, "records", 2, 0)).isEqualTo("4,000 records, 2,000/s");
        assertThat(ConsoleProgress.line(4_000, "records", 4_000, 0.25)).isEqualTo("4,000 records, 1/s, 25 %, 3 h 20 min left");
    }

    @Test
    void movesAtMostTwiceASecondAndLeavesNothing() {
        try (ConsoleProgress progress = new ConsoleProgress(new PrintWriter(told), "pages", nanos::get)) {
            for (int i = 0; i < 1_000; i++) {
                nanos.addAndGet(1_000_000);
                progress.one();
            }
        }

        assertThat(told.toString().split("pages", -1)).hasSize(3);
        assertThat(told.toString()).endsWith(ConsoleProgress.CLEAR_LINE);
    }

    @Test
    void saysNothingWhereNobodyWatches() {
        try (ConsoleProgress progress = new ConsoleProgress(null, "pages", nanos::get)) {
            nanos.set(10_000_000_000L);
            progress.one();
        }

        assertThat(told.toString()).isEmpty();
    }
}
