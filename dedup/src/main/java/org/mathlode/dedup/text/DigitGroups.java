package org.mathlode.dedup.text;

/**
 * Numbers that were written in pieces: {@code 12 500} and {@code 12'500} in groups of three, and in Chinese text digits one by one
 * ({@code 长 1 2 0 米}) or broken at the end of a line. A list of numbers stays a list.
 */
final class DigitGroups {
    /** What groups digits besides the comma and the thin spaces of the normal form. */
    private static final String GROUPING = " \u00A0\u2007~'’";
    private static final String BLANKS = " \u00A0\u3000\t";
    /** Longer rows of digits are no number. */
    private static final int MOST_DIGITS = 24;

    private DigitGroups() {}

    /** The index after the separator at {@code at} if it stands within a number; {@code at} itself if it separates. A zero follows the text. */
    static int next(char[] text, int length, int at) {
        if (at == 0 || at + 1 >= length) {
            return at;
        }
        int next = text[at] == '\r' && text[at + 1] == '\n' ? at + 2 : at + 1;
        if (next >= length || !isDigit(text[next]) || !isDigit(text[at - 1])) {
            return at;
        }
        char separator = text[next - 1];
        boolean joins = separator == '\n' ? isBrokenInChinese(text, length, at, next)
                : GROUPING.indexOf(separator) >= 0 && isThousands(text, length, at, separator)
                || BLANKS.indexOf(separator) >= 0 && isSpelledInChinese(text, length, at, separator);
        return joins ? next : at;
    }

    /** Looks at the whole row of groups, so that the answer is the same at each of its separators. */
    private static boolean isThousands(char[] text, int length, int at, char separator) {
        int from = firstDigit(text, at - 1);
        while (isSeparator(text, from - 1, separator) && from > 1 && isDigit(text[from - 2]) && at - from < MOST_DIGITS) {
            from = firstDigit(text, from - 2);
        }
        int end = digitsEnd(text, length, from);
        int first = end - from;
        int groups = 1;
        while (isSeparator(text, end, separator) && isDigit(text[end + 1]) && groups < MOST_DIGITS) {
            int groupEnd = digitsEnd(text, length, end + 1);
            if (groupEnd - end - 1 != 3) {
                return false;
            }
            end = groupEnd;
            groups++;
        }
        // 100 200 300 is a list; the base in \log_2 256 is no thousand
        return first <= 3 && text[from] != '0' && (first < 3 || groups == 2 || separator == '\'' || separator == '’')
                && !isGramOrSign(text, from - 1);
    }

    private static boolean isSpelledInChinese(char[] text, int length, int at, char separator) {
        int from = at - 1;
        while (isSeparator(text, from - 1, separator) && from > 1 && isDigit(text[from - 2]) && at - from < 2 * MOST_DIGITS) {
            from -= 2;
        }
        int end = from + 1;
        while (isSeparator(text, end, separator) && isDigit(text[end + 1]) && end - from < 2 * MOST_DIGITS) {
            end += 2;
        }
        return end > at && isChinese(text, skipBlanks(text, from - 1, -1), true)
                && !(from > 0 && isDigit(text[from - 1])) && !isDigit(text[end]) && isChinese(text, skipBlanks(text, end, 1), true);
    }

    private static boolean isBrokenInChinese(char[] text, int length, int at, int next) {
        int from = firstDigit(text, at - 1);
        int end = digitsEnd(text, length, next);
        return at - from <= MOST_DIGITS && isChinese(text, skipBlanks(text, from - 1, -1), true) && isChinese(text, end, false);
    }

    /** Whether a character of Chinese stands there, or a sign of its sentences and of a number. */
    private static boolean isChinese(char[] text, int at, boolean orSign) {
        if (at < 0) {
            return false;
        }
        char c = text[at];
        return CharFold.TABLE[c] == CharFold.CJK || orSign && ("，。、．（）：；？％,.(:%/".indexOf(c) >= 0);
    }

    private static int skipBlanks(char[] text, int at, int step) {
        int i = at;
        while (i >= 0 && BLANKS.indexOf(text[i]) >= 0) {
            i += step;
        }
        return i;
    }

    private static boolean isSeparator(char[] text, int at, char separator) {
        return at >= 0 && text[at] == separator;
    }

    private static int firstDigit(char[] text, int last) {
        int i = last;
        while (i > 0 && isDigit(text[i - 1])) {
            i--;
        }
        return i;
    }

    private static int digitsEnd(char[] text, int length, int from) {
        int i = from;
        while (i < length && isDigit(text[i])) {
            i++;
        }
        return i;
    }

    private static boolean isGramOrSign(char[] text, int at) {
        return at >= 0 && (isPartOfGram(text[at]) || "_^.,".indexOf(text[at]) >= 0);
    }

    private static boolean isPartOfGram(char c) {
        return CharFold.TABLE[c] > CharFold.LAST_CODE;
    }

    private static boolean isDigit(char c) {
        char f = CharFold.TABLE[c];
        return f >= '0' && f <= '9';
    }
}
