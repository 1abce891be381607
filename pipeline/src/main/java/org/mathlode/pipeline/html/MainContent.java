package org.mathlode.pipeline.html;

import java.util.regex.Pattern;
import org.mathlode.pipeline.html.ExtractionParams.Favour;

/**
 * Marks what of a page is not its text. Blocks fall by what they are (nav, aside, hidden), by what their class and id call
 * them, and by how much of them is links; what lies outside the block that holds the running text falls too, but for titles
 * and more running text. A block that holds most of the page never falls, and mathematics outside keeps its block.
 */
final class MainContent {
    /** Shorter than this is no running text. */
    static final int SHORT = 40;
    /** Why lists of links fall. */
    private static final String LINKS = "links";
    /** So much running text behind the main block is text too. */
    private static final int LONG_AFTER = 400;
    /** Longer is no record of a page. */
    private static final int LONG_RECORD = 2_000;
    /** Where less of what a page calls its content is left, the rules take too much of it. */
    private static final double QUARTER = 0.25;
    /** Less text than this, of a page that has more, is a misjudgement. */
    private static final int TOO_LITTLE = 150;

    /** Longer is a list of declarations. */
    private static final int LONGEST_SIGNATURE = 2_000;
    /** What stands between the names of a declaration and its types, in one language or another. */
    private static final Pattern SIGNATURE = Pattern.compile("[\\p{L}\\p{N}_)}\\]] ?(?:::|:=|→|->|⇒|=>|⟶|≤|≃|↔|=) ?[\\p{L}\\p{N}_({\\[]");

    private final PageTree tree;
    private final PageNotes notes;
    private final Favour favour;
    private final WorkBudget work;
    private final int body;
    private final BlockRule rule;
    private final PieceRule pieces;
    private RunningText running;
    private LinkSections linkSections;

