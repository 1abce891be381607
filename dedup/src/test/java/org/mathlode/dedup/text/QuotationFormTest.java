package org.mathlode.dedup.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is folded beyond the normal form to find quotations; {@code BenchmarkIndex.VERSION} stands for it. */
class QuotationFormTest {
    private final GramScanner scanner = GramScanner.forQuotations(ChineseScript.SIMPLIFIED);

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', ignoreLeadingAndTrailingWhitespace = true, value = {
        "長方體的體積、後來 | 长 方 体 的 体 积 后 来",
        "&#38283;係 \uFA1C | 开 系 靖",
        "$latex x+1$ and $latex\\frac12$ | x 1 and frac 1 2",
        "latex paint, \\latex and $ latex | latex paint latex and latex",
        "a &amp;lt; b &amp;amp;amp; caf&amp;eacute; AT&amp;T &amp; | a b cafe at t",
        "The DOG’s 1,234 | the dog s 1234",
        "12 500 and 1'234'567 or 1~000, 3\\ 018 and the 2,003rd | 12500 and 1234567 or 1000 3018 and the 2003rd",
        "rows 100 200 300, 2 12 345, \\log_2 256 and 0 100 or 5 1234 | rows 100 200 300 2 12 345 log 2 256 and 0 100 or 5 1234",
        "长 1 2 0 米，重 3 5 千克，第 1 2 题 a 1 2 b | 长 120 米 重 35 千 克 第 12 题 a 1 2 b",
        "\\FRAC12 \\Left( \\CDOT \\Delta \\NE | frac 1 2 delta neq",
        "\\fr\u200Bac{1}{2} \\be\u00ADgin\u200B{align*}x\\END{ALIGN*} | frac 1 2 x",
        "<math>x</math> H<sub>2</sub>O a<br/>b a<b>c [math]y[/math] | x h 2 o a b a b c y",
    })
    void foldsMore(String text, String expected) {
        scanner.scan(text);
        assertThat(scanner.grams(0, scanner.count())).isEqualTo(expected);
    }

    @Test
    void givesTheSameHashesWithoutPlaces() {
        String text = "長方體 $latex x$ of 1,234 &amp;lt; \\frac12 ½ x² π 𝑥 [asy] draw((0,0)); [/asy] don’t a{,}b 12 500 1'234'567 长 1 2 0 米 3\n7棵 \\FRAC12 \\fr\u200Bac <math>x</math> a<br/>b 2,003rd 100 200 300";
        long[] hashes = new long[scanner.scanWithDrawings(text).count()];
        for (int i = 0; i < hashes.length; i++) {
            hashes[i] = scanner.hash(i);
        }
        assertThat(scanner.scanHashesWithDrawings(text).count()).isEqualTo(hashes.length);
        for (int i = 0; i < hashes.length; i++) {
            assertThat(scanner.hash(i)).isEqualTo(hashes[i]);
        }
    }

    @Test
    void leavesTheNormalFormAsItIs() {
        assertThat(TextNormalizer.normalize("長方體 $latex x$ &amp;lt;")).isEqualTo("長 方 體 latex x lt");
    }

    @Test
    void writesOneTraditionalForm() {
        assertThat(ChineseScript.traditional("长方体的体积 x")).isEqualTo("長方體的體積 x");
        assertThat(ChineseScript.ofLabel("as-written")).isEqualTo(ChineseScript.AS_WRITTEN);
    }
}
