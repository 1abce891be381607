package org.mathlode.pipeline.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TextFactsTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "no formula | 0",
        "$a$ and $b$, then $$c$$ | 3",
        "costs \\$5 and \\$7 | 0",
        "$$ x = \\$5 $$ | 1",
        "$a$ and a lone $ | 1",
        "$a$$b$ | 2",
    })
    void countsFormulas(String text, int formulas) {
        assertThat(TextFacts.formulas(text)).isEqualTo(formulas);
    }
}
