package org.mathlode.dedup.text;

import java.util.HashMap;
import java.util.Map;

/** LaTeX commands that say the same, and those that say nothing: looked up by the hash of the name, without a substring. */
final class Latex {
    /** A command that leaves no gram. */
    static final String NOTHING = "";
    private static final int SLOTS = 1024;
    private static final long[] NAMES = new long[SLOTS];
    private static final String[] MEANINGS = new String[SLOTS];

    static {
        // size, space, font and fences: how it looks, not what it says
        for (String name : ("left right big Big bigg Bigg bigl bigr Bigl Bigr biggl biggr Biggl Biggr middle "
                + "displaystyle textstyle scriptstyle scriptscriptstyle limits nolimits "
                + "quad qquad hspace vspace thinspace enspace hfill hfil medskip smallskip bigskip noindent newline par phantom "
                + "text textrm textnormal textit textbf textsf texttt textsc mbox hbox "
                + "mathrm mathit mathbf mathsf mathtt mathcal mathbb mathfrak mathscr mathnormal boldsymbol bm bold emph operatorname "
                + "rm it bf tt sf cal em sl tiny scriptsize footnotesize small normalsize large Large LARGE huge Huge "
                + "lvert rvert vert lVert rVert Vert mid lbrace rbrace lbrack rbrack langle rangle "
                + "dots ldots cdots dotsc dotsb dotsm cdot bullet colon nonumber notag label tag hline "
                + "ensuremath mathop mathrel mathbin mathord mathopen mathclose strut mathstrut allowbreak "
                + "cline centering raggedright").split(" ")) {
            put(name, NOTHING);
        }
        Map<String, String> same = new HashMap<>();
        same.put("dfrac", "frac");
        same.put("tfrac", "frac");
        same.put("cfrac", "frac");
        same.put("dbinom", "binom");
        same.put("tbinom", "binom");
        same.put("le", "leq");
        same.put("leqslant", "leq");
        same.put("ge", "geq");
        same.put("geqslant", "geq");
        same.put("ne", "neq");
        same.put("to", "rightarrow");
        same.put("longrightarrow", "rightarrow");
        same.put("Rightarrow", "implies");
        same.put("Longrightarrow", "implies");
        same.put("degree", "circ");
        same.put("varnothing", "emptyset");
        same.put("varepsilon", "epsilon");
        same.put("varphi", "phi");
        same.put("vartheta", "theta");
        same.put("varrho", "rho");
        same.put("varsigma", "sigma");
        same.put("pmod", "mod");
        same.put("bmod", "mod");
        same.put("iff", "leftrightarrow");
        same.put("Leftrightarrow", "leftrightarrow");
        same.forEach(Latex::put);
    }

    private Latex() {}

    /** The gram a command leaves: {@link #NOTHING}, another name, or null for its own name. */
    static String meaning(char[] text, int from, int to) {
        long hash = hash(text, from, to);
        int slot = (int) (hash >>> 32) & SLOTS - 1;
        while (MEANINGS[slot] != null) {
            if (NAMES[slot] == hash) {
                return MEANINGS[slot];
            }
            slot = slot + 1 & SLOTS - 1;
        }
        return null;
    }

    /** Environments that only put their content on a line of its own: the same as {@code \[…\]}. */
    static boolean isDisplay(String environment) {
        return switch (environment.endsWith("*") ? environment.substring(0, environment.length() - 1) : environment) {
            case "equation", "align", "aligned", "gather", "gathered", "eqnarray", "multline", "split", "displaymath", "math",
                    "alignat", "flalign", "center", "document" -> true;
            default -> false;
        };
    }

    private static void put(String name, String meaning) {
        char[] text = name.toCharArray();
        long hash = hash(text, 0, text.length);
        int slot = (int) (hash >>> 32) & SLOTS - 1;
        while (MEANINGS[slot] != null) {
            slot = slot + 1 & SLOTS - 1;
        }
        NAMES[slot] = hash;
        MEANINGS[slot] = meaning;
    }

    private static long hash(char[] text, int from, int to) {
        long hash = 0;
        for (int i = from; i < to; i++) {
            hash = hash * GramHash.FACTOR + text[i];
        }
        return GramHash.mixed(hash);
    }
}
