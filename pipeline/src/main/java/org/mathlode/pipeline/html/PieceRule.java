package org.mathlode.pipeline.html;

/**
 * Which blocks beside the main block are pieces of the same text: a theorem before its long proof, the synopsis of a function
 * before its description, the short paragraphs of a section of which one table is the longest part.
 */
final class PieceRule {
    private static final int NOT_TEXT = BlockNames.AROUND | BlockNames.NOISE | BlockNames.COMMENTS | BlockNames.LINE | BlockNames.MASTHEAD;

    /** A paragraph of this length is one of a text. */
    private static final int LONG = 100;
    private static final int SHORTEST_TITLE = 8;

    private final PageTree tree;
    private final PageNotes notes;
    private final WorkBudget work;

    /** The page's first large heading, or 0. */
    private int title;
    private int root;

    PieceRule(PageTree tree, PageNotes notes, WorkBudget work) {
        this.tree = tree;
        this.notes = notes;
        this.work = work;
    }

    /** Finds the title once boilerplate is marked and the main block is known. */
    void findTitle(int body, int mainBlock) {
        root = mainBlock;
        title = 0;
        for (int i = body + 1; i < tree.end(body) && title == 0; ) {
            work.spend(1);
            boolean dropped = notes.isDropped(i);
            if (!dropped && tree.tag(i) == Tag.H1 && notes.textLength[i] > 0) {
                title = i;
            }
            i = dropped ? tree.end(i) : i + 1;
        }
    }

    /** The text of a block's first node that has some. */
    String beginning(int i) {
        for (int k = i; k < tree.end(i); k++) {
            work.spend(1);
            if (tree.isText(k) && notes.textLength[k] > 0) {
                return tree.characters(k);
            }
        }
        return "";
    }

    /** True if the children of a block on the way to the main block are a document: it is called so, or shows its heading. */
    boolean isDocument(int parent) {
        Tag tag = tree.tag(parent);
        if (tag == Tag.ARTICLE || tag == Tag.MAIN) {
            return true;
        }
        boolean titled = false;
        int flow = 0;
        for (int child = tree.firstChild(parent); child != PageTree.NONE; child = tree.nextSibling(child)) {
            work.spend(1);
            if (!notes.isDropped(child)) {
                titled |= tree.tag(child).heading();
                flow += isFlow(tree.tag(child)) && hasWords(child) ? notes.textLength[child] >= LONG ? 2 : 1 : 0;
            }
        }
        return titled && (tag != Tag.BODY || flow > 0) || flow >= 2 && tag != Tag.BODY;
    }

    /** True if a child of a document is part of its text, {@code before} the element before it; what stands before the title is not. */
    boolean isPiece(int i, int before) {
        if (!hasWords(i) || (notes.names[i] & NOT_TEXT) != 0 || i < title || BoilerplatePhrases.opens(beginning(i))) {
            return false;
        }
        Tag tag = tree.tag(i);
        if (tag.heading()) {
            int next = tree.nextElement(i);
            if (title == 0 && i < root && notes.linkLength[i] == 0 && notes.textLength[i] >= SHORTEST_TITLE) {
                return true;
            }
            return next != PageTree.NONE && !notes.isDropped(next) && (isFlow(tree.tag(next)) || isUnderHeading(next, i)) && hasWords(next);
        }
        if (before != PageTree.NONE && tree.tag(before).heading() && isUnderHeading(i, before)) {
            return true;
        }
        return isFlow(tag) || tag.block && ((notes.names[i] & BlockNames.PIECE) != 0 || opensWithHeading(i) || isCode(i));
    }

    /** A table or a listing in a box, directly under a heading that is no link. */
    private boolean isUnderHeading(int i, int heading) {
        return (tree.tag(i) == Tag.TABLE || tree.tag(i) == Tag.DIV) && notes.linkLength[heading] == 0 && notes.textLength[heading] > 0 && notes.linkLength[i] * 5 <= notes.textLength[i]
                && tree.tag(heading) != Tag.H1 && (tree.tag(i) == Tag.TABLE || tree.find(i, Tag.H2) == PageTree.NONE && tree.find(i, Tag.H3) == PageTree.NONE);
    }

    private static boolean isFlow(Tag tag) {
        return tag == Tag.P || tag == Tag.PRE || tag == Tag.OL || tag == Tag.UL || tag == Tag.DL || tag == Tag.BLOCKQUOTE;
    }

    /** Text, and few links in it. */
    private boolean hasWords(int i) {
        return notes.textLength[i] > 0 && notes.linkLength[i] * 3 <= notes.textLength[i];
    }

    /** A section with its heading. */
    private boolean opensWithHeading(int i) {
        for (int k = i + 1; k < tree.end(i); k++) {
            work.spend(1);
            Tag tag = tree.tag(k);
            if (tag.heading()) {
                return notes.textLength[k] > 0 && tag != Tag.H1 && notes.linkLength[k] == 0 && notes.textLength[k] < notes.textLength[i] && hasSection(i, tree.end(k));
            }
            if (tree.isText(k) && notes.textLength[k] > 0) {
                return false;
            }
        }
        return false;
    }

    /** Something behind the heading is left. */
    private boolean hasSection(int section, int from) {
        for (int i = from; i < tree.end(section); ) {
            work.spend(1);
            if (notes.isDropped(i)) {
                i = tree.end(i);
                continue;
            }
            if (tree.isText(i) && notes.textLength[i] > 0) {
                return true;
            }
            i++;
        }
        return false;
    }

    private boolean isCode(int i) {
        int code = 0;
        for (int k = i + 1; k < tree.end(i); ) {
            work.spend(1);
            boolean isCode = tree.tag(k) == Tag.CODE || tree.tag(k) == Tag.PRE || tree.tag(k) == Tag.TT;
            code += isCode ? notes.textLength[k] : 0;
            k = isCode ? tree.end(k) : k + 1;
        }
        return code * 2 > notes.textLength[i];
    }
}
