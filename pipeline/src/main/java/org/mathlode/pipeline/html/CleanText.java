package org.mathlode.pipeline.html;

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
    static String of(CharSequence out, Dollars dollars) {
        StringBuilder text = new StringBuilder(out.length() + 32);
        int newlines = 0;
        for (int i = 0; i < out.length(); i++) {
            char c = out.charAt(i);
            if (c == '\n') {
                int end = text.length();
                while (end > 0 && text.charAt(end - 1) == ' ') {
                    end--;
                }
                text.setLength(end);
                if (++newlines <= 2 && end > 0) {
                    text.append('\n');
                }
                continue;
            }
            if (c == Line.PLAIN_DOLLAR) {
                text.append(dollars == Dollars.ESCAPED ? "\\$" : "$");
            } else if (Character.isHighSurrogate(c)) {
                if (i + 1 < out.length() && Character.isLowSurrogate(out.charAt(i + 1))) {
                    text.append(c).append(out.charAt(++i));
                } else {
                    text.append('\uFFFD');
                }
            } else if (Character.isLowSurrogate(c)) {
                text.append('\uFFFD');
            } else if ((c >= ' ' && c != '\u007f' && c != '\u200b' && c != '\uFEFF' && !(c >= '\uE0D0' && c <= '\uEAFF') && !(c >= 0x80 && c < 0xA0)
                    && c != '\uFFFE' && c != '\uFFFF' && !(c >= '\u202a' && c <= '\u202e')) || c == '\t') {
                text.append(c);
            } else {
                continue;
            }
            newlines = 0;
        }
        return text.toString().strip();
    }
}
