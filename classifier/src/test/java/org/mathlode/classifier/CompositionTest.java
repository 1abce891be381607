package org.mathlode.classifier;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.mathlode.classifier.Composition.Row;
import org.mathlode.classifier.Composition.Use;
import org.mathlode.classifier.Evaluation.Truth;

class CompositionTest {
    private static Composition sample() {
        Composition composition = new Composition();
        composition.add("domain", "a.example", Truth.MATH, Use.TRAINED, 3);
        composition.add("domain", "a.example", Truth.OTHER, Use.TRAINED, 1);
        composition.add("domain", "b.example", Truth.OTHER, Use.HELD_OUT, 9);
        composition.add("domain", "c.example", Truth.MATH, Use.HELD_OUT, 1);
        composition.add("domain", "d.example", Truth.MATH, Use.TRAINED, 1);
        composition.add("language", "eng", Truth.MATH, Use.TRAINED, 4);
        return composition;
    }

    @Test
    void countsByLabelAndUseWithTheMostFrequentFirst() {
        assertThat(sample().rows(10)).containsExactly(new Row("domain", "b.example", 0, 0, 0, 9), new Row("domain", "a.example", 3, 1, 0, 0),
                new Row("domain", "c.example", 0, 0, 1, 0), new Row("domain", "d.example", 1, 0, 0, 0), new Row("language", "eng", 4, 0, 0, 0));
    }

    @Test
    void countsTheRareOnesTogether() {
        assertThat(sample().rows(2)).containsExactly(new Row("domain", "b.example", 0, 0, 0, 9), new Row("domain", "a.example", 3, 1, 0, 0),
                new Row("domain", "(2 others)", 1, 0, 1, 0), new Row("language", "eng", 4, 0, 0, 0));
    }

    @Test
    void keepsATableReadableWhateverAValueHolds() {
        Composition odd = new Composition();
        odd.add("source", "a\tb\nc|d", Truth.OTHER, Use.TRAINED, 2);
        assertThat(odd.toTsv(5)).isEqualTo("by\tvalue\tmath\tother\theld-out-math\theld-out-other\nsource\ta b c|d\t0\t2\t0\t0\n");
        assertThat(odd.toMarkdown()).endsWith("| source | a\tb c d | 0 | 2 | 0 | 0 |\n");
        assertThat(new Composition().toMarkdown()).isEmpty();
    }
}
