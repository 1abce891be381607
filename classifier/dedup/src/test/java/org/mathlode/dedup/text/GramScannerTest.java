package org.mathlode.dedup.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class GramScannerTest {
    private static final String[] PIECES = {
        "word", "The", " ", " ", " ", ", ", "1,234", "12", ",", "{,}", "\\frac12", "\\alpha", "α", "Ω", "x²", "½", "群", "的阶", "&eacute;", "&", "é", "ﬁ", "$", "{", "}", "^",
        "\\begin{equation}", "[itex]", "[/itex]", "[asy]draw[/asy]", "\u200B", "𝑥", "≤", "\uD800", "ünï", "Ⅳ", "ß", "\n", "e\u0301", "１２", "，", "\u2009", "3.14", "a1b2"
    };

    @Test
    void hashesAloneAreThoseOfAWholeScan() {
        Random random = new Random(3);
        GramScanner whole = new GramScanner();
        GramScanner fast = new GramScanner();
        long[] prefixes = new long[0];
        long[] shingles = new long[0];
        for (int turn = 0; turn < 3_000; turn++) {
            StringBuilder text = new StringBuilder();
            for (int piece = random.nextInt(60); piece > 0; piece--) {
                text.append(PIECES[random.nextInt(PIECES.length)]);
            }
            whole.scan(text.toString());
            fast.scanHashes(text.toString());

            assertThat(fast.count()).as(text.toString()).isEqualTo(whole.count());
            for (int i = 0; i < whole.count(); i++) {
                assertThat(fast.hash(i)).as(text.toString()).isEqualTo(whole.hash(i));
            }
            int n = 1 + random.nextInt(6);
            if (whole.count() >= n) {
                prefixes = whole.prefixes(prefixes);
                shingles = fast.shingles(n, shingles);
                for (int i = 0; i + n <= whole.count(); i++) {
                    assertThat(shingles[i]).isEqualTo(GramScanner.window(prefixes, i, n, GramScanner.windowPower(n)));
                }
            }
        }
    }
}
