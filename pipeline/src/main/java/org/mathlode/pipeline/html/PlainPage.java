package org.mathlode.pipeline.html;

import java.util.ArrayList;
import java.util.List;
import org.mathlode.pipeline.html.ElementName.Group;
import org.mathlode.pipeline.html.OpenElements.Namespace;

/**
 * Reads a page whose markup needs no repair beyond what authors leave out on purpose straight into a {@link PageTree}, as the
 * HTML Standard (section 13.2.6) has it and jsoup does it: implied elements, end tags that are left out, stray end tags. Content
 * that would have to be moved, formatting that is cut in two by blocks, templates and framesets are refused: jsoup reads such
 * a page. Both give the same tree, node for node, which is what the tests hold it to. One per task, not thread-safe.
 */
final class PlainPage extends PlainTables {
    private final ElementName html = ElementName.of("html");
    private final ElementName head = ElementName.of("head");
    private final ElementName body = ElementName.of("body");

    private int headNode;
    private int passedOver;
    /** White space behind the body and behind html: it stands there however much content follows that belongs into the body. */
    private final List<String> behindBody = new ArrayList<>();
    private final List<String> behindPage = new ArrayList<>();

    /**
     * The tree of a page, or null if its markup is unusual.
     *
     * @param in the page's characters, of which the first {@code length} count
     * @param work is charged as {@link PageTree#of} charges it, and not at all for a page that is refused
     */
    PageTree read(char[] in, int length, WorkBudget work) {
        for (int i = 0; i < length; i++) {
            if ((char) (in[i] - 1) >= '\uFFFE') {
                return null; // U+0000 is dropped here and replaced there, U+FFFF ends a page for jsoup
            }
        }
        long before = work.spent();
        markup.begin(in, length);
        tree = PageTree.empty(length, work);
        open = new OpenElements(tree);
        mode = Mode.INITIAL;
        headNode = NONE;
        form = NONE;
        noscript = NONE;
        standardDoctype = false;
        anyDoctype = false;
        passedOver = 0;
        behindBody.clear();
        behindPage.clear();
        try {
            while (!markup.atEnd()) {
                token();
            }
            if (mode.compareTo(Mode.IN_BODY) < 0 || noscript != NONE) {
                throw new UnusualMarkup("a page without a body");
            }
            close();
            work.spend(tree.size() + passedOver);
            return tree;
        } catch (UnusualMarkup e) {
            work.spend(before - work.spent());
            return null;
        } finally {
            tree = null;
            open = null;
        }
    }

    private void close() {
        open.popTo(1);
        behindBody.forEach(space -> tree.addLeaf(Tag.TEXT, space, open.node()));
        open.popTo(0);
        behindPage.forEach(space -> tree.addLeaf(Tag.TEXT, space, 0));
        tree.close(0);
    }

    private void token() throws UnusualMarkup {
        char next = markup.peek(1);
        if (markup.peek(0) == '<' && Markup.isLetter(next)) {
            markup.at++;
            markup.tag();
            start(markup.name);
        } else if (markup.peek(0) == '<' && next == '/' && Markup.isLetter(markup.peek(2))) {
            markup.at += 2;
            markup.tag();
            end(markup.name);
        } else if (markup.peek(0) == '<' && (next == '!' || next == '?' || next == '/' && markup.peek(2) != '>')) {
            declaration(next);
        } else {
            text();
        }
    }

    private void declaration(char second) throws UnusualMarkup {
        boolean doctype = second == '!' && markup.isDoctype();
        if (second == '!' && markup.peek(2) == '[' && open.namespace() != Namespace.HTML) {
            throw new UnusualMarkup("CDATA");
        }
        if (doctype && mode == Mode.INITIAL) {
            anyDoctype = true;
            standardDoctype = markup.isStandardDoctype();
            mode = Mode.BEFORE_HTML;
            passedOver++;
        } else if (!doctype) {
            passedOver++;
        }
        int from = markup.at;
        markup.comment();
        if (doctype && markup.holds('[', from)) {
            throw new UnusualMarkup("an internal subset");
        }
    }

    // text

