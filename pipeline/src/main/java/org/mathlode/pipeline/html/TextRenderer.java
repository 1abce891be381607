package org.mathlode.pipeline.html;

import java.util.Arrays;

/**
 * A page to text: one walk over the nodes that {@link MainContent} kept. Blocks are separated by blank lines, items of a
 * list and rows of a table by line breaks; cells stand between bars, code between fences.
 */
final class TextRenderer {
    private static final int MOST_HELD = 8;
    private static final int LONGEST_SCRIPT = 200;

    private enum Kind { PARAGRAPH, ITEM, ROW, CODE }

    private final PageTree tree;
    private final PageNotes notes;
    private final FormulaReader reader;
    private final MathConfig config;
    private final Macros macros = new Macros();
    private final TexScanner scanner;
    private final WorkBudget work;
    private final Explanation explanation;

    private final StringBuilder out = new StringBuilder(4096);
    private final Line line = new Line();
    private final FormulaCounts.Tally tally = new FormulaCounts.Tally();
    private Kind last;
    private int droppedFormulas;
    private String lastFormula = "";

    // the open elements whose end matters: node and where their text began
    private int[] open = new int[64];
    private int[] openAt = new int[64];
    private int depth;
    private int listDepth;
    private int preformatted;
    private int code;
    private int held;
    private boolean itemPending;
    private boolean inTable;
    private int cellsInRow;
    private int italicEnd = -1;
    private int italicStart = -1;

    TextRenderer(PageTree tree, PageNotes notes, MathConfig config, WorkBudget work, Explanation explanation) {
        this.tree = tree;
        this.notes = notes;
        this.config = config;
        config.macros().forEach(macros::remember);
        this.reader = new FormulaReader(tree, config);
        this.scanner = new TexScanner(config, macros, work);
        this.work = work;
        this.explanation = explanation;
    }

    /** Renders what is kept of the page. */
    String render() {
        int i = 1;
        int size = tree.size();
        while (i < size) {
            while (depth > 0 && i >= tree.end(open[depth - 1])) {
                close(open[--depth], openAt[depth]);
            }
            work.spend(1);
            if (notes.isDropped(i)) {
                droppedFormulas += DroppedFormulas.count(tree, notes, i);
                explanation.dropped(i, notes.reason(i));
                if (tree.tag(i).block) {
                    endBlock();
                } else {
                    line.space();
                }
                i = tree.end(i);
                continue;
            }
            i = node(i);
        }
        while (depth > 0) {
            close(open[--depth], openAt[depth]);
        }
        held = MOST_HELD;
        endBlock();
        return CleanText.of(out, tally.count() > 0 ? CleanText.Dollars.ESCAPED : CleanText.Dollars.PLAIN);
    }

    FormulaCounts counts() {
        return tally.finish(droppedFormulas);
    }

    Macros macros() {
        return macros;
    }

