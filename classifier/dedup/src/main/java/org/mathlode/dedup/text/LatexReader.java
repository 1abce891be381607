package org.mathlode.dedup.text;

/** Reads what LaTeX and the tags of forums write around letters and digits; what commands mean is listed in {@link Latex}. */
final class LatexReader {
    private static final String[] BBCODE = {"[itex]", "[/itex]", "[tex]", "[/tex]", "[math]", "[/math]", "[latex]", "[/latex]"};
    /** Drawing code longer than this is text that happens to hold {@code [asy]}. */
    private static final int LONGEST_DRAWING = 20_000;

    private final GramBuffer buffer;

    LatexReader(GramBuffer buffer) {
        this.buffer = buffer;
    }

    /** Reads a command, a spacing or an escaped sign; returns the index after it. */
    int backslash(int at) {
        int from = at + 1;
        if (from < buffer.length && !isAsciiLetter(buffer.text[from])) {
            char next = buffer.text[from];
            if ((next == ',' || next == '!' || next == ';') && buffer.openStart >= 0 && buffer.joinsThousands(at, from + 1)) {
                return from + 1;
            }
            buffer.separate();
            return next == '\\' || next == ',' || next == '!' || next == ';' || next == '[' ? from + 1 : from;
        }
        buffer.separate();
        int to = from;
        while (to < buffer.length && isAsciiLetter(buffer.text[to])) {
            to++;
        }
        if (to == from) {
            return from;
        }
        if (to < buffer.length && buffer.text[to] == '{' && (isName(from, to, "begin") || isName(from, to, "end"))) {
            int close = to + 1;
            while (close < buffer.length && close < to + 20 && buffer.text[close] != '}') {
                close++;
            }
            if (close < buffer.length && buffer.text[close] == '}' && Latex.isDisplay(new String(buffer.text, to + 1, close - to - 1))) {
                return close + 1;
            }
        }
        String meaning = Latex.meaning(buffer.text, from, to);
        if (meaning == null) {
            buffer.open(at);
            for (int i = from; i < to; i++) {
                buffer.folded[buffer.foldedLength++] = CharFold.TABLE[buffer.text[i]];
            }
            buffer.openEnd = to;
            buffer.close(true);
        } else if (!meaning.isEmpty()) {
            buffer.command(meaning, at, to);
        }
        if (meaning == null ? isName(from, to, "frac") || isName(from, to, "binom") : meaning.equals("frac") || meaning.equals("binom")) {
            buffer.argumentsPending = 2;
        }
        return to;
    }

    /** TeX reads one character as the argument of {@code \frac} where no brace stands: {@code \frac12} is a half. */
    int argument(int at, char f) {
        buffer.endGram();
        buffer.open(at);
        buffer.folded[buffer.foldedLength++] = f;
        buffer.openEnd = at + 1;
        int pending = buffer.argumentsPending - 1;
        buffer.close(false);
        buffer.argumentsPending = pending;
        return at + 1;
    }

    /** The end of the drawing that begins with the bracket at {@code at}; one further if none does. */
    int drawingEnd(int at) {
        if (!buffer.matches(at, "[asy]")) {
            return at + 1;
        }
        int limit = Math.min(buffer.length - 6, at + LONGEST_DRAWING);
        for (int i = at + 5; i <= limit; i++) {
            if (buffer.text[i] == '[' && buffer.matches(i, "[/asy]")) {
                return i + 6;
            }
        }
        return at + 1;
    }

    /** Forums write {@code [itex]x[/itex]} for a formula in a line: the end of such a tag; one further if there is none. */
    int tagEnd(int at) {
        for (String name : BBCODE) {
            if (buffer.matches(at, name)) {
                return at + name.length();
            }
        }
        return at + 1;
    }

    private boolean isName(int from, int to, String name) {
        return to - from == name.length() && buffer.matches(from, name);
    }

    private static boolean isAsciiLetter(char c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z';
    }
}
