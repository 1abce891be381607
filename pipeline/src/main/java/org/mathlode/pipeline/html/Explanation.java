package org.mathlode.pipeline.html;

import java.util.ArrayList;
import java.util.List;

/** What {@code --explain} tells about a page: the blocks that were dropped and why, and where each formula came from. */
final class Explanation {
    /** Collects nothing. */
    static final Explanation SILENT = new Explanation(null);

    private static final int LONGEST_SNIPPET = 80;
    private final PageTree tree;
    private final List<String> lines = new ArrayList<>();

    Explanation(PageTree tree) {
        this.tree = tree;
    }

    void dropped(int node, String reason) {
        if (tree == null) {
            return;
        }
        String text = snippet(tree.text(node));
        if (!text.isEmpty()) {
            lines.add("dropped " + describe(node) + " (" + reason + "): " + text);
        }
    }

    void formula(Formula formula) {
        if (tree != null) {
            lines.add("formula " + formula.source().label() + ": " + snippet(formula.tex()));
        }
    }

    void note(String line) {
        if (tree != null) {
            lines.add(line);
        }
    }

    List<String> lines() {
        return List.copyOf(lines);
    }

    String describe(int node) {
        if (tree == null) {
            return "";
        }
        String id = tree.attributeOrEmpty(node, "id");
        String css = tree.attributeOrEmpty(node, "class");
        return "<" + tree.name(node) + (id.isEmpty() ? "" : " id=" + id) + (css.isEmpty() ? "" : " class=\"" + snippet(css) + "\"") + ">";
    }

    private static String snippet(String text) {
        String plain = text.replaceAll("\\s+", " ").strip();
        return plain.length() <= LONGEST_SNIPPET ? plain : plain.substring(0, LONGEST_SNIPPET) + "…";
    }
}
