package org.mathlode.pipeline.html;

import java.util.ArrayList;
import java.util.List;
import org.mathlode.pipeline.html.Formula.Placement;

/** Formulas that HeVeA draws as tables: rows with a rule between them are fractions, stacked pieces are fences. */
final class DrawnFormula {
    private static final int DEEPEST = 40;
    private final PageTree tree;

    private DrawnFormula(PageTree tree) {
        this.tree = tree;
    }

    /** The formula a table draws, or null if the table is no drawing. */
    static Formula read(PageTree tree, int table) {
        boolean drawn = false;
        for (int i = table + 1; i < tree.end(table); i++) {
            Tag tag = tree.tag(i);
            if (tag == Tag.TD && (tree.hasClass(i, "dcell") || tree.hasClass(i, "hbar") || tree.hasClass(i, "hrule"))) {
                drawn = true;
            } else if (tag == Tag.P || tag == Tag.DIV || tag == Tag.PRE || tag == Tag.UL || tag == Tag.IMG) {
                return null;
            }
        }
        if (!drawn) {
            return null;
        }
        String tex = new DrawnFormula(tree).table(table, 0).strip();
        return Formula.of(tex, Placement.DISPLAY, FormulaSource.TABLE);
    }

    /** The words of an element with its scripts as LaTeX. */
    static String words(PageTree tree, int node) {
        return new DrawnFormula(tree).cell(node, 0).strip();
    }

    private String table(int table, int depth) {
        if (isMatrix(table)) {
            return matrix(table, depth);
        }
        List<String> rows = new ArrayList<>();
        int rule = -1;
        int i = table + 1;
        while (i < tree.end(table)) {
            if (tree.tag(i) == Tag.TR) {
                String row = row(i, depth);
                if (isRule(i)) {
                    rule = rows.size();
                } else if (!row.isBlank()) {
                    rows.add(row.strip());
                }
                i = tree.end(i);
            } else {
                i++;
            }
        }
        if (rule > 0 && rule < rows.size()) {
            return "\\frac{" + String.join(" ", rows.subList(0, rule)) + "}{" + String.join(" ", rows.subList(rule, rows.size())) + "}";
        }
        if (rows.size() > 1) {
            // an operator with its limits, or a column of values
            int operator = -1;
            for (int r = 0; r < rows.size(); r++) {
                if (rows.get(r).matches("\\\\(sum|prod|int|bigcup|bigcap|lim|max|min|sup|inf)")) {
                    operator = r;
                }
            }
            if (operator >= 0) {
                return rows.get(operator) + (operator + 1 < rows.size() ? "_{" + rows.get(operator + 1) + "}" : "") + (operator > 0 ? "^{" + rows.get(operator - 1) + "}" : "");
            }
            return "\\begin{matrix} " + String.join(" \\\\ ", rows) + " \\end{matrix}";
        }
        return rows.isEmpty() ? "" : rows.get(0);
    }

    /** True if a table is an array and not a layout of pieces: rows of as many cells, none of them marked as a piece. */
    private boolean isMatrix(int table) {
        int columns = 0;
        int rows = 0;
        for (int row = table + 1; row < tree.end(table); ) {
            if (tree.tag(row) != Tag.TR) {
                row++;
                continue;
            }
            int cells = 0;
            for (int cell = tree.firstChild(row); cell != PageTree.NONE; cell = tree.nextSibling(cell)) {
                if (tree.tag(cell) == Tag.TD) {
                    if (tree.hasClass(cell, "dcell") || tree.hasClass(cell, "hrule") || tree.hasClass(cell, "hbar")) {
                        return false;
                    }
                    cells++;
                }
            }
            if (rows++ > 0 && cells != columns) {
                return false;
            }
            columns = cells;
            row = tree.end(row);
        }
        return rows * columns > 1 && columns > 1;
    }

    private String matrix(int table, int depth) {
        StringBuilder out = new StringBuilder("\\begin{matrix} ");
        boolean first = true;
        for (int row = table + 1; row < tree.end(table); ) {
            if (tree.tag(row) != Tag.TR) {
                row++;
                continue;
            }
            out.append(first ? "" : " \\\\ ");
            first = false;
            boolean cells = false;
            for (int cell = tree.firstChild(row); cell != PageTree.NONE; cell = tree.nextSibling(cell)) {
                if (tree.tag(cell) == Tag.TD) {
                    out.append(cells ? " & " : "").append(cell(cell, depth).strip());
                    cells = true;
                }
            }
            row = tree.end(row);
        }
        return out.append(" \\end{matrix}").toString();
    }

