package org.mathlode.pipeline.html;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * KaTeX's drawing back to LaTeX, where nothing else is left of a formula. Scripts, fractions, roots, limits, accents and
 * matrices are told by class names and by the {@code top} of the rows in a {@code vlist}: KaTeX stacks by moving rows up
 * from a strut, so height above the strut orders them.
 */
final class KatexHtml {
    private static final int DEEPEST = 120;
    private final PageTree tree;
    private final StringBuilder out = new StringBuilder();

    private KatexHtml(PageTree tree) {
        this.tree = tree;
    }

    static String toLatex(PageTree tree, int node) {
        KatexHtml reader = new KatexHtml(tree);
        reader.children(node, 0);
        return reader.out.toString().strip();
    }

    private void children(int node, int depth) {
        for (int child = tree.firstChild(node); child != PageTree.NONE; child = tree.nextSibling(child)) {
            element(child, depth + 1);
        }
    }

    private void element(int node, int depth) {
        if (tree.isText(node)) {
            MathSymbols.append(tree.text(node).strip(), out);
            return;
        }
        if (depth > DEEPEST) {
            MathSymbols.append(tree.text(node).strip(), out);
            return;
        }
        if (tree.tag(node) == Tag.SVG || has(node, "strut") || has(node, "pstrut") || has(node, "vlist-s") || has(node, "nulldelimiter") || has(node, "frac-line")
                || has(node, "katex-mathml")) {
            return;
        }
        if (has(node, "mspace")) {
            return;
        }
        if (has(node, "msupsub")) {
            scripts(node, depth);
        } else if (has(node, "mfrac")) {
            fraction(node, depth);
        } else if (has(node, "sqrt")) {
            root(node, depth);
        } else if (has(node, "op-limits")) {
            limits(node, depth);
        } else if (has(node, "accent") || has(node, "overline") || has(node, "underline")) {
            accent(node, depth);
        } else if (has(node, "mtable")) {
            table(node, depth);
        } else if (has(node, "text")) {
            String text = tree.text(node).replace('\u00a0', ' ');
            MathSymbols.separate(out, 'a');
            out.append(text.isBlank() ? " " : "\\text{" + text + "}");
        } else if (has(node, "mop") && isWord(tree.text(node).strip())) {
            operator(node, depth);
        } else if (has(node, "mathbb") || has(node, "mathbf") || has(node, "mathcal") || has(node, "mathfrak") || has(node, "mathrm") || has(node, "mathsf")) {
            font(node, depth);
        } else {
            children(node, depth);
        }
    }

    private void operator(int node, int depth) {
        String word = tree.text(node).strip();
        int script = tree.findClass(node, "msupsub");
        if (script != PageTree.NONE) {
            children(node, depth);
            return;
        }
        MathSymbols.separate(out, 'a');
        String joined = word.replace("\u2009", "").replace(" ", "");
        out.append(MathSymbols.FUNCTIONS.contains(joined) ? "\\" + joined : "\\operatorname{" + joined + "}");
    }

    private static boolean isWord(String text) {
        return text.length() > 1 && text.chars().allMatch(c -> c < 128 && Character.isLetter(c) || c == '\u2009');
    }

    private void font(int node, int depth) {
        String command = has(node, "mathbb") ? "\\mathbb" : has(node, "mathbf") ? "\\mathbf" : has(node, "mathcal") ? "\\mathcal"
                : has(node, "mathfrak") ? "\\mathfrak" : has(node, "mathsf") ? "\\mathsf" : "\\mathrm";
        MathSymbols.separate(out, 'a');
        int first = tree.firstChild(node);
        if (first != PageTree.NONE && tree.isText(first)) {
            out.append(command).append('{');
            MathSymbols.append(tree.text(first).strip(), out);
            out.append('}');
            for (int child = tree.nextSibling(first); child != PageTree.NONE; child = tree.nextSibling(child)) {
                element(child, depth + 1);
            }
        } else {
            children(node, depth);
        }
    }

    private void scripts(int node, int depth) {
        boolean below = tree.findClass(node, "vlist-t2") != PageTree.NONE && isOutermost(node, tree.findClass(node, "vlist-t2"));
        List<Row> rows = rows(node);
        if (rows.size() == 1) {
            script(rows.get(0).height > 0 || !below && rows.get(0).height == 0 ? '^' : '_', rows.get(0).node, depth);
            return;
        }
        for (int i = 0; i < rows.size(); i++) {
            script(i == 0 ? '_' : '^', rows.get(i).node, depth);
        }
    }

    private boolean isOutermost(int node, int list) {
        return tree.parent(list) == node;
    }

    private void script(char mark, int node, int depth) {
        String primes = tree.text(node).replace("\u200b", "").strip();
        if (mark == '^' && !primes.isEmpty() && primes.chars().allMatch(c -> c == '′')) {
            out.append("'".repeat(primes.length()));
            return;
        }
        out.append(mark).append('{');
        children(node, depth);
        out.append('}');
    }

