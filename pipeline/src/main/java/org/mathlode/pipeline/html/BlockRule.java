package org.mathlode.pipeline.html;

import java.util.Set;
import java.util.regex.Pattern;
import org.mathlode.pipeline.html.ExtractionParams.Favour;

/** Which blocks of a page are not its text by what they are and what their class, id and role call them. */
final class BlockRule {
    /** Lines about author and date are no longer than this. */
    static final int LONGEST_LINE = 150;

    private static final Pattern BOX = Pattern.compile("(?:^|[\\s_-])(?:note|notes|tip|hint|warning|caution|important|example|admonition|callout|remark|definition|marginnote|sidenote)(?:$|[\\s_-])");
    /** How many nodes of a section are looked at for a paragraph beside a box. */
    private static final int NEAR = 40;
    private static final int LONGEST_PERMALINK = 10;
    /** Why a formula that is said again for listeners falls. */
    static final String IN_WORDS = "a formula in words";
    private static final int UNKNOWN = -2;
    private static final Set<String> SOURCE_MARKS = Set.of("[source]", "[src]", "[docs]", "[code]");
    private static final Set<String> SOURCE_WORDS = Set.of("Source", "source", "src", "view source", "View source", "View Source");
    private static final Pattern SOURCE_ADDRESS = Pattern.compile("(?:^|/)(?:src|source|_modules|src-html|blob|tree)/|#(?:L|line-?|local-)\\d");

    private final PageTree tree;
    private final PageNotes notes;
    private final Favour favour;
    private final boolean mathematical;
    private final int pageText;
    private final int body;
    private int contentElement = UNKNOWN;

    BlockRule(PageTree tree, PageNotes notes, Favour favour, int body) {
        this.tree = tree;
        this.notes = notes;
        this.favour = favour;
        this.body = body;
        mathematical = notes.formulas[body] > 0;
        pageText = notes.textLength[body] - notes.linkLength[body];
    }

    /** The length of the page's text, links not counted. */
    int pageText() {
        return pageText;
    }

