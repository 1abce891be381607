package org.mathlode.pipeline.html;

/** Tells running text from formulas that hold letters. */
final class Prose {
    private Prose() {}

    /** True if a text has two plain words of three or more letters in a row, or reads as a sentence. */
    static boolean soundsLikeProse(CharSequence text) {
        int words = 0;
        int letters = 0;
        int cjk = 0;
        int braces = 0;
        for (int i = 0; i <= text.length(); i++) {
            char c = i < text.length() ? text.charAt(i) : ' ';
            if (c == '\\') {
                int end = Latex.commandEnd(text, i);
                i = end - 1;
                letters = 0;
            } else if (c == '{') {
                braces++;
                letters = 0;
            } else if (c == '}') {
                braces--;
                letters = 0;
            } else if (braces > 0) {
                continue;
            } else if (Character.isLetter(c) && c < 0x2E80) {
                letters++;
            } else {
                boolean wordEnd = c == ' ' || c == '\n' || c == ',' || c == '.' || c == ';' || c == ':' || c == '!' || c == '?';
                if (letters >= 3 && wordEnd && !isFunction(text, i - letters, i)) {
                    if (++words >= 2) {
                        return true;
                    }
                } else if (letters >= 1 && !wordEnd) {
                    words = 0;
                }
                letters = 0;
                cjk += c >= 0x2E80 && Character.isLetter(c) ? 1 : 0;
                if (cjk >= 6) {
                    return true;
                }
            }
        }
        return false;
    }

    private static boolean isFunction(CharSequence text, int from, int to) {
        return to - from <= 6 && from >= 0 && MathSymbols.FUNCTIONS.contains(text.subSequence(from, to).toString());
    }
}
