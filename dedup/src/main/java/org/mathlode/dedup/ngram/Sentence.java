package org.mathlode.dedup.ngram;

/** Whether a stretch of a document is a sentence or a line by itself, quotes and markup aside. */
final class Sentence {
    private static final String ENDS = ".?!:;|>。？！：；．…\n\r";
    private static final String ASIDE = " \t\u00A0\u3000\"'“”‘’«»*_#$`()（）[]{}\\-–—•,，";

    private Sentence() {}

    static boolean standsAlone(String text, int start, int end) {
        return isBoundary(text, start - 1, -1) && isBoundary(text, end, 1);
    }

    /** Whether nothing of the same sentence or line follows. */
    static boolean ends(String text, int end) {
        return isBoundary(text, end, 1);
    }

    private static boolean isBoundary(String text, int from, int step) {
        int i = from;
        while (i >= 0 && i < text.length() && ASIDE.indexOf(text.charAt(i)) >= 0) {
            if (step > 0 && text.charAt(i) == '\\') {
                while (i + 1 < text.length() && isLetter(text.charAt(i + 1))) {
                    i++;
                }
            }
            i += step;
        }
        return i < 0 || i >= text.length() || ENDS.indexOf(text.charAt(i)) >= 0;
    }

    private static boolean isLetter(char c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z';
    }
}