    private boolean isRule(int row) {
        for (int i = row + 1; i < tree.end(row); i++) {
            Tag tag = tree.tag(i);
            if (tag == Tag.HR || (tag == Tag.TD && (tree.hasClass(i, "hrule") || tree.hasClass(i, "hbar")))) {
                return tree.text(row).isBlank();
            }
        }
        return false;
    }

    private String row(int row, int depth) {
        StringBuilder out = new StringBuilder();
        int i = row + 1;
        while (i < tree.end(row)) {
            Tag tag = tree.tag(i);
            if (tag == Tag.TD || tag == Tag.TH) {
                String cell = cell(i, depth);
                if (!cell.isBlank()) {
                    MathSymbols.separate(out, cell.charAt(0));
                    out.append(cell);
                }
                i = tree.end(i);
            } else {
                i++;
            }
        }
        return out.toString();
    }

    private String cell(int cell, int depth) {
        String fence = fence(tree.text(cell));
        return fence != null ? fence : stretch(cell + 1, tree.end(cell), depth);
    }

    /** The nodes between two as LaTeX. */
    static String stretch(PageTree tree, int from, int to) {
        return new DrawnFormula(tree).stretch(from, to, 0).strip();
    }

    private String stretch(int from, int to, int depth) {
        StringBuilder out = new StringBuilder();
        int i = from;
        while (i < to) {
            Tag tag = tree.tag(i);
            if (tag == Tag.TABLE && depth < DEEPEST) {
                String inner = table(i, depth + 1);
                if (!inner.isEmpty()) {
                    MathSymbols.separate(out, inner.charAt(0));
                }
                out.append(inner);
                i = tree.end(i);
            } else if (tag == Tag.SUP || tag == Tag.SUB) {
                out.append(tag == Tag.SUP ? "^{" : "_{").append(depth < DEEPEST ? cell(i, depth + 1).strip() : "").append('}');
                i = tree.end(i);
            } else {
                if (tag == Tag.TEXT) {
                    word(tree.text(i), out);
                }
                i++;
            }
        }
        return out.toString();
    }

    private static void word(String raw, StringBuilder out) {
        String text = raw.replaceAll("[\\s\\u00a0]+", " ");
        int i = 0;
        while (i < text.length()) {
            int end = i;
            while (end < text.length() && Latex.isLetter(text.charAt(end))) {
                end++;
            }
            String letters = text.substring(i, end);
            boolean function = false;
            for (int n = 0; n < letters.length() - 1 && !function; n++) {
                if (MathSymbols.FUNCTIONS.contains(letters.substring(n))) {
                    MathSymbols.append(letters.substring(0, n), out);
                    out.append('\\').append(letters.substring(n));
                    function = true;
                }
            }
            if (!function && letters.length() > 3) {
                out.append("\\text{").append(letters).append('}');
            } else if (!function) {
                MathSymbols.append(letters, out);
            }
            i = end;
            if (i < text.length()) {
                int c = text.codePointAt(i);
                if (!(c == ' ' && (out.length() == 0 || out.charAt(out.length() - 1) == ' '))) {
                    MathSymbols.append(c, out);
                }
                i += Character.charCount(c);
            }
        }
    }

    /** A fence in pieces: ⎛ ⎜ ⎝ are one bracket. */
    static String fence(String raw) {
        String pieces = raw.replaceAll("[\\s\\u00a0]", "");
        if (pieces.isEmpty()) {
            return null;
        }
        String first = "⎛⎜⎝ ⎞⎟⎠ ⎡⎢⎣ ⎤⎥⎦ ⎧⎨⎩⎪ ⎫⎬⎭";
        String[] fences = {"\\left(", "\\right)", "\\left[", "\\right]", "\\left\\{", "\\right\\}"};
        String[] sets = first.split(" ");
        for (int s = 0; s < sets.length; s++) {
            String set = sets[s];
            if (pieces.chars().allMatch(c -> set.indexOf(c) >= 0)) {
                return fences[s];
            }
        }
        return pieces.length() > 1 && pieces.chars().allMatch(c -> c == '⎪' || c == '|' || c == '⎢') ? "|" : null;
    }
}
