package org.mathlode.pipeline.html;

/**
 * The text of a page while it is put together from finished blocks: what stands between blocks, how formulas and code are
 * delimited, which formulas stand on a line of their own.
 */
final class BlockWriter {
    /** What a block is; blocks of a kind may stand closer together. */
    enum Kind { PARAGRAPH, ITEM, ROW, CODE }

    /**
     * Where a block stands.
     *
     * @param quotes the quotations around it
     * @param lists the lists around it
     * @param mark what stands before it if it is an item
     */
    record Place(int quotes, int lists, String mark) {}

    private static final int DEEPEST_INDENT = 6;
    private static final int DEEPEST_QUOTE = 3;
    private static final String QUOTE = "> ";

    private final StringBuilder out = new StringBuilder(4096);
    private final FormulaCounts.Tally tally = new FormulaCounts.Tally();
    private final Explanation explanation;
    private Kind last;

    BlockWriter(Explanation explanation) {
        this.explanation = explanation;
    }

    /** The text, with dollars escaped where they could be taken for delimiters. */
    String text() {
        return CleanText.of(out, tally.count() > 0 ? CleanText.Dollars.ESCAPED : CleanText.Dollars.PLAIN);
    }

    /** The formulas written, and those that were dropped with their blocks. */
    FormulaCounts counts(int dropped, int marked) {
        return tally.finish(dropped, marked);
    }

    /** Writes a line as a block; false if it holds nothing to see. */
    boolean write(Line line, Kind kind, Place place) {
        int start = out.length();
        Kind before = last;
        separate(kind);
        String quote = QUOTE.repeat(Math.min(place.quotes(), DEEPEST_QUOTE));
        out.append(quote);
        if (kind == Kind.ITEM) {
            for (int i = 1; i < Math.min(place.lists(), DEEPEST_INDENT); i++) {
                out.append("  ");
            }
            out.append(place.mark());
        }
        int written = out.length();
        marked(line, kind, quote);
        for (int i = written; i < out.length(); i++) {
            if (out.charAt(i) > ' ') {
                return true;
            }
        }
        out.setLength(start);
        last = before;
        return false;
    }

    /** The next item belongs to another list than the last. */
    void beginList() {
        last = last == Kind.ITEM ? null : last;
    }

    /** Writes lines of code between fences; false if they are blank. */
    boolean code(String content) {
        String body = stripBlankLines(content);
        if (body.isBlank()) {
            return false;
        }
        separate(Kind.CODE);
        out.append("```\n").append(body).append("\n```");
        return true;
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

    private void separate(Kind kind) {
        if (out.length() > 0) {
            out.append(last == kind && (kind == Kind.ITEM || kind == Kind.ROW) ? "\n" : "\n\n");
        }
        last = kind;
    }

    /** Appends plain characters; each line of a quotation is marked. */
    private void plain(StringBuilder text, int from, int to, String quote) {
        if (quote.isEmpty()) {
            out.append(text, from, to);
            return;
        }
        for (int i = from; i < to; i++) {
            out.append(text.charAt(i));
            if (text.charAt(i) == '\n') {
                out.append(quote);
            }
        }
    }

    /** Writes the line with its marks as LaTeX and code. */
    private void marked(Line line, Kind kind, String quote) {
        line.trimBreaks();
        StringBuilder text = line.text;
        int written = out.length();
        if (!line.hasMarks()) {
            plain(text, 0, text.length(), quote);
            return;
        }
        boolean breakPending = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (!breakPending && c != Line.MARK && c != Line.BREAK) {
                int end = i + 1;
                while (end < text.length() && (c = text.charAt(end)) != Line.MARK && c != Line.BREAK) {
                    end++;
                }
                plain(text, i, end, quote);
                i = end - 1;
                continue;
            }
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
                explanation.formula(formula);
                if (breakPending) {
                    out.append('\n');
                    breakPending = false;
                }
                if (display && kind != Kind.ROW) {
                    int end = out.length();
                    while (end > 0 && out.charAt(end - 1) == ' ') {
                        end--;
                    }
                    if (end > 0 && end >= written && out.charAt(end - 1) != '\n') {
                        out.setLength(end);
                        out.append('\n');
                    }
                    String mark = Latex.isDisplayEnvironment(formula.tex()) ? "" : "$$";
                    out.append(mark).append(formula.tex()).append(mark);
                    breakPending = true;
                } else {
                    String mark = Latex.isDisplayEnvironment(formula.tex()) ? "" : display ? "$$" : "$";
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
