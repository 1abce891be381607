package org.mathlode.pipeline.html;

import java.util.HashMap;
import java.util.Map;

/**
 * Lists of links that are the content of a section: exercises, references, further lectures. They stand under a heading like
 * those of the other sections of the text, while boxes of related pages have headings of their own kind.
 */
final class LinkSections {
    private static final int NOT_TEXT = BlockNames.AROUND | BlockNames.NOISE;

    private final PageTree tree;
    private final PageNotes notes;
    private final RunningText running;
    private final WorkBudget work;
    private final int root;
    private final Map<String, Boolean> kinds = new HashMap<>();

    LinkSections(PageTree tree, PageNotes notes, RunningText running, WorkBudget work, int root) {
        this.tree = tree;
        this.notes = notes;
        this.running = running;
        this.work = work;
        this.root = root;
    }

    /** True if a list follows the heading of such a section. */
    boolean holds(int list) {
        if ((notes.names[list] & NOT_TEXT) != 0) {
            return false;
        }
        int heading = headingBefore(list);
        return heading != PageTree.NONE && (notes.names[heading] & NOT_TEXT) == 0 && (notes.names[tree.parent(heading)] & NOT_TEXT) == 0
                && !BoilerplatePhrases.opens(tree.text(heading)) && hasPeer(heading);
    }

    /** The heading right before a list, or before the block whose only beginning it is. */
    private int headingBefore(int list) {
        int before = previous(list);
        if (before == PageTree.NONE && tree.parent(list) > root && (notes.names[tree.parent(list)] & NOT_TEXT) == 0) {
            before = previous(tree.parent(list));
        }
        return before != PageTree.NONE && tree.tag(before).heading() && tree.tag(before) != Tag.H1 && !notes.isDropped(before) ? before : PageTree.NONE;
    }

    /** The last child of the same parent before a node that holds text. */
    private int previous(int node) {
        int parent = tree.parent(node);
        int i = node - 1;
        while (i > parent) {
            while (tree.parent(i) != parent) {
                work.spend(1);
                i = tree.parent(i);
            }
            work.spend(1);
            if (notes.textLength[i] > 0) {
                return i;
            }
            i--;
        }
        return PageTree.NONE;
    }

    /** True if a section under the same kind of heading, in the same kind of block, holds running text. Worked out once for a kind. */
    private boolean hasPeer(int heading) {
        int parent = tree.parent(heading);
        String kind = tree.tag(heading) + "\n" + tree.classAttribute(heading) + "\n" + tree.tag(parent) + "\n" + tree.classAttribute(parent);
        return kinds.computeIfAbsent(kind, key -> findPeer(heading));
    }

    private boolean findPeer(int heading) {
        Tag tag = tree.tag(heading);
        String css = tree.classAttribute(heading);
        int parent = tree.parent(heading);
        String around = tree.classAttribute(parent);
        for (int i = root + 1; i < tree.end(root); i++) {
            work.spend(1);
            if (tree.tag(i) == tag && !notes.isDropped(i) && tree.classAttribute(i).equals(css) && tree.tag(tree.parent(i)) == tree.tag(parent)
                    && tree.classAttribute(tree.parent(i)).equals(around) && hasText(i)) {
                return true;
            }
        }
        return false;
    }

    private boolean hasText(int heading) {
        for (int next = tree.nextSibling(heading); next != PageTree.NONE && tree.tag(next) != tree.tag(heading); next = tree.nextSibling(next)) {
            work.spend(1);
            if (running.below(next) >= MainContent.SHORT) {
                return true;
            }
        }
        return false;
    }
}