    private void text() throws UnusualMarkup {
        int end = markup.textEnd();
        if (noscript == NONE && skipsSpace()) {
            int spaces = Math.min(markup.spaceEnd(), end);
            if (spaces > markup.at) {
                space(markup.plain(spaces));
            }
            if (markup.at == end) {
                return;
            }
            if (markup.peek(0) == '&') {
                throw new UnusualMarkup("a reference that may be white space");
            }
            if (mode == Mode.IN_COLGROUP) {
                endColgroup();
            } else if (mode == Mode.AFTER_BODY || mode == Mode.AFTER_PAGE) {
                mode = Mode.IN_BODY;
            } else {
                openBody();
            }
        }
        boolean blank = markup.spaceEnd() >= end;
        String text = blank ? markup.plain(end) : markup.text(end);
        Namespace space = open.namespace();
        boolean foreign = noscript == NONE && space != Namespace.HTML && (open.currentFlags() & ElementName.INTEGRATION) == 0;
        if (noscript == NONE && !foreign) {
            if (mode == Mode.IN_TABLE || mode == Mode.IN_ROWS || mode == Mode.IN_ROW) {
                if (!blank) {
                    throw new UnusualMarkup("text in a table");
                }
            } else {
                open.reconstructFormatting();
            }
        }
        tree.addLeaf(Tag.TEXT, text, open.node());
    }

    /** True where white space is a token of its own. */
    private boolean skipsSpace() {
        return (mode.compareTo(Mode.IN_BODY) < 0 || mode == Mode.IN_COLGROUP || mode.compareTo(Mode.AFTER_BODY) >= 0) && open.namespace() == Namespace.HTML;
    }

    private void space(String blanks) {
        if (mode == Mode.AFTER_BODY) {
            behindBody.add(blanks);
        } else if (mode == Mode.AFTER_PAGE) {
            behindPage.add(blanks);
        } else if (mode != Mode.INITIAL) {
            tree.addLeaf(Tag.TEXT, blanks, open.node());
        }
    }

    // the frame of a page

    /** Opens what is missing of html, head and body. */
    private void openBody() throws UnusualMarkup {
        openHead();
        if (mode == Mode.IN_HEAD) {
            open.pop();
            mode = Mode.AFTER_HEAD;
        }
        if (mode == Mode.AFTER_HEAD) {
            insertPlain(body);
            mode = Mode.IN_BODY;
        }
    }

    private void openHead() throws UnusualMarkup {
        openHtml();
        if (mode == Mode.BEFORE_HEAD) {
            headNode = insertPlain(head);
            mode = Mode.IN_HEAD;
        }
    }

    private void openHtml() throws UnusualMarkup {
        if (mode.compareTo(Mode.BEFORE_HTML) <= 0) {
            insertPlain(html);
            mode = Mode.BEFORE_HEAD;
        }
    }

    // start tags

    private void start(ElementName name) throws UnusualMarkup {
        if (name.group == Group.UNUSUAL) {
            throw new UnusualMarkup(name.name);
        }
        if (noscript != NONE) {
            startInNoscript(name);
        } else if (open.namespace() != Namespace.HTML) {
            startInForeign(name);
        } else {
            startInMode(name);
        }
    }

    private void startInMode(ElementName name) throws UnusualMarkup {
        switch (mode) {
            case INITIAL:
            case BEFORE_HTML:
                if (name.group == Group.HTML) {
                    insert(name, Namespace.HTML);
                    mode = Mode.BEFORE_HEAD;
                } else {
                    openHtml();
                    startInMode(name);
                }
                break;
            case BEFORE_HEAD:
                if (name.group == Group.HEAD) {
                    headNode = insert(name, Namespace.HTML);
                    mode = Mode.IN_HEAD;
                } else if (name.group == Group.HTML) {
                    repeated(0);
                } else {
                    openHead();
                    startInMode(name);
                }
                break;
            case IN_HEAD:
                startInHead(name);
                break;
            case AFTER_HEAD:
                startAfterHead(name);
                break;
            case IN_BODY:
                startInBody(name);
                break;
            case IN_TABLE:
                startInTable(name);
                break;
            case IN_ROWS:
                startInRows(name);
                break;
            case IN_ROW:
                startInRow(name);
                break;
            case IN_CELL:
                if (isTablePart(name.group)) {
                    int cell = Math.max(open.findInScope("td", ElementName.TABLE_SCOPE), open.findInScope("th", ElementName.TABLE_SCOPE));
                    if (cell != NONE) {
                        endCell(open.findInScope("td", ElementName.TABLE_SCOPE) != NONE ? "td" : "th");
                        startInMode(name);
                    }
                } else {
                    startInBody(name);
                }
                break;
            case IN_CAPTION:
                if (isTablePart(name.group)) {
                    if (open.findInScope("caption", ElementName.TABLE_SCOPE) != NONE) {
                        endCaption();
                        startInTable(name);
                    }
                } else {
                    startInBody(name);
                }
                break;
            case IN_COLGROUP:
                if (name.group == Group.COL) {
                    insertEmpty(name);
                } else if (name.group == Group.HTML) {
                    repeated(0);
                } else if (endColgroup()) {
                    startInMode(name);
                }
                break;
            default:
                if (name.group == Group.HTML) {
                    repeated(0);
                } else {
                    mode = Mode.IN_BODY;
                    startInBody(name);
                }
                break;
        }
    }

