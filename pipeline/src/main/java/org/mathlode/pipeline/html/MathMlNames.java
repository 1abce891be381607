package org.mathlode.pipeline.html;

import java.util.Locale;

/** The LaTeX commands of what MathML says by an attribute or by a sign over or under: fonts and accents. */
final class MathMlNames {
    private MathMlNames() {}

    /** The command of a {@code mathvariant}; null if it has none. */
    static String font(String variant) {
        switch (variant.toLowerCase(Locale.ROOT)) {
            case "bold":
                return "\\mathbf";
            case "bold-italic":
                return "\\boldsymbol";
            case "double-struck":
                return "\\mathbb";
            case "script":
            case "bold-script":
            case "-tex-calligraphic":
                return "\\mathcal";
            case "fraktur":
            case "bold-fraktur":
                return "\\mathfrak";
            case "sans-serif":
            case "bold-sans-serif":
                return "\\mathsf";
            case "monospace":
                return "\\mathtt";
            default:
                return null;
        }
    }

    /** The command of a sign set over something, such as {@code \hat}; null if it is no accent. */
    static String overAccent(String mark) {
        switch (mark) {
            case "^":
            case "ˆ":
            case "̂":
                return "\\hat";
            case "¯":
            case "ˉ":
            case "̄":
                return "\\bar";
            case "‾":
            case "_":
            case "―":
            case "─":
                return "\\overline";
            case "→":
            case "⃗":
            case "⇀":
                return "\\vec";
            case "~":
            case "\u0303":
            case "˜":
            case "∼":
                return "\\tilde";
            case "\u0307":
            case "˙":
            case ".":
                return "\\dot";
            case "\u0308":
            case "¨":
            case "..":
                return "\\ddot";
            case "\u030c":
            case "ˇ":
                return "\\check";
            case "\u0306":
            case "˘":
                return "\\breve";
            case "\u030a":
            case "˚":
                return "\\mathring";
            case "⏞":
            case "︷":
                return "\\overbrace";
            default:
                return null;
        }
    }

    /** The command of a sign set under something; null if it is no accent. */
    static String underAccent(String mark) {
        switch (mark) {
            case "_":
            case "‾":
            case "¯":
            case "―":
                return "\\underline";
            case "⏟":
            case "︸":
                return "\\underbrace";
            default:
                return null;
        }
    }
}
