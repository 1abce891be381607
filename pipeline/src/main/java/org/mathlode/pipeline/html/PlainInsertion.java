package org.mathlode.pipeline.html;

import org.mathlode.pipeline.html.OpenElements.Namespace;

/** A page while {@link PlainPage} reads it: what is open, where in the page it is, and how elements are appended. */
abstract class PlainInsertion {
    static final int NONE = OpenElements.NONE;

    /** The insertion modes of the HTML Standard, section 13.2.4.1. */
    enum Mode { INITIAL, BEFORE_HTML, BEFORE_HEAD, IN_HEAD, AFTER_HEAD, IN_BODY, IN_TABLE, IN_ROWS, IN_ROW, IN_CELL, IN_CAPTION, IN_COLGROUP, AFTER_BODY, AFTER_PAGE }

    final Markup markup = new Markup();
    PageTree tree;
    OpenElements open;
    Mode mode;
    /** The form that fields belong to, or {@link #NONE}. */
    int form;
    /** The position of an open noscript whose content has no structure to look after, or {@link #NONE}. */
    int noscript;
    boolean standardDoctype;
    boolean anyDoctype;

    final int insert(ElementName name, Namespace space) throws UnusualMarkup {
        int node = tree.addElement(name.tag, name.name, space == Namespace.SVG ? markup.svgAttributes() : markup.attributes, open.node());
        open.push(name, space, node);
        return node;
    }

    /** Opens an element that the page does not write. */
    final int insertPlain(ElementName name) throws UnusualMarkup {
        int node = tree.addElement(name.tag, name.name, null, open.node());
        open.push(name, Namespace.HTML, node);
        return node;
    }

    final void insertEmpty(ElementName name) {
        tree.addElement(name.tag, name.name, markup.attributes, open.node());
    }

    /** An element whose content is text up to its end tag. */
    final void insertRaw(ElementName name) throws UnusualMarkup {
        int node = insert(name, Namespace.HTML);
        int end = markup.rawEnd(name);
        if (end > markup.at) {
            boolean escapable = (name.flags & ElementName.ESCAPABLE) != 0;
            String text = escapable ? markup.text(end) : markup.plain(end);
            tree.addLeaf(escapable ? Tag.TEXT : Tag.RAW, text, node);
        }
        markup.at += 2;
        markup.tag();
        open.pop();
    }
}
