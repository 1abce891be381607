package org.mathlode.pipeline.html;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.mathlode.pipeline.html.Formula.Placement;

/**
 * Formulas of which a page keeps the SVG of MathJax 3 or 4 alone. Its groups say in {@code data-mml-node} what they draw and
 * its glyphs are named by code point, so the formula is read as MathML; which part is a superscript and which a subscript is
 * read from where it stands.
 */
final class SvgFormula {
    private final PageTree tree;
    private final DrawnMarkup out = new DrawnMarkup();

    private SvgFormula(PageTree tree) {
        this.tree = tree;
    }

    /** The formula that the SVG in an element of MathJax 3 or 4 draws, or null if the drawing names no nodes. */
    static Formula read(PageTree tree, int container, Placement placement) {
        SvgFormula drawing = new SvgFormula(tree);
        int i = container + 1;
        while (i < tree.end(container)) {
            if (!tree.isText(i) && tree.attributeOrEmpty(i, "data-mml-node").equals("math")) {
                String latex = FormulaAttributes.tex(tree, i);
                if (latex != null) {
                    return Formula.of(latex, placement, FormulaSource.ATTRIBUTE);
                }
                drawing.group(i, 0);
                i = tree.end(i); // MathJax 4 draws a formula that may be broken in several pieces
            } else {
                i++;
            }
        }
        return drawing.out.isEmpty() ? null : drawing.out.formula(placement);
    }

    private void group(int node, int depth) {
        if (depth > DrawnMarkup.DEEPEST || tree.has(node, "data-labels")) {
            return;
        }
        String name = tree.attributeOrEmpty(node, "data-mml-node");
        switch (name) {
            case "mi":
            case "mn":
            case "mo":
            case "mtext":
            case "ms":
                out.token(name, glyphs(node), variant(node));
                break;
            case "msup":
            case "msub":
            case "msubsup":
            case "mover":
            case "munder":
            case "munderover":
                scripts(name, parts(node), depth);
                break;
            case "mfrac":
                List<Part> terms = parts(node);
                terms.sort(Comparator.comparingDouble((Part part) -> -part.height));
                out.open("mfrac", childNamed(node, "rect") ? "" : " linethickness=\"0\"");
                terms.forEach(part -> row(part.node, depth));
                out.close("mfrac");
                break;
            case "msqrt":
            case "mroot":
                List<Part> radical = parts(node);
                radical.removeIf(part -> tree.attributeOrEmpty(part.node, "data-mml-node").equals("mo"));
                // the index is set small; MathJax 4 draws it first
                radical.sort(Comparator.comparing((Part part) -> tree.attributeOrEmpty(part.node, "transform").contains("scale")));
                out.open(name, "");
                radical.forEach(part -> row(part.node, depth));
                out.close(name);
                break;
            case "mtable":
            case "mtr":
            case "mlabeledtr":
            case "mtd":
                String mirrored = name.equals("mlabeledtr") ? "mtr" : name;
                out.open(mirrored, "");
                groups(node, depth);
                out.close(mirrored);
                break;
            case "mspace":
                out.space();
                break;
            case "menclose":
                out.open("menclose", childNamed(node, "rect") ? " notation=\"box\"" : childNamed(node, "line") ? " notation=\"updiagonalstrike\"" : "");
                groups(node, depth);
                out.close("menclose");
                break;
            default:
                out.open("mrow", "");
                groups(node, depth);
                out.close("mrow");
                break;
        }
    }

    private void groups(int node, int depth) {
        for (Part part : parts(node)) {
            group(part.node, depth + 1);
        }
    }

    private void row(int node, int depth) {
        out.open("mrow", "");
        group(node, depth + 1);
        out.close("mrow");
    }

    /** A part of a node and how high it stands. */
    private record Part(int node, double height) {}

    /** The groups below a node that belong to no other node. */
    private List<Part> parts(int node) {
        List<Part> parts = new ArrayList<>();
        for (int child = tree.firstChild(node); child != PageTree.NONE; child = tree.nextSibling(child)) {
            if (tree.isText(child) || tree.has(child, "data-labels")) {
                continue;
            }
            String name = tree.name(child);
            if (name.equals("g")) {
                parts.add(new Part(child, lift(child)));
            } else if (tree.tag(child) == Tag.SVG) {
                parts.addAll(parts(child));
            }
        }
        return parts;
    }

    /** The sum of the vertical shifts of a {@code transform}. */
    private double lift(int node) {
        String transform = tree.attributeOrEmpty(node, "transform");
        double lift = 0;
        for (int at = transform.indexOf("translate("); at >= 0; at = transform.indexOf("translate(", at + 1)) {
            int end = transform.indexOf(')', at);
            String[] shift = transform.substring(at + 10, end < 0 ? transform.length() : end).strip().split("[,\\s]+");
            lift += shift.length < 2 ? 0 : DrawnMarkup.number(shift[1]);
        }
        return lift;
    }

    private boolean childNamed(int node, String name) {
        for (int child = tree.firstChild(node); child != PageTree.NONE; child = tree.nextSibling(child)) {
            if (!tree.isText(child) && tree.name(child).equals(name)) {
                return true;
            }
        }
        return false;
    }

    private void scripts(String name, List<Part> parts, int depth) {
        if (parts.isEmpty()) {
            return;
        }
        List<Part> sorted = new ArrayList<>(parts.subList(1, parts.size()));
        sorted.sort(Comparator.comparingDouble(Part::height));
        out.open(name, "");
        row(parts.get(0).node, depth);
        sorted.forEach(part -> row(part.node, depth));
        out.close(name);
    }

    /** The characters drawn below a node: {@code data-c="1D465"}, or the end of the glyph's name, or text. */
    private String glyphs(int node) {
        StringBuilder text = new StringBuilder();
        int i = node;
        while (i < tree.end(node)) {
            if (tree.isText(i)) {
                text.append(tree.characters(i++).strip());
                continue;
            }
            int glyph = i++;
            String code = tree.attributeOrEmpty(glyph, "data-c");
            if (code.isEmpty()) {
                String name = tree.attributeOrEmpty(glyph, "xlink:href") + tree.attributeOrEmpty(glyph, "href");
                code = name.startsWith("#MJX-") ? name.substring(name.lastIndexOf('-') + 1) : "";
            }
            if (!code.isEmpty() && code.length() <= 5) {
                try {
                    text.appendCodePoint(Integer.parseInt(code, 16));
                    i = tree.end(glyph); // a sign made of others: a double prime of two
                } catch (NumberFormatException e) {
                    // a name of the page's own
                }
            }
        }
        return text.toString();
    }

    /** The font of the first glyph, where it is more than its code point says: calligraphic letters are plain ones of another font. */
    private String variant(int node) {
        for (int i = node; i < tree.end(node); i++) {
            String glyph = tree.isText(i) ? "" : tree.attributeOrEmpty(i, "xlink:href") + tree.attributeOrEmpty(i, "href");
            if (!glyph.isEmpty()) {
                return glyph.contains("-C-") || glyph.contains("-CB-") ? "script" : glyph.contains("-F-") ? "fraktur" : glyph.contains("-SS-") ? "sans-serif"
                        : glyph.contains("-T-") ? "monospace" : glyph.contains("-B-") ? "bold" : "";
            }
        }
        return "";
    }
}