    private MainContent(PageTree tree, PageNotes notes, Favour favour, WorkBudget work) {
        this.tree = tree;
        this.notes = notes;
        this.favour = favour;
        this.work = work;
        int found = tree.find(0, Tag.BODY);
        body = found == PageTree.NONE ? 0 : found;
        rule = new BlockRule(tree, notes, favour, body);
        pieces = new PieceRule(tree, notes, work);
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
            if (!new MainContent(tree, notes, favour, work).keepContentElement(QUARTER)) {
                notes.keepAll();
                if (!content.keepContentElement(0)) {
                    notes.keepAll();
                    content.dropUnseen();
                }
            }
        } else if (favour != Favour.PRECISION && content.isIndex()) {
            content.takeLinksBack();
        }
    }

    private boolean leavesTooLittle() {
        if (rule.pageText() == 0) {
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
        return kept < Math.min(TOO_LITTLE, rule.pageText() * 0.3);
    }

    /** A page whose text is its lists of links: little else is left of it. */
    private boolean isIndex() {
        int kept = 0;
        int links = 0;
        for (int i = body + 1; i < tree.end(body); ) {
            if (notes.isDropped(i)) {
                links += isListOfLinks(i) ? notes.textLength[i] : 0;
                i = tree.end(i);
            } else {
                kept += tree.isText(i) ? notes.textLength[i] : 0;
                i++;
            }
        }
        return kept < LONG_AFTER && links > LONG_AFTER;
    }

    private boolean isListOfLinks(int i) {
        return LINKS.equals(notes.reason(i)) && (notes.names[i] & (BlockNames.AROUND | BlockNames.NOISE)) == 0 && notes.textLength[i] >= TOO_LITTLE;
    }

    private void takeLinksBack() {
        for (int i = body + 1; i < tree.end(body); ) {
            boolean dropped = notes.isDropped(i);
            if (dropped && isListOfLinks(i)) {
                notes.drop(i, null);
            }
            i = dropped ? tree.end(i) : i + 1;
        }
    }

    /** A page that is short, not misjudged: all of what it calls its content, but for blocks that are boilerplate by what they are. False if it says nothing, or if less of it is left. */
    private boolean keepContentElement(double share) {
        int content = rule.contentElement();
        if (content == PageTree.NONE || notes.textLength[content] == 0) {
            return false;
        }
        dropBoilerplate();
        SiteName.drop(tree, notes, body, work);
        running = RunningText.of(tree, notes, rule, work, body);
        pieces.findTitle(body, content);
        for (int i = content; i != body && i > 0; i = tree.parent(i)) {
            for (int sibling = tree.firstChild(tree.parent(i)); sibling != PageTree.NONE; sibling = tree.nextSibling(sibling)) {
                if (sibling != i && !notes.isDropped(sibling)) {
                    outside(sibling, sibling < i);
                }
            }
        }
        int kept = 0;
        for (int i = content; i < tree.end(content); ) {
            boolean dropped = notes.isDropped(i);
            kept += !dropped && tree.isText(i) ? notes.textLength[i] : 0;
            i = dropped ? tree.end(i) : i + 1;
        }
        return kept > notes.textLength[content] * share;
    }

    /** The least: what no reader sees. */
    private void dropUnseen() {
        for (int i = 1; i < tree.size(); ) {
            Tag tag = tree.tag(i);
            boolean unseen = tag == Tag.NAV || tag == Tag.SELECT || tag == Tag.BUTTON || (tag != Tag.TEXT && tag.block && notes.mathClass(i) == MathClass.NONE && rule.isHidden(i));
            if (unseen) {
                notes.drop(i, "not shown");
            }
            i = unseen ? tree.end(i) : i + 1;
        }
    }

    private void run() {
        dropBoilerplate();
        if (favour != Favour.RECALL) {
            SiteName.drop(tree, notes, body, work);
        }
        running = RunningText.of(tree, notes, rule, work, body);
        int root = running.root();
        if (root != body) {
            pieces.findTitle(body, root);
            dropOutside(root);
        }
        linkSections = new LinkSections(tree, notes, running, work, root);
        dropWithin(root);
        if (favour != Favour.RECALL) {
            Teasers.drop(tree, notes, root, rule.pageText(), work);
        }
        dropEmptyHeadings(root);
    }

    private void dropBoilerplate() {
        int i = 1;
        while (i < tree.size()) {
            work.spend(1);
            String reason = tree.isText(i) ? null : rule.reason(i);
            if (reason != null) {
                notes.drop(i, reason);
                i = tree.end(i);
            } else {
                i++;
            }
        }
    }

    /** Drops the siblings of the path from the body to the root, but for titles before it, running text and blocks with formulas. */
    private void dropOutside(int root) {
        for (int i = root; i != body && i > 0; i = tree.parent(i)) {
            int parent = tree.parent(i);
            boolean document = favour != Favour.PRECISION && pieces.isDocument(parent);
            int before = PageTree.NONE;
            for (int sibling = tree.firstChild(parent); sibling != PageTree.NONE; sibling = tree.nextSibling(sibling)) {
                work.spend(1);
                if (sibling != i && !notes.isDropped(sibling) && !(document && pieces.isPiece(sibling, before))) {
                    outside(sibling, sibling < i);
                }
                before = tree.isText(sibling) ? before : sibling;
            }
        }
    }

    private void outside(int i, boolean before) {
        if (notes.formulas[i] > 0 || (favour == Favour.RECALL && running.below(i) > 0)) {
            return;
        }
        if (before && tree.tag(i) == Tag.H1) {
            return;
        }
        int links = tree.tag(i) == Tag.P ? 4 : 10;
        boolean text = running.below(i) >= SHORT && running.below(i) >= notes.textLength[i] * 0.7 && notes.linkLength[i] * links <= notes.textLength[i]
                && (notes.names[i] & (BlockNames.AROUND | BlockNames.NOISE | BlockNames.COMMENTS)) == 0;
        if (text && favour != Favour.PRECISION && (before || running.below(i) >= LONG_AFTER)) {
            return;
        }
        if (before && favour != Favour.PRECISION && isLead(i)) {
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

    /** The head of an article: its title and a few lines without links. */
    private boolean isLead(int i) {
        return tree.tag(i) == Tag.HEADER && notes.textLength[i] <= 600 && notes.linkLength[i] * 10 <= notes.textLength[i] && tree.tag(tree.parent(i)) == Tag.ARTICLE;
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
        if (notes.formulas[i] > 0) {
            return null;
        }
        if (!tag.block) {
            return tag == Tag.SPAN && isNoteOnItsLine(i) ? "phrase" : null;
        }
        int text = notes.textLength[i];
        int links = notes.linkLength[i];
        boolean group = tag == Tag.UL || tag == Tag.OL || tag == Tag.DIV || tag == Tag.SECTION || tag == Tag.TABLE || tag == Tag.DL || tag == Tag.P || tag == Tag.HEADER;
        if (group && links > 0 && running.below(i) * 3 < text && isLinks(tag, text, links) && !rule.holdsMost(i, 0.4) && !(favour != Favour.PRECISION && (isBibliography(i, tag) || isSignature(i, tag) || (tag == Tag.UL || tag == Tag.OL) && linkSections.holds(i)))) {
            return LINKS;
        }
        if (tag == Tag.TABLE && favour != Favour.RECALL && text <= LONG_RECORD && RecordTable.is(tree, i, work)) {
            return "a record of the page";
        }
        if (favour == Favour.PRECISION && isAside(i, tag)) {
            return "a note, not the text";
        }
        if ((tag == Tag.P || tag == Tag.DIV) && text <= BoilerplatePhrases.LONGEST_NOTE * 2 && BoilerplatePhrases.mayOpenNote(pieces.beginning(i)) && BoilerplatePhrases.opensNote(tree.text(i))) {
            return "phrase";
        }
        if (favour != Favour.RECALL && text <= 160 && (tag == Tag.P || tag == Tag.DIV || tag == Tag.LI || tag.heading() && tag != Tag.H1) && BoilerplatePhrases.opens(tree.text(i))) {
            return "phrase";
        }
        return null;
    }

    /** A note on rights that stands on a line of its own, though no block holds it. */
    private boolean isNoteOnItsLine(int i) {
        int length = notes.textLength[i];
        if (length < MainContent.SHORT / 2 || length > BoilerplatePhrases.LONGEST_NOTE * 2 || !BoilerplatePhrases.mayOpenNote(pieces.beginning(i)) || !BoilerplatePhrases.opensNote(tree.text(i))) {
            return false;
        }
        int before = i - 1;
        while (before > tree.parent(i) && tree.isText(before) && notes.textLength[before] == 0) {
            before--;
        }
        while (before > tree.parent(i) && tree.parent(before) != tree.parent(i)) {
            work.spend(1);
            before = tree.parent(before);
        }
        return before == tree.parent(i) || tree.tag(before).block || tree.tag(before) == Tag.BR;
    }

    /** A declaration in a manual whose every type is a link: code, or text with the signs of one. */
    private boolean isSignature(int i, Tag tag) {
        if (tag == Tag.UL || tag == Tag.OL || tag == Tag.TABLE || notes.textLength[i] > LONGEST_SIGNATURE || (notes.names[i] & (BlockNames.AROUND | BlockNames.NOISE)) != 0) {
            return false;
        }
        int code = 0;
        for (int k = i + 1; k < tree.end(i); ) {
            boolean isCode = tree.tag(k) == Tag.CODE || tree.tag(k) == Tag.TT;
            code += isCode ? notes.textLength[k] : 0;
            k = isCode ? tree.end(k) : k + 1;
        }
        return code * 2 > notes.textLength[i] || SIGNATURE.matcher(tree.text(i)).find();
    }

    /** A list whose items say more than their links: papers with their authors, lectures with what they are about. */
    private boolean isBibliography(int list, Tag tag) {
        if (tag != Tag.UL && tag != Tag.OL || (notes.names[list] & (BlockNames.AROUND | BlockNames.NOISE)) != 0) {
            return false;
        }
        int items = 0;
        int told = 0;
        for (int item = tree.firstChild(list); item != PageTree.NONE; item = tree.nextSibling(item)) {
            if (tree.tag(item) == Tag.LI) {
                items++;
                told += notes.textLength[item] - notes.linkLength[item] >= SHORT / 2 ? 1 : 0;
            }
        }
        return items >= 3 && told * 4 >= items * 3;
    }

    /** A short block that is set apart as a whole, or that is a third links: notes of the editors, captions, authors' lines. */
    private boolean isAside(int i, Tag tag) {
        int text = notes.textLength[i];
        if (text == 0 || text > 300 || tag != Tag.P && tag != Tag.DIV && tag != Tag.LI) {
            return false;
        }
        if (text <= BlockRule.LONGEST_LINE && notes.linkLength[i] * 3 > text) {
            return true;
        }
        int only = tree.firstChild(i);
        while (only != PageTree.NONE && tree.isText(only) && notes.textLength[only] == 0) {
            only = tree.nextSibling(only);
        }
        Tag set = only == PageTree.NONE ? Tag.TEXT : tree.tag(only);
        return (set == Tag.EM || set == Tag.I || set == Tag.SMALL) && notes.textLength[only] == text;
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
