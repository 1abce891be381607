package org.mathlode.dedup.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TextNormalizerTest {
    private static final long[] PINNED = {8761336557060104131L, -4933346020627827744L, 1621157197185794937L};
    private static final long PINNED_WINDOW = -6242217090507569959L;

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', ignoreLeadingAndTrailingWhitespace = true, value = {
        "Two GROUPS, one ring. | two groups one ring",
        "Janet’s “ducks” | janet s ducks",
        "ｆｕｌｌ　ｗｉｄｔｈ ４２ | full width 42",
        "ﬁnite naïve cafe\u0301 Ångström | finite naive cafe angstrom",
        "zero\u200Bwidth soft\u00ADhyphen \uFEFFmark | zerowidth softhyphen mark",
        "小明有３个苹果。 | 小 明 有 3 个 苹 果",
        "かタ３ | か タ 3",
        "٣٤ १२ | 34 12",
        "Straße ΣΊΣΥΦΟΣ | strasse σισυφοσ",
        "𝑥 𝟏𝟐 𝒮 | x 12 s",
        "½ of a ㎏ | 1 2 of a kg",
        "x² + y₁ | x 2 y 1",
        "caf&eacute; &#x41;&#66; a&nbsp;b AT&T &lt; &unknown; | cafe ab a b at t unknown",
        "1,234 and 12,345,678 and 1,23 and 0,125 | 1234 and 12345678 and 1 23 and 0 125",
        "1{,}234 10,\\!000 2\\,500 7\u2009300 １，２３４ | 1234 10000 2500 7300 1234",
        "x1,234 1,2345 1234,567 | x1 234 1 2345 1234 567",
        "$\\dfrac{1}{2}$ \\(\\tfrac12\\) \\[\\frac ab\\] | frac 1 2 frac 1 2 frac a b",
        "\\left( x \\right) \\le \\leqslant ≤ 3 \\times 4 × 5 | x leq leq leq 3 times 4 times 5",
        "\\pi π 𝜋 \\alpha | pi pi pi alpha",
        "\\text{if } \\mathrm{d}x, \\mathbf v \\quad \\cdot \\ldots | if d x v",
        "\\begin{align*} a &= b \\\\ c \\end{align*} \\begin{pmatrix} 1 \\end{pmatrix} | a b c begin pmatrix 1 end pmatrix",
        "area [asy] draw((0,0)--(1,1)); [/asy] is | area is",
        "[itex]z[/itex] [b]bold[/b] | z b bold b",
        "90° 45^\\circ | 90 circ 45 circ",
        "C:\\new $5 \\$5 | c new 5 5",
    })
    void foldsSpellings(String text, String normal) {
        assertThat(TextNormalizer.VERSION).isEqualTo(1);
        assertThat(TextNormalizer.normalize(text)).isEqualTo(normal);
    }

    @Test
    void leadsBackIntoTheText() {
        String text = "The sum of \\dfrac{1}{2} and 1,234 caf&eacute;s 在桌上";
        GramScanner grams = new GramScanner().scan(text);
        StringBuilder spelled = new StringBuilder();
        for (int i = 0; i < grams.count(); i++) {
            spelled.append(grams.gram(i)).append('=').append(text, grams.start(i), grams.end(i)).append(' ');
        }
        assertThat(spelled.toString()).isEqualTo(
                "the=The sum=sum of=of frac=\\dfrac 1=1 2=2 and=and 1234=1,234 cafes=caf&eacute;s 在=在 桌=桌 上=上 ");
    }

    @Test
    void saysWhatAGramIsMadeOf() {
        GramScanner grams = new GramScanner().scan("word 12 x x2 \\pi 数 ab1");
        assertThat(java.util.stream.IntStream.range(0, grams.count()).mapToObj(grams::kind)).containsExactly(
                GramScanner.Kind.WORD, GramScanner.Kind.NUMBER, GramScanner.Kind.SYMBOL, GramScanner.Kind.SYMBOL,
                GramScanner.Kind.COMMAND, GramScanner.Kind.CJK, GramScanner.Kind.SYMBOL);
    }

    @Test
    void hashesEqualGramsEquallyHoweverTheyAreSpelled() {
        GramScanner plain = new GramScanner().scan("finite 1234 pi");
        GramScanner spelled = new GramScanner().scan("ﬁni\u200Bte 1,234 \\pi");
        for (int i = 0; i < 3; i++) {
            assertThat(spelled.hash(i)).isEqualTo(plain.hash(i));
        }
    }

    @Test
    void pinsTheHashesOfVersion1() {
        GramScanner grams = new GramScanner().scan("the sum 数");
        assertThat(new long[] {grams.hash(0), grams.hash(1), grams.hash(2)}).containsExactly(PINNED);
        long[] prefixes = grams.prefixes(new long[0]);
        assertThat(GramScanner.window(prefixes, 1, 2, GramScanner.windowPower(2))).isEqualTo(PINNED_WINDOW);
    }

    @Test
    void takesTheHashOfAWindowFromPrefixesWhereverItStands() {
        GramScanner one = new GramScanner().scan("a b c d e f");
        long[] ones = one.prefixes(new long[0]).clone();
        GramScanner other = new GramScanner().scan("x y z c d e");
        long[] others = other.prefixes(new long[0]);
        long power = GramScanner.windowPower(3);
        assertThat(GramScanner.window(ones, 2, 3, power)).isEqualTo(GramScanner.window(others, 3, 3, power));
    }

    @Test
    void givesTheSameGramsAfterALargerText() {
        GramScanner reused = new GramScanner().scan("a long text ".repeat(10_000));
        assertThat(reused.scan("short 文").grams(0, reused.count())).isEqualTo("short 文");
    }

    @Test
    void survivesAnyCharacters() {
        Random random = new Random(3);
        String alphabet = "aZ9 ,.\\{}[]&;#$\u0301\u200B\uD835\uDC00\u2009\u4E2D\uFDFA½²ασ[asy][/asy]\\frac&amp;";
        GramScanner scanner = new GramScanner();
        for (int i = 0; i < 20_000; i++) {
            StringBuilder text = new StringBuilder();
            for (int k = random.nextInt(40); k > 0; k--) {
                text.append(alphabet.charAt(random.nextInt(alphabet.length())));
            }
            scanner.scan(text.toString());
            int end = 0;
            for (int g = 0; g < scanner.count(); g++) {
                assertThat(scanner.start(g)).isGreaterThanOrEqualTo(g == 0 ? 0 : scanner.start(g - 1));
                assertThat(scanner.end(g)).isBetween(scanner.start(g), text.length());
                assertThat(scanner.gram(g)).isNotEmpty();
                end = scanner.end(g);
            }
            assertThat(end).isLessThanOrEqualTo(text.length());
        }
    }
}
