package org.mathlode.dedup.ngram;

/**
 * Words that a line's end broke in two: {@code prob-} and {@code lem}. Whether the hyphen belongs to the word cannot be seen
 * ({@code out-of-} and {@code town}), so a document is read both ways.
 */
final class LineHyphens {
    private static final char SOFT_HYPHEN = '\u00AD';

    private LineHyphens() {}

    /** The text with broken words joined by characters that stand for nothing, as many as there were; itself if there is none. */
    static String joined(String text) {
        char[] joined = null;
        String broken = text.indexOf('\r') < 0 ? "-\n" : "-";
        for (int at = text.indexOf(broken, 1); at >= 0; at = text.indexOf(broken, at + 1)) {
            int next = lineStart(text, at + 1);
            if (next > at && Character.isLowerCase(text.charAt(at - 1)) && next < text.length() && Character.isLowerCase(text.charAt(next))) {
                if (joined == null) {
                    joined = text.toCharArray();
                }
                for (int i = at; i < next; i++) {
                    joined[i] = SOFT_HYPHEN;
                }
            }
        }
        return joined == null ? text : new String(joined);
    }

    /** Where the line after the one that ends at {@code end} begins, indentation aside; −1 if no line ends there. */
    private static int lineStart(String text, int end) {
        int i = end < text.length() && text.charAt(end) == '\r' ? end + 1 : end;
        if (i >= text.length() || text.charAt(i) != '\n') {
            return -1;
        }
        i++;
        while (i < text.length() && (text.charAt(i) == ' ' || text.charAt(i) == '\t')) {
            i++;
        }
        return i;
    }
}
