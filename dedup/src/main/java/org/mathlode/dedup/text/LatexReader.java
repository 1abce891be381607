package org.mathlode.dedup.text;

import java.util.Locale;

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
            if ((next == ',' || next == '!' || next == ';' || buffer.forQuotations && (next == ' ' || next == ':')) && buffer.openStart >= 0 && buffer.joinsThousands(at, from + 1)) {
                return from + 1;
            }
            buffer.separate();
            return next == '\\' || next == ',' || next == '!' || next == ';' || next == '[' ? from + 1 : from;
        }
        buffer.separate();
        int to = lettersEnd(from);
        if (to == from) {
            return from;
        }
        if (buffer.forQuotations && to < buffer.length && CharFold.TABLE[buffer.text[to]] == CharFold.IGNORED) {
            return interrupted(at, from);
        }
        String meaning = Latex.meaning(buffer.text, from, to);
        if (meaning == null && buffer.forQuotations && hasCapital(from, to)) {
            // a shouting copy writes \FRAC
            char[] small = new String(buffer.text, from, to - from).toLowerCase(Locale.ROOT).toCharArray();
            return command(at, to, small, 0, small.length, Latex.meaning(small, 0, small.length));
        }
        return command(at, to, buffer.text, from, to, meaning);
    }

    /** A command with zero-width characters in its name. */
    private int interrupted(int at, int from) {
        StringBuilder letters = new StringBuilder();
        int to = from;
        for (int i = from; i < buffer.length && (isAsciiLetter(buffer.text[i]) || CharFold.TABLE[buffer.text[i]] == CharFold.IGNORED); i++) {
            if (isAsciiLetter(buffer.text[i])) {
                letters.append(buffer.text[i]);
            }
            to = i + 1;
        }
        char[] name = letters.toString().toCharArray();
        return command(at, to, name, 0, name.length, Latex.meaning(name, 0, name.length));
    }

    private int command(int at, int to, char[] name, int nameFrom, int nameTo, String meaning) {
        if (to < buffer.length && buffer.text[to] == '{' && (is(name, nameFrom, nameTo, "begin") || is(name, nameFrom, nameTo, "end"))) {
            int close = displayEnd(to);
            if (close > to) {
                return close;
            }
        }
        if (meaning == null) {
            buffer.open(at);
            for (int i = nameFrom; i < nameTo; i++) {
                buffer.folded[buffer.foldedLength++] = CharFold.TABLE[name[i]];
            }
            buffer.openEnd = to;
            buffer.close(true);
        } else if (!meaning.isEmpty()) {
            buffer.command(meaning, at, to);
        }
        if (meaning == null ? is(name, nameFrom, nameTo, "frac") || is(name, nameFrom, nameTo, "binom")
                : meaning.equals("frac") || meaning.equals("binom")) {
            buffer.argumentsPending = 2;
        }
        return to;
    }

    /** The index after <code>{align*}</code> at {@code open}, which only puts formulas on lines; {@code open} for other environments. */
    private int displayEnd(int open) {
        StringBuilder environment = new StringBuilder();
        for (int i = open + 1; i < buffer.length && i < open + 20; i++) {
            char c = buffer.text[i];
            if (c == '}') {
                String name = environment.toString();
                return Latex.isDisplay(buffer.forQuotations ? name.toLowerCase(Locale.ROOT) : name) ? i + 1 : open;
            }
            if (!buffer.forQuotations || CharFold.TABLE[c] != CharFold.IGNORED) {
                environment.append(c);
            }
        }
        return open;
    }

    private int lettersEnd(int from) {
        int to = from;
        while (to < buffer.length && isAsciiLetter(buffer.text[to])) {
            to++;
        }
        return to;
    }

    private boolean hasCapital(int from, int to) {
        for (int i = from; i < to; i++) {
            if (buffer.text[i] <= 'Z') {
                return true;
            }
        }
        return false;
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

    private static boolean is(char[] text, int from, int to, String name) {
        if (to - from != name.length()) {
            return false;
        }
        for (int i = from; i < to; i++) {
            if (text[i] != name.charAt(i - from)) {
                return false;
            }
        }
        return true;
    }

    private static boolean isAsciiLetter(char c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z';
    }
}
