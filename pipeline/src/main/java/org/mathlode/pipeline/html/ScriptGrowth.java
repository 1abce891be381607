package org.mathlode.pipeline.html;

import java.util.Set;
import org.mathlode.pipeline.html.ScriptTokens.Kind;
import org.mathlode.pipeline.html.ScriptTokens.Token;

/** How far the formula around a script reaches: operands, operators and brackets that belong to it, and no words. */
final class ScriptGrowth {
    /** No formula written with scripts has more on one side of a script. */
    private static final int MOST_TOKENS = 1_000;
    /** Functions whose names are no words and no units. */
    private static final Set<String> APPLIED = Set.of("log", "ln", "lg", "sin", "cos", "tan", "cot", "exp", "sinh", "cosh", "tanh", "arcsin", "arccos", "arctan");

    private static final Set<String> LIMITS = Set.of("lim", "max", "min", "sup", "inf");

    private final ScriptTokens tokens;
    private final ChemicalFormulas chemistry;

    ScriptGrowth(ScriptTokens tokens, ChemicalFormulas chemistry) {
        this.tokens = tokens;
        this.chemistry = chemistry;
    }

    /** The first and the last token of the formula around the script at {@code t}; nothing before position {@code written} belongs to it. */
    int[] grow(int t, int written) {
        int from = t;
        while (from > Math.max(0, t - MOST_TOKENS) && tokens.get(from - 1).from() >= written) {
            Token before = tokens.get(from - 1);
            if (joins(before, from - 1)) {
                from--;
            } else if (before.kind() == Kind.SPACE && from >= 2 && tokens.get(from - 2).from() >= written && bridges(from - 2, from)) {
                from -= 2;
            } else {
                break;
            }
        }
        int to = t;
        while (to + 1 < Math.min(tokens.size(), t + MOST_TOKENS)) {
            Token next = tokens.get(to + 1);
            if (joins(next, to + 1)) {
                to++;
            } else if (next.kind() == Kind.SPACE && to + 2 < tokens.size() && bridges(to, to + 2)) {
                to += 2;
            } else {
                break;
            }
        }
        return trim(from, t, to);
    }

    private boolean joins(Token token, int index) {
        switch (token.kind()) {
            case WORD:
                return tokens.isOperand(token);
            case NUMBER:
            case OPERATOR:
            case OPEN:
            case CLOSE:
            case SYMBOL:
                return true;
            case SCRIPT:
                return !chemistry.isChemical(index);
            case COMMA:
                return index + 1 < tokens.size() && tokens.kind(index + 1) != Kind.SPACE && index > 0;
            default:
                return false;
        }
    }

    /** True if a blank between two tokens lies inside a formula: an operator stands at one side, an operand at the other. */
    private boolean bridges(int left, int right) {
        Token a = tokens.get(left);
        Token b = tokens.get(right);
        boolean operator = a.kind() == Kind.OPERATOR ^ b.kind() == Kind.OPERATOR;
        if (!operator) {
            return isApplied(left, right);
        }
        Token operand = a.kind() == Kind.OPERATOR ? b : a;
        Token sign = a.kind() == Kind.OPERATOR ? a : b;
        char c = tokens.first(sign);
        if (c == '–' || c == '/' || (c == '-' && sign == b && right + 1 < tokens.size() && tokens.kind(right + 1) != Kind.SPACE)) {
            return false;
        }
        return operand.kind() == Kind.WORD ? tokens.isOperand(operand) && !(operand.length() == 1 && tokens.first(operand) == 'a' && a == operand && ScriptTokens.RELATIONS.indexOf(c) < 0 && ScriptTokens.OPERATORS.indexOf(c) < 0)
                : operand.kind() == Kind.NUMBER || operand.kind() == Kind.OPEN || operand.kind() == Kind.CLOSE || operand.kind() == Kind.SYMBOL || operand.kind() == Kind.SCRIPT;
    }

    /** "n² log n", "log₂ n": a function behind a factor, an argument behind a function. */
    private boolean isApplied(int left, int right) {
        Token a = tokens.get(left);
        Token b = tokens.get(right);
        boolean argument = b.kind() == Kind.NUMBER || b.kind() == Kind.OPEN || b.kind() == Kind.WORD && b.length() == 1 && "aAI".indexOf(tokens.first(b)) < 0;
        if (a.kind() == Kind.WORD) {
            return argument && APPLIED.contains(tokens.string(a));
        }
        if (a.kind() == Kind.SCRIPT && left > 0 && tokens.kind(left - 1) == Kind.WORD && APPLIED.contains(tokens.string(tokens.get(left - 1)))) {
            return argument;
        }
        if (a.kind() == Kind.SCRIPT && isOperatorWithLimits(left)) {
            return argument || b.kind() == Kind.SYMBOL || b.kind() == Kind.WORD && tokens.isOperand(b);
        }
        if (a.kind() != Kind.SCRIPT && a.kind() != Kind.CLOSE || b.kind() != Kind.WORD) {
            return false;
        }
        String word = tokens.string(b);
        return APPLIED.contains(word) || word.length() == 2 && word.charAt(0) == 'd' && !ScriptTokens.SHORT_WORDS.contains(word) && integrates(left);
    }

    /** True if the scripts that end at {@code t} are the limits of a sum, an integral and the like. */
    private boolean isOperatorWithLimits(int t) {
        int base = t;
        while (base > 0 && tokens.kind(base) == Kind.SCRIPT) {
            base--;
        }
        return "∑∏∫∮⋃⋂∬∐Σ".indexOf(tokens.first(tokens.get(base))) >= 0 || tokens.kind(base) == Kind.WORD && LIMITS.contains(tokens.string(tokens.get(base)));
    }

    private boolean integrates(int t) {
        for (int i = t; i >= Math.max(0, t - 40); i--) {
            if (tokens.first(tokens.get(i)) == '∫') {
                return true;
            }
        }
        return false;
    }

    /** Takes off operators and brackets that belong to the sentence. */
    private int[] trim(int from, int script, int to) {
        boolean changed = true;
        while (changed) {
            changed = false;
            while (from < script && (tokens.kind(from) == Kind.SPACE || tokens.kind(from) == Kind.COMMA || tokens.kind(from) == Kind.OPERATOR && !isSign(from)
                    || tokens.kind(from) == Kind.CLOSE || isQuote(from))) {
                from++;
                changed = true;
            }
            while (to > script && (tokens.kind(to) == Kind.SPACE || tokens.kind(to) == Kind.COMMA || tokens.kind(to) == Kind.OPERATOR || tokens.kind(to) == Kind.OPEN
                    || isQuote(to) && to + 1 < tokens.size() && tokens.kind(to + 1) == Kind.WORD)) {
                to--;
                changed = true;
            }
            int depth = 0;
            int lastOpen = -1;
            for (int t = from; t <= to; t++) {
                if (tokens.kind(t) == Kind.OPEN) {
                    if (depth++ == 0) {
                        lastOpen = t;
                    }
                } else if (tokens.kind(t) == Kind.CLOSE && --depth < 0) {
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
        char c = tokens.first(tokens.get(t));
        return (c == '-' || c == '−' || c == '+' || c == '±') && t + 1 < tokens.size() && tokens.kind(t + 1) != Kind.SPACE
                && (t == 0 || tokens.kind(t - 1) == Kind.SPACE || tokens.kind(t - 1) == Kind.OPEN);
    }

    private boolean isQuote(int t) {
        return tokens.get(t).length() == 1 && tokens.first(tokens.get(t)) == '\'' && (t == 0 || tokens.kind(t - 1) == Kind.SPACE);
    }
}
