package org.mathlode.dedup.ngram;

import org.mathlode.dedup.text.MarkupTag;

/** Whether a stretch of a document is a sentence or a line by itself, quotes and markup aside. */
final class Sentence {
    private static final String ENDS = ".?!:;|>。？！：；．…\n\r";
    private static final String CLOSES = ".?!:;。？！：；．…\n\r";
    private static final String ASIDE = " \t\u00A0\u3000\"'“”‘’«»*_#$`()（）[]{}\\-–—•,，";

    private Sentence() {}

    static boolean standsAlone(String text, int start, int end) {
        return isBoundary(text, start - 1, -1) && isBoundary(text, end, 1);
    }

    /** Whether the sentence or line ends before another letter or digit comes. */
    static boolean ends(String text, int end) {
        for (int i = end; i < text.length(); i++) {
            char c = text.charAt(i);
            if (CLOSES.indexOf(c) >= 0) {
                return true;
            }
            if (c == '\\') {
                while (i + 1 < text.length() && isLetter(text.charAt(i + 1))) {
                    i++;
                }
            } else if (Character.isLetterOrDigit(c)) {
                return false;
            }
        }
        return true;
    }

    private static boolean isBoundary(String text, int from, int step) {
        int i = from;
        while (i >= 0 && i < text.length()) {
            int beyond = beyondTag(text, i, step);
            if (beyond != i) {
                i = beyond;
                continue;
            }
            if (ASIDE.indexOf(text.charAt(i)) < 0) {
                break;
            }
            if (step > 0 && text.charAt(i) == '\\') {
                while (i + 1 < text.length() && isLetter(text.charAt(i + 1))) {
                    i++;
                }
            }
            i += step;
        }
        return i < 0 || i >= text.length() || ENDS.indexOf(text.charAt(i)) >= 0;
    }

    /** The place behind a tag like {@code [/math]} that opens or, read backwards, closes at {@code at}; {@code at} if none does. */
    private static int beyondTag(String text, int at, int step) {
        if (step > 0) {
            return text.charAt(at) == '[' || text.charAt(at) == '<' ? MarkupTag.end(text, at) : at;
        }
        int open = text.charAt(at) == ']' ? text.lastIndexOf('[', at) : -1;
        return open >= 0 && MarkupTag.end(text, open) == at + 1 ? open - 1 : at;
    }

    private static boolean isLetter(char c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z';
    }
}
