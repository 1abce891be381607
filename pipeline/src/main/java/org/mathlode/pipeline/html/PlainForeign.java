package org.mathlode.pipeline.html;

import org.mathlode.pipeline.html.ElementName.Group;
import org.mathlode.pipeline.html.OpenElements.Namespace;

/** What start and end tags do in MathML and SVG (HTML Standard, section 13.2.6.5) and, as jsoup does it, in noscript. */
abstract class PlainForeign extends PlainInsertion {
    final void insertForeign(ElementName name, Namespace space) throws UnusualMarkup {
        if (markup.attributes != null && markup.attributes.hasKey("definitionurl")) {
            throw new UnusualMarkup("definitionURL"); // the one name in MathML that is not in lower case
        }
        insert(name, space);
        if (markup.selfClosing) {
            open.pop();
        }
    }

    final void startInForeign(ElementName name) throws UnusualMarkup {
        Namespace space = open.namespace();
        boolean html = (open.currentFlags() & ElementName.INTEGRATION) != 0 || open.current().name.equals("annotation-xml") && name.group == Group.SVG;
        String encoding = name.name.equals("annotation-xml") && markup.attributes != null ? markup.attributes.get("encoding") : "";
        boolean annotation = encoding.equalsIgnoreCase("text/html") || encoding.equalsIgnoreCase("application/xhtml+xml");
        if (html || annotation || (name.flags & ElementName.BREAKS_OUT) != 0 || space == Namespace.SVG && name.group == Group.SCRIPT) {
            throw new UnusualMarkup("HTML in MathML or SVG");
        }
        insertForeign(name, space);
    }

    /** False if it is the end tag of an element of HTML. */
    final boolean endInForeign(ElementName name) throws UnusualMarkup {
        if (name.group == Group.P || name.tag == Tag.BR) {
            throw new UnusualMarkup("HTML in MathML or SVG");
        }
        for (int i = open.depth() - 1; i > 0; i--) {
            if (open.isHtml(i)) {
                return false;
            }
            if (open.name(i).name.equals(name.name)) {
                open.popTo(i);
                return true;
            }
        }
        return true;
    }

    final void startNoscript(ElementName name) throws UnusualMarkup {
        insert(name, Namespace.HTML);
        noscript = open.depth() - 1;
    }

    final void startInNoscript(ElementName name) throws UnusualMarkup {
        if ((name.flags & (ElementName.RAW | ElementName.ESCAPABLE)) != 0) {
            if (markup.selfClosing) {
                throw new UnusualMarkup("raw text in noscript");
            }
            insertRaw(name);
        } else if ((name.flags & ElementName.EMPTY) != 0) {
            insertEmpty(name);
        } else {
            insert(name, Namespace.HTML);
        }
    }

    final void endInNoscript(ElementName name) {
        if (name.group == Group.NOSCRIPT) {
            open.popTo(noscript);
            noscript = NONE;
            return;
        }
        for (int i = open.depth() - 1; i > noscript; i--) {
            if (open.name(i).name.equals(name.name)) {
                open.popTo(i);
                return;
            }
        }
    }
}
