package org.mathlode.pipeline.html;

import java.util.Arrays;

/**
 * A page to text: one walk over the nodes that {@link MainContent} kept. Blocks are separated by blank lines, items of a
 * list and rows of a table by line breaks; cells stand between bars, code between fences.
 */
final class TextRenderer {
    /** Stands for where its text began where a table is one of data. */
    private static final int DATA_TABLE = -2;

    private final PageTree tree;
    private final PageNotes notes;
    private final FormulaReader reader;
    private final MathConfig config;
    private final Macros macros = new Macros();
    private final WorkBudget work;
    private final Explanation explanation;

    private final Line line = new Line();
    private final InlineMarks inline;
    private final BlockBuilder blocks;
    private final ItemMarks itemMarks;
    private int droppedFormulas;
    private String lastFormula = "";
    private FormulaSource lastSource;
    /** Where the line ended behind the last formula. */
    private int lastEnd;

    // the open elements whose end matters: node and where their text began
    private int[] open = new int[64];
    private int[] openAt = new int[64];
    private int depth;
    private int code;

    TextRenderer(PageTree tree, PageNotes notes, MathConfig config, WorkBudget work, Explanation explanation) {
        this.tree = tree;
        this.notes = notes;
        this.config = config;
        config.macros().forEach(macros::remember);
        this.reader = new FormulaReader(tree, notes, config);
        this.work = work;
        this.explanation = explanation;
        this.inline = new InlineMarks(tree, notes, line);
        this.itemMarks = new ItemMarks(tree, notes);
        this.blocks = new BlockBuilder(line, inline, new TexScanner(config, macros, work), config, explanation);
    }

    /** Renders what is kept of the page. */
    String render() {
        int title = PageTitle.dropped(tree, notes, work);
        if (title != PageTree.NONE) {
            explanation.note("title from a dropped block " + explanation.describe(title));
            walk(title + 1, tree.end(title));
            blocks.end();
        }
        walk(1, tree.size());
        return blocks.finish();
    }

