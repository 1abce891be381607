package org.mathlode.pipeline.html;

import org.mathlode.pipeline.html.Formula.Placement;

/** MathML markup while it is read off a drawing. */
final class DrawnMarkup {
    /** Drawings are not followed deeper than this. */
    static final int DEEPEST = 150;

    private final StringBuilder out = new StringBuilder();

    /** True as long as nothing was drawn. */
    boolean isEmpty() {
        return out.length() == 0;
    }

    /** The formula as LaTeX. */
    Formula formula(Placement placement) {
        return MathElement.fragment("<math>" + out + "</math>", placement, FormulaSource.MATHJAX_RENDERED);
    }

    void open(String name, String attributes) {
        out.append('<').append(name).append(attributes).append('>');
    }

    void close(String name) {
        out.append("</").append(name).append('>');
    }

    void space() {
        out.append("<mspace></mspace>");
    }

    /** A token element; nothing if it has no characters. */
    void token(String name, String characters, String variant) {
        String text = whole(characters);
        if (text.isEmpty()) {
            return;
        }
        open(name, variant.isEmpty() || text.codePointAt(0) > 127 ? "" : " mathvariant=\"" + variant + "\"");
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            out.append(c == '<' ? "&lt;" : c == '>' ? "&gt;" : c == '&' ? "&amp;" : String.valueOf(c));
        }
        close(name);
    }

    /** A sign that is drawn in pieces, as the sign it is. */
    static String whole(String pieces) {
        if (pieces.isEmpty()) {
            return pieces;
        }
        char c = pieces.charAt(0);
        switch (c) {
            case '⎛':
            case '⎜':
            case '⎝':
                return "(";
            case '⎞':
            case '⎟':
            case '⎠':
                return ")";
            case '⎡':
            case '⎢':
            case '⎣':
                return "[";
            case '⎤':
            case '⎥':
            case '⎦':
                return "]";
            case '⎧':
            case '⎨':
            case '⎩':
            case '⎪':
                return "{";
            case '⎫':
            case '⎬':
            case '⎭':
                return "}";
            case '\uE150':
            case '\uE151':
            case '\uE152':
            case '\uE153':
            case '\uE154':
                // MathJax's own code points for the pieces of horizontal braces: the left end comes first
                int over = pieces.indexOf('\uE150');
                int under = pieces.indexOf('\uE152');
                return over >= 0 && (under < 0 || over < under) ? "⏞" : "⏟";
            case '–':
                return pieces.chars().allMatch(piece -> piece == '–') ? "―" : pieces;
            default:
                return pieces.length() > 1 && pieces.chars().allMatch(piece -> piece == c) && "−-=|∣‖→←¯_".indexOf(c) >= 0 ? String.valueOf(c) : pieces;
        }
    }

    /** A number as drawings hold it; 0 if it is none. */
    static double number(String digits) {
        try {
            return digits.isEmpty() ? 0 : Double.parseDouble(digits);
        } catch (NumberFormatException e) {
            return 0;
        }
    }

    /** The number behind a property of a style attribute, such as {@code top:-3em}; 0 if there is none. */
    static double length(String style, String property) {
        int at = style.indexOf(property);
        if (at < 0) {
            return 0;
        }
        int i = at + property.length();
        while (i < style.length() && style.charAt(i) == ' ') {
            i++;
        }
        int end = i;
        while (end < style.length() && "0123456789.-".indexOf(style.charAt(end)) >= 0) {
            end++;
        }
        return number(style.substring(i, end));
    }
}
