package org.mathlode.pipeline.html;

import java.util.Set;
import org.mathlode.pipeline.html.ScriptTokens.Kind;
import org.mathlode.pipeline.html.ScriptTokens.Token;

/** Recognises chemical formulas among scripts; they are text, not mathematics. */
final class ChemicalFormulas {
    private static final Set<String> ELEMENTS = Set.of(("H He Li Be B C N O F Ne Na Mg Al Si P S Cl Ar K Ca Sc Ti V Cr Mn Fe Co Ni Cu Zn Ga Ge As Se Br Kr Rb Sr Y Zr Nb Mo"
            + " Tc Ru Rh Pd Ag Cd In Sn Sb Te I Xe Cs Ba La Ce Pr Nd Sm Eu Gd Tb Dy Ho Er Tm Yb Lu Hf Ta W Re Os Ir Pt Au Hg Tl Pb Bi Po At Rn Fr Ra Ac Th Pa U Np Pu").split(" "));

    /** What a run of letters, numbers and scripts is; one element alone is a formula where its script says two or three atoms. */
    private enum Run { NONE, ONE_ELEMENT, CERTAIN }

    private final ScriptTokens tokens;
    // the run that was judged last
    private int runFrom = -1;
    private int runTo = -1;
    private Run run = Run.NONE;

    ChemicalFormulas(ScriptTokens tokens) {
        this.tokens = tokens;
    }

    /** True if the run of letters, numbers and scripts around a subscript is a chemical formula such as C₄H₈O₂. */
    boolean isChemical(int t) {
        if (t < runFrom || t > runTo) {
            judge(t);
        }
        return run == Run.CERTAIN || run == Run.ONE_ELEMENT && scriptIsDiatomic(t);
    }

    /** Judges the run around a script, once for all scripts in it. */
    private void judge(int t) {
        int from = t;
        while (from > 0 && isChemicalPart(tokens.get(from - 1))) {
            from--;
        }
        int to = t;
        while (to + 1 < tokens.size() && isChemicalPart(tokens.get(to + 1))) {
            to++;
        }
        runFrom = from;
        runTo = to;
        run = Run.NONE;
        int elements = 0;
        boolean lone = false;
        boolean subscript = false;
        for (int i = from; i <= to; i++) {
            Token token = tokens.get(i);
            if (token.kind() == Kind.WORD) {
                int n = elements(tokens.string(token));
                if (n == 0) {
                    return;
                }
                elements += n;
                lone |= "HONFClBrI".contains(tokens.string(token));
            } else if (token.kind() == Kind.SCRIPT) {
                Line.ScriptAtom script = tokens.script(token);
                if (script.hint() == Line.ScriptHint.VARIABLE) {
                    return;
                }
                subscript |= script.kind() == '_' && ScriptRule.isNumber(script.content());
                if (script.kind() == '_' ? !ScriptRule.isNumber(script.content()) : !script.content().matches("[0-9]*[+\\-−]")) {
                    return;
                }
            }
        }
        boolean alone = (from == 0 || tokens.kind(from - 1) != Kind.OPERATOR)
                && (to + 1 >= tokens.size() || tokens.kind(to + 1) != Kind.OPERATOR && tokens.kind(to + 1) != Kind.OPEN);
        run = elements >= 2 ? Run.CERTAIN : elements == 1 && lone && subscript && alone ? Run.ONE_ELEMENT : Run.NONE;
    }

    private boolean scriptIsDiatomic(int t) {
        String content = tokens.script(tokens.get(t)).content().strip();
        return content.equals("2") || content.equals("3");
    }

    private boolean isChemicalPart(Token token) {
        return token.kind() == Kind.WORD || token.kind() == Kind.SCRIPT || (token.kind() == Kind.NUMBER && token.length() <= 2)
                || ((token.kind() == Kind.OPEN || token.kind() == Kind.CLOSE) && tokens.first(token) != '{' && tokens.first(token) != '}');
    }

    /** How many element symbols a word is made of; 0 if it is none. */
    static int elements(String word) {
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
}
