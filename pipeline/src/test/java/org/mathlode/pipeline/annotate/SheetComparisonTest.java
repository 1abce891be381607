package org.mathlode.pipeline.annotate;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SheetComparisonTest {
    @TempDir
    Path folder;

    private Path sheet(String name, String... lines) throws IOException {
        return Files.writeString(folder.resolve(name), "domain\tpath-prefix\tverdict\tnote\tannotator\n" + String.join("\n", lines) + "\n");
    }

    @Test
    void listsWhatTwoAnnotatorsDisagreeOn() throws IOException {
        SheetComparison comparison = SheetComparison.of(
                sheet("a.tsv", "a.example\t/\tmath\t\tada", "b.example\t/x/\tmath\tproofs\tada", "c.example\t/\tskip\t\tada", "d.example\t/\tmath\t\tada"),
                sheet("b.tsv", "a.example\t/\tmath\t\tbo", "b.example\t/x/\tnot-math\tnews\tbo", "e.example\t/\tmath\t\tbo", "d.example\t/\t\t\tbo"));

        assertThat(comparison.conflicts()).extracting(SheetComparison::describe)
                .containsExactly("b.example/x/\tmath on /x/ (ada): proofs\tnot-math on /x/ (bo): news");
        assertThat(comparison.agreed()).isEqualTo(1);
        assertThat(comparison.onlyOne()).isEqualTo(3);
    }

    @Test
    void seesAConflictWithAVerdictOnAShorterPrefix() throws IOException {
        SheetComparison comparison = SheetComparison.of(sheet("a.tsv", "a.example\t/\tmath\t\tada"), sheet("b.tsv", "a.example\t/blog/\tnot-math\t\tbo", "a.example\t/\tmath\t\tbo"));

        assertThat(comparison.conflicts()).extracting(SheetComparison::describe).containsExactly("a.example/blog/\tmath on / (ada)\tnot-math on /blog/ (bo)");
    }
}
