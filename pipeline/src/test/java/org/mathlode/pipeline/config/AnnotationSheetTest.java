package org.mathlode.pipeline.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mathlode.pipeline.config.PathAnnotation.Verdict;

class AnnotationSheetTest {
    private static final String HEADER = "domain\tpath-prefix\tverdict\tnote\tannotator\n";

    @TempDir
    Path folder;

    private List<PathAnnotation> read(String text) throws IOException {
        return AnnotationSheet.read(Files.writeString(folder.resolve("1.tsv"), text));
    }

    @Test
    void readsVerdicts() throws IOException {
        assertThat(read(HEADER + "# a remark\nmathoverflow.net\t/questions/\tmath\tQ&A\tada\nwww.Example.org\t/shop\tnot-math\n"))
                .containsExactly(
                        new PathAnnotation("mathoverflow.net", "/questions/", Verdict.MATH, "Q&A", "ada"),
                        new PathAnnotation("example.org", "/shop", Verdict.NOT_MATH, "", ""));
    }

    @Test
    void leavesOutALineThatIsNotDecided() throws IOException {
        assertThat(read(HEADER + "example.org\t/\tmath\t\t\nexample.org\t/a/\t\t12 pages\t\n")).extracting(PathAnnotation::pathPrefix).containsExactly("/");
    }

    @Test
    void namesTheLineOfAWrongVerdict() {
        assertThatThrownBy(() -> read(HEADER + "example.org\t/\tmaths\n"))
                .isInstanceOf(ConfigException.class).hasMessageContaining("1.tsv:2: verdict must be one of math, not-math, skip (maths)");
    }

    @Test
    void refusesTwoVerdictsOnOnePrefix() {
        assertThatThrownBy(() -> read(HEADER + "example.org\t/\tmath\nwww.example.org\t/\tskip\n"))
                .isInstanceOf(ConfigException.class).hasMessageContaining("1.tsv:3: line 2 has a verdict on example.org/ already");
    }

    @Test
    void refusesASheetWithoutAHeader() {
        assertThatThrownBy(() -> read("example.org\t/\tmath\n")).isInstanceOf(ConfigException.class).hasMessageContaining("1.tsv:1: the first line must hold the columns");
    }

    @Test
    void refusesAUrlForADomain() {
        assertThatThrownBy(() -> read(HEADER + "https://example.org\t/\tmath\n")).isInstanceOf(ConfigException.class).hasMessageContaining("domain must be a bare host name");
    }

    @Test
    void theLongestPrefixDecides() {
        AnnotationIndex index = new AnnotationIndex(List.of(
                new PathAnnotation("example.org", "/", Verdict.NOT_MATH, "", ""),
                new PathAnnotation("example.org", "/doc/", Verdict.MATH, "", ""),
                new PathAnnotation("example.org", "/doc/intro", Verdict.SKIP, "", "")));

        assertThat(index.find("example.org", "/doc/algebra?x=1").orElseThrow().verdict()).isEqualTo(Verdict.MATH);
        assertThat(index.find("example.org", "/doc/introduction").orElseThrow().verdict()).isEqualTo(Verdict.SKIP);
        assertThat(index.find("example.org", "/about").orElseThrow().verdict()).isEqualTo(Verdict.NOT_MATH);
        assertThat(index.find("other.org", "/doc/")).isEmpty();
    }
}
