package org.mathlode.pipeline.html;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.mathlode.pipeline.html.Extraction.RejectedPage;
import org.mathlode.pipeline.html.ExtractionParams.Favour;
import org.mathlode.pipeline.model.RejectReason;

/** The time-outs are there for a loop that never ends: a page takes a second or two. */
@Tag("long")
class HurtfulPagesTest {
    private static final ExtractionParams PARAMS = new ExtractionParams(8 << 20, 1, 5_000, Favour.BALANCED);

    @Test
    @Timeout(value = 10, unit = TimeUnit.MINUTES)
    void giveATextOrAReasonThatIsNoDefectInHalfAGigabyte(@TempDir Path folder) throws IOException, InterruptedException {
        File output = folder.resolve("output").toFile();
        Process child = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx512m", "-XX:+UseSerialGC", "-XX:+ExitOnOutOfMemoryError",
                "-cp", System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")), HurtfulPages.class.getName())
                .redirectErrorStream(true).redirectOutput(output).start();
        try {
            assertThat(child.waitFor(9, TimeUnit.MINUTES)).isTrue();
            assertThat(child.exitValue()).isZero();
            List<String> lines = java.nio.file.Files.readAllLines(output.toPath());
            assertThat(lines).hasSize(HurtfulPages.names().size()).allMatch(line -> line.matches(".*: (?:\\d+ characters|timeout.*|too-short.*)"));
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
