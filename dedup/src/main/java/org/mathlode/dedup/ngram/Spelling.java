package org.mathlode.dedup.ngram;

import org.mathlode.dedup.text.GramScanner;

/** Compares the signs between grams, which the normal form drops: 1 + 2 = 3 and the page bar 1 2 3 have the same grams. */
final class Spelling {
    private static final String SIGNS = "+-=<>/^|()!%:*,&";
    /** Dashes, minus signs and full-width forms as one sign each. */
    private static final String VARIANTS = "−–—‐‑‒－＋＝＜＞／｜（）！％：＊，、＾∣∗";
    private static final String FOLDED = "-------+=<>/|()!%:*,,^|*";

    private Spelling() {}

    /** Whether {@code count} grams from the given places on have the same signs between them. */
    static boolean isSame(String one, GramScanner ones, int from, String other, GramScanner others, int otherFrom, int count) {
        for (int i = 0; i + 1 < count; i++) {
            int gapOne = ones.end(from + i);
            int gapOther = others.end(otherFrom + i);
            if (!signs(one, gapOne, ones.start(from + i + 1)).equals(signs(other, gapOther, others.start(otherFrom + i + 1)))) {
                return false;
            }
        }
        return true;
    }

    private static String signs(String text, int from, int to) {
        if (to - from <= 1 && (from >= to || text.charAt(from) == ' ')) {
            return "";
        }
        StringBuilder signs = new StringBuilder();
        for (int i = from; i < to; i++) {
            char c = text.charAt(i);
            if (c == '\\' && i + 1 < to) {
                // \( \[ \, are no signs; command names between grams say nothing
                i++;
                if (isLetter(text.charAt(i))) {
                    int nameFrom = i;
                    while (i + 1 < to && isLetter(text.charAt(i + 1))) {
                        i++;
                    }
                    if (text.startsWith("vert", i - 3) || text.startsWith("mid", nameFrom)) {
                        signs.append('|');
                    }
                }
                continue;
            }
            int variant = VARIANTS.indexOf(c);
            char sign = variant >= 0 ? FOLDED.charAt(variant) : c;
            if (SIGNS.indexOf(sign) >= 0) {
                signs.append(sign);
            } else if (sign == '.' && from + 1 == to) {
                signs.append('.');
            }
        }
        return signs.toString();
    }

    private static boolean isLetter(char c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z';
    }
}
