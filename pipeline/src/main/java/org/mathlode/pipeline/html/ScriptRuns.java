package org.mathlode.pipeline.html;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.mathlode.pipeline.html.Formula.Placement;

/**
 * Superscripts and subscripts in running text. Around each one that is mathematics the formula grows to both sides as far
 * as operands and operators go, so {@code g<sub>a</sub>(x)=e<sup>ix</sup>} is one formula. Ordinals, footnote marks, units
 * and chemical formulas are no mathematics: they keep their look in Unicode or stay as they are.
 */
final class ScriptRuns {
    private static final Set<String> ORDINALS = Set.of("st", "nd", "rd", "th", "e", "er", "re", "ère", "ème", "eme", "o", "a", "os", "as", "ns", "nde", "de",
            "TM", "tm", "SM", "®", "(R)", "(r)", "©", "™", "me", "lle", "mes", "r", "rs", "tes", "ste", "ter", "bis");
    private static final Set<String> SHORT_WORDS = Set.of("is", "in", "of", "to", "as", "at", "be", "by", "if", "or", "on", "an", "we", "so", "no", "do", "it",
            "he", "up", "us", "am", "my", "me", "go", "vs", "et", "le", "la", "de", "du", "un", "en", "il", "ou", "es", "el", "al", "im", "zu", "wo", "da");
    private static final Set<String> UNITS = Set.of("m", "cm", "mm", "km", "dm", "nm", "ft", "in", "yd", "mi", "kg", "sec", "mg", "ml", "hm", "µm", "μm", "s", "g",
            "mol", "Hz", "Pa", "ha", "min", "sq", "inch", "feet", "hr");
    private static final Set<String> ELEMENTS = Set.of(("H He Li Be B C N O F Ne Na Mg Al Si P S Cl Ar K Ca Sc Ti V Cr Mn Fe Co Ni Cu Zn Ga Ge As Se Br Kr Rb Sr Y Zr Nb Mo"
            + " Tc Ru Rh Pd Ag Cd In Sn Sb Te I Xe Cs Ba La Ce Pr Nd Sm Eu Gd Tb Dy Ho Er Tm Yb Lu Hf Ta W Re Os Ir Pt Au Hg Tl Pb Bi Po At Rn Fr Ra Ac Th Pa U Np Pu").split(" "));
    private static final String RELATIONS = "=<>≤≥≠≈≡∈∉⊂⊆⊃∼≃≅→↦⇒⇔∝±≪≫";
    private static final String OPERATORS = "+-−–*/×·⋅÷∘∪∩∧∨⊕⊗^";
    private static final String UNICODE_SUPERSCRIPTS = "⁰¹²³⁴⁵⁶⁷⁸⁹";
    private static final String UNICODE_SUBSCRIPTS = "₀₁₂₃₄₅₆₇₈₉";

    private enum Kind { WORD, NUMBER, OPERATOR, OPEN, CLOSE, COMMA, SPACE, SYMBOL, SCRIPT, FLAT, OTHER }

    private record Token(Kind kind, int from, int to) {
        int length() {
            return to - from;
        }
    }

    private final Line line;
    private final StringBuilder text;
    private final List<Token> tokens = new ArrayList<>();

    private ScriptRuns(Line line) {
        this.line = line;
        this.text = line.text;
    }

    /** Replaces the script marks of a line by formula marks and plain characters. */
    static void resolve(Line line) {
        new ScriptRuns(line).run();
    }

    private void run() {
        tokenize();
        StringBuilder out = new StringBuilder(text.length() + 16);
        int written = 0;
        for (int t = 0; t < tokens.size(); t++) {
            Token token = tokens.get(t);
            if (token.kind == Kind.FLAT) {
                out.append(text, written, token.from).append(flat(t));
                written = token.to;
            } else if (token.kind == Kind.SCRIPT && token.from >= written) {
                if (isChemical(t)) {
                    out.append(text, written, token.from).append(inUnicode((Line.ScriptAtom) line.atom(token.from)));
                    written = token.to;
                    continue;
                }
                int[] run = grow(t, written);
                out.append(text, written, tokens.get(run[0]).from);
                String tex = latex(run[0], run[1]);
                line.mark(new Line.FormulaAtom(new Formula(tex, Placement.INLINE, FormulaSource.SUP_SUB)), out);
                written = tokens.get(run[1]).to;
                t = run[1];
            }
        }
        out.append(text, written, text.length());
        text.setLength(0);
        text.append(out);
        line.scripts = false;
    }