    private void fraction(int node, int depth) {
        List<Row> rows = rows(node);
        boolean line = tree.findClass(node, "frac-line") != PageTree.NONE;
        rows.removeIf(row -> tree.findClass(row.node, "frac-line") != PageTree.NONE && tree.text(row.node).isBlank());
        if (rows.size() < 2) {
            children(node, depth);
            return;
        }
        MathSymbols.separate(out, 'a');
        out.append(line ? "\\frac{" : "{");
        children(rows.get(rows.size() - 1).node, depth);
        out.append(line ? "}{" : " \\atop ");
        children(rows.get(0).node, depth);
        out.append('}');
    }

    private void root(int node, int depth) {
        int index = tree.findClass(node, "root");
        MathSymbols.separate(out, 'a');
        out.append("\\sqrt");
        if (index != PageTree.NONE && tree.parent(index) == node) {
            out.append('[');
            children(index, depth);
            out.append(']');
        }
        out.append('{');
        for (int child = tree.firstChild(node); child != PageTree.NONE; child = tree.nextSibling(child)) {
            if (child != index) {
                element(child, depth + 1);
            }
        }
        out.append('}');
    }

    private void limits(int node, int depth) {
        List<Row> rows = rows(node);
        int base = -1;
        for (int i = 0; i < rows.size(); i++) {
            if (tree.findClass(rows.get(i).node, "mop") != PageTree.NONE) {
                base = i;
            }
        }
        if (base < 0) {
            children(node, depth);
            return;
        }
        int operator = tree.findClass(rows.get(base).node, "mop");
        element(operator, depth + 1);
        for (int i = 0; i < rows.size(); i++) {
            if (i != base) {
                script(i < base ? '_' : '^', rows.get(i).node, depth);
            }
        }
    }

    private void accent(int node, int depth) {
        int body = tree.findClass(node, "accent-body");
        String command = has(node, "overline") ? "\\overline" : has(node, "underline") ? "\\underline" : null;
        if (command == null) {
            String mark = body == PageTree.NONE ? "" : tree.text(body).strip();
            command = MathMlNames.overAccent(mark);
            command = command == null ? mark.isEmpty() ? "\\vec" : "\\hat" : command;
        }
        MathSymbols.separate(out, 'a');
        out.append(command).append('{');
        for (Row row : rows(node)) {
            boolean mark = body != PageTree.NONE && body >= row.node && body < tree.end(row.node);
            if (!mark) {
                children(row.node, depth);
            }
        }
        out.append('}');
    }

    private void table(int node, int depth) {
        List<List<Row>> columns = new ArrayList<>();
        for (int child = tree.firstChild(node); child != PageTree.NONE; child = tree.nextSibling(child)) {
            if (!tree.isText(child) && tree.attributeOrEmpty(child, "class").startsWith("col-align")) {
                List<Row> rows = rows(child);
                rows.sort(Comparator.comparingDouble((Row row) -> -row.height));
                columns.add(rows);
            }
        }
        int height = columns.stream().mapToInt(List::size).max().orElse(0);
        MathSymbols.separate(out, 'a');
        out.append("\\begin{matrix} ");
        for (int r = 0; r < height; r++) {
            out.append(r == 0 ? "" : " \\\\ ");
            for (int c = 0; c < columns.size(); c++) {
                out.append(c == 0 ? "" : " & ");
                if (r < columns.get(c).size()) {
                    children(columns.get(c).get(r).node, depth);
                }
            }
        }
        out.append(" \\end{matrix}");
    }

    private record Row(int node, double height) {}

    /** The rows of the outermost vlist below a node, from the lowest to the highest. */
    private List<Row> rows(int node) {
        List<Row> rows = new ArrayList<>();
        int list = tree.findClass(node, "vlist");
        if (list == PageTree.NONE) {
            return rows;
        }
        for (int child = tree.firstChild(list); child != PageTree.NONE; child = tree.nextSibling(child)) {
            if (!tree.isText(child) && tree.tag(child) == Tag.SPAN) {
                int strut = tree.findClass(child, "pstrut");
                double above = -number(tree.attributeOrEmpty(child, "style"), "top:") - (strut == PageTree.NONE ? 0 : number(tree.attributeOrEmpty(strut, "style"), "height:"));
                rows.add(new Row(child, above));
            }
        }
        rows.sort(Comparator.comparingDouble(Row::height));
        return rows;
    }

    private static double number(String style, String property) {
        int at = style.indexOf(property);
        if (at < 0) {
            return 0;
        }
        int i = at + property.length();
        while (i < style.length() && style.charAt(i) == ' ') {
            i++;
        }
        int end = i;
        while (end < style.length() && (Character.isDigit(style.charAt(end)) || style.charAt(end) == '.' || style.charAt(end) == '-')) {
            end++;
        }
        try {
            return end == i ? 0 : Double.parseDouble(style.substring(i, end));
        } catch (NumberFormatException e) {
            return 0;
        }
    }

    private boolean has(int node, String name) {
        return tree.hasClass(node, name);
    }
}
