package org.mathlode.pipeline.html;

import java.util.regex.Pattern;

/** Tables that only put numbers beside displayed formulas: what stood before style sheets did it. */
final class EquationTable {
    private static final Pattern NUMBER = Pattern.compile("[\\s\u00a0]*[(\\[][\\s\u00a0]*[A-Za-z]?[-.]?[0-9]+(?:[.-][0-9]+)*[a-z'*]?[\\s\u00a0]*[)\\]][\\s\u00a0]*");

    private EquationTable() {}

    /** True if every row holds formulas and one of them its number, and no cell anything else. */
    static boolean is(PageTree tree, PageNotes notes, int table) {
        boolean formula = false;
        boolean number = false;
        for (int i = table + 1; i < tree.end(table); ) {
            Tag tag = tree.tag(i);
            if (tag != Tag.TD && tag != Tag.TH) {
                if (tag == Tag.CAPTION) {
                    return false;
                }
                i++;
                continue;
            }
            if (holdsFormula(tree, notes, i)) {
                formula = true;
            } else if (notes.textLength(i) > 0) {
                if (!NUMBER.matcher(tree.text(i)).matches()) {
                    return false;
                }
                number = true;
            }
            i = tree.end(i);
        }
        return formula && number;
    }

    private static boolean holdsFormula(PageTree tree, PageNotes notes, int cell) {
        if (notes.textLength(cell) == 0 || notes.formulas[cell] > 0 && tree.find(cell, Tag.MATH) != PageTree.NONE) {
            for (int i = cell + 1; i < tree.end(cell); i++) {
                if (tree.tag(i) == Tag.MATH || tree.tag(i) == Tag.SCRIPT || tree.tag(i) == Tag.IMG && FormulaImages.read(tree, i, notes.mathClass(i)) != null) {
                    return true;
                }
            }
            return false;
        }
        String text = tree.text(cell).strip();
        return text.startsWith("\\[") && text.endsWith("\\]") || text.startsWith("$$") && text.endsWith("$$") || text.startsWith("\\begin{") && text.endsWith("}");
    }
}
