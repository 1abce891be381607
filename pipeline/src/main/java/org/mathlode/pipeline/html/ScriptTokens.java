package org.mathlode.pipeline.html;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** A line with scripts as words, numbers, signs and blanks; each script is judged as it is reached. */
final class ScriptTokens {
    /** Two letters that are a word and no product. */
    static final Set<String> SHORT_WORDS = Set.of("is", "in", "of", "to", "as", "at", "be", "by", "if", "or", "on", "an", "we", "so", "no", "do", "it",
            "he", "up", "us", "am", "my", "me", "go", "vs", "et", "le", "la", "de", "du", "un", "en", "il", "ou", "es", "el", "al", "im", "zu", "wo", "da");
    static final String RELATIONS = "=<>≤≥≠≈≡∈∉⊂⊆⊃∼≃≅→↦⇒⇔∝±≪≫";
    static final String OPERATORS = "+-−–*/×·⋅÷∘∪∩∧∨⊕⊗^";

    enum Kind { WORD, NUMBER, OPERATOR, OPEN, CLOSE, COMMA, SPACE, SYMBOL, SCRIPT, FLAT, OTHER }

    record Token(Kind kind, int from, int to) {
        int length() {
            return to - from;
        }
    }

    private final Line line;
    private final StringBuilder text;
    private final List<Token> tokens = new ArrayList<>();
    private final ScriptRule rule = new ScriptRule(this);

    private ScriptTokens(Line line) {
        this.line = line;
        this.text = line.text;
    }

    /** The tokens of a line; they hold positions in its text, which must not change while they are used. */
    static ScriptTokens of(Line line) {
        ScriptTokens tokens = new ScriptTokens(line);
        tokens.read();
        return tokens;
    }

    int size() {
        return tokens.size();
    }

    Token get(int index) {
        return tokens.get(index);
    }

    /** The kind of the token at {@code index}. */
    Kind kind(int index) {
        return tokens.get(index).kind;
    }

    /** The text of the line. */
    StringBuilder text() {
        return text;
    }

    String string(Token token) {
        return text.substring(token.from, token.to);
    }

    /** The first character of a token. */
    char first(Token token) {
        return text.charAt(token.from);
    }

    /** The script that a token of kind {@link Kind#SCRIPT} or {@link Kind#FLAT} stands for. */
    Line.ScriptAtom script(Token token) {
        return scriptAt(token.from);
    }

    Line.ScriptAtom scriptAt(int position) {
        return (Line.ScriptAtom) line.atom(position);
    }

    private void read() {
        int i = 0;
        while (i < text.length()) {
            char c = text.charAt(i);
            int start = i;
            Kind kind;
            if (c == Line.MARK) {
                i += 3;
                kind = line.atom(start) instanceof Line.ScriptAtom ? rule.isMath(start) ? Kind.SCRIPT : Kind.FLAT : Kind.OTHER;
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

    static boolean isLatinLetter(char c) {
        return Latex.isLetter(c) || (c >= 'À' && c <= 'ɏ' && c != '×' && c != '÷');
    }

    /** True if a word can be a variable or the name of a function. */
    boolean isOperand(Token word) {
        String letters = string(word);
        return letters.length() == 1 || MathSymbols.FUNCTIONS.contains(letters) || (letters.length() == 2 && !SHORT_WORDS.contains(letters) && letters.chars().allMatch(c -> c < 128));
    }
}
