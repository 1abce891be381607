package org.mathlode.pipeline.html;

/** How much running text stands below each node of a page, and the block that holds the main text by it. */
final class RunningText {
    /** A paragraph of this many characters (CJK counts double) with few links is running text. */
    private static final int PARAGRAPH = 80;
    private static final double LINK_PARAGRAPH = 0.4;
    /** The share of the running text that the main block must hold. */
    private static final double ROOT_SHARE = 0.82;
    /** The same for a block that is called the body of an article. */
    private static final double NAMED_ROOT_SHARE = 0.4;
    /** What a listing counts at most: a page is not about its longest program. */
    private static final int MOST_CODE = 300;

    private final PageTree tree;
    private final PageNotes notes;
    private final BlockRule rule;
    private final WorkBudget work;
    private final int body;
    private final int[] below;

    private RunningText(PageTree tree, PageNotes notes, BlockRule rule, WorkBudget work, int body) {
        this.tree = tree;
        this.notes = notes;
        this.rule = rule;
        this.work = work;
        this.body = body;
        this.below = new int[tree.size()];
    }

    /** Measures what is not dropped of a page. */
    static RunningText of(PageTree tree, PageNotes notes, BlockRule rule, WorkBudget work, int body) {
        RunningText running = new RunningText(tree, notes, rule, work, body);
        running.measure();
        return running;
    }

    /** The running text below a node, in characters as {@link PageNotes} counts them. */
    int below(int node) {
        return below[node];
    }

    /** Running text is what stands in blocks of some length with few links; it is added up to all ancestors. */
    private void measure() {
        int[] own = new int[tree.size()];
        int[] ownLinks = new int[tree.size()];
        int[] block = new int[tree.size()];
        for (int i = 1; i < tree.size(); ) {
            work.spend(1);
            if (notes.isDropped(i) || (isComments(i) && !rule.holdsMost(i, 0.7))) {
                i = tree.end(i);
                continue;
            }
            int parent = tree.parent(i);
            block[i] = tree.tag(i).block ? i : block[parent];
            if (tree.isText(i)) {
                own[block[i]] += notes.textLength[i];
                ownLinks[block[i]] += notes.linkLength[i];
            }
            own[block[i]] += notes.mathClass(i) == MathClass.KATEX || tree.tag(i) == Tag.MATH ? 20 : 0;
            i++;
        }
        for (int i = tree.size() - 1; i > 0; i--) {
            if (tree.tag(i) == Tag.PRE) {
                below[i] += Math.min(own[i], MOST_CODE);
            } else if (own[i] >= PARAGRAPH && ownLinks[i] <= own[i] * LINK_PARAGRAPH || own[i] >= MainContent.SHORT && tree.tag(i) == Tag.P && ownLinks[i] * 5 < own[i]) {
                below[i] += own[i] - ownLinks[i];
            }
            below[tree.parent(i)] += below[i];
        }
    }

    private boolean isComments(int i) {
        return (notes.names[i] & BlockNames.COMMENTS) != 0 && (notes.names[i] & BlockNames.POST) == 0 && tree.tag(i).block && !tree.tag(i).heading()
                && tree.tag(i) != Tag.BODY && tree.tag(i) != Tag.ARTICLE && tree.tag(i) != Tag.MAIN;
    }

    /** The deepest block that holds most of the running text, or a block that is called the body of an article and holds much of it. */
    int root() {
        int total = below[body];
        if (total < PARAGRAPH) {
            return body;
        }
        int named = namedRoot(total);
        int best = body;
        int i = body;
        while (i != PageTree.NONE) {
            int next = PageTree.NONE;
            for (int child = tree.firstChild(i); child != PageTree.NONE; child = tree.nextSibling(child)) {
                work.spend(1);
                if (below[child] >= total * ROOT_SHARE && !tree.isText(child)) {
                    next = child;
                    break;
                }
            }
            if (next == PageTree.NONE || !canBeRoot(tree.tag(next))) {
                break;
            }
            best = next;
            i = next;
        }
        return named != PageTree.NONE && named > best && named < tree.end(best) ? named : best;
    }

    private static boolean canBeRoot(Tag tag) {
        return tag.block && tag != Tag.P && tag != Tag.PRE && tag != Tag.BLOCKQUOTE && tag != Tag.LI && tag != Tag.FIGURE && tag != Tag.UL && tag != Tag.OL && tag != Tag.DL
                || tag == Tag.OTHER;
    }

    private int namedRoot(int total) {
        int found = PageTree.NONE;
        for (int i = 1; i < tree.size(); i++) {
            if (below[i] >= total * NAMED_ROOT_SHARE && below[i] >= 250 && canBeRoot(tree.tag(i))
                    && ((notes.names[i] & BlockNames.BODY_TEXT) != 0 || tree.attributeOrEmpty(i, "itemprop").equals("articleBody")) && tree.tag(i) != Tag.BODY) {
                if (found != PageTree.NONE && i >= tree.end(found)) {
                    return PageTree.NONE; // several: a thread or a list of posts
                }
                found = found == PageTree.NONE || below[i] > below[found] * 0.8 ? i : found;
            }
        }
        return found;
    }
}
