package org.mathlode.pipeline.html;

import java.util.ArrayList;
import java.util.List;

/** The elements of a formula, seen alike in MathML and in MathJax 3's CHTML with its wrappers and its glyphs in classes. */
final class MathMlNodes {
    private final PageTree tree;

    MathMlNodes(PageTree tree) {
        this.tree = tree;
    }

    /** The characters of a token element, those of MathJax's glyph elements included. */
    String leaf(int node) {
        if (node == PageTree.NONE) {
            return "";
        }
        tree.charge(node);
        StringBuilder text = new StringBuilder();
        int i = node;
        while (i < tree.end(node)) {
            Tag tag = tree.tag(i);
            if (tag == Tag.TEXT) {
                text.append(tree.characters(i));
            } else if (tag == Tag.MJX_C || tag == Tag.MJX_STRETCHY_H || tag == Tag.MJX_STRETCHY_V) {
                int c = glyph(i);
                if (c >= 0) {
                    text.appendCodePoint(c >= 0x1D434 && c < 0x1D468 ? plainItalic(c) : c == '–' && tag == Tag.MJX_STRETCHY_H ? '―' : c);
                    i = tree.end(i); // MathJax 4 writes the character beside its code
                    continue;
                }
            }
            i++;
        }
        return Latex.unescaped(text.toString());
    }

    /** The code point in a class such as {@code mjx-c1D441}, or -1. */
    int glyph(int node) {
        String css = tree.attributeOrEmpty(node, "class");
        int at = css.indexOf("mjx-c");
        int end = at + 5;
        while (at >= 0 && end < css.length() && Character.digit(css.charAt(end), 16) >= 0) {
            end++;
        }
        if (at < 0 || end == at + 5 || end >= at + 12) {
            return -1;
        }
        int c = Integer.parseInt(css.substring(at + 5, end), 16);
        return Character.isValidCodePoint(c) ? c : 0xFFFD;
    }

    /** The element in MathJax's {@code mjx-base}, or the node itself. */
    int inner(int node) {
        if (tree.tag(node) != Tag.MJX_BASE) {
            return node;
        }
        List<Integer> parts = elements(node);
        return parts.size() == 1 ? parts.get(0) : node;
    }

    /** The node, or what it wraps alone. */
    int unwrapped(int node) {
        int inner = node;
        while (inner != PageTree.NONE && (tree.tag(inner) == Tag.MROW || tree.tag(inner) == Tag.MSTYLE || tree.tag(inner) == Tag.TEXATOM || tree.tag(inner) == Tag.MPADDED)) {
            List<Integer> parts = elements(inner);
            if (parts.size() != 1) {
                return inner;
            }
            inner = parts.get(0);
        }
        return inner;
    }

    private static int plainItalic(int c) {
        int index = c - 0x1D434;
        return index < 26 ? 'A' + index : 'a' + index - 26;
    }

    /** The children that are elements of the formula. */
    List<Integer> elements(int node) {
        tree.charge(node);
        List<Integer> found = new ArrayList<>();
        for (int child = tree.firstChild(node); child != PageTree.NONE; child = tree.nextSibling(child)) {
            Tag tag = tree.tag(child);
            if (tag != Tag.TEXT && tag != Tag.RAW && tag != Tag.MJX_MSTRUT && !(tag == Tag.OTHER && tree.name(child).startsWith("mjx-"))) {
                found.add(child);
            }
        }
        return found;
    }

    /** The first MathJax wrapper of this kind below {@code node} that does not belong to an element within. */
    int wrapped(int node, Tag wanted) {
        int i = node + 1;
        while (i < tree.end(node)) {
            Tag tag = tree.tag(i);
            if (tag == wanted) {
                return i;
            }
            boolean wrapper = tag.ordinal() >= Tag.MJX_CONTAINER.ordinal() || tag == Tag.OTHER
                    || (tag == Tag.MUNDER && tree.tag(node) == Tag.MUNDEROVER);
            i = wrapper ? i + 1 : tree.end(i);
        }
        return PageTree.NONE;
    }

    /** White space as MathML reads it: a run of it is one blank. */
    static String collapsed(String text) {
        return text.replace('\u00a0', ' ').replaceAll("\\s+", " ");
    }

    /** True if the sign of function application follows: the identifier is the name of an operator. */
    boolean isApplied(int node) {
        int next = tree.nextElement(node);
        return next != PageTree.NONE && tree.tag(next) == Tag.MO && leaf(next).strip().equals("\u2061");
    }
}