    private void startInHead(ElementName name) throws UnusualMarkup {
        switch (name.group) {
            case HTML:
                repeated(0);
                break;
            case METADATA:
                insertEmpty(name);
                break;
            case TITLE:
            case STYLE:
            case SCRIPT:
                insertRaw(name);
                break;
            case NOSCRIPT:
                startNoscript(name);
                break;
            case HEAD:
                break;
            default:
                open.pop();
                mode = Mode.AFTER_HEAD;
                startInMode(name);
                break;
        }
    }

    private void startAfterHead(ElementName name) throws UnusualMarkup {
        switch (name.group) {
            case HTML:
                repeated(0);
                break;
            case BODY:
                insert(name, Namespace.HTML);
                mode = Mode.IN_BODY;
                break;
            case METADATA:
            case SCRIPT:
            case STYLE:
            case TITLE:
                if (tree.end(headNode) != tree.size()) {
                    throw new UnusualMarkup("part of the head behind it"); // it is moved there, before what follows the head
                }
                open.push(head, Namespace.HTML, headNode);
                startInHead(name);
                open.pop();
                break;
            case HEAD:
                break;
            default:
                openBody();
                startInBody(name);
                break;
        }
    }

    // end tags

    private void end(ElementName name) throws UnusualMarkup {
        if (name.group == Group.UNUSUAL) {
            throw new UnusualMarkup(name.name);
        }
        if (noscript != NONE) {
            endInNoscript(name);
        } else if (open.namespace() == Namespace.HTML || !endInForeign(name)) {
            endInMode(name);
        }
    }

    private void endInMode(ElementName name) throws UnusualMarkup {
        boolean frame = name.group == Group.BODY || name.group == Group.HTML || name.tag == Tag.BR;
        switch (mode) {
            case INITIAL:
            case BEFORE_HTML:
            case BEFORE_HEAD:
                if (frame || name.group == Group.HEAD) {
                    openHead();
                    endInMode(name);
                } else if (mode == Mode.INITIAL) {
                    mode = Mode.BEFORE_HTML;
                }
                break;
            case IN_HEAD:
                if (name.group == Group.HEAD) {
                    open.pop();
                    mode = Mode.AFTER_HEAD;
                } else if (frame) {
                    openBody();
                    endInMode(name);
                }
                break;
            case AFTER_HEAD:
                if (frame) {
                    openBody();
                    endInMode(name);
                }
                break;
            case IN_BODY:
                endInBody(name);
                break;
            case IN_TABLE:
                endInTable(name);
                break;
            case IN_ROWS:
                endInRows(name);
                break;
            case IN_ROW:
                endInRow(name);
                break;
            case IN_CELL:
                if (name.group == Group.CELL) {
                    endCell(name.name);
                } else if (name.group == Group.TABLE || name.group == Group.ROWS || name.group == Group.TR) {
                    if (open.findInScope(name.name, ElementName.TABLE_SCOPE) != NONE) {
                        endCell(open.findInScope("td", ElementName.TABLE_SCOPE) != NONE ? "td" : "th");
                        endInMode(name);
                    }
                } else if (!isTablePart(name.group) && name.group != Group.BODY && name.group != Group.HTML) {
                    endInBody(name);
                }
                break;
            case IN_CAPTION:
                if (name.group == Group.CAPTION || name.group == Group.TABLE) {
                    if (open.findInScope("caption", ElementName.TABLE_SCOPE) != NONE) {
                        endCaption();
                        if (name.group == Group.TABLE) {
                            endInTable(name);
                        }
                    }
                } else if (!isTablePart(name.group) && name.group != Group.BODY && name.group != Group.HTML) {
                    endInBody(name);
                }
                break;
            case IN_COLGROUP:
                if (name.group == Group.COLGROUP) {
                    endColgroup();
                } else if (name.group != Group.COL && endColgroup()) {
                    endInMode(name);
                }
                break;
            case AFTER_BODY:
                if (name.group == Group.HTML) {
                    mode = Mode.AFTER_PAGE;
                } else {
                    mode = Mode.IN_BODY;
                    endInBody(name);
                }
                break;
            default:
                mode = Mode.IN_BODY;
                endInBody(name);
                break;
        }
    }
}
