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
        return reader.out.toString().replace("\\not =", "\\neq ").strip();
    }

    private void children(int node, int depth) {
        for (int child = tree.firstChild(node); child != PageTree.NONE; child = tree.nextSibling(child)) {
            element(child, depth + 1);
        }
    }

    private void element(int node, int depth) {
        if (tree.isText(node)) {
            glyphs(node);
            return;
        }
        if (depth > DEEPEST) {
            MathSymbols.append(tree.text(node).strip(), out);
            return;
        }
        if (tree.tag(node) == Tag.SVG || has(node, "strut") || has(node, "pstrut") || has(node, "vlist-s") || has(node, "nulldelimiter") || has(node, "frac-line")
                || has(node, "katex-mathml") || has(node, "baseline-fix") || has(node, "fontsize-ensurer") || has(node, "sqrt-sign") || has(node, "sqrt-line")) {
            return;
        }
        if (has(node, "mspace")) {
            return;
        }
        if (has(node, "minner") && stretched(node, depth)) {
            return;
        }
        if (has(node, "vlist") && isOldScript(node)) {
            for (Row row : rowsOf(node)) {
                script(row.height > 0 ? '^' : '_', row.node, depth);
            }
        } else if (has(node, "delimsizing")) {
            out.append(delimiter(node));
        } else if (has(node, "llap") && tree.text(node).strip().equals("/")) {
            MathSymbols.append(0x338, out);
        } else if (has(node, "mover") || has(node, "munder")) {
            brace(node, depth);
        } else if (has(node, "x-arrow")) {
            List<Row> rows = rows(node);
            MathSymbols.separate(out, 'a');
            out.append("\\xrightarrow{");
            children(rows.isEmpty() ? node : rows.get(rows.size() - 1).node, depth);
            out.append('}');
        } else if (isEnclosed(node)) {
            List<Row> rows = rows(node);
            MathSymbols.separate(out, 'a');
            out.append(tree.findClass(node, "fbox") != PageTree.NONE ? "\\boxed{" : "\\cancel{");
            rows.stream().filter(row -> !tree.text(row.node).isBlank()).forEach(row -> children(row.node, depth));
            out.append('}');
        } else if (has(node, "mbin") && isWord(tree.text(node).strip())) {
            MathSymbols.separate(out, 'a');
            out.append("\\bmod ");
        } else if (has(node, "msupsub")) {
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

    /** KaTeX before 0.7 puts scripts into a vlist right behind their base. */
    private boolean isOldScript(int node) {
        int first = tree.firstChild(tree.parent(node));
        return first != node && !has(tree.parent(node), "sqrt") && !tree.isText(first) && tree.findClass(node, "pstrut") == PageTree.NONE && tree.findClass(node, "baseline-fix") != PageTree.NONE;
    }

    /** The characters of a text node; a bar is a relation, a fence or neither by the class of its element. */
    private void glyphs(int node) {
        String text = tree.text(node).strip();
        if ((text.equals("∣") || text.equals("∥")) && !has(tree.parent(node), "mrel")) {
            MathSymbols.separate(out, 'a');
            out.append(text.equals("∣") ? "|" : "\\|");
        } else {
            MathSymbols.append(text, out);
        }
    }

    /** {@code \left( … \right)}: KaTeX puts such a pair and its content into an element of their own. */
    private boolean stretched(int node, int depth) {
        int first = tree.firstChild(node);
        int last = first;
        for (int child = first; child != PageTree.NONE; child = tree.nextSibling(child)) {
            last = child;
        }
        if (first == PageTree.NONE || first == last || tree.isText(first) || tree.isText(last) || !has(first, "mopen") || !has(last, "mclose")) {
            return false;
        }
        MathSymbols.separate(out, 'a');
        out.append("\\left").append(delimiter(first));
        for (int child = tree.nextSibling(first); child != last; child = tree.nextSibling(child)) {
            element(child, depth + 1);
        }
        out.append("\\right").append(delimiter(last));
        return true;
    }

    /** A delimiter of any size; one that is drawn as a path is known by its width. */
    private String delimiter(int node) {
        String sign = DrawnMarkup.whole(tree.text(node).replaceAll("[\\s\u200b]", ""));
        if (sign.isEmpty()) {
            int svg = tree.find(node, Tag.SVG);
            String box = svg == PageTree.NONE ? "" : tree.attributeOrEmpty(svg, "viewBox") + tree.attributeOrEmpty(svg, "viewbox");
            boolean opens = has(node, "mopen") || has(tree.parent(node), "mopen");
            return box.startsWith("0 0 333 ") ? "|" : box.startsWith("0 0 556 ") ? "\\|" : box.startsWith("0 0 667 ") ? opens ? "[" : "]"
                    : box.startsWith("0 0 875 ") ? opens ? "(" : ")" : svg == PageTree.NONE ? "." : opens ? "\\{" : "\\}";
        }
        if (sign.equals("∣") || sign.equals("∥")) {
            return sign.equals("∣") ? "|" : "\\|";
        }
        StringBuilder latex = new StringBuilder();
        MathSymbols.append(sign, latex);
        return latex.toString();
    }

    /** A horizontal brace, or the label of one. */
    private void brace(int node, int depth) {
        List<Row> rows = rows(node);
        boolean over = has(node, "mover");
        if (rows.size() < 2) {
            children(node, depth);
            return;
        }
        int base = rows.get(over ? 0 : rows.size() - 1).node;
        int mark = rows.get(over ? rows.size() - 1 : 0).node;
        boolean labelled = tree.findClass(base, over ? "mover" : "munder") != PageTree.NONE && tree.findClass(base, "stretchy") != PageTree.NONE;
        MathSymbols.separate(out, 'a');
        if (labelled) {
            children(base, depth);
            script(over ? '^' : '_', mark, depth);
        } else {
            boolean brace = tree.findClass(mark, "brace-left") != PageTree.NONE || tree.findClass(mark, "stretchy") != PageTree.NONE;
            out.append(over ? brace ? "\\overbrace{" : "\\overline{" : brace ? "\\underbrace{" : "\\underline{");
            children(base, depth);
            out.append('}');
        }
    }

    /** True for a box around its content or a strike through it: a stack whose other row holds no text. */
    private boolean isEnclosed(int node) {
        int first = tree.firstChild(node);
        if (!has(node, "mord") || first == PageTree.NONE || tree.isText(first) || !has(first, "vlist-t")) {
            return false;
        }
        if (tree.findClass(node, "fbox") != PageTree.NONE) {
            return true;
        }
        for (Row row : rows(node)) {
            int svg = has(row.node, "svg-align") ? tree.find(row.node, Tag.SVG) : PageTree.NONE;
            int line = svg == PageTree.NONE ? PageTree.NONE : tree.firstChild(svg);
            if (line != PageTree.NONE && !tree.isText(line) && tree.name(line).equals("line")) {
                return true;
            }
        }
        return false;
    }

    /** {@code \widehat} and {@code \widetilde} are paths; their heights in thousandths of an em tell them apart. */
    private String wideAccent(int node) {
        int svg = tree.find(node, Tag.SVG);
        String box = svg == PageTree.NONE ? "" : tree.attributeOrEmpty(svg, "viewBox") + tree.attributeOrEmpty(svg, "viewbox");
        String height = box.substring(box.lastIndexOf(' ') + 1);
        switch (height) {
            case "239":
            case "300":
            case "360":
            case "420":
                return "\\widehat";
            case "260":
            case "286":
            case "306":
            case "312":
                return "\\widetilde";
            case "522":
                return "\\overrightarrow";
            default:
                return null;
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
        if (first != PageTree.NONE && tree.isText(first) && (!command.equals("\\mathrm") || Latex.isLetter(tree.text(first).charAt(0)))) {
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
        boolean line = rows.removeIf(row -> tree.text(row.node).replace("\u200b", "").isBlank()
                && (tree.findClass(row.node, "frac-line") != PageTree.NONE || tree.find(row.node, Tag.SVG) != PageTree.NONE));
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
        if (rows.size() == 2 && has(tree.parent(node), "mrel")) {
            MathSymbols.separate(out, 'a');
            out.append(base == 0 ? "\\overset{" : "\\underset{");
            children(rows.get(1 - base).node, depth);
            out.append("}{");
            element(operator, depth + 1);
            out.append('}');
            return;
        }
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
            command = command == null && mark.isEmpty() ? wideAccent(node) : command;
            command = command == null ? mark.isEmpty() ? "\\vec" : "\\hat" : command;
        }
        MathSymbols.separate(out, 'a');
        out.append(command).append('{');
        for (Row row : rows(node)) {
            boolean mark = body != PageTree.NONE ? body >= row.node && body < tree.end(row.node) : has(row.node, "svg-align");
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
        int list = tree.findClass(node, "vlist");
        return list == PageTree.NONE ? new ArrayList<>() : rowsOf(list);
    }

    private List<Row> rowsOf(int list) {
        List<Row> rows = new ArrayList<>();
        for (int child = tree.firstChild(list); child != PageTree.NONE; child = tree.nextSibling(child)) {
            if (!tree.isText(child) && tree.tag(child) == Tag.SPAN && !has(child, "baseline-fix")) {
                int strut = tree.findClass(child, "pstrut");
                double above = -DrawnMarkup.length(tree.attributeOrEmpty(child, "style"), "top:") - (strut == PageTree.NONE ? 0 : DrawnMarkup.length(tree.attributeOrEmpty(strut, "style"), "height:"));
                rows.add(new Row(child, above));
            }
        }
        rows.sort(Comparator.comparingDouble(Row::height));
        return rows;
    }

    private boolean has(int node, String name) {
        return tree.hasClass(node, name);
    }
}
