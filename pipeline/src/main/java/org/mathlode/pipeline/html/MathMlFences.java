package org.mathlode.pipeline.html;

/** Whether the parentheses and bars in a row of MathML stretch, and which of them belong together. */
final class MathMlFences {
    private final PageTree tree;
    private final MathMlNodes nodes;

    MathMlFences(PageTree tree, MathMlNodes nodes) {
        this.tree = tree;
        this.nodes = nodes;
    }

    /** True if the fence {@code mark} at {@code node} opens a pair; {@code open} is the number of pairs open before it. */
    boolean opens(int node, String mark, int open) {
        boolean opening = "([{⟨|∣‖∥⌊⌈".contains(mark) && !mark.isEmpty() && (!"|∣‖∥".contains(mark) || open == 0);
        return opening && (closedLater(node, mark) || tableFollows(node));
    }

    /** The sign that closes a pair which {@code opening} opens. */
    static String closing(String opening) {
        int at = "([{⟨⌊⌈".indexOf(opening);
        return at < 0 || opening.isEmpty() ? opening : String.valueOf(")]}⟩⌋⌉".charAt(at));
    }

    /** True if something taller than a line stands in a row. */
    boolean holdsTall(int parent) {
        for (int i = parent + 1; i < tree.end(parent); i++) {
            Tag tag = tree.tag(i);
            if (tag == Tag.MTABLE || tag == Tag.MFRAC) {
                return true;
            }
            if (i - parent > 400) {
                return false;
            }
        }
        return false;
    }

    private boolean tableFollows(int fence) {
        int next = tree.nextElement(fence);
        return next != PageTree.NONE && (tree.tag(next) == Tag.MTABLE
                || (tree.tag(next) == Tag.MROW && tree.firstChild(next) != PageTree.NONE && tree.find(next, Tag.MTABLE) != PageTree.NONE));
    }

    private boolean closedLater(int fence, String opening) {
        String closing = closing(opening);
        int depth = 0;
        for (int next = tree.nextElement(fence); next != PageTree.NONE; next = tree.nextElement(next)) {
            if (tree.tag(next) != Tag.MO) {
                continue;
            }
            String text = nodes.leaf(next).strip();
            if (text.equals(closing) && depth-- == 0) {
                return true;
            }
            if (text.equals(opening)) {
                depth++;
            }
        }
        return false;
    }

    /** True if a bar is one of two in its row: a norm or an absolute value, and no relation. */
    boolean isPaired(int node, String bar) {
        int bars = 0;
        for (int i = tree.firstChild(tree.parent(node)); i != PageTree.NONE; i = tree.nextSibling(i)) {
            bars += tree.tag(i) == Tag.MO && nodes.leaf(i).strip().equals(bar) ? 1 : 0;
        }
        return bars % 2 == 0;
    }
}