    /** Handles one node and returns the next one to look at. */
    private int node(int i) {
        Tag tag = tree.tag(i);
        if (tag == Tag.TEXT) {
            text(i);
            return i + 1;
        }
        if (tag == Tag.RAW) {
            return i + 1;
        }
        if (preformatted == 0 || tag != Tag.VAR) {
            Formula formula = reader.read(i, notes.mathClass(i));
            if (formula != null) {
                formula(i, formula);
                return tree.end(i);
            }
        }
        switch (tag) {
            case BR:
                if (preformatted > 0) {
                    line.appendPreformatted("\n");
                } else if (inTable) {
                    line.space();
                } else {
                    line.lineBreak();
                }
                return i + 1;
            case WBR:
                return i + 1;
            case SUP:
            case SUB:
            case I:
            case EM:
            case VAR:
            case CODE:
                if (tag == Tag.EM && marksEmphasis()) {
                    line.emphasis();
                }
                push(i);
                if (tag == Tag.CODE && preformatted == 0) {
                    code++;
                }
                return i + 1;
            case SPAN:
            case CITE:
                if (preformatted == 0 && tree.hasClass(i, "classifier")) {
                    line.append(" : "); // Sphinx leaves the colon between a parameter and its type to CSS
                }
                if (notes.isItalic(i)) {
                    push(i);
                }
                return i + 1;
            case LI:
                endBlock();
                itemPending = !inTable;
                push(i);
                return i + 1;
            case UL:
            case OL:
            case DL:
            case DIR:
            case MENU:
                endBlock();
                listDepth++;
                push(i);
                return i + 1;
            case PRE:
            case LISTING:
            case XMP:
                endBlock();
                push(i);
                preformatted++;
                if (tag == Tag.XMP) {
                    line.appendPreformatted(tree.rawText(i));
                }
                return i + 1;
            case TABLE:
                endBlock();
                push(i);
                if (!inTable && notes.isDataTable(i)) {
                    inTable = true;
                    openAt[depth - 1] = -2;
                }
                return i + 1;
            case TR:
                if (inTable) {
                    push(i);
                    cellsInRow = 0;
                    return i + 1;
                }
                endBlock();
                push(i);
                return i + 1;
            case TD:
            case TH:
                if (inTable) {
                    push(i);
                    return i + 1;
                }
                endBlock();
                push(i);
                return i + 1;
            case NOSCRIPT:
                return noscript(i);
            case RP:
            case TITLE:
            case STYLE:
            case SCRIPT:
            case HEAD:
                return tag == Tag.HEAD ? i + 1 : tree.end(i);
            case SVG:
            case IFRAME:
            case TEXTAREA:
            case SELECT:
            case DATALIST:
            case TEMPLATE:
            case AUDIO:
            case VIDEO:
            case CANVAS:
            case NOEMBED:
            case NOFRAMES:
            case OPTION:
            case METER:
            case PROGRESS:
            case ANNOTATION:
                return tree.end(i);
            default:
                if (tag.block) {
                    endBlock();
                    push(i);
                }
                return i + 1;
        }
    }

    private void text(int i) {
        if (preformatted > 0) {
            line.appendPreformatted(tree.characters(i));
        } else {
            line.append(tree.characters(i));
        }
    }

    private void formula(int node, Formula formula) {
        String tex = formula.tex().isEmpty() ? "" : macros.withoutDefinitions(formula.tex());
        if (tex.isEmpty()) {
            return;
        }
        boolean block = tree.tag(node).block && tree.tag(node) != Tag.HR;
        if (block && !inTable) {
            endBlock();
        }
        if (preformatted > 0) {
            line.appendPreformatted(tex);
        } else {
            line.add(new Line.FormulaAtom(tex.equals(formula.tex()) ? formula : new Formula(tex, formula.placement(), formula.source())));
            explanation.formula(formula);
        }
        lastFormula = tex;
        if (block && !inTable) {
            endBlock();
        }
    }

    /** Without scripts a page shows this; with them it repeats images that load late. */
    private int noscript(int i) {
        for (int k = i + 1; k < tree.end(i); k++) {
            if (tree.tag(k) == Tag.IMG) {
                Formula formula = FormulaImages.read(tree, k, notes.mathClass(k));
                if (formula != null && !formula.tex().isEmpty() && !formula.tex().equals(lastFormula)) {
                    formula(k, formula);
                }
            }
        }
        return notes.textLength(i) > 300 ? i + 1 : tree.end(i);
    }

    /** Emphasis can only be a mistaken underscore where a dollar or a bracket has opened a formula. */
    private boolean marksEmphasis() {
        return line.delimiters && config.renders() && preformatted == 0 && code == 0 && !line.scripts;
    }

    private void push(int node) {
        if (depth == open.length) {
            open = Arrays.copyOf(open, depth * 2);
            openAt = Arrays.copyOf(openAt, depth * 2);
        }
        open[depth] = node;
        openAt[depth++] = line.text.length();
    }

