package org.mathlode.pipeline.html;

import java.util.Set;
import org.mathlode.pipeline.html.ScriptTokens.Kind;
import org.mathlode.pipeline.html.ScriptTokens.Token;

/** Tells superscripts and subscripts that are mathematics from ordinals, footnote marks and units. */
final class ScriptRule {
    private static final Set<String> ORDINALS = Set.of("st", "nd", "rd", "th", "e", "er", "re", "ère", "ème", "eme", "o", "a", "os", "as", "ns", "nde", "de",
            "TM", "tm", "SM", "®", "(R)", "(r)", "©", "™", "me", "lle", "mes", "r", "rs", "tes", "ste", "ter", "bis");
    private static final Set<String> UNITS = Set.of("m", "cm", "mm", "km", "dm", "nm", "ft", "in", "yd", "mi", "kg", "sec", "mg", "ml", "hm", "µm", "μm", "s", "g",
            "mol", "Hz", "Pa", "ha", "min", "sq", "inch", "feet", "hr");

    /** In tokens. */
    private static final int LONGEST_PARENTHESIS = 1_000;

    private final ScriptTokens tokens;

    /** {@code tokens} may still be growing: a script is judged by those before it. */
    ScriptRule(ScriptTokens tokens) {
        this.tokens = tokens;
    }

    static boolean isUnit(String word) {
        return UNITS.contains(word);
    }

    /** True if the script at this mark is mathematics, by what stands before it and by what it says. */
    boolean isMath(int position) {
        Line.ScriptAtom script = tokens.scriptAt(position);
        String content = script.content().strip();
        if (script.hint() == Line.ScriptHint.REFERENCE || content.isEmpty() || content.length() > 40 || (content.length() > 12 && Prose.soundsLikeProse(content))) {
            return false;
        }
        if (content.startsWith("[") && content.endsWith("]") || content.equals("*") && script.hint() == Line.ScriptHint.NONE && !singleLetterBefore(position)
                || content.equals("†") || content.equals("‡") || content.equals("§") || content.equals("?") || content.equals("citation needed")) {
            return false;
        }
        if (content.chars().anyMatch(c -> c >= 0x2E80)) {
            return false;
        }
        if (position == 0 || tokens.size() == 0) {
            return false;
        }
        Token before = tokens.get(tokens.size() - 1);
        if (script.hint() == Line.ScriptHint.VARIABLE) {
            return !(before.kind() == Kind.WORD && before.length() > 3 && isNumber(content));
        }
        switch (before.kind()) {
            case WORD:
                if (isMeasure(before, content)) {
                    return false;
                }
                return wordBase(tokens.string(before), script.kind(), content);
            case NUMBER:
                return numberBase(tokens.string(before), script.kind(), content);
            case CLOSE:
                return !isNumber(content) || parenthesisIsMath();
            case SYMBOL:
                return tokens.first(before) != '\'' || script.kind() == '_' || !isNumber(content);
            case SCRIPT:
                return true;
            case FLAT:
                return false;
            default:
                return false;
        }
    }

    /** "5 m²": a unit behind a number and a blank. */
    private boolean isMeasure(Token unit, String content) {
        if (!content.matches("[-−]?[1-4]") || !UNITS.contains(tokens.string(unit))) {
            return false;
        }
        int t = tokens.size() - 2;
        while (t >= 0 && (tokens.kind(t) == Kind.SPACE || tokens.kind(t) == Kind.FLAT || tokens.kind(t) == Kind.OPERATOR && "/·⋅".indexOf(tokens.first(tokens.get(t))) >= 0
                || tokens.kind(t) == Kind.WORD && UNITS.contains(tokens.string(tokens.get(t))))) {
            t--;
        }
        if (t >= 0 && t < tokens.size() - 3 && tokens.kind(t) == Kind.OPEN && content.length() > 1) {
            return true; // "(m s⁻¹)"
        }
        if (t >= 0 && t < tokens.size() - 3 && tokens.kind(t) == Kind.SCRIPT && content.length() > 1) {
            return true; // "5 × 10³ kg m⁻³"
        }
        return t >= 0 && t < tokens.size() - 2 && tokens.kind(t) == Kind.NUMBER && (content.matches("[23]") || t < tokens.size() - 3);
    }

    private boolean singleLetterBefore(int position) {
        return position > 0 && ScriptTokens.isLatinLetter(tokens.text().charAt(position - 1)) && (position == 1 || !ScriptTokens.isLatinLetter(tokens.text().charAt(position - 2)));
    }

    private static boolean wordBase(String base, char kind, String content) {
        if (MathSymbols.FUNCTIONS.contains(base)) {
            return true;
        }
        if (kind == '_') {
            return base.length() <= 2 || !content.chars().allMatch(Character::isLetter) || base.length() <= 4 && Character.isUpperCase(base.charAt(0));
        }
        if (content.equals("o") && base.equalsIgnoreCase("n")) {
            return false; // nº
        }
        if (ORDINALS.contains(content) && !(base.length() == 1 && content.length() == 1 && Character.isLowerCase(base.charAt(0)))) {
            return false;
        }
        if (UNITS.contains(base) && base.length() > 1 && content.matches("[-−]?[1-4]")) {
            return false;
        }
        return base.length() == 1 || (base.length() == 2 && !ScriptTokens.SHORT_WORDS.contains(base) && !Character.isUpperCase(base.charAt(0)));
    }

    private static boolean numberBase(String base, char kind, String content) {
        if (kind == '_') {
            return true;
        }
        if (ORDINALS.contains(content)) {
            return false;
        }
        if (isNumber(content) && base.matches("(19|20)\\d\\d")) {
            return false;
        }
        return true;
    }

    /** True if the parenthesis that just closed holds no words. */
    private boolean parenthesisIsMath() {
        int depth = 0;
        for (int t = tokens.size() - 1; t >= Math.max(0, tokens.size() - LONGEST_PARENTHESIS); t--) {
            Token token = tokens.get(t);
            if (token.kind() == Kind.CLOSE) {
                depth++;
            } else if (token.kind() == Kind.OPEN && --depth == 0) {
                return true;
            } else if (token.kind() == Kind.WORD && !tokens.isOperand(token)) {
                return false;
            }
        }
        return false;
    }

    /** Digits, blanks and commas alone. */
    static boolean isNumber(String content) {
        return !content.isEmpty() && content.chars().allMatch(c -> (c >= '0' && c <= '9') || c == ',' || c == ' ');
    }
}
