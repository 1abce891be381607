package org.mathlode.pipeline.html;

import java.util.Arrays;

/**
 * What is known about the nodes of one page beside the tree: lengths of text and link text below each node, what class and
 * id say, what is dropped and why. Lengths count characters without white space; a CJK character counts twice, as it says
 * about as much as two letters. Filled by {@link MainContent}.
 */
final class PageNotes {
    private final PageTree tree;
    final int[] textLength;
    final int[] linkLength;
    final int[] names;
    final byte[] inLink;
    /** Text nodes without a backslash, as far as they were looked at. */
    private final boolean[] plain;
    private final ClassNames.Said[] classes;
    private final String[] reasons;
    private char[] buffer = new char[512];
    /** Formulas below each node, roughly. */
    final int[] formulas;

    PageNotes(PageTree tree) {
        this.tree = tree;
        int size = tree.size();
        textLength = new int[size];
        linkLength = new int[size];
        names = new int[size];
        inLink = new byte[size];
        plain = new boolean[size];
        formulas = new int[size];
        classes = new ClassNames.Said[size];
        reasons = new String[size];
    }

    /** One pass down for what nodes say, one pass up for what they hold. */
    static PageNotes of(PageTree tree, ClassNames classNames, WorkBudget work) {
        PageNotes notes = new PageNotes(tree);
        notes.describe(classNames, work);
        notes.measure();
        return notes;
    }

    private void describe(ClassNames classNames, WorkBudget work) {
        work.spend(tree.size());
        for (int i = 1; i < tree.size(); i++) {
            Tag tag = tree.tag(i);
            int parent = tree.parent(i);
            inLink[i] = tag == Tag.A ? 1 : inLink[parent];
            if (tag == Tag.TEXT) {
                if (tree.tag(parent) != Tag.TITLE && tree.tag(parent) != Tag.TEXTAREA && tree.tag(parent) != Tag.OPTION) {
                    textLength[i] = visible(i);
                    linkLength[i] = inLink[i] != 0 ? textLength[i] : 0;
                }
                continue;
            }
            if (tag == Tag.MATH || tag == Tag.MJX_CONTAINER || tag == Tag.SCRIPT && tree.attributeOrEmpty(i, "type").startsWith("math/")) {
                formulas[i]++;
            }
            if (!tree.hasAttributes(i)) {
                continue;
            }
            String css = tree.classAttribute(i);
            if (!css.isEmpty()) {
                ClassNames.Said said = classNames.of(css);
                classes[i] = said;
                names[i] |= said.block();
                if (said.math() == MathClass.KATEX || tag == Tag.IMG && (said.math() == MathClass.IMAGE || said.math().marked())) {
                    formulas[i]++;
                }
            }
            String id = tree.id(i);
            if (!id.isEmpty() && !isSlug(id, tag)) {
                names[i] |= classNames.idMeaning(id);
            }
        }
    }

    /** True for ids that generators make of headings: "search-based-solver-and-steps". */
    private static boolean isSlug(String id, Tag tag) {
        int hyphens = 0;
        for (int i = 0; i < id.length(); i++) {
            hyphens += id.charAt(i) == '-' ? 1 : 0;
        }
        return hyphens >= 3 || tag == Tag.SECTION || tag.heading();
    }

    private void measure() {
        for (int i = tree.size() - 1; i > 0; i--) {
            Tag tag = tree.tag(i);
            if (tag == Tag.SVG || tag == Tag.NOSCRIPT || tag == Tag.SELECT || tag == Tag.TEMPLATE) {
                continue;
            }
            int parent = tree.parent(i);
            textLength[parent] += textLength[i];
            linkLength[parent] += linkLength[i];
            formulas[parent] += formulas[i];
        }
    }

    private int visible(int node) {
        String text = tree.characters(node);
        int to = text.length();
        if (to > buffer.length) {
            buffer = new char[Math.max(to, buffer.length * 2)];
        }
        char[] in = buffer;
        text.getChars(0, to, in, 0);
        int count = 0;
        int dollars = 0;
        boolean backslash = false;
        boolean scripts = false;
        for (int i = 0; i < to; i++) {
            char c = in[i];
            if (c > ' ') {
                count += c >= 0x2E80 && c < 0xFE00 ? 2 : 1;
                if (c == '\\') {
                    backslash = true;
                    if (i + 1 < to && (in[i + 1] == '(' || in[i + 1] == '[')) {
                        formulas[node]++;
                    }
                } else if (c == '$') {
                    dollars++;
                } else if (c == '^' || c == '_') {
                    scripts = true;
                }
            }
        }
        if (dollars > 1 && (backslash || scripts || count <= 8)) {
            formulas[node] += dollars / 2;
        }
        plain[node] = !backslash;
        return count;
    }

    MathClass mathClass(int node) {
        ClassNames.Said css = classes[node];
        return css == null ? MathClass.NONE : css.math();
    }

    /** True if a text node may hold a backslash. */
    boolean mayHoldCommands(int node) {
        return !plain[node];
    }

    int textLength(int node) {
        return textLength[node];
    }

    boolean isDropped(int node) {
        return reasons[node] != null;
    }

    String reason(int node) {
        return reasons[node];
    }

    void drop(int node, String reason) {
        reasons[node] = reason;
    }

    /** Takes all drops back. */
    void keepAll() {
        Arrays.fill(reasons, null);
    }

    boolean isItalic(int node) {
        ClassNames.Said css = classes[node];
        return css != null && css.italic() || tree.style(node).contains("italic");
    }

    /** Sphinx sets the type of a parameter so. */
    boolean isClassifier(int node) {
        return classes[node] != null && classes[node].classifier();
    }

    /** True if a superscript is a mark that leads to a note or a reference. */
    boolean isReference(PageTree page, int node) {
        String css = page.attributeOrEmpty(node, "class");
        if (css.contains("reference") || css.contains("footnote") || css.contains("cite") || css.contains("fn")) {
            return true;
        }
        page.charge(node);
        for (int i = node + 1; i < page.end(node); i++) {
            if (page.tag(i) == Tag.A && page.has(i, "href")) {
                return true;
            }
        }
        return inLink[node] != 0 && page.attributeOrEmpty(Math.max(0, page.parent(node)), "href").contains("#");
    }

    /** True if a {@code <blockquote>} is a quotation and no way to indent most of a page. */
    boolean isQuotation(int node) {
        return textLength[node] * 2 <= textLength[0];
    }

    /** True if the rows of a table are lines of data and not the columns of a layout. */
    boolean isDataTable(int table) {
        tree.charge(table);
        if (tree.attributeOrEmpty(table, "class").contains("ltx_eq")) {
            return false; // LaTeXML lays its displayed equations out in tables
        }
        int rows = 0;
        int cells = 0;
        int longCells = 0;
        int i = table + 1;
        while (i < tree.end(table)) {
            Tag tag = tree.tag(i);
            switch (tag) {
                case TABLE:
                    if (textLength[i] > 0) {
                        return false;
                    }
                    break;
                case TR:
                    rows++;
                    break;
                case TD:
                case TH:
                    cells++;
                    if (textLength[i] > 600) {
                        longCells++;
                    }
                    break;
                case H1:
                case H2:
                case H3:
                case ARTICLE:
                case PRE:
                case FORM:
                case BLOCKQUOTE:
                    return false;
                default:
                    break;
            }
            i++;
        }
        return cells > rows && longCells * 6 <= cells && rows > 0 && !(cells <= 24 && EquationTable.is(tree, this, table));
    }
}
