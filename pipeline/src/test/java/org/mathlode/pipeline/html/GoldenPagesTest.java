package org.mathlode.pipeline.html;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.mathlode.pipeline.SharedData;

/** One page per kind of markup and per trap: {@code html/a.html} must become {@code html/a.txt}. */
class GoldenPagesTest {
    private static final Path FOLDER = SharedData.projectRoot().resolve("pipeline/src/test/resources/html");

    static List<String> pages() throws IOException {
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files.map(file -> file.getFileName().toString()).filter(name -> name.endsWith(".html")).sorted().collect(Collectors.toList());
        }
    }

    @ParameterizedTest
    @MethodSource("pages")
    void becomesTheTextBesideIt(String page) throws IOException {
        HtmlToText extractor = new HtmlToText(new ExtractionParams(1 << 20, 1, 5_000, ExtractionParams.Favour.BALANCED));

        Extraction extraction = extractor.extract(Files.readAllBytes(FOLDER.resolve(page)), "text/html; charset=utf-8", "https://example.org/" + page);

        String expected = Files.readString(FOLDER.resolve(page.replace(".html", ".txt")), StandardCharsets.UTF_8).stripTrailing();
        assertThat(extraction).isInstanceOf(Extraction.ExtractedPage.class);
        assertThat(((Extraction.ExtractedPage) extraction).text()).isEqualTo(expected);
    }
}
