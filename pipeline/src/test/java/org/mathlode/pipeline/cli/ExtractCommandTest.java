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

class ExtractCommandTest {
    @TempDir
    Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void writesOneTextAPageAndMirrorsSubFolders() throws IOException {
        page("in/a.html", "<p>Let \\(x\\) be.</p>");
        page("in/deep/b.htm", "<p>Two.</p>");

        assertThat(extract("in")).isEqualTo(Mathlode.OK);

        assertThat(folder.resolve("out/a.txt")).hasContent("Let $x$ be.");
        assertThat(folder.resolve("out/deep/b.txt")).hasContent("Two.");
        assertThat(out.toString()).contains("2 pages: 2 texts with 1 formulas");
    }

    @Test
    void readsAFolderThroughALink() throws IOException {
        page("in/a.html", "<p>text</p>");
        Files.createSymbolicLink(folder.resolve("link"), folder.resolve("in"));

        assertThat(extract("link")).isEqualTo(Mathlode.OK);

        assertThat(folder.resolve("out/a.txt")).hasContent("text");
    }

    @Test
    void refusesAFolderWithoutPages() throws IOException {
        page("in/notes.txt", "text");

        assertThat(extract("in")).isEqualTo(Mathlode.FAILED);
    }

    @Test
    void countsAPageWithoutTextAndWritesNoFileForIt() throws IOException {
        page("in/empty.html", "");
        page("in/full.html", "<p>text</p>");

        assertThat(extract("in")).isEqualTo(Mathlode.OK);

        assertThat(folder.resolve("out/empty.txt")).doesNotExist();
        assertThat(out.toString()).contains("2 pages: 1 texts with 0 formulas, 1 empty-payload");
    }

    @Test
    void goesOnAfterAFileThatCannotBeReadAndFails() throws IOException {
        page("a.html", "<p>text</p>");

        assertThat(extract("missing.html", "a.html")).isEqualTo(Mathlode.FAILED);

        assertThat(folder.resolve("out/a.txt")).exists();
        assertThat(err.toString()).contains("missing.html");
    }

    @Test
    void explainsWhatWasDropped() throws IOException {
        page("a.html", "<nav>Home</nav><p>text</p>");

        extract("a.html", "--explain");

        assertThat(out.toString()).contains("dropped <nav> (navigation): Home");
    }

    @Test
    void explainsWhereEachFormulaCameFrom() throws IOException {
        page("a.html", "<p>Let $x_1$ be <img src=e.png alt='\\frac{a}{b}'> or <script type='math/tex'>y</script> here.</p>");

        extract("a.html", "--explain");

        assertThat(out.toString()).contains("formula dollar: x_1").contains("formula image: \\frac{a}{b}").contains("formula script: y").contains("charset UTF-8");
    }

    private void page(String name, String html) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, html);
    }

    private int extract(String... arguments) {
        CommandLine line = new CommandLine(new ExtractCommand());
        line.setCaseInsensitiveEnumValuesAllowed(true).setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
        line.setExitCodeExceptionMapper(thrown -> Mathlode.FAILED);
        String[] all = new String[arguments.length + 2];
        for (int i = 0; i < arguments.length; i++) {
            all[i] = arguments[i].startsWith("--") ? arguments[i] : folder.resolve(arguments[i]).toString();
        }
        all[arguments.length] = "--output";
        all[arguments.length + 1] = folder.resolve("out").toString();
        return line.execute(all);
    }
}
