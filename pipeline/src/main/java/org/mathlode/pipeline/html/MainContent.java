package org.mathlode.pipeline.html;

import org.mathlode.pipeline.html.ExtractionParams.Favour;

/**
 * Marks what of a page is not its text. Blocks fall by what they are (nav, aside, hidden), by what their class and id call
 * them, and by how much of them is links; what lies outside the block that holds the running text falls too, but for titles
 * and more running text. A block that holds most of the page never falls, and mathematics outside keeps its block.
 */
final class MainContent {
    /** A paragraph of this many characters (CJK counts double) with few links is running text. */
    private static final int PARAGRAPH = 80;
    private static final int SHORT = 40;
    private static final double LINK_PARAGRAPH = 0.4;
    /** The share of the running text that the main block must hold. */
    private static final double ROOT_SHARE = 0.82;
    /** The same for a block that is called the body of an article. */
    private static final double NAMED_ROOT_SHARE = 0.4;
    /** What a listing counts at most: a page is not about its longest program. */
    private static final int MOST_CODE = 300;
    /** Less text than this, of a page that has more, is a misjudgement. */
    private static final int TOO_LITTLE = 150;
    /** Lines about author and date are no longer than this. */
    private static final int LONGEST_LINE = 150;

    private final PageTree tree;
    private final PageNotes notes;
    private final Favour favour;
    private final WorkBudget work;
    private final int body;
    private final boolean mathematical;
    private int pageText;
    /** Running text below each node. */
    private final int[] running;

    private MainContent(PageTree tree, PageNotes notes, Favour favour, WorkBudget work) {
        this.tree = tree;
        this.notes = notes;
        this.favour = favour;
        this.work = work;
        int found = tree.find(0, Tag.BODY);
        body = found == PageTree.NONE ? 0 : found;
        running = new int[tree.size()];
        mathematical = notes.formulas[body] > 0;
    }

    /** Marks the boilerplate of a page; where next to nothing would be left, less and less of it. */
    static void mark(PageTree tree, PageNotes notes, Favour favour, WorkBudget work) {
        MainContent content = new MainContent(tree, notes, favour, work);
        content.run();
        if (content.leavesTooLittle() && favour != Favour.RECALL) {
            notes.keepAll();
            content = new MainContent(tree, notes, Favour.RECALL, work);
            content.run();
        }
        if (content.leavesTooLittle()) {
            notes.keepAll();
            content.dropUnseen();
        }
    }

    private boolean leavesTooLittle() {
        if (pageText == 0) {
            return notes.linkLength[body] > 0;
        }
        int kept = 0;
        for (int i = body + 1; i < tree.end(body); ) {
            if (notes.isDropped(i)) {
                i = tree.end(i);
                continue;
            }
            if (tree.isText(i)) {
                kept += notes.textLength[i] - notes.linkLength[i];
            } else if (notes.formulas[i] > 0 && tree.end(i) == i + 1) {
                kept += SHORT;
            }
            i++;
        }
        return kept < Math.min(TOO_LITTLE, pageText * 0.3);
    }

    /** The least: what no reader sees. */
    private void dropUnseen() {
        for (int i = 1; i < tree.size(); ) {
            Tag tag = tree.tag(i);
            boolean unseen = tag == Tag.NAV || tag == Tag.SELECT || tag == Tag.BUTTON || (tag != Tag.TEXT && tag.block && notes.mathClass(i) == MathClass.NONE && isHidden(i));
            if (unseen) {
                notes.drop(i, "not shown");
            }
            i = unseen ? tree.end(i) : i + 1;
        }
    }

    private void run() {
        pageText = notes.textLength[body] - notes.linkLength[body];
        dropBoilerplate();
        measureRunningText();
        int root = root();
        if (root != body) {
            dropOutside(root);
        }
        dropWithin(root);
        dropEmptyHeadings(root);
    }

    private void dropBoilerplate() {
        int i = 1;
        while (i < tree.size()) {
            work.spend(1);
            String reason = tree.isText(i) ? null : reason(i);
            if (reason != null) {
                notes.drop(i, reason);
                i = tree.end(i);
            } else {
                i++;
            }
        }
    }

    private String reason(int i) {
        Tag tag = tree.tag(i);
        switch (tag) {
            case NAV:
                return holdsMost(i, 0.5) ? null : "navigation";
            case ASIDE:
                return holdsMost(i, 0.5) || notes.formulas[i] > 0 ? null : "aside";
            case FOOTER:
                return holdsMost(i, 0.4) ? null : "footer";
            case FORM:
                return holdsMost(i, 0.2) || notes.formulas[i] > 0 ? null : "form";
            case BUTTON:
            case INPUT:
            case SELECT:
            case TEXTAREA:
                return notes.formulas[i] > 0 ? null : "control";
            case FIGCAPTION:
                return mathematical || favour == Favour.RECALL || notes.textLength[i] > 400 ? null : "caption";
            case HTML:
            case HEAD:
            case BODY:
            case MAIN:
            case MATH:
            case SCRIPT:
            case IMG:
                return null;
            default:
                break;
        }
        if (!tree.hasAttributes(i) || notes.mathClass(i) != MathClass.NONE) {
            return null;
        }
        if (isHidden(i)) {
            return "hidden";
        }
        String role = tree.attributeOrEmpty(i, "role");
        if (!role.isEmpty() && (role.equals("navigation") || role.equals("banner") || role.equals("contentinfo") || role.equals("search") || role.equals("dialog")
                || role.equals("complementary") || role.equals("menu") || role.equals("menubar") || role.equals("tooltip") || role.equals("alertdialog"))) {
            return holdsMost(i, 0.3) ? null : "role " + role;
        }
        int names = notes.names[i];
        if (names == 0 || tag.heading() || tag == Tag.ARTICLE || insideCode(i)) {
            return null;
        }
        return byName(i, tag, names);
    }

