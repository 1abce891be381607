package org.mathlode.pipeline.html;

import org.mathlode.pipeline.html.Formula.Placement;

/** Formulas that TtH draws as one row of cells: a rule within a cell is a fraction, a rule above it a root, a large sign between lines an operator with limits. */
final class CellFormula {
    private static final int LONGEST = 2_000;
    private static final String OPERATORS = "∑∏∫∮⋃⋂";
    /** The pieces of fences in the private use area where the Symbol font has them, and what they are pieces of. */
    private static final String PIECES = "\uf8eb\uf8ec\uf8ed\uf8f6\uf8f7\uf8f8\uf8ee\uf8ef\uf8f0\uf8f9\uf8fa\uf8fb\uf8f1\uf8f2\uf8f3\uf8f4\uf8fc\uf8fd\uf8fe";
    private static final String PLAIN_PIECES = "⎛⎜⎝⎞⎟⎠⎡⎢⎣⎤⎥⎦⎧⎨⎩⎪⎫⎬⎭";

    private final PageTree tree;
    private final StringBuilder out = new StringBuilder();

    private CellFormula(PageTree tree) {
        this.tree = tree;
    }

    /** The formula that a table draws, or null if its cells are no parts of one. */
    static Formula read(PageTree tree, PageNotes notes, int table) {
        if (notes.textLength(table) > LONGEST || notes.textLength(table) == 0 || notes.linkLength[table] > 0 || !isDrawing(tree, table)) {
            return null;
        }
        tree.charge(table);
        CellFormula formula = new CellFormula(tree);
        for (int i = table + 1; i < tree.end(table); ) {
            if (tree.tag(i) == Tag.TD) {
                formula.cell(i);
                i = tree.end(i);
            } else {
                i++;
            }
        }
        return Formula.of(formula.out.toString(), Placement.DISPLAY, FormulaSource.TABLE);
    }

    /** One row whose cells must not break their lines, with a rule or a large operator in one of them. */
    private static boolean isDrawing(PageTree tree, int table) {
        boolean drawn = false;
        int rows = 0;
        for (int i = table + 1; i < tree.end(table); i++) {
            switch (tree.tag(i)) {
                case TD:
                    if (!tree.has(i, "nowrap") && !tree.hasClass(i, "cl")) {
                        return false;
                    }
                    break;
                case TR:
                    if (++rows > 1) {
                        return false;
                    }
                    break;
                case HR:
                    drawn = true;
                    break;
                case FONT:
                    drawn |= isOperator(tree.text(i).strip());
                    break;
                case TABLE:
                case TH:
                case P:
                case UL:
                case OL:
                case IMG:
                case PRE:
                case H1:
                case H2:
                case H3:
                    return false;
                default:
                    break;
            }
        }
        return drawn && rows == 1;
    }

    private static boolean isOperator(String text) {
        return text.length() == 1 && OPERATORS.indexOf(text.charAt(0)) >= 0;
    }

    private void cell(int cell) {
        String fence = DrawnFormula.fence(plainPieces(tree.text(cell)));
        if (fence != null) {
            out.append(fence);
            return;
        }
        StringBuilder above = new StringBuilder();
        StringBuilder below = new StringBuilder();
        boolean rule = false;
        String operator = null;
        int from = cell + 1;
        for (int i = cell + 1; i <= tree.end(cell); i++) {
            boolean end = i == tree.end(cell);
            boolean ruled = !end && tree.tag(i) == Tag.HR;
            if (!end && !ruled && tree.tag(i) != Tag.BR) {
                continue;
            }
            String line = DrawnFormula.stretch(tree, from, i);
            if (!rule && operator == null && isOperator(tree.tag(from) == Tag.TEXT || i - from > 0 ? plain(from, i) : "")) {
                operator = line;
            } else if (!line.isEmpty()) {
                StringBuilder part = rule || operator != null ? below : above;
                part.append(part.length() > 0 ? " " : "").append(line);
            }
            rule |= ruled;
            from = i + 1;
        }
        write(above.toString(), below.toString(), rule, operator);
    }

    private void write(String above, String below, boolean rule, String operator) {
        String tex;
        if (operator != null) {
            tex = operator + (below.isEmpty() ? "" : "_{" + below + "}") + (above.isEmpty() ? "" : "^{" + above + "}");
        } else if (rule && above.isEmpty()) {
            String root = out.toString().stripTrailing();
            boolean rooted = root.endsWith("\\surd") || root.endsWith("√") || root.endsWith("\\sqrt{}");
            if (rooted) {
                out.setLength(root.length() - (root.endsWith("\\surd") ? 5 : root.endsWith("√") ? 1 : 7));
            }
            tex = (rooted ? "\\sqrt{" : "\\overline{") + below + "}";
        } else {
            tex = rule ? "\\frac{" + above + "}{" + below + "}" : above;
        }
        if (!tex.isEmpty()) {
            MathSymbols.separate(out, tex.charAt(0));
            out.append(tex);
        }
    }

    private String plain(int from, int to) {
        StringBuilder text = new StringBuilder();
        for (int i = from; i < to; i++) {
            text.append(tree.isText(i) ? tree.characters(i) : "");
        }
        return text.toString().strip();
    }

    private static String plainPieces(String text) {
        StringBuilder plain = new StringBuilder(text.length());
        for (char c : text.toCharArray()) {
            int piece = PIECES.indexOf(c);
            plain.append(piece < 0 ? c : PLAIN_PIECES.charAt(piece));
        }
        return plain.toString();
    }
}