    /** Renders the nodes of a stretch and closes what is open at its end. */
    private void walk(int from, int to) {
        int i = from;
        while (i < to) {
            while (depth > 0 && i >= tree.end(open[depth - 1])) {
                close(open[--depth], openAt[depth]);
            }
            work.spend(1);
            if (notes.isDropped(i)) {
                droppedFormulas += DroppedFormulas.count(tree, notes, i);
                if (notes.formulas[i] > 0) {
                    macros.collect(tree, i);
                }
                explanation.dropped(i, notes.reason(i));
                if (tree.tag(i).block) {
                    blocks.end();
                } else if (!BlockRule.IN_WORDS.equals(notes.reason(i))) {
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
    }

    /** The formulas in the text; {@code marked} counts those the page's source shows, kept or not. */
    FormulaCounts counts(int marked) {
        return blocks.counts(droppedFormulas, marked);
    }

    Macros macros() {
        return macros;
    }

    /** Handles one node and returns the next one to look at. */
    private int node(int i) {
        Tag tag = tree.tag(i);
        if (tag == Tag.TEXT) {
            blocks.text(tree.characters(i));
            return i + 1;
        }
        if (tag == Tag.RAW) {
            return i + 1;
        }
        if (!blocks.preformatted() || tag != Tag.VAR) {
            Formula formula = reader.read(i, notes.mathClass(i));
            if (formula != null) {
                formula(i, formula);
                return tree.end(i);
            }
        }
        if ((tag == Tag.TT || tag == Tag.KBD || tag == Tag.SAMP) && !blocks.preformatted() && hasOddDollar(i)) {
            push(i); // the name of a variable, whose dollar opens nothing
            code++;
            return i + 1;
        }
        switch (tag) {
            case BR:
                blocks.lineBreak();
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
                if (tag == Tag.CODE && !blocks.preformatted() && !blocks.inTable()) {
                    String lines = BrokenCode.of(tree, i);
                    if (lines != null) {
                        blocks.codeLines(lines);
                        return tree.end(i);
                    }
                }
                push(i);
                if (tag == Tag.CODE && !blocks.preformatted()) {
                    code++;
                }
                return i + 1;
            case SPAN:
            case CITE:
                if (!blocks.preformatted() && notes.isClassifier(i)) {
                    line.append(" : "); // Sphinx leaves the colon between a parameter and its type to CSS
                }
                if (notes.isItalic(i)) {
                    push(i);
                }
                return i + 1;
            case LI:
                blocks.beginItem(itemMarks.of(i));
                push(i);
                return i + 1;
            case UL:
            case OL:
            case DL:
            case DIR:
            case MENU:
                blocks.beginList();
                itemMarks.begin(i);
                push(i);
                return i + 1;
            case PRE:
            case LISTING:
            case XMP:
                blocks.beginPreformatted();
                push(i);
                if (tag == Tag.XMP) {
                    line.appendPreformatted(tree.rawText(i));
                }
                return i + 1;
            case TABLE:
                blocks.end();
                push(i);
                if (!blocks.inTable() && notes.isDataTable(i)) {
                    blocks.beginTable();
                    openAt[depth - 1] = DATA_TABLE;
                }
                return i + 1;
            case TR:
            case TD:
            case TH:
                if (!blocks.inTable()) {
                    blocks.end();
                }
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
                diagram(i);
                return tree.end(i);
            case BLOCKQUOTE:
                blocks.end();
                push(i);
                if (notes.isQuotation(i)) {
                    blocks.beginQuote();
                }
                return i + 1;
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
                    blocks.end();
                    push(i);
                }
                return i + 1;
        }
    }

    private void formula(int node, Formula formula) {
        String tex = formula.tex().isEmpty() ? "" : macros.withoutDefinitions(formula.tex());
        if (tex.isEmpty()) {
            return;
        }
        boolean block = tree.tag(node).block && tree.tag(node) != Tag.HR;
        if (block && !blocks.inTable()) {
            blocks.end();
        }
        if (blocks.preformatted()) {
            line.appendPreformatted(tex);
        } else if (tex.equals(lastFormula) && formula.source() != lastSource && line.text.length() == lastEnd && lastEnd > 0 && !line.spaceIsDue()) {
            return; // shown in two ways, one of them for browsers that cannot do the other
        } else {
            line.add(new Line.FormulaAtom(tex.equals(formula.tex()) ? formula : new Formula(tex, formula.placement(), formula.source())));
        }
        lastFormula = tex;
        lastSource = formula.source();
        lastEnd = line.text.length();
        if (block && !blocks.inTable()) {
            blocks.end();
        }
    }

    private void diagram(int svg) {
        String words = DiagramWords.of(tree, svg);
        if (!words.isEmpty() && !blocks.preformatted()) {
            blocks.end();
            line.append(words);
            blocks.end();
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
        return line.delimiters && config.renders() && !blocks.preformatted() && code == 0 && !line.scripts;
    }

    private boolean hasOddDollar(int node) {
        int dollars = 0;
        for (int i = node + 1; i < tree.end(node) && i < node + 20; i++) {
            String text = tree.isText(i) ? tree.characters(i) : "";
            for (int at = text.indexOf('$'); at >= 0; at = text.indexOf('$', at + 1)) {
                dollars++;
            }
        }
        return dollars % 2 == 1;
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
                if (!blocks.preformatted() && code == 0) {
                    inline.script(node, at);
                }
                break;
            case EM:
                if (marksEmphasis()) {
                    line.emphasis();
                }
                inline.italic(at);
                break;
            case I:
            case VAR:
            case SPAN:
            case CITE:
                inline.italic(at);
                break;
            case CODE:
                if (!blocks.preformatted()) {
                    code--;
                    inline.code(at);
                }
                break;
            case TT:
            case KBD:
            case SAMP:
                code--;
                inline.code(at);
                break;
            case UL:
            case OL:
            case DL:
            case DIR:
            case MENU:
                blocks.endList();
                itemMarks.end();
                break;
            case PRE:
            case LISTING:
            case XMP:
                blocks.endPreformatted();
                break;
            case TABLE:
                if (at == DATA_TABLE) {
                    blocks.endTable();
                } else {
                    blocks.end();
                }
                break;
            case CAPTION:
                blocks.endCaption();
                break;
            case BLOCKQUOTE:
                if (notes.isQuotation(node)) {
                    blocks.endQuote();
                } else {
                    blocks.end();
                }
                break;
            case TR:
                blocks.endRow();
                break;
            case TD:
            case TH:
                blocks.endCell();
                break;
            default:
                blocks.end();
                break;
        }
    }
}