    /** A word of a sentence, such as a link whose class is "external", is no block beside the text. */
    private boolean isPartOfSentence(int i) {
        if (tree.tag(i).block || tree.tag(i) == Tag.OTHER || notes.textLength[i] <= 3) {
            return false;
        }
        int parent = tree.parent(i);
        for (int steps = 0; steps < 6 && !tree.tag(parent).block && parent > 0; steps++) {
            parent = tree.parent(parent);
        }
        Tag around = tree.tag(parent);
        return (around == Tag.P || around == Tag.LI || around == Tag.DD || around == Tag.TD || around == Tag.DT || around == Tag.BLOCKQUOTE)
                && notes.textLength[parent] > notes.textLength[i] + SHORT / 2 || around.heading() && tree.tag(i) == Tag.SPAN && notes.textLength[parent] < notes.textLength[i] * 2;
    }

    private String byName(int i, Tag tag, int names) {
        if (isPartOfSentence(i)) {
            return null;
        }
        if ((names & BlockNames.NOISE) != 0 && ((names & BlockNames.CONTENT) == 0 || tag == Tag.UL || tag == Tag.OL) && !holdsMost(i, 0.35)) {
            return "named as boilerplate";
        }
        if ((names & BlockNames.HIDDEN) != 0 && !holdsMost(i, 0.2) && notes.formulas[i] == 0 && notes.textLength[i] < 200) {
            return "named as hidden";
        }
        if (favour == Favour.RECALL || notes.formulas[i] > 0) {
            return null;
        }
        if ((names & BlockNames.AROUND) != 0 && (tag.block || tag == Tag.OTHER) && (names & (BlockNames.CONTENT | BlockNames.POST)) == 0 && !holdsMost(i, (names & BlockNames.NOISE) != 0 ? 0.4 : 0.3)) {
            return "named as beside the text";
        }
        if ((names & BlockNames.LINE) != 0 && ((names & BlockNames.CONTENT) == 0 || notes.textLength[i] < 60) && notes.textLength[i] <= LONGEST_LINE && tag != Tag.LI && tag != Tag.TD && !holdsMost(i, 0.1)) {
            return "named as a line about the text";
        }
        return null;
    }

    /** Highlighters call their tokens "comment" and "meta". */
    private boolean insideCode(int i) {
        for (int p = i, steps = 0; p > 0 && steps < 12; p = tree.parent(p), steps++) {
            if (tree.tag(p) == Tag.PRE || tree.tag(p) == Tag.CODE) {
                return true;
            }
        }
        return false;
    }

    private boolean isHidden(int i) {
        if (tree.has(i, "hidden")) {
            return true;
        }
        String style = tree.attributeOrEmpty(i, "style");
        return !style.isEmpty() && style.replace(" ", "").contains("display:none");
    }

    private boolean holdsMost(int i, double share) {
        return notes.textLength[i] - notes.linkLength[i] > pageText * share;
    }

    /** Running text is what stands in blocks of some length with few links; it is added up to all ancestors. */
    private void measureRunningText() {
        int[] own = new int[tree.size()];
        int[] ownLinks = new int[tree.size()];
        int[] block = new int[tree.size()];
        for (int i = 1; i < tree.size(); ) {
            work.spend(1);
            if (notes.isDropped(i) || (isComments(i) && !holdsMost(i, 0.7))) {
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
                running[i] += Math.min(own[i], MOST_CODE);
            } else if (own[i] >= PARAGRAPH && ownLinks[i] <= own[i] * LINK_PARAGRAPH || own[i] >= SHORT && tree.tag(i) == Tag.P && ownLinks[i] * 5 < own[i]) {
                running[i] += own[i] - ownLinks[i];
            }
            running[tree.parent(i)] += running[i];
        }
    }

    private boolean isComments(int i) {
        return (notes.names[i] & BlockNames.COMMENTS) != 0 && (notes.names[i] & BlockNames.POST) == 0 && tree.tag(i).block && !tree.tag(i).heading()
                && tree.tag(i) != Tag.BODY && tree.tag(i) != Tag.ARTICLE && tree.tag(i) != Tag.MAIN;
    }

