package org.mathlode.pipeline.html;

import java.util.Arrays;

/** The last pass over a text: what no text may hold goes, and dollars that are no delimiters get their final form. */
final class CleanText {
    /** How a dollar that delimits nothing is written. */
    enum Dollars {
        /** As it is: the text has no formulas. */
        PLAIN,
        /** With a backslash, as it would open a formula otherwise. */
        ESCAPED
    }

    private CleanText() {}

    /** The whole text: plain dollars escaped where the text has formulas, nothing left that is no character. */
    static String of(StringBuilder out, Dollars dollars) {
        int length = out.length();
        char[] in = new char[length];
        out.getChars(0, length, in, 0);
        char[] text = new char[length + 64];
        int end = 0;
        int newlines = 0;
        for (int i = 0; i < length; i++) {
            char c = in[i];
            if (end + 2 > text.length) {
                text = Arrays.copyOf(text, end + (length - i) * 2 + 2); // every dollar that is left may become two characters
            }
            if (c >= ' ' && c < '\u007f') {
                text[end++] = c;
            } else if (c == '\n') {
                while (end > 0 && text[end - 1] == ' ') {
                    end--;
                }
                if (++newlines <= 2 && end > 0) {
                    text[end++] = '\n';
                }
                continue;
            } else if (c == Line.PLAIN_DOLLAR) {
                if (dollars == Dollars.ESCAPED) {
                    text[end++] = '\\';
                }
                text[end++] = '$';
            } else if (Character.isHighSurrogate(c)) {
                if (i + 1 < length && Character.isLowSurrogate(in[i + 1])) {
                    text[end++] = c;
                    text[end++] = in[++i];
                } else {
                    text[end++] = '\uFFFD';
                }
            } else if (Character.isLowSurrogate(c)) {
                text[end++] = '\uFFFD';
            } else if (isKept(c)) {
                text[end++] = c;
            } else {
                continue;
            }
            newlines = 0;
        }
        return new String(text, 0, end).strip();
    }

    /** True for a character beyond ASCII, or a tab, that belongs into a text. */
    private static boolean isKept(char c) {
        return c >= '\u00a0' && c != '\u200b' && c != '\uFEFF' && !(c >= '\uE0D0' && c <= '\uEAFF') && c != '\uFFFE' && c != '\uFFFF' && !(c >= '\u202a' && c <= '\u202e')
                || c == '\t';
    }
}
