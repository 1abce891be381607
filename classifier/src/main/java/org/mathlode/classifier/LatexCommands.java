package org.mathlode.classifier;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/** One spelling for LaTeX commands that mean the same, none for those that only set type. */
final class LatexCommands {
    private LatexCommands() {}

    /** Longest command name that is told from others. */
    static final int LONGEST = 24;

    private static final String[] SILENT = {
        "left", "right", "middle", "big", "Big", "bigg", "Bigg", "bigl", "bigr", "Bigl", "Bigr", "biggl", "biggr", "Biggl", "Biggr",
        "displaystyle", "textstyle", "scriptstyle", "scriptscriptstyle", "limits", "nolimits", "quad", "qquad", "enspace",
        "thinspace", "hspace", "vspace", "hskip", "vskip", "kern", "phantom", "hphantom", "vphantom", "hfill", "hline",
        "mathrm", "mathit", "mathsf", "mathtt", "mathnormal", "mathop", "mathrel", "mathbin", "mathord", "mathstrut", "operatorname",
        "text", "textrm", "textbf", "textit", "texttt", "textsf", "textsc", "textup", "textnormal", "mbox", "hbox", "fbox",
        "emph", "bf", "it", "rm", "em", "sf", "tt", "sl", "sc", "bfseries", "itshape", "boldsymbol", "mathbf", "bm", "pmb",
        "label", "ref", "eqref", "cite", "footnote", "begin", "end", "item", "nonumber", "notag", "tag", "noindent", "par",
        "color", "textcolor", "small", "large", "Large", "footnotesize", "normalsize", "tiny", "huge", "centering", "newline",
        "linebreak", "rule", "relax", "strut", "allowbreak", "nobreak", "href", "url",
    };
    private static final String[] SAME = {
        "dfrac frac", "tfrac frac", "cfrac frac", "le leq", "leqslant leq", "ge geq", "geqslant geq", "ne neq", "rightarrow to",
        "longrightarrow to", "Rightarrow implies", "Longrightarrow implies", "Leftarrow impliedby", "Leftrightarrow iff",
        "Longleftrightarrow iff", "gets leftarrow", "longmapsto mapsto", "varepsilon epsilon", "vartheta theta", "varphi phi",
        "varrho rho", "varsigma sigma", "varpi pi", "land wedge", "lor vee", "lnot neg", "dots ldots", "dotsc ldots", "dotsb cdots",
        "dotsm cdots", "dotsi cdots", "varnothing emptyset", "dbinom binom", "tbinom binom", "choose binom", "colon :", "lbrace {",
        "rbrace }", "lvert vert", "rvert vert", "mid vert", "lVert Vert", "rVert Vert", "Vert parallel", "bigstar star", "Bbb mathbb",
        "frak mathfrak", "cal mathcal", "mathscr mathcal", "scr mathcal", "widehat hat", "widetilde tilde", "overline bar", "ldots ldots",
    };

    private static final byte[] NONE = {};
    private static final Map<String, byte[]> WRITTEN = new HashMap<>();

    static {
        for (String name : SILENT) {
            WRITTEN.put(name, NONE);
        }
        for (String pair : SAME) {
            String[] names = pair.split(" ");
            boolean letters = Character.isLetter(names[1].charAt(0));
            WRITTEN.put(names[0], letters ? ("\\" + names[1].toLowerCase(java.util.Locale.ROOT)).getBytes(StandardCharsets.US_ASCII) : NONE);
        }
    }

    /** What to write for {@code \name}: null = the name itself in lower case, empty = nothing. */
    static byte[] written(String name) {
        return WRITTEN.get(name);
    }
}
