package org.mathlode.pipeline.html;

import org.mathlode.pipeline.html.ElementName.Group;
import org.mathlode.pipeline.html.OpenElements.Namespace;

/** What start and end tags do in tables (HTML Standard, sections 13.2.6.4.9 to 13.2.6.4.15); content that stands between cells is refused. */
abstract class PlainTables extends PlainBody {
    static boolean isTablePart(Group group) {
        return group == Group.CAPTION || group == Group.COL || group == Group.COLGROUP || group == Group.ROWS || group == Group.TR || group == Group.CELL;
    }

    final void startInTable(ElementName name) throws UnusualMarkup {
        switch (name.group) {
            case CAPTION:
                open.clearTo(Tag.TABLE);
                open.addMarker();
                insert(name, Namespace.HTML);
                mode = Mode.IN_CAPTION;
                break;
            case COLGROUP:
                open.clearTo(Tag.TABLE);
                insert(name, Namespace.HTML);
                mode = Mode.IN_COLGROUP;
                break;
            case COL:
                open.clearTo(Tag.TABLE);
                insertPlain(ElementName.of("colgroup"));
                mode = Mode.IN_COLGROUP;
                insertEmpty(name);
                break;
            case ROWS:
                open.clearTo(Tag.TABLE);
                insert(name, Namespace.HTML);
                mode = Mode.IN_ROWS;
                break;
            case TR:
            case CELL:
                open.clearTo(Tag.TABLE);
                insertPlain(ElementName.of("tbody"));
                mode = Mode.IN_ROWS;
                startInRows(name);
                break;
            case SCRIPT:
                insertRaw(name);
                break;
            case NOSCRIPT:
                startNoscript(name);
                break;
            case INPUT:
                if (markup.attributes == null || !markup.attributes.get("type").equalsIgnoreCase("hidden")) {
                    throw new UnusualMarkup("content in a table");
                }
                insertEmpty(name);
                break;
            case FORM:
                if (form == NONE) {
                    form = insert(name, Namespace.HTML);
                    open.pop();
                }
                break;
            default:
                if (name.tag != Tag.STYLE) {
                    throw new UnusualMarkup("content in a table");
                }
                insertRaw(name);
                break;
        }
    }

    final void startInRows(ElementName name) throws UnusualMarkup {
        if (name.group == Group.TR) {
            open.clearTo(Tag.TBODY, Tag.TFOOT, Tag.THEAD);
            insert(name, Namespace.HTML);
            mode = Mode.IN_ROW;
        } else if (name.group == Group.CELL) {
            open.clearTo(Tag.TBODY, Tag.TFOOT, Tag.THEAD);
            insertPlain(ElementName.of("tr"));
            mode = Mode.IN_ROW;
            startInRow(name);
        } else if (isTablePart(name.group)) {
            if (endRows()) {
                startInTable(name);
            }
        } else {
            startInTable(name);
        }
    }

    final void startInRow(ElementName name) throws UnusualMarkup {
        if (name.group == Group.CELL) {
            open.clearTo(Tag.TR);
            insert(name, Namespace.HTML);
            mode = Mode.IN_CELL;
            open.addMarker();
        } else if (isTablePart(name.group)) {
            if (endRow()) {
                startInRows(name);
            }
        } else {
            startInTable(name);
        }
    }

    final void endInTable(ElementName name) throws UnusualMarkup {
        if (name.group == Group.TABLE) {
            int table = open.findInScope("table", ElementName.TABLE_SCOPE);
            if (table != NONE) {
                open.popTo(table);
                resetMode();
            }
        } else if (name.group == Group.P || name.tag == Tag.BR) {
            throw new UnusualMarkup("content in a table");
        } else if (!isTablePart(name.group) && name.group != Group.BODY && name.group != Group.HTML) {
            endInBody(name);
        }
    }

    final void endInRows(ElementName name) throws UnusualMarkup {
        if (name.group == Group.ROWS) {
            if (open.findInScope(name.name, ElementName.TABLE_SCOPE) != NONE) {
                open.clearTo(Tag.TBODY, Tag.TFOOT, Tag.THEAD);
                open.pop();
                mode = Mode.IN_TABLE;
            }
        } else if (name.group != Group.TABLE) {
            endInTable(name);
        } else if (endRows()) {
            endInTable(name);
        }
    }

    final void endInRow(ElementName name) throws UnusualMarkup {
        if (name.group == Group.TR) {
            endRow();
        } else if (name.group == Group.TABLE || name.group == Group.ROWS) {
            if ((name.group == Group.TABLE || open.findInScope(name.name, ElementName.TABLE_SCOPE) != NONE) && endRow()) {
                endInRows(name);
            }
        } else {
            endInTable(name);
        }
    }

    final boolean endRows() {
        if (open.findInScope("tbody", ElementName.TABLE_SCOPE) == NONE && open.findInScope("thead", ElementName.TABLE_SCOPE) == NONE && open.findInScope("tfoot", ElementName.TABLE_SCOPE) == NONE) {
            return false;
        }
        open.clearTo(Tag.TBODY, Tag.TFOOT, Tag.THEAD);
        open.pop();
        mode = Mode.IN_TABLE;
        return true;
    }

    final boolean endRow() {
        if (open.findInScope("tr", ElementName.TABLE_SCOPE) == NONE) {
            return false;
        }
        open.clearTo(Tag.TR);
        open.pop();
        mode = Mode.IN_ROWS;
        return true;
    }

    final void endCell(String name) {
        int cell = open.findInScope(name, ElementName.TABLE_SCOPE);
        mode = Mode.IN_ROW;
        if (cell != NONE) {
            open.closeImplied("");
            open.popTo(cell);
            open.clearToMarker();
        }
    }

    final void endCaption() {
        open.closeImplied("");
        open.popTo(open.find("caption"));
        open.clearToMarker();
        mode = Mode.IN_TABLE;
    }

    final boolean endColgroup() {
        if (!open.currentIs("colgroup")) {
            return false;
        }
        open.pop();
        mode = Mode.IN_TABLE;
        return true;
    }

    /** The mode that the open elements ask for. */
    final void resetMode() {
        for (int i = open.depth() - 1; i >= 0; i--) {
            if (!open.isHtml(i)) {
                continue;
            }
            switch (open.name(i).group) {
                case CELL:
                    mode = Mode.IN_CELL;
                    return;
                case TR:
                    mode = Mode.IN_ROW;
                    return;
                case ROWS:
                    mode = Mode.IN_ROWS;
                    return;
                case CAPTION:
                    mode = Mode.IN_CAPTION;
                    return;
                case TABLE:
                    mode = Mode.IN_TABLE;
                    return;
                case BODY:
                    mode = Mode.IN_BODY;
                    return;
                default:
                    break;
            }
        }
    }
}
