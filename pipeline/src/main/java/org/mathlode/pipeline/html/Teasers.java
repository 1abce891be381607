package org.mathlode.pipeline.html;

import java.util.Arrays;

/**
 * Boxes that recommend other pages: each of their headings is a link that leads away, with a picture, a date and a line of
 * text below. On a page that is made of such boxes they are what it shows, and stay.
 */
final class Teasers {
    private static final int FEWEST = 2;
    /** The most that a teaser says, in characters as {@link PageNotes} counts them. */
    private static final int LONGEST = 500;
    /** The share of a page's text above which its teasers are what it shows. */
    private static final double MOST = 0.4;

    private final PageTree tree;
    private final PageNotes notes;
    private final WorkBudget work;

    private Teasers(PageTree tree, PageNotes notes, WorkBudget work) {
        this.tree = tree;
        this.notes = notes;
        this.work = work;
    }

    /** Drops such boxes below {@code root}. */
    static void drop(PageTree tree, PageNotes notes, int root, int pageText, WorkBudget work) {
        Teasers teasers = new Teasers(tree, notes, work);
        int[] boxes = teasers.boxes(root);
        int length = 0;
        for (int box : boxes) {
            length += notes.textLength[box] - notes.linkLength[box];
        }
        if (length <= pageText * MOST) {
            for (int box : boxes) {
                notes.drop(box, "recommendations");
            }
        }
    }

    private int[] boxes(int root) {
        int[] links = new int[tree.end(root) - root];
        int[] others = new int[tree.end(root) - root];
        for (int i = tree.end(root) - 1; i > root; i--) {
            work.spend(1);
            if (tree.tag(i).heading() && notes.textLength[i] > 0) {
                if (isLink(i)) {
                    links[i - root]++;
                } else {
                    others[i - root]++;
                }
            }
            links[tree.parent(i) - root] += links[i - root];
            others[tree.parent(i) - root] += others[i - root];
        }
        int[] found = new int[16];
        int count = 0;
        for (int i = root + 1; i < tree.end(root); ) {
            Tag tag = tree.tag(i);
            boolean group = tag == Tag.UL || tag == Tag.OL || tag == Tag.DIV || tag == Tag.SECTION;
            int headings = links[i - root];
            if (!notes.isDropped(i) && group && headings >= FEWEST && (others[i - root] == 0 || others[i - root] == 1 && opensWithHeading(i)) && notes.formulas[i] == 0
                    && notes.textLength[i] <= headings * LONGEST) {
                if (count == found.length) {
                    found = Arrays.copyOf(found, count * 2);
                }
                found[count++] = i;
                i = tree.end(i);
            } else {
                i = notes.isDropped(i) ? tree.end(i) : i + 1;
            }
        }
        return Arrays.copyOf(found, count);
    }

    /** True for a heading that is a link to another page, or stands within one. */
    private boolean isLink(int heading) {
        if (notes.linkLength[heading] * 10 < notes.textLength[heading] * 9) {
            return false;
        }
        int link = tree.find(heading, Tag.A);
        for (int above = tree.parent(heading); link == PageTree.NONE && above > 0; above = tree.parent(above)) {
            work.spend(1);
            link = tree.tag(above) == Tag.A ? above : link;
        }
        String address = link == PageTree.NONE ? "" : tree.attributeOrEmpty(link, "href");
        return !address.isEmpty() && address.indexOf('#') < 0;
    }

    private boolean opensWithHeading(int box) {
        for (int i = box + 1; i < tree.end(box); i++) {
            work.spend(1);
            if (tree.tag(i).heading() && notes.textLength[i] > 0) {
                return notes.linkLength[i] == 0;
            }
            if (tree.isText(i) && notes.textLength[i] > 0) {
                return false;
            }
        }
        return false;
    }
}
