package org.mathlode.pipeline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class SampleCommandTest {
    @TempDir
    private Path folder;

    @Test
    void writesTheSampleAndSaysWhereItIs() {
        StringWriter out = new StringWriter();
        int exit = new CommandLine(new SampleCommand()).setOut(new PrintWriter(out)).execute("--output", folder.resolve("sample").toString());
        assertThat(exit).isEqualTo(Mathlode.OK);
        assertThat(out.toString()).contains("1485 captures").contains(folder.resolve("sample/crawl/SAMPLE-2026-01-00000.warc.gz") + " (");
        assertThat(folder.resolve("sample/truth.tsv")).isNotEmptyFile();
    }

    @Test
    void failsOnAFolderThatHoldsSomethingElse() throws IOException {
        Files.writeString(folder.resolve("notes.txt"), "mine");
        assertThat(Mathlode.execute("sample", "--output", folder.toString())).isEqualTo(Mathlode.FAILED);
        assertThat(folder.resolve("notes.txt")).hasContent("mine");
    }
}
