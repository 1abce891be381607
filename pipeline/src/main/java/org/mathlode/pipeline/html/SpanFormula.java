package org.mathlode.pipeline.html;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.mathlode.pipeline.html.Formula.Placement;

/**
 * Formulas of which a page keeps the spans of MathJax 2 alone. Their classes say what they draw, so the formula is read as
 * MathML: CommonHTML names every part, HTML-CSS places scripts, terms and columns by style.
 */
final class SpanFormula {
    private final PageTree tree;
    private final DrawnMarkup out = new DrawnMarkup();

    private SpanFormula(PageTree tree) {
        this.tree = tree;
    }

    /** The formula that spans of MathJax 2 draw, or null if their classes name no nodes. */
    static Formula read(PageTree tree, int node, Placement placement) {
        for (int i = node; i < tree.end(node); i++) {
            if (!tree.isText(i) && !name(tree, i).isEmpty()) {
                SpanFormula drawing = new SpanFormula(tree);
                drawing.spanChildren(node, 0);
                return drawing.out.formula(placement);
            }
        }
        return null;
    }

    /** A part of a node and how high it stands. */
    private record Part(int node, double height) {}

    /** What a span of MathJax 2 draws, by its class; empty if it says nothing. */
    private static String name(PageTree tree, int node) {
        String css = tree.attributeOrEmpty(node, "class");
        if (css.isEmpty()) {
            return "";
        }
        int space = css.indexOf(' ');
        String word = space < 0 ? css : css.substring(0, space);
        String name = word.startsWith("mjx-") ? word.substring(4) : word;
        switch (name) {
            case "mi":
            case "mn":
            case "mo":
            case "mtext":
            case "ms":
            case "msubsup":
            case "msup":
            case "msub":
            case "munderover":
            case "mover":
            case "munder":
            case "mfrac":
            case "msqrt":
            case "mroot":
            case "mtable":
            case "mtr":
            case "mtd":
            case "mspace":
            case "mrow":
            case "menclose":
                return name;
            case "base":
            case "sup":
            case "sub":
            case "over":
            case "under":
            case "op":
            case "numerator":
            case "denominator":
            case "root":
            case "surd":
                return word.startsWith("mjx-") ? "mjx-" + name : "";
            default:
                return "";
        }
    }

    private void spanChildren(int node, int depth) {
        for (int child = tree.firstChild(node); child != PageTree.NONE; child = tree.nextSibling(child)) {
            if (!tree.isText(child)) {
                span(child, depth + 1);
            }
        }
    }

    private void spanRow(int node, int depth) {
        out.open("mrow", "");
        span(node, depth + 1);
        out.close("mrow");
    }

    private void span(int node, int depth) {
        if (depth > DrawnMarkup.DEEPEST) {
            return;
        }
        String name = name(tree, node);
        switch (name) {
            case "":
            case "mrow":
                if (!MathClass.of(tree.attributeOrEmpty(node, "class")).equals(MathClass.COPY)) {
                    spanChildren(node, depth);
                }
                break;
            case "mi":
            case "mn":
            case "mo":
            case "mtext":
            case "ms":
                out.token(name, tree.text(node).strip(), "");
                break;
            case "mspace":
                out.space();
                break;
            case "mjx-surd":
                break;
            case "msubsup":
            case "msup":
            case "msub":
            case "munderover":
            case "mover":
            case "munder":
                spanScripts(name, node, depth);
                break;
            case "mfrac":
                List<Part> terms = spanParts(node, "mjx-numerator", "mjx-denominator");
                boolean line = tree.findClass(node, "mjx-line") != PageTree.NONE || terms.stream().allMatch(part -> name(tree, part.node).isEmpty());
                terms.removeIf(part -> tree.text(part.node).isBlank());
                terms.sort(Comparator.comparingDouble((Part part) -> -part.height));
                out.open("mfrac", line ? "" : " linethickness=\"0\"");
                terms.stream().limit(2).forEach(part -> spanRow(part.node, depth));
                out.close("mfrac");
                break;
            case "msqrt":
            case "mroot":
                spanRadical(name, node, depth);
                break;
            case "mtable":
                spanTable(node, depth);
                break;
            default:
                out.open(name.startsWith("mjx-") ? "mrow" : name, name.equals("menclose") ? " notation=\"box\"" : "");
                spanChildren(node, depth);
                out.close(name.startsWith("mjx-") ? "mrow" : name);
                break;
        }
    }

    /** The parts of a node: those of these names or, in the output of MathJax 2's HTML-CSS, those that are placed by style. */
    private List<Part> spanParts(int node, String... names) {
        List<Part> parts = new ArrayList<>();
        int i = node + 1;
        while (i < tree.end(node)) {
            if (tree.isText(i)) {
                i++;
                continue;
            }
            String own = name(tree, i);
            int rank = List.of(names).indexOf(own);
            String style = tree.attributeOrEmpty(i, "style");
            boolean placed = own.isEmpty() && style.contains("absolute") && style.contains("top:");
            if (rank >= 0) {
                parts.add(new Part(i, -rank));
            } else if (placed) {
                parts.add(new Part(i, -(DrawnMarkup.length(style, "top:") + strut(i))));
            }
            i = rank >= 0 || placed || !own.isEmpty() ? tree.end(i) : i + 1;
        }
        return parts;
    }

