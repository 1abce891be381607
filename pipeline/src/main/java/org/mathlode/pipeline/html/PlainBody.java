package org.mathlode.pipeline.html;

import org.mathlode.pipeline.html.ElementName.Group;
import org.mathlode.pipeline.html.OpenElements.Namespace;

/** What start and end tags do in the body of a page (HTML Standard, section 13.2.6.4.7), in the order of jsoup's rules. */
abstract class PlainBody extends PlainForeign {
    final void startInBody(ElementName name) throws UnusualMarkup {
        switch (name.group) {
            case A:
                if (open.hasActiveFormatting(name)) {
                    endFormatting(name);
                    if (open.find("a") != NONE) {
                        throw new UnusualMarkup("a link in a link");
                    }
                }
                startFormatting(name);
                break;
            case FORMATTING:
                open.reconstructFormatting();
                if (name.name.equals("nobr") && open.findInScope("nobr", ElementName.SCOPE) != NONE) {
                    throw new UnusualMarkup("nobr in nobr");
                }
                startFormatting(name);
                break;
            case LI:
                closeItem();
                closeParagraph();
                insert(name, Namespace.HTML);
                break;
            case DESCRIPTION:
                closeDescription();
                closeParagraph();
                insert(name, Namespace.HTML);
                break;
            case P:
            case BLOCK:
                closeParagraph();
                insert(name, Namespace.HTML);
                break;
            case HEADING:
                closeParagraph();
                if (open.depth() > 0 && open.current().group == Group.HEADING) {
                    open.pop();
                }
                insert(name, Namespace.HTML);
                break;
            case PREFORMATTED:
                closeParagraph();
                insert(name, Namespace.HTML);
                markup.skipLineBreak();
                break;
            case FORM:
                if (form == NONE) {
                    closeParagraph();
                    form = insert(name, Namespace.HTML);
                }
                break;
            case BUTTON:
                if (open.findInScope("button", ElementName.SCOPE | ElementName.BUTTON_SCOPE) != NONE) {
                    endBlock(name);
                }
                open.reconstructFormatting();
                insert(name, Namespace.HTML);
                break;
            case TABLE:
                if (open.findParagraph() != NONE) {
                    if (anyDoctype && !standardDoctype) {
                        throw new UnusualMarkup("a table in a paragraph behind an old doctype");
                    }
                    if (anyDoctype) {
                        closeParagraph();
                    }
                }
                insert(name, Namespace.HTML);
                mode = Mode.IN_TABLE;
                break;
            case INPUT:
                open.popTo(Math.min(open.depth(), orDepth(open.findInScope("select", ElementName.SCOPE))));
                open.reconstructFormatting();
                insertEmpty(name);
                break;
            case HR:
                closeParagraph();
                if (open.findInScope("select", ElementName.SCOPE) != NONE) {
                    open.closeImplied("");
                }
                insertEmpty(name);
                break;
            case VOID:
                open.reconstructFormatting();
                insertEmpty(name);
                break;
            case MEDIA:
            case METADATA:
                insertEmpty(name);
                break;
            case TITLE:
            case STYLE:
            case SCRIPT:
            case FRAMED_TEXT:
                insertRaw(name);
                break;
            case TEXTAREA:
                markup.skipLineBreak();
                insertRaw(name);
                break;
            case XMP:
                closeParagraph();
                open.reconstructFormatting();
                insertRaw(name);
                break;
            case NOSCRIPT:
                open.reconstructFormatting();
                startNoscript(name);
                break;
            case SELECT:
                int select = open.findInScope("select", ElementName.SCOPE);
                if (select != NONE) {
                    open.popTo(select);
                } else {
                    open.reconstructFormatting();
                    insert(name, Namespace.HTML);
                }
                break;
            case OPTION:
            case OPTGROUP:
                if (open.findInScope("select", ElementName.SCOPE) != NONE) {
                    open.closeImplied(name.group == Group.OPTION ? "optgroup" : "");
                } else if (open.currentIs("option")) {
                    open.pop();
                }
                open.reconstructFormatting();
                insert(name, Namespace.HTML);
                break;
            case RUBY_BASE:
            case RUBY_TEXT:
                if (open.findInScope("ruby", ElementName.SCOPE) != NONE) {
                    open.closeImplied(name.group == Group.RUBY_TEXT ? "rtc" : "");
                }
                insert(name, Namespace.HTML);
                break;
            case OBJECT:
                open.reconstructFormatting();
                insert(name, Namespace.HTML);
                open.addMarker();
                break;
            case MATH:
            case SVG:
                open.reconstructFormatting();
                insertForeign(name, name.group == Group.MATH ? Namespace.MATHML : Namespace.SVG);
                break;
            case HTML:
                repeated(0);
                break;
            case BODY:
                repeated(1);
                break;
            case HEAD:
            case CAPTION:
            case COL:
            case COLGROUP:
            case ROWS:
            case TR:
            case CELL:
            case FRAME:
                break;
            default:
                open.reconstructFormatting();
                insert(name, Namespace.HTML);
                break;
        }
    }

