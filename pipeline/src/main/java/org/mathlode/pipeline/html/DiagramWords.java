package org.mathlode.pipeline.html;

/** The words that stand in a drawing: the labels of a diagram are part of what a page says, icons and scales are not. */
final class DiagramWords {
    private static final int LONGEST = 2_000;
    /** A drawing that says less is an icon. */
    private static final int FEWEST_LABELS = 2;
    private static final int FEWEST_LETTERS = 8;

    private DiagramWords() {}

    /** The labels of an SVG element with bars between, in the order of its source; empty for icons and plots that hold numbers alone. */
    static String of(PageTree tree, int svg) {
        StringBuilder out = new StringBuilder();
        int labels = 0;
        int letters = 0;
        for (int i = svg + 1; i < tree.end(svg) && out.length() < LONGEST; ) {
            if (isUnseen(tree, i)) {
                i = tree.end(i);
                continue;
            }
            if (!isLabel(tree, i)) {
                i++;
                continue;
            }
            String label = tree.text(i).replaceAll("\\s+", " ").strip();
            int spelled = (int) label.chars().filter(Character::isLetter).count();
            if (spelled > 0) {
                out.append(labels > 0 ? " | " : "").append(label);
                labels++;
                letters += spelled;
            }
            i = tree.end(i);
        }
        return labels >= FEWEST_LABELS && letters >= FEWEST_LETTERS ? out.toString() : "";
    }

    private static boolean isUnseen(PageTree tree, int node) {
        switch (tree.tag(node)) {
            case TITLE:
            case STYLE:
            case SCRIPT:
                return true;
            default:
                String name = tree.name(node);
                return name.equals("desc") || name.equals("defs") || name.equals("metadata");
        }
    }

    /** A text of SVG, or the outermost block of HTML that a drawing holds. */
    private static boolean isLabel(PageTree tree, int node) {
        Tag tag = tree.tag(node);
        return tag == Tag.OTHER && tree.name(node).equals("text") || tag == Tag.DIV || tag == Tag.P || tag == Tag.SPAN;
    }
}
