package org.mathlode.pipeline.html;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.mathlode.pipeline.html.Extraction.ExtractedPage;
import org.mathlode.pipeline.html.Extraction.RejectedPage;
import org.mathlode.pipeline.html.ExtractionParams.Favour;
import org.mathlode.pipeline.model.RejectReason;

/** The time-outs are there for a loop that never ends: a page takes a second or two. */
class HurtfulPagesTest {
    private static final ExtractionParams PARAMS = new ExtractionParams(8 << 20, 1, 5_000, Favour.BALANCED);

    static Set<String> names() {
        return HurtfulPages.names();
    }

    @ParameterizedTest
    @MethodSource("names")
    @Timeout(value = 2, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void givesATextOrAReasonThatIsNoDefect(String name) {
        Extraction extraction = new HtmlToText(PARAMS).extract(HurtfulPages.page(name), "text/html; charset=utf-8", name);

        assertThat(extraction).satisfiesAnyOf(
                page -> assertThat(page).isInstanceOf(ExtractedPage.class),
                page -> assertThat(((RejectedPage) page).reason()).isIn(RejectReason.TIMEOUT, RejectReason.TOO_SHORT));
    }

    @Test
    @Timeout(value = 10, unit = TimeUnit.MINUTES)
    void needsNoMoreThanHalfAGigabyteForAnyOfThem(@TempDir Path folder) throws IOException, InterruptedException {
        File output = folder.resolve("output").toFile();
        Process child = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx512m", "-XX:+UseSerialGC", "-XX:+ExitOnOutOfMemoryError",
                "-cp", System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")), HurtfulPages.class.getName())
                .redirectErrorStream(true).redirectOutput(output).start();
        try {
            assertThat(child.waitFor()).isZero();
            List<String> lines = java.nio.file.Files.readAllLines(output.toPath());
            assertThat(lines).hasSize(HurtfulPages.names().size()).noneMatch(line -> line.contains("extraction-failed"));
        } finally {
            child.destroyForcibly();
        }
    }

    @Test
    void stopsAtTheSameStepOnEveryMachine() {
        byte[] page = HurtfulPages.page("nested katex");

        Extraction first = new HtmlToText(PARAMS).extract(page, null, "u");
        Extraction second = new HtmlToText(PARAMS).extract(page, null, "u");

        assertThat(first).isEqualTo(second).isInstanceOf(RejectedPage.class);
    }
}