    private void close(int node, int at) {
        Tag tag = tree.tag(node);
        switch (tag) {
            case SUP:
            case SUB:
                script(node, at);
                break;
            case EM:
                if (marksEmphasis()) {
                    line.emphasis();
                }
                italicStart = at;
                italicEnd = line.text.length();
                break;
            case I:
            case VAR:
            case SPAN:
            case CITE:
                italicStart = at;
                italicEnd = line.text.length();
                break;
            case CODE:
                if (preformatted == 0) {
                    code--;
                    inlineCode(at);
                }
                break;
            case UL:
            case OL:
            case DL:
            case DIR:
            case MENU:
                endBlock();
                listDepth--;
                itemPending = false;
                break;
            case PRE:
            case LISTING:
            case XMP:
                preformatted--;
                if (preformatted == 0 && !inTable) {
                    fence();
                }
                break;
            case TABLE:
                if (at == -2) {
                    row();
                    inTable = false;
                } else {
                    endBlock();
                }
                break;
            case TR:
                if (inTable) {
                    row();
                } else {
                    endBlock();
                }
                break;
            case TD:
            case TH:
                if (inTable) {
                    cellsInRow++;
                    line.space();
                    line.append("|", 0, 1);
                    line.space();
                } else {
                    endBlock();
                }
                break;
            default:
                endBlock();
                break;
        }
    }

    private void script(int node, int at) {
        if (preformatted > 0 || code > 0) {
            return;
        }
        int start = Math.min(at, line.text.length());
        while (start < line.text.length() && line.text.charAt(start) == ' ') {
            start++;
        }
        if (line.text.length() - start > LONGEST_SCRIPT) {
            return; // running text that someone set small
        }
        String content = line.cut(start);
        if (content.isBlank()) {
            return;
        }
        if (content.indexOf('\n') >= 0 || content.indexOf('$') >= 0 || content.contains("\\(")) {
            line.append(content, 0, content.length());
            return;
        }
        Line.ScriptHint hint = notes.isReference(tree, node) ? Line.ScriptHint.REFERENCE
                : italicEnd == start && italicEnd > italicStart && italicEnd - italicStart <= 3 ? Line.ScriptHint.VARIABLE : Line.ScriptHint.NONE;
        line.add(new Line.ScriptAtom(tree.tag(node) == Tag.SUP ? '^' : '_', content.strip(), hint, holdsItalic(node) ? Line.Face.ITALIC : Line.Face.UPRIGHT));
    }

    private boolean holdsItalic(int node) {
        for (int i = node + 1; i < tree.end(node); i++) {
            Tag tag = tree.tag(i);
            if (tag == Tag.I || tag == Tag.EM || tag == Tag.VAR || (tag == Tag.SPAN && notes.isItalic(i))) {
                return true;
            }
        }
        return false;
    }

    private void inlineCode(int at) {
        int start = Math.min(at, line.text.length());
        while (start < line.text.length() && line.text.charAt(start) == ' ') {
            start++;
        }
        String content = line.cut(start);
        if (!content.isBlank()) {
            line.add(new Line.CodeAtom(content));
        }
    }

    private void row() {
        StringBuilder text = line.text;
        line.trimEnd();
        boolean empty = true;
        for (int i = 0; i < text.length() && empty; i++) {
            empty = text.charAt(i) == '|' || text.charAt(i) == ' ';
        }
        if (empty) {
            line.clear();
            return;
        }
        while (text.length() > 0 && (text.charAt(text.length() - 1) == '|' || text.charAt(text.length() - 1) == ' ')) {
            text.setLength(text.length() - 1);
        }
        finish(Kind.ROW);
    }

    private void fence() {
        String content = line.latex(line.text, 0, line.text.length());
        line.clear();
        String body = stripBlankLines(content);
        if (body.isBlank()) {
            return;
        }
        separate(Kind.CODE);
        out.append("```\n").append(body).append("\n```");
        last = Kind.CODE;
        itemPending = false;
    }

    private static String stripBlankLines(String content) {
        int start = 0;
        int end = content.length();
        while (end > 0 && content.charAt(end - 1) <= ' ') {
            end--;
        }
        for (int i = 0; i < end && content.charAt(i) <= ' '; i++) {
            if (content.charAt(i) == '\n') {
                start = i + 1;
            }
        }
        return content.substring(start, end);
    }

    private void endBlock() {
        if (inTable) {
            line.space();
            return;
        }
        if (preformatted > 0) {
            if (!line.isEmpty() && line.text.charAt(line.text.length() - 1) != '\n') {
                line.appendPreformatted("\n");
            }
            return;
        }
        line.trimEnd();
        if (line.isEmpty()) {
            line.clear();
            return;
        }
        if (line.delimiters && held < MOST_HELD && TexScanner.endsInsideDisplay(line.text)) {
            held++;
            line.hold();
            return;
        }
        finish(itemPending || last == Kind.ITEM && listDepth > 0 && itemPending ? Kind.ITEM : Kind.PARAGRAPH);
    }

