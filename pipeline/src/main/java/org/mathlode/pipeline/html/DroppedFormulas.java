package org.mathlode.pipeline.html;

/**
 * Counts the formulas of a block by their elements and delimiters alone, without reading them: those of a dropped block, and
 * those of a page to hold against what became of them.
 */
final class DroppedFormulas {
    private DroppedFormulas() {}

    static int count(PageTree tree, PageNotes notes, int node) {
        int count = 0;
        int i = node;
        while (i < tree.end(node)) {
            Tag tag = tree.tag(i);
            boolean formula = tag == Tag.MATH || tag == Tag.MJX_CONTAINER || (tag == Tag.SCRIPT && tree.attributeOrEmpty(i, "type").startsWith("math/"));
            MathClass css = notes.mathClass(i);
            if (formula || css == MathClass.KATEX || css == MathClass.MEDIAWIKI || css == MathClass.MATHJAX_OUTPUT && !hasSource(tree, i) || (tag == Tag.IMG && FormulaImages.read(tree, i, css) != null)) {
                count++;
                i = tree.end(i);
                continue;
            }
            if (tag == Tag.RAW || tag == Tag.CODE || tag == Tag.PRE || tag == Tag.HEAD) {
                i = tree.end(i);
                continue;
            }
            if (tag == Tag.TEXT && notes.mayHoldCommands(i)) {
                String text = tree.characters(i);
                for (int k = text.indexOf('\\'); k >= 0 && k + 1 < text.length(); k = text.indexOf('\\', k + 2)) {
                    count += text.charAt(k + 1) == '(' || text.charAt(k + 1) == '[' ? 1 : 0;
                }
            }
            i++;
        }
        return count;
    }

    /** MathJax 2 leaves the source of a formula in a script right behind its drawing. */
    private static boolean hasSource(PageTree tree, int drawing) {
        int next = tree.nextElement(tree.hasClass(tree.parent(drawing), "MathJax_Display") ? tree.parent(drawing) : drawing);
        return next != PageTree.NONE && tree.tag(next) == Tag.SCRIPT;
    }
}