    /** Why a block falls; null if it stays. */
    String reason(int i) {
        Tag tag = tree.tag(i);
        switch (tag) {
            case NAV:
                return holdsContent(i, 0.5) ? null : "navigation";
            case ASIDE:
                return holdsContent(i, 0.5) || notes.formulas[i] > 0 || isBox(i) ? null : "aside";
            case FOOTER:
                return holdsContent(i, 0.4) ? null : "footer";
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
        if (tag == Tag.A && isPermalink(i)) {
            return "permalink";
        }
        if (isHidden(i)) {
            return "hidden";
        }
        if ((tag == Tag.TD || tag == Tag.PRE) && (tree.hasClass(i, "gutter") || tree.hasClass(i, "linenos") || tree.hasClass(i, "rouge-gutter") || tree.hasClass(i, "lineno"))) {
            return "line numbers";
        }
        String role = tree.hasOtherAttributes(i) ? tree.attributeOrEmpty(i, "role") : "";
        if (!role.isEmpty() && (role.equals("navigation") || role.equals("banner") || role.equals("contentinfo") || role.equals("search") || role.equals("dialog")
                || role.equals("complementary") || role.equals("menu") || role.equals("menubar") || role.equals("tooltip") || role.equals("alertdialog"))) {
            return holdsContent(i, 0.3) ? null : "role " + role;
        }
        int names = notes.names[i];
        if (names == 0 || tag.heading() || tag == Tag.ARTICLE || insideCode(i)) {
            return null;
        }
        return byName(i, tag, names);
    }

    /** The mark beside a heading that links to the heading itself, or beside a declaration that links to where it is written. */
    private boolean isPermalink(int i) {
        if (notes.textLength[i] > LONGEST_PERMALINK || notes.textLength[i] == 0) {
            return false;
        }
        String mark = tree.text(i).strip();
        if (notes.textLength[i] > 1) {
            char first = mark.charAt(0);
            return first == '[' && SOURCE_MARKS.contains(mark)
                    || (first == 'S' || first == 's' || first == 'v' || first == 'V') && SOURCE_WORDS.contains(mark) && SOURCE_ADDRESS.matcher(tree.attributeOrEmpty(i, "href")).find();
        }
        return tree.attributeOrEmpty(i, "href").contains("#") && (mark.equals("¶") || mark.equals("#") || mark.equals("§") || mark.equals("↩"));
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
                && notes.textLength[parent] > notes.textLength[i] + MainContent.SHORT / 2 || around.heading() && (tree.tag(i) == Tag.SPAN || tree.tag(i) == Tag.A) && notes.textLength[parent] < notes.textLength[i] * 2;
    }

    private String byName(int i, Tag tag, int names) {
        if ((names & BlockNames.HIDDEN) != 0 && tag == Tag.SPAN && notes.formulas[i] == 0 && notes.formulas[tree.parent(i)] > 0 && notes.textLength[i] < 400) {
            return IN_WORDS;
        }
        if (isPartOfSentence(i)) {
            return null;
        }
        if ((names & BlockNames.NOISE) != 0 && ((names & BlockNames.CONTENT) == 0 || tag == Tag.UL || tag == Tag.OL) && !holdsContent(i, 0.35)) {
            return "named as boilerplate";
        }
        if ((names & BlockNames.HIDDEN) != 0 && !holdsMost(i, 0.2) && notes.formulas[i] == 0 && notes.textLength[i] < 200) {
            return "named as hidden";
        }
        if (favour == Favour.RECALL || notes.formulas[i] > 0) {
            return null;
        }
        if (tag == Tag.DIV && (names & (BlockNames.AROUND | BlockNames.LINE)) != 0 && isBox(i)) {
            return null;
        }
        if ((names & BlockNames.AROUND) != 0 && (tag.block || tag == Tag.OTHER) && (names & (BlockNames.CONTENT | BlockNames.POST)) == 0 && !holdsContent(i, (names & BlockNames.NOISE) != 0 ? 0.4 : 0.3)) {
            return "named as beside the text";
        }
        if ((names & BlockNames.LINE) != 0 && ((names & BlockNames.CONTENT) == 0 || notes.textLength[i] < 60) && notes.textLength[i] <= LONGEST_LINE && tag != Tag.LI && tag != Tag.TD && !holdsMost(i, 0.1) && !isTableOrCode(i, tag)) {
            return "named as a line about the text";
        }
        return null;
    }

    /** A note set in a box between the paragraphs of a section: few links, and running text beside it in the same block. */
    private boolean isBox(int i) {
        String css = tree.classAttribute(i).strip();
        if (favour == Favour.PRECISION || notes.textLength[i] < MainContent.SHORT || notes.linkLength[i] * 4 > notes.textLength[i]
                || !css.equals("sidebar") && !tree.attributeOrEmpty(i, "data-type").equals("sidebar") && !BOX.matcher(css).find()) {
            return false;
        }
        return hasParagraph(tree.firstChild(tree.parent(i)), NEAR) || hasParagraph(tree.nextSibling(i), NEAR);
    }

    /** True if one of so many nodes from {@code first} on is a paragraph of running text. */
    private boolean hasParagraph(int first, int most) {
        int count = 0;
        for (int sibling = first; sibling != PageTree.NONE && count < most; sibling = tree.nextSibling(sibling), count++) {
            if (tree.tag(sibling) == Tag.P && notes.textLength[sibling] >= MainContent.SHORT && notes.linkLength[sibling] * 2 < notes.textLength[sibling]) {
                return true;
            }
        }
        return false;
    }

    /** Tables with a "caption-top" and code called "sourceCode" are no lines about the text. */
    private boolean isTableOrCode(int i, Tag tag) {
        return tag == Tag.TABLE || tag == Tag.PRE || tree.find(i, Tag.TABLE) != PageTree.NONE || tree.find(i, Tag.PRE) != PageTree.NONE;
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

    boolean isHidden(int i) {
        if (tree.hasOtherAttributes(i) && tree.has(i, "hidden")) {
            return true;
        }
        String style = tree.style(i);
        return style.contains("display") && style.replace(" ", "").contains("display:none");
    }

    /** True if a block holds more than this share of the page's text and no element outside it is called the content of the page. */
    private boolean holdsContent(int i, double share) {
        if (!holdsMost(i, share)) {
            return false;
        }
        int content = contentElement();
        return content == PageTree.NONE || i < tree.end(content) && content < tree.end(i);
    }

    /** The element that the page calls its content, or {@link PageTree#NONE}. */
    int contentElement() {
        if (contentElement == UNKNOWN) {
            contentElement = ContentElement.of(tree, notes, body);
        }
        return contentElement;
    }

    /** True if a block holds more than this share of the page's text. */
    boolean holdsMost(int i, double share) {
        return notes.textLength[i] - notes.linkLength[i] > pageText * share;
    }
}
