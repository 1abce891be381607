package org.mathlode.pipeline.html;

import java.util.ArrayList;
import java.util.List;

/**
 * The text of one block while it is collected: characters with white space collapsed, and marks that stand for what is not
 * plain text (formulas, code, scripts). A mark is three characters of the private use area, so a block is searched and cut as
 * one string. Reused from block to block.
 */
final class Line {
    /** Starts a mark; two characters with its number follow. */
    static final char MARK = '\uE0D2';
    /** A dollar that is no delimiter, until it is known whether the text has formulas. */
    static final char PLAIN_DOLLAR = '\uE0D1';
    /** Where a paragraph would have ended if its formula had not been open. */
    static final char BREAK = '\uE0D4';
    /** Where emphasis begins or ends: inside a formula that Markdown has mistaken, a lost underscore. */
    static final char EMPHASIS = '\uE0D6';
    /** The wide blank that Chinese paragraphs are indented with. */
    private static final char INDENT = '\u3000';
    /** Where a block ended within a cell of a table. */
    static final char CELL_BREAK = '\uE0D8';
    private static final char NUMBER_LOW = '\uE100';
    private static final char NUMBER_HIGH = '\uE500';
    private static final int NUMBERS = 1024;

    /** What a mark stands for. */
    sealed interface Atom permits FormulaAtom, CodeAtom, ScriptAtom {}

    record FormulaAtom(Formula formula) implements Atom {}

    record CodeAtom(String code) implements Atom {}

    /** A superscript or subscript. */
    record ScriptAtom(char kind, String content, ScriptHint hint, Face face) implements Atom {}

    /** How a script is set: in italics its letters are variables, upright they may be a word. */
    enum Face { UPRIGHT, ITALIC }

    enum ScriptHint {
        NONE,
        /** The base is set in italics. */
        VARIABLE,
        /** The script is a link or has the class of a footnote mark. */
        REFERENCE
    }

    final StringBuilder text = new StringBuilder();
    private final List<Atom> atoms = new ArrayList<>();
    private boolean space;
    boolean scripts;
    private boolean emphasised;
    private boolean held;
    private boolean cells;
    /** A character occurred that can open a formula. */
    boolean delimiters;

    boolean isEmpty() {
        return text.length() == 0;
    }

    void clear() {
        text.setLength(0);
        atoms.clear();
        space = false;
        scripts = false;
        emphasised = false;
        delimiters = false;
        held = false;
        cells = false;
    }

    /** True unless the text is plain characters throughout. */
    boolean hasMarks() {
        return !atoms.isEmpty() || held;
    }

    Atom atom(int position) {
        return atoms.get(number(text, position));
    }

    Atom atom(CharSequence marked, int position) {
        return atoms.get(number(marked, position));
    }

    void add(Atom atom) {
        flushSpace();
        mark(atom, text);
        scripts |= atom instanceof ScriptAtom;
    }

    void mark(Atom atom, StringBuilder out) {
        if (atoms.size() >= NUMBERS * NUMBERS) {
            return;
        }
        out.append(MARK).append((char) (NUMBER_LOW + atoms.size() % NUMBERS)).append((char) (NUMBER_HIGH + atoms.size() / NUMBERS));
        atoms.add(atom);
    }

    /** True if white space came last. */
    boolean spaceIsDue() {
        return space;
    }

    /** A blank where the next character is not white space itself. */
    void space() {
        space = true;
    }

    void lineBreak() {
        trimEnd();
        space = false;
        if (text.length() > 0) {
            text.append('\n');
        }
    }

    void hold() {
        trimEnd();
        space = false;
        text.append(BREAK);
        held = true;
    }

    /** The end of a block within a cell. */
    void cellBreak() {
        space = true;
        int length = text.length();
        if (length > 0 && text.charAt(length - 1) != CELL_BREAK) {
            text.append(CELL_BREAK);
            cells = true;
        }
    }

    /** Blocks within one cell are set apart by semicolons, unless they end in a mark of their own or a formula stands between them. */
    void resolveCellBreaks() {
        if (!cells) {
            return;
        }
        cells = false;
        int kept = 0;
        int length = text.length();
        for (int i = 0; i < length; i++) {
            char c = text.charAt(i);
            if (c != CELL_BREAK) {
                text.setCharAt(kept++, c);
                continue;
            }
            int next = i + 1;
            while (next < length && (text.charAt(next) == ' ' || text.charAt(next) == CELL_BREAK)) {
                next++;
            }
            while (kept > 0 && text.charAt(kept - 1) == ' ') {
                kept--;
            }
            char before = kept == 0 ? '|' : text.charAt(kept - 1);
            char after = next == length ? '|' : text.charAt(next);
            // the break and the blank behind it leave room for both characters
            if (before != '|' && after != '|' && next > i + 1 && isWordEnd(before) && after != MARK) {
                text.setCharAt(kept++, ';');
            }
            text.setCharAt(kept++, ' ');
            i = next - 1;
        }
        text.setLength(kept);
    }

    private static boolean isWordEnd(char c) {
        return c < '\uE0D0' ? ".,;:!?。，；：！？、".indexOf(c) < 0 : c > '\uEAFF';
    }

    /** Marks the edge of an emphasis; {@link #dropEmphasis} takes the marks away again. */
    void emphasis() {
        flushSpace();
        text.append(EMPHASIS);
        emphasised = true;
    }