    /** The deepest block that holds most of the running text, or a block that is called the body of an article and holds much of it. */
    private int root() {
        int total = running[body];
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
                if (running[child] >= total * ROOT_SHARE && !tree.isText(child)) {
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
            if (running[i] >= total * NAMED_ROOT_SHARE && running[i] >= 250 && canBeRoot(tree.tag(i))
                    && ((notes.names[i] & BlockNames.BODY_TEXT) != 0 || tree.attributeOrEmpty(i, "itemprop").equals("articleBody")) && tree.tag(i) != Tag.BODY) {
                if (found != PageTree.NONE && i >= tree.end(found)) {
                    return PageTree.NONE; // several: a thread or a list of posts
                }
                found = found == PageTree.NONE || running[i] > running[found] * 0.8 ? i : found;
            }
        }
        return found;
    }

    /** Drops the siblings of the path from the body to the root, but for titles before it, running text and blocks with formulas. */
    private void dropOutside(int root) {
        for (int i = root; i != body && i > 0; i = tree.parent(i)) {
            int parent = tree.parent(i);
            for (int sibling = tree.firstChild(parent); sibling != PageTree.NONE; sibling = tree.nextSibling(sibling)) {
                work.spend(1);
                if (sibling != i && !notes.isDropped(sibling)) {
                    outside(sibling, sibling < i);
                }
            }
        }
    }

    private void outside(int i, boolean before) {
        if (notes.formulas[i] > 0 || (favour == Favour.RECALL && running[i] > 0)) {
            return;
        }
        if (before && tree.tag(i) == Tag.H1) {
            return;
        }
        boolean text = running[i] >= SHORT && running[i] >= notes.textLength[i] * 0.7 && notes.linkLength[i] * 10 <= notes.textLength[i]
                && (notes.names[i] & (BlockNames.AROUND | BlockNames.NOISE | BlockNames.COMMENTS)) == 0;
        if (before && text && favour != Favour.PRECISION) {
            return;
        }
        if (before && holdsTitle(i) && !tree.isText(i)) {
            for (int child = tree.firstChild(i); child != PageTree.NONE; child = tree.nextSibling(child)) {
                if (!notes.isDropped(child)) {
                    outside(child, true);
                }
            }
            return;
        }
        notes.drop(i, "outside the main text");
    }

    private boolean holdsTitle(int i) {
        if (tree.end(i) - i > 400) {
            return false;
        }
        int title = tree.find(i, Tag.H1);
        return title != PageTree.NONE && !notes.isDropped(title);
    }

    private void dropWithin(int root) {
        for (int i = root + 1; i < tree.end(root); ) {
            work.spend(1);
            String reason = notes.isDropped(i) || tree.isText(i) ? null : reasonWithin(i);
            if (reason != null) {
                notes.drop(i, reason);
            }
            i = notes.isDropped(i) ? tree.end(i) : i + 1;
        }
    }

    private String reasonWithin(int i) {
        Tag tag = tree.tag(i);
        if (!tag.block || notes.formulas[i] > 0) {
            return null;
        }
        int text = notes.textLength[i];
        int links = notes.linkLength[i];
        boolean group = tag == Tag.UL || tag == Tag.OL || tag == Tag.DIV || tag == Tag.SECTION || tag == Tag.TABLE || tag == Tag.DL || tag == Tag.P || tag == Tag.HEADER;
        if (group && links > 0 && running[i] * 3 < text && isLinks(tag, text, links) && !(holdsMost(i, 0.4))) {
            return "links";
        }
        if (favour != Favour.RECALL && text <= 160 && (tag == Tag.P || tag == Tag.DIV || tag == Tag.LI || tag.heading() && tag != Tag.H1) && BoilerplatePhrases.opens(tree.text(i))) {
            return "phrase";
        }
        return null;
    }

    private boolean isLinks(Tag tag, int text, int links) {
        double share = (double) links / Math.max(1, text);
        switch (tag) {
            case P:
                return share > 0.9 && text < 120 && (text > 20 || favour == Favour.PRECISION);
            case TABLE:
                return share > 0.8;
            default:
                return share > 0.6;
        }
    }

    /** A heading whose section was dropped goes with it. */
    private void dropEmptyHeadings(int root) {
        int pending = PageTree.NONE;
        boolean dropped = false;
        for (int i = root + 1; i < tree.end(root); ) {
            if (notes.isDropped(i)) {
                dropped |= notes.textLength[i] > 20;
                i = tree.end(i);
                continue;
            }
            Tag tag = tree.tag(i);
            if (tag.heading() && notes.textLength[i] > 0) {
                closeHeading(pending, dropped);
                pending = tag == Tag.H1 ? PageTree.NONE : i;
                dropped = false;
                i = tree.end(i);
                continue;
            }
            if ((tree.isText(i) && notes.textLength[i] > 0) || tag == Tag.IMG && notes.mathClass(i) != MathClass.NONE || tag == Tag.MATH || tag == Tag.SCRIPT && notes.formulas[i] > 0) {
                pending = PageTree.NONE;
            }
            i++;
        }
        closeHeading(pending, dropped);
    }

    private void closeHeading(int heading, boolean dropped) {
        if (heading != PageTree.NONE && dropped && notes.formulas[heading] == 0) {
            notes.drop(heading, "heading of a dropped section");
        }
    }
}
