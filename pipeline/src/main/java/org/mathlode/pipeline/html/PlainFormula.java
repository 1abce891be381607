package org.mathlode.pipeline.html;

/** Formulas written without a command: {@code x = y + 2}, {@code n}. Where a page says that a text is one, that is enough to take it as such. */
final class PlainFormula {
    private static final int LONGEST = 200;
    private static final String RELATIONS = "=<>≤≥≠≈≡∈⊂⊆→";

    private PlainFormula() {}

    /** True for a letter, or letters, numbers and operators without a word. */
    static boolean is(String text) {
        return text.length() == 1 ? Character.isLetter(text.charAt(0)) && text.charAt(0) < 0x2E80 : isEquation(text) || hasOperator(text) && holdsNoWord(text);
    }

    /** True if two sides of letters, numbers and operators stand around a relation, or a letter has an exponent. */
    static boolean isEquation(String text) {
        if (text.length() < 3 || text.length() > LONGEST || !holdsNoWord(text)) {
            return false;
        }
        boolean letter = false;
        boolean relation = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            letter |= Character.isLetter(c);
            relation |= RELATIONS.indexOf(c) >= 0 && i > 0 && i + 1 < text.length() || c == '^' && i > 0 && i + 1 < text.length() && text.charAt(i + 1) > ' '
                    && Character.isLetterOrDigit(text.charAt(i - 1));
        }
        return letter && relation && (text.indexOf('=') >= 0 || text.indexOf('^') >= 0 || !DollarRule.holdsWord(text, 2)); // "DE > EN" leads to another language
    }

    private static boolean hasOperator(String text) {
        for (int i = 1; i + 1 < text.length(); i++) {
            if ("=<>+-*/^_|(,".indexOf(text.charAt(i)) >= 0) {
                return text.length() <= LONGEST && text.chars().anyMatch(Character::isLetter);
            }
        }
        return false;
    }

    private static boolean holdsNoWord(String text) {
        if (DollarRule.holdsWord(text, 3)) {
            return false;
        }
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= 0x2E80 || "\"'?:#@&;%$«»".indexOf(c) >= 0 || c == '.' && i + 1 < text.length() && Character.isLetter(text.charAt(i + 1))) {
                return false;
            }
        }
        return true;
    }
}
