package org.mathlode.pipeline.html;

import java.util.Arrays;

/**
 * The stack of open elements and the list of active formatting elements (HTML Standard, sections 13.2.4.2 and 13.2.4.3) of a
 * page that is read into a {@link PageTree} from its beginning to its end. Not thread-safe.
 */
final class OpenElements {
    /** Where an element belongs to. */
    enum Namespace { HTML, MATHML, SVG }

    static final int NONE = -1;
    /** In the list of formatting elements: what was there before is out of reach. */
    private static final int MARKER = -1;
    /** The parser that this one has to agree with closes elements at 512. */
    private static final int DEEPEST = 500;
    /** The parser that this one has to agree with looks no further back. */
    private static final int MOST_FORMATTING = 12;

    private final PageTree tree;
    private ElementName[] names = new ElementName[64];
    private Namespace[] spaces = new Namespace[64];
    private int[] flags = new int[64];
    private int[] nodes = new int[64];
    private int depth;
    private int paragraphs;
    private final ElementName[] formattingNames = new ElementName[MOST_FORMATTING];
    private final int[] formatting = new int[MOST_FORMATTING];
    private int formattingCount;

    OpenElements(PageTree tree) {
        this.tree = tree;
    }

    int depth() {
        return depth;
    }

    /** The node of the innermost open element, or of the document. */
    int node() {
        return depth == 0 ? 0 : nodes[depth - 1];
    }

    int node(int position) {
        return nodes[position];
    }

    ElementName name(int position) {
        return names[position];
    }

    boolean isHtml(int position) {
        return spaces[position] == Namespace.HTML;
    }

    int flags(int position) {
        return flags[position];
    }

    /** The namespace of the innermost element. */
    Namespace namespace() {
        return depth == 0 ? Namespace.HTML : spaces[depth - 1];
    }

    boolean currentIs(String name) {
        return depth > 0 && names[depth - 1].name.equals(name) && isHtml(depth - 1);
    }

    ElementName current() {
        return names[depth - 1];
    }

    int currentFlags() {
        return flags[depth - 1];
    }

    void push(ElementName name, Namespace space, int node) throws UnusualMarkup {
        if (depth == DEEPEST) {
            throw new UnusualMarkup("depth");
        }
        if (depth == names.length) {
            names = Arrays.copyOf(names, depth * 2);
            spaces = Arrays.copyOf(spaces, depth * 2);
            flags = Arrays.copyOf(flags, depth * 2);
            nodes = Arrays.copyOf(nodes, depth * 2);
        }
        names[depth] = name;
        spaces[depth] = space;
        flags[depth] = space == Namespace.HTML ? name.flags : space == Namespace.MATHML ? name.flagsInMathMl : name.flagsInSvg;
        nodes[depth++] = node;
        paragraphs += name.tag == Tag.P ? 1 : 0;
    }

    void pop() {
        depth--;
        paragraphs -= names[depth].tag == Tag.P ? 1 : 0;
        tree.close(nodes[depth]);
    }

    /** Closes elements up to the one at this position. */
    void popTo(int position) {
        while (depth > position) {
            pop();
        }
    }

    /** The position of the innermost open element of HTML of this name, or {@link #NONE}. */
    int find(String name) {
        int i = depth - 1;
        while (i >= 0 && !(names[i].name.equals(name) && isHtml(i))) {
            i--;
        }
        return i;
    }

    /** The same, or {@link #NONE} where an element with one of the flags in {@code boundary} stands between. */
    int findInScope(String name, int boundary) {
        for (int i = depth - 1; i >= 0; i--) {
            if (names[i].name.equals(name) && isHtml(i)) {
                return i;
            }
            if ((flags[i] & boundary) != 0) {
                return NONE;
            }
        }
        return NONE;
    }

    /** The same for a heading of any level in the usual scope. */
    int findHeadingInScope() {
        for (int i = depth - 1; i >= 0; i--) {
            if (names[i].group == ElementName.Group.HEADING && isHtml(i)) {
                return i;
            }
            if ((flags[i] & ElementName.SCOPE) != 0) {
                return NONE;
            }
        }
        return NONE;
    }

    /** An open paragraph that a block would close, or {@link #NONE}. */
    int findParagraph() {
        return paragraphs == 0 ? NONE : findInScope("p", ElementName.SCOPE | ElementName.BUTTON_SCOPE);
    }