    private void finish(Kind kind) {
        held = 0;
        if (line.delimiters || !config.custom().isEmpty()) {
            scanner.scan(line);
        }
        line.dropEmphasis();
        if (line.scripts) {
            ScriptRuns.resolve(line);
        }
        int start = out.length();
        Kind before = last;
        separate(kind);
        if (kind == Kind.ITEM) {
            for (int i = 1; i < Math.min(listDepth, 6); i++) {
                out.append("  ");
            }
            out.append("- ");
        }
        int written = out.length();
        write(kind);
        boolean empty = true;
        for (int i = written; i < out.length() && empty; i++) {
            empty = out.charAt(i) <= ' ';
        }
        if (empty) {
            out.setLength(start);
            last = before;
        } else {
            itemPending = false;
        }
        line.clear();
        italicEnd = -1;
    }

    private void separate(Kind kind) {
        if (out.length() > 0) {
            out.append(last == kind && (kind == Kind.ITEM || kind == Kind.ROW) ? "\n" : "\n\n");
        }
        last = kind;
    }

    /** Writes the line with its marks as LaTeX and code. */
    private void write(Kind kind) {
        StringBuilder text = line.text;
        boolean breakPending = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c != Line.MARK) {
                if (breakPending) {
                    if (c == ' ' || c == '\n') {
                        if (c == '\n') {
                            breakPending = false;
                            out.append('\n');
                        }
                        continue;
                    }
                    if (",.;:!?，。；：".indexOf(c) < 0) {
                        out.append('\n');
                        breakPending = false;
                    }
                }
                if (c == Line.BREAK) {
                    out.append("\n\n");
                } else {
                    out.append(c);
                }
                continue;
            }
            Line.Atom atom = line.atom(i);
            if (atom instanceof Line.CodeAtom) {
                String code = ((Line.CodeAtom) atom).code();
                if (breakPending) {
                    out.append('\n');
                    breakPending = false;
                }
                out.append(code.indexOf('`') >= 0 ? code : "`" + code + "`");
            } else if (atom instanceof Line.FormulaAtom) {
                Formula formula = ((Line.FormulaAtom) atom).formula();
                boolean display = isDisplay(formula, text, i, kind);
                tally.add(formula, display);
                if (breakPending) {
                    out.append('\n');
                    breakPending = false;
                }
                if (display && kind != Kind.ROW) {
                    int end = out.length();
                    while (end > 0 && out.charAt(end - 1) == ' ') {
                        end--;
                    }
                    if (end > 0 && out.charAt(end - 1) != '\n' && !(kind == Kind.ITEM && out.charAt(end - 1) == '-')) {
                        out.setLength(end);
                        out.append('\n');
                    }
                    out.append("$$").append(formula.tex()).append("$$");
                    breakPending = true;
                } else {
                    String mark = display ? "$$" : "$";
                    out.append(mark).append(kind == Kind.ROW ? Latex.oneLine(formula.tex()) : Latex.inline(formula.tex())).append(mark);
                }
            } else {
                Line.ScriptAtom script = (Line.ScriptAtom) atom;
                out.append(script.content());
            }
            i += 2;
        }
    }

    private static boolean isDisplay(Formula formula, StringBuilder text, int at, Kind kind) {
        if (formula.placement() != Formula.Placement.BY_PLACE) {
            return formula.placement() == Formula.Placement.DISPLAY;
        }
        if (kind == Kind.ROW || kind == Kind.ITEM) {
            return false;
        }
        int before = at - 1;
        while (before >= 0 && text.charAt(before) == ' ') {
            before--;
        }
        int after = at + 3;
        while (after < text.length() && (text.charAt(after) == ' ' || ".,;".indexOf(text.charAt(after)) >= 0)) {
            after++;
        }
        return (before < 0 || text.charAt(before) == '\n' || text.charAt(before) == Line.BREAK)
                && (after >= text.length() || text.charAt(after) == '\n' || text.charAt(after) == Line.BREAK);
    }
}
