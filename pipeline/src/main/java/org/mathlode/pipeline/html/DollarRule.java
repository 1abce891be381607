package org.mathlode.pipeline.html;

/** Tells formulas between single dollars from prices, shell variables and prose between two prices. */
final class DollarRule {
    /** What a page says about its dollars. */
    enum Trust {
        NONE,
        /** Formulas are rendered on the page. */
        RENDERS,
        /** Single dollars are configured as delimiters. */
        DECLARED
    }

    private DollarRule() {}

    /**
     * @param body what stands between two dollars
     * @param digitFollows a digit follows the second one, as in "$5-$10"
     */
    static boolean isFormula(String body, boolean digitFollows, Trust trust) {
        if (body.isBlank()) {
            return false;
        }
        boolean percent = body.endsWith("\\%") && words(body) == 0; // only TeX escapes it: "$100\%$"
        boolean tex = percent || Latex.looksLikeTex(body);
        boolean edges = body.charAt(0) <= ' ' || body.charAt(body.length() - 1) <= ' ';
        boolean prose = Prose.soundsLikeProse(body);
        boolean number = startsWithAmount(body);
        if (number && !strong(body) && body.chars().anyMatch(c -> c >= 0x2E80)) {
            return false; // "利润为$20。设$"
        }
        if (trust == Trust.DECLARED) {
            // the page is to be believed, but people write prices there too
            return !(prose && !tex) && !(number && (edges || digitFollows) && !tex && holdsWord(body, 2)) && !(prose && number);
        }
        if (digitFollows && !tex) {
            return false;
        }
        if (edges && !(tex && !prose) && !(trust == Trust.RENDERS && !number && words(body) == 0 && !unbalanced(body))) {
            return false;
        }
        if (prose && !(tex && strong(body))) {
            return false;
        }
        if (tex) {
            return !(number && words(body) >= 2) && (strong(body) || !isCode(body));
        }
        String text = body.strip();
        if (isCode(body) || text.indexOf('\n') >= 0 && words(text) > 0 || unbalanced(text)) {
            return false;
        }
        if (number) {
            return words(text) == 0 && (text.chars().allMatch(c -> Character.isDigit(c)) || text.matches("[0-9.,()\\[\\]]*[-+*/=<>×·a-zA-Z(][-+*/=<>×·0-9a-zA-Z().,\\s]*"))
                    && !text.matches("[0-9.,]+[-–/]") && !text.matches("(?i)[0-9.,]+(?:\\s?(?:bn|mn|mm|usd|us|per|to|and|or|an|in|for|off|each|/.*)|\\s+a)");
        }
        if (trust == Trust.RENDERS && text.length() <= 20 && text.chars().allMatch(c -> Latex.isLetter((char) c))) {
            return true; // "$hash$", on a page that shows formulas
        }
        // "$x$", "$n+1$", "$f(x)$", "$AB$": short, without words
        return words(text) == 0 && text.length() <= 120;
    }

    /** Between two variables of a program stand strings, arrows and calls that are not closed. */
    private static boolean isCode(String body) {
        return body.indexOf('"') >= 0 || body.contains("=>") || body.contains("->") || body.contains("();") || unbalanced(body) && body.indexOf(';') + body.indexOf('_') > 0;
    }

    /** A command is a stronger sign than a mark that prose has too. */
    private static boolean strong(String body) {
        for (int i = 0; i + 1 < body.length(); i++) {
            if (body.charAt(i) == '\\' && Latex.isLetter(body.charAt(i + 1))) {
                return true;
            }
        }
        return false;
    }

    private static boolean startsWithAmount(String body) {
        String text = body.stripLeading();
        return !text.isEmpty() && (Character.isDigit(text.charAt(0)) || (text.charAt(0) == '.' && text.length() > 1 && Character.isDigit(text.charAt(1))));
    }

    /** So many letters in a row that are no command and no function: "and", "or", "to" with two. */
    static boolean holdsWord(String body, int letters) {
        int start = 0;
        for (int i = 0; i <= body.length(); i++) {
            if (i == body.length() || !Character.isLetter(body.charAt(i))) {
                if (i - start >= letters && (start == 0 || body.charAt(start - 1) != '\\') && !MathSymbols.FUNCTIONS.contains(body.substring(start, i))) {
                    return true;
                }
                start = i + 1;
            }
        }
        return false;
    }

    /** Words of four letters or more that are no function names, outside commands and braces. */
    private static int words(String body) {
        int words = 0;
        int letters = 0;
        int start = 0;
        for (int i = 0; i <= body.length(); i++) {
            char c = i < body.length() ? body.charAt(i) : ' ';
            if (c == '\\') {
                i = Latex.commandEnd(body, i) - 1;
                letters = 0;
            } else if (Character.isLetter(c)) {
                if (letters++ == 0) {
                    start = i;
                }
            } else {
                if (letters >= 4 && !MathSymbols.FUNCTIONS.contains(body.substring(start, start + letters))) {
                    words++;
                }
                letters = 0;
            }
        }
        return words;
    }

    private static boolean unbalanced(String text) {
        int round = 0;
        int square = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            round += c == '(' ? 1 : c == ')' ? -1 : 0;
            square += c == '[' ? 1 : c == ']' ? -1 : 0;
        }
        return Math.abs(round) > 1 || (round != 0 && square == 0);
    }
}