    private void tokenize() {
        int i = 0;
        while (i < text.length()) {
            char c = text.charAt(i);
            int start = i;
            Kind kind;
            if (c == Line.MARK) {
                i += 3;
                kind = line.atom(start) instanceof Line.ScriptAtom ? isMath(start) ? Kind.SCRIPT : Kind.FLAT : Kind.OTHER;
            } else if (c == ' ') {
                i++;
                kind = Kind.SPACE;
            } else if (isLatinLetter(c)) {
                while (i < text.length() && isLatinLetter(text.charAt(i))) {
                    i++;
                }
                kind = Kind.WORD;
            } else if (c >= '0' && c <= '9') {
                while (i < text.length() && (Character.isDigit(text.charAt(i)) || (text.charAt(i) == '.' && i + 1 < text.length() && Character.isDigit(text.charAt(i + 1))))) {
                    i++;
                }
                kind = Kind.NUMBER;
            } else {
                i += Character.charCount(text.codePointAt(i));
                kind = RELATIONS.indexOf(c) >= 0 || OPERATORS.indexOf(c) >= 0 ? Kind.OPERATOR
                        : c == '(' || c == '[' || c == '{' ? Kind.OPEN : c == ')' || c == ']' || c == '}' ? Kind.CLOSE
                        : c == ',' ? Kind.COMMA
                        : (c >= 'Α' && c <= 'ω') || c == 'ϕ' || c == 'ϵ' || MathSymbols.command(text.codePointAt(start)) != null && c > 127 && "…•†‡★—–°".indexOf(c) < 0
                        || c == '!' && i < text.length() || c == '|' || c == '\'' ? Kind.SYMBOL
                        : Kind.OTHER;
            }
            tokens.add(new Token(kind, start, i));
        }
    }

    private static boolean isLatinLetter(char c) {
        return Latex.isLetter(c) || (c >= 'À' && c <= 'ɏ' && c != '×' && c != '÷');
    }

