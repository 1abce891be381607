package org.mathlode.pipeline.html;

import org.mathlode.pipeline.html.BlockWriter.Kind;
import org.mathlode.pipeline.html.BlockWriter.Place;

/**
 * The block a page is in while its nodes are walked: knows whether it is a paragraph, an item, a row or code, and when it is
 * at its end. A block that ends inside a formula is held until a later one closes it.
 */
final class BlockBuilder {
    /** A formula that is still open after so many blocks was none. */
    private static final int MOST_HELD = 8;

    private final Line line;
    private final InlineMarks inline;
    private final TexScanner scanner;
    private final MathConfig config;
    private final BlockWriter writer;
    private int listDepth;
    private int preformatted;
    private int held;
    /** What stands before the item that was begun; null once it is written. */
    private String itemMark;
    private int quoteDepth;
    private boolean inTable;

    BlockBuilder(Line line, InlineMarks inline, TexScanner scanner, MathConfig config, Explanation explanation) {
        this.line = line;
        this.inline = inline;
        this.scanner = scanner;
        this.config = config;
        this.writer = new BlockWriter(explanation);
    }

    /** Ends the last block and returns the text of them all. */
    String finish() {
        held = MOST_HELD;
        end();
        return writer.text();
    }

    /** The formulas in the text, and those that were dropped with their blocks. */
    FormulaCounts counts(int dropped, int marked) {
        return writer.counts(dropped, marked);
    }

    /** White space counts: the block is code. */
    boolean preformatted() {
        return preformatted > 0;
    }

    /** The block is part of a table of data. */
    boolean inTable() {
        return inTable;
    }

    void text(String characters) {
        if (preformatted > 0) {
            line.appendPreformatted(characters);
        } else {
            line.append(characters);
        }
    }

    void lineBreak() {
        if (preformatted > 0) {
            line.appendPreformatted("\n");
        } else if (inTable) {
            line.space();
        } else {
            line.lineBreak();
        }
    }

    void beginList() {
        end();
        if (listDepth == 0) {
            writer.beginList();
        }
        listDepth++;
    }

    void endList() {
        end();
        listDepth--;
        itemMark = null;
    }

    /** Begins an item that {@code mark}, a bullet or a number, stands before. */
    void beginItem(String mark) {
        end();
        itemMark = inTable ? null : mark;
    }

    /** What follows is somebody else's words. */
    void beginQuote() {
        end();
        quoteDepth++;
    }

    void endQuote() {
        end();
        quoteDepth--;
    }

    /** Writes lines of code that stand within other text. */
    void codeLines(String lines) {
        end();
        if (writer.code(lines)) {
            itemMark = null;
        }
    }

    void beginPreformatted() {
        end();
        preformatted++;
    }

    void endPreformatted() {
        preformatted--;
        if (preformatted == 0 && !inTable) {
            code();
        }
    }

    /** From here on rows are lines of data. */
    void beginTable() {
        inTable = true;
    }

    /** Ends what {@link #beginTable} has begun. */
    void endTable() {
        row();
        inTable = false;
    }

    /** Ends the caption of a table: a line of its own. */
    void endCaption() {
        if (inTable) {
            line.trimEnd();
            if (!line.isEmpty()) {
                write(Kind.PARAGRAPH);
            }
        } else {
            end();
        }
    }

    void endRow() {
        if (inTable) {
            row();
        } else {
            end();
        }
    }

    void endCell() {
        if (inTable) {
            line.space();
            line.append("|", 0, 1);
            line.space();
        } else {
            end();
        }
    }

    /** Ends the block, if anything is in it; blocks within a table or code are part of it. */
    void end() {
        if (inTable) {
            line.cellBreak();
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
        write(itemMark != null ? Kind.ITEM : Kind.PARAGRAPH);
    }

    /** Ends a row of a table, without the bars of empty cells at its end. */
    private void row() {
        StringBuilder text = line.text;
        int end = text.length();
        while (end > 0 && (text.charAt(end - 1) == '|' || text.charAt(end - 1) == ' ' || text.charAt(end - 1) == Line.CELL_BREAK)) {
            end--;
        }
        if (end == 0) {
            line.clear();
            return;
        }
        text.setLength(end);
        write(Kind.ROW);
    }

    private void code() {
        String content = line.latex(line.text, 0, line.text.length());
        line.clear();
        if (writer.code(content)) {
            itemMark = null;
        }
    }

    private void write(Kind kind) {
        held = 0;
        if (line.delimiters || !config.custom().isEmpty()) {
            scanner.scan(line);
        }
        line.resolveCellBreaks();
        line.dropEmphasis();
        if (line.scripts) {
            ScriptRuns.resolve(line);
        }
        if (writer.write(line, kind, new Place(quoteDepth, listDepth, itemMark))) {
            itemMark = null;
        }
        line.clear();
        inline.restart();
    }
}
