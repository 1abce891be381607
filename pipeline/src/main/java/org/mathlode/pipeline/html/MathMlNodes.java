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
        StringBuilder text = new StringBuilder();
        for (int i = node; i < tree.end(node); i++) {
            if (tree.isText(i)) {
                text.append(tree.characters(i));
            } else if (tree.tag(i) == Tag.MJX_C) {
                String css = tree.attributeOrEmpty(i, "class");
                int at = css.indexOf("mjx-c");
                int end = at + 5;
                while (at >= 0 && end < css.length() && Character.digit(css.charAt(end), 16) >= 0) {
                    end++;
                }
                if (at >= 0 && end > at + 5 && end < at + 12) {
                    int c = Integer.parseInt(css.substring(at + 5, end), 16);
                    text.appendCodePoint(c >= 0x1D434 && c < 0x1D468 ? plainItalic(c) : Character.isValidCodePoint(c) ? c : 0xFFFD);
                }
            }
        }
        return Latex.unescaped(text.toString());
    }

    private static int plainItalic(int c) {
        int index = c - 0x1D434;
        return index < 26 ? 'A' + index : 'a' + index - 26;
    }

    /** The children that are elements of the formula. */
    List<Integer> elements(int node) {
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
}