    /** Closes elements whose end tags may be left out, but not those of this name. */
    void closeImplied(String except) {
        while (depth > 0 && (flags[depth - 1] & ElementName.IMPLIED_END) != 0 && !names[depth - 1].name.equals(except)) {
            pop();
        }
    }

    /** Closes elements until the innermost has one of the tags, or is the whole page. */
    void clearTo(Tag... context) {
        while (depth > 1 && !(isHtml(depth - 1) && Arrays.asList(context).contains(names[depth - 1].tag))) {
            pop();
        }
    }

    void addMarker() throws UnusualMarkup {
        addFormatting(null, MARKER);
    }

    /** Remembers a formatting element; of three of the same name and attributes the first is forgotten. */
    void format(ElementName name, int node) throws UnusualMarkup {
        int same = 0;
        for (int i = formattingCount - 1; i >= 0 && formatting[i] != MARKER; i--) {
            if (formattingNames[i] == name && tree.sameAttributes(formatting[i], node) && ++same == 3) {
                forget(i);
                break;
            }
        }
        addFormatting(name, node);
    }

    private void addFormatting(ElementName name, int node) throws UnusualMarkup {
        if (formattingCount == MOST_FORMATTING) {
            throw new UnusualMarkup("formatting elements");
        }
        formattingNames[formattingCount] = name;
        formatting[formattingCount++] = node;
    }

    private void forget(int index) {
        formattingCount--;
        System.arraycopy(formatting, index + 1, formatting, index, formattingCount - index);
        System.arraycopy(formattingNames, index + 1, formattingNames, index, formattingCount - index);
    }

    void clearToMarker() {
        while (formattingCount > 0 && formatting[--formattingCount] != MARKER) {
            continue;
        }
    }

    /** The index of the last formatting element of this name behind the last marker, or {@link #NONE}. */
    private int activeFormatting(ElementName name) {
        int i = formattingCount - 1;
        while (i >= 0 && formatting[i] != MARKER && formattingNames[i] != name) {
            i--;
        }
        return i >= 0 && formatting[i] == MARKER ? NONE : i;
    }

    boolean hasActiveFormatting(ElementName name) {
        return activeFormatting(name) != NONE;
    }

    private int positionOf(int node) {
        int i = depth - 1;
        while (i >= 0 && nodes[i] != node) {
            i--;
        }
        return i;
    }

    /** Opens formatting elements again that were closed by the end of another element. */
    void reconstructFormatting() throws UnusualMarkup {
        if (formattingCount == 0 || formatting[formattingCount - 1] == MARKER || positionOf(formatting[formattingCount - 1]) != NONE) {
            return;
        }
        int first = formattingCount - 1;
        while (first > 0 && formatting[first - 1] != MARKER && positionOf(formatting[first - 1]) == NONE) {
            first--;
        }
        for (int i = first; i < formattingCount; i++) {
            int copy = tree.addCopy(formatting[i], node());
            push(formattingNames[i], Namespace.HTML, copy);
            formatting[i] = copy;
        }
    }

    /**
     * The end tag of a formatting element (the adoption agency algorithm), as long as no block has to be cut in two.
     *
     * @return false if it is an end tag like any other
     */
    boolean endFormatting(ElementName name) throws UnusualMarkup {
        if (isHtml(depth - 1) && names[depth - 1] == name && !isFormatting(nodes[depth - 1])) {
            pop();
            return true;
        }
        int index = activeFormatting(name);
        if (index == NONE) {
            return false;
        }
        int position = positionOf(formatting[index]);
        if (position == NONE) {
            forget(index);
            return true;
        }
        for (int i = depth - 1; i > position; i--) {
            if ((flags[i] & ElementName.SCOPE) != 0) {
                return true;
            }
        }
        for (int i = depth - 1; i > position; i--) {
            if ((flags[i] & ElementName.SPECIAL) != 0) {
                throw new UnusualMarkup("misnested formatting");
            }
        }
        popTo(position);
        forget(index);
        return true;
    }

    private boolean isFormatting(int node) {
        for (int i = formattingCount - 1; i >= 0; i--) {
            if (formatting[i] == node) {
                return true;
            }
        }
        return false;
    }
}
