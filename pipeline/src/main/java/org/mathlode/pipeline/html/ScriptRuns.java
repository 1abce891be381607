package org.mathlode.pipeline.html;

import org.mathlode.pipeline.html.Formula.Placement;
import org.mathlode.pipeline.html.ScriptTokens.Kind;
import org.mathlode.pipeline.html.ScriptTokens.Token;

/**
 * Superscripts and subscripts in running text. Around each one that is mathematics the formula grows to both sides as far
 * as operands and operators go, so {@code g<sub>a</sub>(x)=e<sup>ix</sup>} is one formula. Ordinals, footnote marks, units
 * and chemical formulas are no mathematics: they keep their look in Unicode or stay as they are.
 */
final class ScriptRuns {
    private static final String UNICODE_SUPERSCRIPTS = "⁰¹²³⁴⁵⁶⁷⁸⁹";
    private static final String UNICODE_SUBSCRIPTS = "₀₁₂₃₄₅₆₇₈₉";

    private final Line line;
    private final StringBuilder text;
    private final ScriptTokens tokens;
    private final ChemicalFormulas chemistry;
    private final ScriptGrowth growth;

    private ScriptRuns(Line line) {
        this.line = line;
        this.text = line.text;
        this.tokens = ScriptTokens.of(line);
        this.chemistry = new ChemicalFormulas(tokens);
        this.growth = new ScriptGrowth(tokens, chemistry);
    }

    /** Replaces the script marks of a line by formula marks and plain characters. */
    static void resolve(Line line) {
        new ScriptRuns(line).run();
    }

    private void run() {
        StringBuilder out = new StringBuilder(text.length() + 16);
        int written = 0;
        for (int t = 0; t < tokens.size(); t++) {
            Token token = tokens.get(t);
            if (token.kind() == Kind.FLAT || token.kind() == Kind.SCRIPT && isHalfOfFraction(t)) {
                if (token.from() < written) {
                    continue;
                }
                out.append(text, written, token.from()).append(flat(t));
                written = token.to();
            } else if (token.kind() == Kind.SCRIPT && token.from() >= written) {
                if (chemistry.isChemical(t)) {
                    out.append(text, written, token.from()).append(inUnicode(tokens.script(token)));
                    written = token.to();
                    continue;
                }
                int[] run = growth.grow(t, written);
                out.append(text, written, tokens.get(run[0]).from());
                String tex = latex(run[0], run[1]);
                line.mark(new Line.FormulaAtom(new Formula(tex, Placement.INLINE, FormulaSource.SUP_SUB)), out);
                written = tokens.get(run[1]).to();
                t = run[1];
            }
        }
        out.append(text, written, text.length());
        text.setLength(0);
        text.append(out);
        line.scripts = false;
    }

    /** What a script that is no mathematics leaves in the text. */
    private String flat(int t) {
        Line.ScriptAtom script = tokens.script(tokens.get(t));
        String content = script.content();
        Token before = t > 0 ? tokens.get(t - 1) : null;
        boolean unit = before != null && before.kind() == Kind.WORD && ScriptRule.isUnit(tokens.string(before));
        if (isHalfOfFraction(t)) {
            boolean mixed = script.kind() == '^' && before != null && before.kind() == Kind.NUMBER;
            return mixed ? " " + content : content;
        }
        if (before != null && before.kind() == Kind.NUMBER && script.kind() == '^' && (content.equals("o") || content.equals("0")) && t + 1 < tokens.size()
                && (tokens.first(tokens.get(t + 1)) == 'C' || tokens.first(tokens.get(t + 1)) == 'F')) {
            return "°";
        }
        boolean footnote = before != null && ScriptRule.isNumber(content) && content.length() <= 3 && script.kind() == '^';
        boolean ion = before != null && before.kind() == Kind.WORD && content.matches("[0-9]*[+\\-−]") && ChemicalFormulas.elements(tokens.string(before)) > 0;
        boolean nuclide = script.kind() == '_' && before != null && before.kind() == Kind.FLAT && ScriptRule.isNumber(content) && content.length() <= 3
                && t + 1 < tokens.size() && tokens.kind(t + 1) == Kind.WORD;
        return nuclide || (unit || ion) && script.hint() == Line.ScriptHint.NONE || footnote ? inUnicode(script) : content;
    }

    /** {@code <sup>1</sup>/<sub>2</sub>}: text set as a fraction. */
    private boolean isHalfOfFraction(int t) {
        Line.ScriptAtom script = tokens.script(tokens.get(t));
        int other = script.kind() == '^' ? t + 2 : t - 2;
        if (!ScriptRule.isNumber(script.content()) || other < 0 || other >= tokens.size() || tokens.get(other).kind() != Kind.SCRIPT && tokens.get(other).kind() != Kind.FLAT) {
            return false;
        }
        Token slash = tokens.get((t + other) / 2);
        Line.ScriptAtom half = tokens.script(tokens.get(other));
        return (tokens.first(slash) == '/' || tokens.first(slash) == '⁄') && slash.length() == 1 && half.kind() != script.kind() && ScriptRule.isNumber(half.content());
    }

    private static String inUnicode(Line.ScriptAtom script) {
        StringBuilder out = new StringBuilder();
        String digits = script.kind() == '_' ? UNICODE_SUBSCRIPTS : UNICODE_SUPERSCRIPTS;
        for (char c : script.content().strip().toCharArray()) {
            out.append(c >= '0' && c <= '9' ? digits.charAt(c - '0') : c == '+' ? script.kind() == '_' ? '₊' : '⁺' : c == '-' || c == '−' ? script.kind() == '_' ? '₋' : '⁻' : c);
        }
        return out.toString();
    }

    private String latex(int from, int to) {
        StringBuilder out = new StringBuilder();
        for (int t = from; t <= to; t++) {
            Token token = tokens.get(t);
            String raw = tokens.string(token);
            if (token.kind() == Kind.SCRIPT) {
                Line.ScriptAtom script = tokens.script(token);
                if (out.length() == 0) {
                    out.append("{}");
                }
                out.append(script.kind()).append('{').append(scriptLatex(script.content().strip(), script.face())).append('}');
            } else if (token.kind() == Kind.WORD && MathSymbols.FUNCTIONS.contains(raw)) {
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