    /** A second start tag of html or body: the first gets those of its attributes that it has not. */
    final void repeated(int position) throws UnusualMarkup {
        if (markup.attributes == null || tree.hasAll(open.node(position), markup.attributes)) {
            return;
        }
        if (!markup.writtenInLowerCase()) {
            throw new UnusualMarkup("capitals in a repeated tag"); // jsoup leaves them
        }
        if (!tree.addAttributes(open.node(position), markup.attributes, Markup.MOST_ATTRIBUTES)) {
            throw new UnusualMarkup("attributes of a repeated tag");
        }
    }

    final int orDepth(int position) {
        return position == NONE ? open.depth() : position;
    }

    final void startFormatting(ElementName name) throws UnusualMarkup {
        open.reconstructFormatting();
        open.format(name, insert(name, Namespace.HTML));
    }

    final void closeParagraph() {
        int paragraph = open.findParagraph();
        if (paragraph != NONE) {
            open.closeImplied("p");
            open.popTo(paragraph);
        }
    }

    final void closeItem() {
        for (int i = open.depth() - 1; i > 0; i--) {
            ElementName name = open.name(i);
            if (name.group == Group.LI) {
                end(name, open.findInScope("li", ElementName.SCOPE | ElementName.LIST_SCOPE));
                return;
            }
            if (closesSearch(i)) {
                return;
            }
        }
    }

    final void closeDescription() {
        for (int i = open.depth() - 1; i >= Math.max(0, open.depth() - 25); i--) {
            ElementName name = open.name(i);
            if (name.group == Group.DESCRIPTION) {
                end(name, open.findInScope(name.name, ElementName.SCOPE));
                return;
            }
            if (closesSearch(i)) {
                return;
            }
        }
    }

    final boolean closesSearch(int position) {
        Tag tag = open.name(position).tag;
        return (open.flags(position) & ElementName.SPECIAL) != 0 && tag != Tag.ADDRESS && tag != Tag.DIV && tag != Tag.P;
    }

    final void endInBody(ElementName name) throws UnusualMarkup {
        switch (name.group) {
            case A:
            case FORMATTING:
                endFormatting(name);
                break;
            case LI:
                end(name, open.findInScope("li", ElementName.SCOPE | ElementName.LIST_SCOPE));
                break;
            case DESCRIPTION:
                end(name, open.findInScope(name.name, ElementName.SCOPE));
                break;
            case P:
                int paragraph = open.findInScope("p", ElementName.SCOPE | ElementName.BUTTON_SCOPE);
                if (paragraph == NONE) {
                    insertPlain(name);
                    open.pop();
                } else {
                    end(name, paragraph);
                }
                break;
            case HEADING:
                if (open.findHeadingInScope() != NONE) {
                    open.closeImplied(name.name);
                    open.popTo(open.findHeadingInScope());
                }
                break;
            case BLOCK:
            case PREFORMATTED:
            case BUTTON:
            case SELECT:
                endBlock(name);
                break;
            case FORM:
                endForm();
                break;
            case OBJECT:
                if (open.findInScope(name.name, ElementName.SCOPE) != NONE) {
                    endBlock(name);
                    open.clearToMarker();
                }
                break;
            case BODY:
                if (open.findInScope("body", ElementName.SCOPE) != NONE) {
                    mode = Mode.AFTER_BODY;
                }
                break;
            case HTML:
                if (open.find("body") != NONE) {
                    mode = Mode.AFTER_PAGE;
                }
                break;
            default:
                if (name.tag == Tag.BR) {
                    open.reconstructFormatting();
                    tree.addElement(name.tag, name.name, null, open.node());
                } else {
                    endOther(name);
                }
                break;
        }
    }

    final void end(ElementName name, int position) {
        if (position != NONE) {
            open.closeImplied(name.name);
            open.popTo(open.find(name.name));
        }
    }

    final void endBlock(ElementName name) {
        int position = open.findInScope(name.name, ElementName.SCOPE);
        if (position != NONE) {
            open.closeImplied("");
            open.popTo(position);
        }
    }

    final void endForm() throws UnusualMarkup {
        int current = form;
        form = NONE;
        if (current == NONE || open.findInScope("form", ElementName.SCOPE) == NONE) {
            return;
        }
        open.closeImplied("");
        if (open.node() != current) {
            throw new UnusualMarkup("a form that ends within another element");
        }
        open.pop();
    }

    final void endFormatting(ElementName name) throws UnusualMarkup {
        if (!open.endFormatting(name)) {
            endOther(name);
        }
    }

    final void endOther(ElementName name) {
        if (open.find(name.name) == NONE) {
            return;
        }
        for (int i = open.depth() - 1; i >= 0; i--) {
            if (open.name(i).name.equals(name.name)) {
                end(name, i);
                return;
            }
            if ((open.flags(i) & ElementName.SPECIAL) != 0) {
                return;
            }
        }
    }
}