    void dropEmphasis() {
        if (emphasised) {
            int kept = 0;
            for (int i = 0; i < text.length(); i++) {
                if (text.charAt(i) != EMPHASIS) {
                    text.setCharAt(kept++, text.charAt(i));
                }
            }
            text.setLength(kept);
            emphasised = false;
        }
    }

    /** Appends text with white space collapsed. */
    void append(CharSequence run, int from, int to) {
        for (int i = from; i < to; i++) {
            char c = run.charAt(i);
            if (c <= ' ' || c == '\u00a0') {
                space = true;
                continue;
            }
            if (c == INDENT && startsLine()) {
                continue;
            }
            if (space) {
                flushSpace();
            }
            if (c == '$' || c == '\\' || c == '[' || c == '`' || c < '0' && c > ' ' || c == '@') {
                delimiters = true;
            }
            text.append(c >= '\uE0D0' && c <= '\uEAFF' || c == '\u00ad' ? '\u200b' : c);
        }
    }

    /** Appends a text node, with runs of characters copied at once: the common case. */
    void append(String run) {
        int to = run.length();
        int i = plainEnd(run);
        if (i > 0) {
            flushSpace();
            text.append(run, 0, i);
        }
        while (i < to) {
            char c = run.charAt(i);
            if (c <= ' ' || c == '\u00a0') {
                space = true;
                i++;
                continue;
            }
            if (c == INDENT && startsLine()) {
                i++;
                continue;
            }
            if (space) {
                flushSpace();
            }
            int start = i;
            while (i < to) {
                c = run.charAt(i);
                if (c <= ' ' || c == '\u00a0' || (c >= '\uE0D0' && c <= '\uEAFF') || c == '\u00ad') {
                    break;
                }
                if (c == '$' || c == '\\' || c == '[' || c == '`' || c == '@' || c == '%' || c == '#') {
                    delimiters = true;
                }
                i++;
            }
            text.append(run, start, i);
            if (i < to && c > ' ' && c != '\u00a0') {
                i++; // soft hyphens and private use characters of ours
            }
        }
    }

    private boolean startsLine() {
        return text.length() == 0 || text.charAt(text.length() - 1) == '\n';
    }

    /** How far a run is letters, digits and the like with single blanks between them, so that it can be copied as it is. */
    private static int plainEnd(String run) {
        int length = run.length();
        int end = 0;
        for (int i = 0; i < length; i++) {
            char c = run.charAt(i);
            if (c > ' ' && c < '\u007f') {
                if (c == '$' || c == '\\' || c == '[' || c == '`' || c == '@' || c == '%' || c == '#') {
                    return end;
                }
                end = i + 1;
            } else if (c != ' ' || end < i || i == 0) {
                return end;
            }
        }
        return end;
    }

    /** Text whose white space counts. */
    void appendPreformatted(CharSequence run) {
        for (int i = 0; i < run.length(); i++) {
            char c = run.charAt(i);
            if (c == '$' || c == '\\' || c == '[') {
                delimiters = true;
            }
            if (c != '\r') {
                text.append(c == '\u00a0' ? ' ' : c >= '\uE0D0' && c <= '\uEAFF' ? '\uFFFD' : c);
            }
        }
    }

    private void flushSpace() {
        if (space) {
            space = false;
            int length = text.length();
            if (length > 0 && text.charAt(length - 1) != '\n' && text.charAt(length - 1) != BREAK) {
                text.append(' ');
            }
        }
    }

    void trimEnd() {
        int length = text.length();
        while (length > 0 && text.charAt(length - 1) == ' ') {
            length--;
        }
        text.setLength(length);
    }

    /** Takes off the line breaks at the end. */
    void trimBreaks() {
        int length = text.length();
        while (length > 0 && (text.charAt(length - 1) == ' ' || text.charAt(length - 1) == '\n')) {
            length--;
        }
        text.setLength(length);
    }

    /** Cuts what was appended since {@code position} and returns it, its marks resolved to LaTeX. */
    String cut(int position) {
        String tail = latex(text, position, text.length());
        text.setLength(position);
        return tail;
    }

    /** A stretch of marked text as the inside of a formula. */
    String latex(CharSequence marked, int from, int to) {
        StringBuilder out = new StringBuilder(to - from);
        for (int i = from; i < to; i++) {
            char c = marked.charAt(i);
            if (c == MARK && i + 2 < marked.length()) {
                Atom atom = atom(marked, i);
                if (atom instanceof FormulaAtom) {
                    out.append(((FormulaAtom) atom).formula().tex());
                } else if (atom instanceof CodeAtom) {
                    out.append(((CodeAtom) atom).code());
                } else {
                    ScriptAtom script = (ScriptAtom) atom;
                    out.append(script.kind()).append('{').append(script.content()).append('}');
                }
                i += 2;
            } else if (c == BREAK) {
                out.append('\n');
            } else {
                out.append(c == PLAIN_DOLLAR ? '$' : c == EMPHASIS ? '_' : c);
            }
        }
        return out.toString();
    }

    private static int number(CharSequence marked, int position) {
        return marked.charAt(position + 1) - NUMBER_LOW + (marked.charAt(position + 2) - NUMBER_HIGH) * NUMBERS;
    }
}