    /** True if the script at this mark is mathematics, by what stands before it and by what it says. */
    private boolean isMath(int position) {
        Line.ScriptAtom script = (Line.ScriptAtom) line.atom(position);
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
        if (position == 0 || tokens.isEmpty()) {
            return false;
        }
        Token before = tokens.get(tokens.size() - 1);
        if (script.hint() == Line.ScriptHint.VARIABLE) {
            return !(before.kind == Kind.WORD && before.length() > 3 && isNumber(content));
        }
        switch (before.kind) {
            case WORD:
                if (isMeasure(before, content)) {
                    return false;
                }
                return wordBase(text.substring(before.from, before.to), script.kind(), content);
            case NUMBER:
                return numberBase(text.substring(before.from, before.to), script.kind(), content);
            case CLOSE:
                return !isNumber(content) || parenthesisIsMath();
            case SYMBOL:
                return text.charAt(before.from) != '\'' || script.kind() == '_' || !isNumber(content);
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
        int n = tokens.size();
        return n >= 3 && tokens.get(n - 2).kind == Kind.SPACE && tokens.get(n - 3).kind == Kind.NUMBER && content.matches("[23]") && UNITS.contains(text.substring(unit.from, unit.to));
    }

    private boolean singleLetterBefore(int position) {
        return position > 0 && isLatinLetter(text.charAt(position - 1)) && (position == 1 || !isLatinLetter(text.charAt(position - 2)));
    }

    private static boolean wordBase(String base, char kind, String content) {
        if (MathSymbols.FUNCTIONS.contains(base)) {
            return true;
        }
        if (kind == '_') {
            return base.length() <= 2 || !content.chars().allMatch(Character::isLetter) || base.length() <= 4 && Character.isUpperCase(base.charAt(0));
        }
        if (ORDINALS.contains(content) && !(base.length() == 1 && content.length() == 1 && Character.isLowerCase(base.charAt(0)))) {
            return false;
        }
        if (UNITS.contains(base) && base.length() > 1 && content.matches("[-−]?[1-4]")) {
            return false;
        }
        return base.length() == 1 || (base.length() == 2 && !SHORT_WORDS.contains(base) && !Character.isUpperCase(base.charAt(0)));
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
        for (int t = tokens.size() - 1; t >= 0; t--) {
            Token token = tokens.get(t);
            if (token.kind == Kind.CLOSE) {
                depth++;
            } else if (token.kind == Kind.OPEN && --depth == 0) {
                return true;
            } else if (token.kind == Kind.WORD && !isOperand(token)) {
                return false;
            }
        }
        return false;
    }

    private static boolean isNumber(String content) {
        return !content.isEmpty() && content.chars().allMatch(c -> (c >= '0' && c <= '9') || c == ',' || c == ' ');
    }

    /** What a script that is no mathematics leaves in the text. */
    private String flat(int t) {
        Line.ScriptAtom script = (Line.ScriptAtom) line.atom(tokens.get(t).from);
        String content = script.content();
        Token before = t > 0 ? tokens.get(t - 1) : null;
        boolean unit = before != null && before.kind == Kind.WORD && UNITS.contains(text.substring(before.from, before.to));
        boolean footnote = before != null && isNumber(content) && content.length() <= 3 && script.kind() == '^';
        boolean ion = before != null && before.kind == Kind.WORD && content.matches("[0-9]*[+\\-−]") && elements(text.substring(before.from, before.to)) > 0;
        return (unit || footnote || ion) && script.hint() == Line.ScriptHint.NONE ? inUnicode(script) : content;
    }

    /** True if the run of letters, numbers and scripts around a subscript is a chemical formula such as C₄H₈O₂. */
    private boolean isChemical(int t) {
        int from = t;
        while (from > 0 && isChemicalPart(tokens.get(from - 1))) {
            from--;
        }
        int to = t;
        while (to + 1 < tokens.size() && isChemicalPart(tokens.get(to + 1))) {
            to++;
        }
        int elements = 0;
        boolean lone = false;
        boolean subscript = false;
        for (int i = from; i <= to; i++) {
            Token token = tokens.get(i);
            if (token.kind == Kind.WORD) {
                int n = elements(text.substring(token.from, token.to));
                if (n == 0) {
                    return false;
                }
                elements += n;
                lone |= "HONFClBrI".contains(text.substring(token.from, token.to));
            } else if (token.kind == Kind.SCRIPT) {
                Line.ScriptAtom script = (Line.ScriptAtom) line.atom(token.from);
                if (script.hint() == Line.ScriptHint.VARIABLE) {
                    return false;
                }
                subscript |= script.kind() == '_' && isNumber(script.content());
                if (script.kind() == '_' ? !isNumber(script.content()) : !script.content().matches("[0-9]*[+\\-−]")) {
                    return false;
                }
            }
        }
        return elements >= 2 || (elements == 1 && lone && subscript && scriptIsDiatomic(t) && (from == 0 || tokens.get(from - 1).kind != Kind.OPERATOR)
                && (to + 1 >= tokens.size() || tokens.get(to + 1).kind != Kind.OPERATOR && tokens.get(to + 1).kind != Kind.OPEN));
    }

    private boolean scriptIsDiatomic(int t) {
        String content = ((Line.ScriptAtom) line.atom(tokens.get(t).from)).content().strip();
        return content.equals("2") || content.equals("3");
    }

    private boolean isChemicalPart(Token token) {
        return token.kind == Kind.WORD || token.kind == Kind.SCRIPT || (token.kind == Kind.NUMBER && token.length() <= 2)
                || ((token.kind == Kind.OPEN || token.kind == Kind.CLOSE) && text.charAt(token.from) != '{' && text.charAt(token.from) != '}');
    }

    /** How many element symbols a word is made of; 0 if it is none. */
    private static int elements(String word) {
        int count = 0;
        int i = 0;
        while (i < word.length()) {
            if (i + 2 <= word.length() && Character.isLowerCase(word.charAt(Math.min(i + 1, word.length() - 1))) && ELEMENTS.contains(word.substring(i, i + 2))) {
                i += 2;
            } else if (ELEMENTS.contains(word.substring(i, i + 1)) && (i + 1 == word.length() || Character.isUpperCase(word.charAt(i + 1)))) {
                i++;
            } else {
                return 0;
            }
            count++;
        }
        return count;
    }

    private static String inUnicode(Line.ScriptAtom script) {
        StringBuilder out = new StringBuilder();
        String digits = script.kind() == '_' ? UNICODE_SUBSCRIPTS : UNICODE_SUPERSCRIPTS;
        for (char c : script.content().strip().toCharArray()) {
            out.append(c >= '0' && c <= '9' ? digits.charAt(c - '0') : c == '+' ? script.kind() == '_' ? '₊' : '⁺' : c == '-' || c == '−' ? script.kind() == '_' ? '₋' : '⁻' : c);
        }
        return out.toString();
    }

    /** The first and the last token of the formula around the script at {@code t}. */
    private int[] grow(int t, int written) {
        int from = t;
        while (from > 0 && tokens.get(from - 1).from >= written) {
            Token before = tokens.get(from - 1);
            if (joins(before, from - 1)) {
                from--;
            } else if (before.kind == Kind.SPACE && from >= 2 && tokens.get(from - 2).from >= written && bridges(from - 2, from)) {
                from -= 2;
            } else {
                break;
            }
        }
        int to = t;
        while (to + 1 < tokens.size()) {
            Token next = tokens.get(to + 1);
            if (joins(next, to + 1)) {
                to++;
            } else if (next.kind == Kind.SPACE && to + 2 < tokens.size() && bridges(to, to + 2)) {
                to += 2;
            } else {
                break;
            }
        }
        return trim(from, t, to);
    }

    private boolean joins(Token token, int index) {
        switch (token.kind) {
            case WORD:
                return isOperand(token);
            case NUMBER:
            case OPERATOR:
            case OPEN:
            case CLOSE:
            case SYMBOL:
                return true;
            case SCRIPT:
                return !isChemical(index);
            case COMMA:
                return index + 1 < tokens.size() && tokens.get(index + 1).kind != Kind.SPACE && index > 0;
            default:
                return false;
        }
    }

    /** True if a blank between two tokens lies inside a formula: an operator stands at one side, an operand at the other. */
    private boolean bridges(int left, int right) {
        Token a = tokens.get(left);
        Token b = tokens.get(right);
        boolean operator = a.kind == Kind.OPERATOR ^ b.kind == Kind.OPERATOR;
        if (!operator) {
            return false;
        }
        Token operand = a.kind == Kind.OPERATOR ? b : a;
        Token sign = a.kind == Kind.OPERATOR ? a : b;
        char c = text.charAt(sign.from);
        if (c == '–' || c == '/' || (c == '-' && sign == b && right + 1 < tokens.size() && tokens.get(right + 1).kind != Kind.SPACE)) {
            return false;
        }
        return operand.kind == Kind.WORD ? isOperand(operand) && !(operand.length() == 1 && text.charAt(operand.from) == 'a' && a == operand && RELATIONS.indexOf(c) < 0 && OPERATORS.indexOf(c) < 0)
                : operand.kind == Kind.NUMBER || operand.kind == Kind.OPEN || operand.kind == Kind.CLOSE || operand.kind == Kind.SYMBOL || operand.kind == Kind.SCRIPT;
    }

    private boolean isOperand(Token word) {
        String letters = text.substring(word.from, word.to);
        return letters.length() == 1 || MathSymbols.FUNCTIONS.contains(letters) || (letters.length() == 2 && !SHORT_WORDS.contains(letters) && letters.chars().allMatch(c -> c < 128));
    }

    /** Takes off operators and brackets that belong to the sentence. */
    private int[] trim(int from, int script, int to) {
        boolean changed = true;
        while (changed) {
            changed = false;
            while (from < script && (tokens.get(from).kind == Kind.SPACE || tokens.get(from).kind == Kind.COMMA || tokens.get(from).kind == Kind.OPERATOR && !isSign(from)
                    || tokens.get(from).kind == Kind.CLOSE || isQuote(from))) {
                from++;
                changed = true;
            }
            while (to > script && (tokens.get(to).kind == Kind.SPACE || tokens.get(to).kind == Kind.COMMA || tokens.get(to).kind == Kind.OPERATOR || tokens.get(to).kind == Kind.OPEN
                    || isQuote(to) && to + 1 < tokens.size() && tokens.get(to + 1).kind == Kind.WORD)) {
                to--;
                changed = true;
            }
            int depth = 0;
            int lastOpen = -1;
            for (int t = from; t <= to; t++) {
                if (tokens.get(t).kind == Kind.OPEN) {
                    if (depth++ == 0) {
                        lastOpen = t;
                    }
                } else if (tokens.get(t).kind == Kind.CLOSE && --depth < 0) {
                    if (t > script) {
                        to = t - 1;
                    } else {
                        from = t + 1;
                    }
                    changed = true;
                    break;
                }
            }
            if (depth > 0 && !changed) {
                if (lastOpen < script) {
                    from = lastOpen + 1;
                } else {
                    to = lastOpen - 1;
                }
                changed = true;
            }
        }
        return new int[] {Math.min(from, script), Math.max(to, script)};
    }

    private boolean isSign(int t) {
        char c = text.charAt(tokens.get(t).from);
        return (c == '-' || c == '−' || c == '+' || c == '±') && t + 1 < tokens.size() && tokens.get(t + 1).kind != Kind.SPACE
                && (t == 0 || tokens.get(t - 1).kind == Kind.SPACE || tokens.get(t - 1).kind == Kind.OPEN);
    }

    private boolean isQuote(int t) {
        return tokens.get(t).length() == 1 && text.charAt(tokens.get(t).from) == '\'' && (t == 0 || tokens.get(t - 1).kind == Kind.SPACE);
    }

    private String latex(int from, int to) {
        StringBuilder out = new StringBuilder();
        for (int t = from; t <= to; t++) {
            Token token = tokens.get(t);
            String raw = text.substring(token.from, token.to);
            if (token.kind == Kind.SCRIPT) {
                Line.ScriptAtom script = (Line.ScriptAtom) line.atom(token.from);
                if (out.length() == 0) {
                    out.append("{}");
                }
                out.append(script.kind()).append('{').append(scriptLatex(script.content().strip(), script.face())).append('}');
            } else if (token.kind == Kind.WORD && MathSymbols.FUNCTIONS.contains(raw)) {
                out.append('\\').append(raw);
            } else {
                MathSymbols.append(raw, out);
            }
        }
        return out.toString().strip();
    }

    /** The inside of a script: symbols as commands, words upright. */
    static String scriptLatex(String content, Line.Face face) {
        if (face == Line.Face.UPRIGHT && content.length() >= 3 && content.chars().allMatch(c -> Latex.isLetter((char) c)) && content.matches(".*[aeiouy].*")) {
            return "\\text{" + content + "}";
        }
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < content.length(); ) {
            int c = content.codePointAt(i);
            i += Character.charCount(c);
            if (c == '{' || c == '}' || c == '\\' || c == '&') {
                out.appendCodePoint(c); // already LaTeX: a script inside a script
            } else {
                MathSymbols.append(c, out);
            }
        }
        return out.toString();
    }
}
