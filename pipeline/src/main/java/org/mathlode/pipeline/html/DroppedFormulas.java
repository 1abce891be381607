package org.mathlode.pipeline.html;

/** Counts the formulas of a block that does not reach the text, roughly: by their elements and delimiters. */
final class DroppedFormulas {
    private DroppedFormulas() {}

    static int count(PageTree tree, PageNotes notes, int node) {
        int count = 0;
        int i = node;
        while (i < tree.end(node)) {
            Tag tag = tree.tag(i);
            boolean formula = tag == Tag.MATH || tag == Tag.MJX_CONTAINER || (tag == Tag.SCRIPT && tree.attributeOrEmpty(i, "type").startsWith("math/"));
            MathClass css = notes.mathClass(i);
            if (formula || css == MathClass.KATEX || css == MathClass.MEDIAWIKI || (tag == Tag.IMG && FormulaImages.read(tree, i, css) != null)) {
                count++;
                i = tree.end(i);
                continue;
            }
            if (tag == Tag.TEXT) {
                String text = tree.characters(i);
                for (int k = text.indexOf('\\'); k >= 0 && k + 1 < text.length(); k = text.indexOf('\\', k + 2)) {
                    count += text.charAt(k + 1) == '(' || text.charAt(k + 1) == '[' ? 1 : 0;
                }
            }
            i++;
        }
        return count;
    }
}