    /** The height of the empty box that ends a placed span and sets its base line. */
    private double strut(int node) {
        double height = 0;
        for (int child = tree.firstChild(node); child != PageTree.NONE; child = tree.nextSibling(child)) {
            String style = tree.isText(child) ? "" : tree.attributeOrEmpty(child, "style");
            height = style.contains("width: 0px") || style.contains("width:0px") ? DrawnMarkup.length(style, "height:") : height;
        }
        return height;
    }

    private void spanScripts(String name, int node, int depth) {
        int base = PageTree.NONE;
        int above = PageTree.NONE;
        int below = PageTree.NONE;
        List<Part> parts = spanParts(node, "mjx-base", "mjx-op", "mjx-sup", "mjx-over", "mjx-sub", "mjx-under");
        for (int i = 0; i < parts.size(); i++) {
            int part = parts.get(i).node;
            switch (name(tree, part)) {
                case "mjx-base":
                case "mjx-op":
                    base = part;
                    break;
                case "mjx-sup":
                case "mjx-over":
                    above = part;
                    break;
                case "mjx-sub":
                case "mjx-under":
                    below = part;
                    break;
                default:
                    if (i == 0) {
                        base = part;
                    } else if (parts.get(i).height > parts.get(0).height) {
                        above = part;
                    } else {
                        below = part;
                    }
                    break;
            }
        }
        if (base == PageTree.NONE) {
            spanChildren(node, depth);
            return;
        }
        boolean limits = name.startsWith("mu") || name.equals("mover");
        String kind = above == PageTree.NONE ? limits ? "munder" : "msub" : below == PageTree.NONE ? limits ? "mover" : "msup" : limits ? "munderover" : "msubsup";
        out.open(kind, "");
        spanRow(base, depth);
        if (below != PageTree.NONE) {
            spanRow(below, depth);
        }
        if (above != PageTree.NONE) {
            spanRow(above, depth);
        }
        out.close(kind);
    }

    private void spanRadical(String name, int node, int depth) {
        int index = tree.findClass(node, "mjx-root");
        List<Part> placed = spanParts(node, "mjx-root", "mjx-surd");
        placed.removeIf(part -> !name(tree, part.node).isEmpty());
        if (placed.isEmpty()) {
            out.open(name, "");
            out.open("mrow", "");
            for (int i = node + 1; i < tree.end(node); ) {
                boolean own = !tree.isText(i) && !name(tree, i).isEmpty();
                if (own && !name(tree, i).equals("mjx-root")) {
                    span(i, depth + 1);
                }
                i = own ? tree.end(i) : i + 1;
            }
            out.close("mrow");
            if (index != PageTree.NONE) {
                spanRow(index, depth);
            }
            out.close(name);
            return;
        }
        out.open(name, "");
        spanRow(placed.get(0).node, depth);
        if (name.equals("mroot")) {
            placed.stream().skip(1).filter(part -> !drawsSign(part.node)).findFirst().ifPresent(part -> spanRow(part.node, depth));
        }
        out.close(name);
    }

    /** True for the radical sign and its bar. */
    private boolean drawsSign(int node) {
        for (int i = node; i < tree.end(node); i++) {
            if (!tree.isText(i) && !name(tree, i).isEmpty()) {
                return false;
            }
        }
        return true;
    }

    /** Rows of CommonHTML as they are; HTML-CSS draws a table column by column. */
    private void spanTable(int node, int depth) {
        out.open("mtable", "");
        if (tree.findClass(node, "mjx-mtr") != PageTree.NONE) {
            spanChildren(node, depth);
        } else {
            List<List<Part>> columns = new ArrayList<>();
            int i = node + 1;
            int columnEnd = 0;
            while (i < tree.end(node)) {
                if (!tree.isText(i) && name(tree, i).equals("mtd")) {
                    int holder = tree.parent(i);
                    int column = tree.parent(holder);
                    if (columns.isEmpty() || i >= columnEnd) {
                        columns.add(new ArrayList<>());
                        columnEnd = tree.end(column);
                    }
                    columns.get(columns.size() - 1).add(new Part(i, -(DrawnMarkup.length(tree.attributeOrEmpty(holder, "style"), "top:") + strut(holder))));
                    i = tree.end(i);
                } else {
                    i++;
                }
            }
            columns.forEach(column -> column.sort(Comparator.comparingDouble((Part part) -> -part.height)));
            int rows = columns.stream().mapToInt(List::size).max().orElse(0);
            for (int r = 0; r < rows; r++) {
                out.open("mtr", "");
                for (List<Part> column : columns) {
                    out.open("mtd", "");
                    if (r < column.size()) {
                        spanChildren(column.get(r).node, depth);
                    }
                    out.close("mtd");
                }
                out.close("mtr");
            }
        }
        out.close("mtable");
    }
}
