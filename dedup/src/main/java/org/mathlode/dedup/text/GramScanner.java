package org.mathlode.dedup.text;

import java.util.Arrays;

/**
 * Splits a text into the grams of the normal form, each with its 64-bit hash and its place in the text. A gram is a run of
 * letters and digits, or one CJK character; what the normal form folds is listed at {@link TextNormalizer}.
 * Holds scratch arrays that grow to the largest text seen: one scanner per thread, results valid until the next scan.
 */
public final class GramScanner {
    /** What a gram is made of. */
    public enum Kind {
        /** Two or more letters. */
        WORD,
        /** One CJK character. */
        CJK,
        /** The name of a LaTeX command or of a mathematical sign. */
        COMMAND,
        /** Digits only. */
        NUMBER,
        /** One letter, or letters and digits mixed. */
        SYMBOL
    }

    private static final Kind[] KINDS = Kind.values();
    private static final byte WORD = (byte) Kind.WORD.ordinal();
    private static final byte CJK = (byte) Kind.CJK.ordinal();
    private static final byte NUMBER = (byte) Kind.NUMBER.ordinal();
    private static final byte SYMBOL = (byte) Kind.SYMBOL.ordinal();
    private static final String[] BBCODE = {"[itex]", "[/itex]", "[tex]", "[/tex]", "[math]", "[/math]", "[latex]", "[/latex]"};
    /** Drawing code longer than this is text that happens to hold {@code [asy]}. */
    private static final int LONGEST_DRAWING = 20_000;

    private char[] text = new char[0];
    private int length;
    private char[] folded = new char[1024];
    private int foldedLength;
    private int count;
    private int[] foldedFrom = new int[256];
    private int[] starts = new int[256];
    private int[] ends = new int[256];
    private long[] hashes = new long[256];
    private byte[] kinds = new byte[256];

    private int openFrom;
    private int openStart = -1;
    private int openEnd;
    private int groups;
    private int argumentsPending;
    private boolean keepsDrawings;

    /** Scans a text; replaces the result of the scan before. */
    public GramScanner scan(String input) {
        keepsDrawings = false;
        return scanAll(input);
    }

    /** As {@link #scan}, but the code of {@code [asy]} drawings counts: half a drawing on a page has lost its brackets. */
    public GramScanner scanWithDrawings(String input) {
        keepsDrawings = true;
        return scanAll(input);
    }

    private GramScanner scanAll(String input) {
        length = input.length();
        if (text.length <= length) {
            text = new char[Math.max(length + 1, Math.min(2 * text.length, 1 << 24))];
        }
        input.getChars(0, length, text, 0);
        text[length] = 0;
        if (folded.length < length + 64) {
            folded = new char[length + length / 8 + 1024];
        }
        count = 0;
        foldedLength = 0;
        openStart = -1;
        argumentsPending = 0;
        int i = 0;
        while (i < length) {
            i = plainRuns(i);
            if (i < length) {
                i = step(i);
            }
        }
        if (openStart >= 0) {
            close(false);
        }
        foldedFrom[count] = foldedLength;
        return this;
    }

    /**
     * The fast path: runs with a plain separator behind them, everything in local variables. Stops, with no gram open, at the
     * first run or character that needs more.
     */
    private int plainRuns(int from) {
        char[] source = text;
        char[] table = CharFold.TABLE;
        char[] out = folded;
        int end = length;
        int i = from;
        if (openStart >= 0 || argumentsPending > 0) {
            return i;
        }
        int o = foldedLength;
        int n = count;
        while (i < end) {
            char f = table[source[i]];
            if (f == CharFold.SEPARATOR) {
                i++;
                continue;
            }
            if (n + 1 >= starts.length) {
                grow();
            }
            int start = i;
            int first = o;
            if (f <= CharFold.LAST_CODE) {
                if (f == CharFold.CJK) {
                    foldedFrom[n] = o;
                    out[o++] = source[i++];
                    starts[n] = start;
                    ends[n] = i;
                    hashes[n] = GramHash.mixed(source[start]);
                    kinds[n++] = CJK;
                    continue;
                }
                if (isPlainComma(source[i])) {
                    i++;
                    continue;
                }
                break;
            }
            int digits = 0;
            long hash = 0;
            do {
                out[o++] = f;
                hash = hash * GramHash.FACTOR + f;
                digits += '9' - f >>> 31 ^ 1;
                i++;
                f = table[source[i]];
            } while (f > CharFold.LAST_CODE);
            int run = o - first;
            if (f != CharFold.SEPARATOR && f != CharFold.CJK && (digits == run || !isPlainComma(source[i]))
                    || run == 1 && out[first] > 'z') {
                o = first;
                i = start;
                break;
            }
            foldedFrom[n] = first;
            starts[n] = start;
            ends[n] = i;
            hashes[n] = GramHash.mixed(hash);
            kinds[n] = digits == run ? NUMBER : digits == 0 && run > 1 ? WORD : SYMBOL;
            n++;
        }
        foldedLength = o;
        count = n;
        return i;
    }

    /** Special only between the digits of a number. */
    private static boolean isPlainComma(char c) {
        return c == ',' || c == '{' || c == '\uFF0C';
    }

    /** One character, or one run up to what interrupts it. */
    private int step(int at) {
        char f = CharFold.TABLE[text[at]];
        if (f == CharFold.SEPARATOR) {
            if (openStart >= 0) {
                close(false);
            }
            if (text[at] != ' ') {
                argumentsPending = 0;
            }
            return at + 1;
        }
        if (f <= CharFold.LAST_CODE) {
            return coded(at, f);
        }
        if (argumentsPending > 0 && text[at] < 128) {
            return argument(at, f);
        }
        if (openStart < 0) {
            open(at);
        }
        int i = at;
        do {
            folded[foldedLength++] = f;
            i++;
        } while (i < length && (f = CharFold.TABLE[text[i]]) > CharFold.LAST_CODE);
        openEnd = i;
        return i;
    }

    /** The number of grams. */
    public int count() {
        return count;
    }

    /** The hash of gram {@code i}; equal grams have equal hashes in every text. */
    public long hash(int i) {
        return hashes[i];
    }

    /** Where gram {@code i} begins in the text, in UTF-16 units. */
    public int start(int i) {
        return starts[i];
    }

    /** Where gram {@code i} ends in the text, exclusive. */
    public int end(int i) {
        return ends[i];
    }

    /** What gram {@code i} is made of. */
    public Kind kind(int i) {
        return KINDS[kinds[i]];
    }

    /** The length of gram {@code i} in the normal form, in UTF-16 units. */
    public int length(int i) {
        return foldedFrom[i + 1] - foldedFrom[i];
    }

    /** Gram {@code i} in the normal form. */
    public String gram(int i) {
        return new String(folded, foldedFrom[i], foldedFrom[i + 1] - foldedFrom[i]);
    }

    /** Grams {@code from} to {@code to}, exclusive, joined by blanks. */
    public String grams(int from, int to) {
        StringBuilder out = new StringBuilder();
        for (int i = from; i < to; i++) {
            if (i > from) {
                out.append(' ');
            }
            out.append(folded, foldedFrom[i], foldedFrom[i + 1] - foldedFrom[i]);
        }
        return out.toString();
    }

    /**
     * Fills {@code into} with prefix hashes and returns it, or a larger array: {@link #window} takes the hash of any run
     * of grams from them.
     */
    public long[] prefixes(long[] into) {
        long[] prefixes = into.length > count ? into : new long[count + count / 4 + 64];
        long hash = 0;
        prefixes[0] = 0;
        for (int i = 0; i < count; i++) {
            hash = hash * GramHash.WINDOW_FACTOR + hashes[i];
            prefixes[i + 1] = hash;
        }
        return prefixes;
    }

    /** The hash of the {@code n} grams from {@code i} on; {@code power} is {@link #windowPower} of {@code n}. */
    public static long window(long[] prefixes, int i, int n, long power) {
        return prefixes[i + n] - prefixes[i] * power;
    }

    public static long windowPower(int n) {
        return GramHash.power(n);
    }

    private int coded(int at, char code) {
        char c = text[at];
        switch (code) {
            case CharFold.IGNORED:
                return at + 1;
            case CharFold.CJK:
                single(c, at);
                return at + 1;
            case CharFold.EXPANDED:
                expand(CharFold.expansion(c), at, at + 1);
                return at + 1;
            case CharFold.SIGN:
                command(CharFold.expansion(c), at, at + 1);
                return at + 1;
            case CharFold.SURROGATE:
                return surrogate(at);
            default:
                return special(at, c);
        }
    }

    private int special(int at, char c) {
        switch (c) {
            case '\\':
                return backslash(at);
            case '&': {
                int end = Entities.end(text, at, length);
                if (end > at) {
                    int codePoint = Entities.codePoint(text, at, end);
                    expandReference(codePoint, at, end);
                    return end;
                }
                separate();
                return at + 1;
            }
            case '[': {
                separate();
                return Math.max(drawingEnd(at), delimiterEnd(at));
            }
            case '{':
                if (openStart >= 0 && matches(at, "{,}") && joinsThousands(at, at + 3)) {
                    return at + 3;
                }
                if (openStart >= 0) {
                    close(false);
                }
                argumentsPending = 0;
                return at + 1;
            default: {
                // a comma or a thin space
                int next = matches(at + 1, "\\!") ? at + 3 : at + 1;
                if (openStart >= 0 && joinsThousands(at, next)) {
                    return next;
                }
                separate();
                return at + 1;
            }
        }
    }

    private int backslash(int at) {
        int from = at + 1;
        if (from < length && !isAsciiLetter(text[from])) {
            char next = text[from];
            if ((next == ',' || next == '!' || next == ';') && openStart >= 0 && joinsThousands(at, from + 1)) {
                return from + 1;
            }
            separate();
            return next == '\\' || next == ',' || next == '!' || next == ';' || next == '[' ? from + 1 : from;
        }
        separate();
        int to = from;
        while (to < length && isAsciiLetter(text[to])) {
            to++;
        }
        if (to == from) {
            return from;
        }
        if (to < length && text[to] == '{' && (equals(from, to, "begin") || equals(from, to, "end"))) {
            int close = to + 1;
            while (close < length && close < to + 20 && text[close] != '}') {
                close++;
            }
            if (close < length && text[close] == '}' && Latex.isDisplay(new String(text, to + 1, close - to - 1))) {
                return close + 1;
            }
        }
        String meaning = Latex.meaning(text, from, to);
        if (meaning == null) {
            open(at);
            for (int i = from; i < to; i++) {
                folded[foldedLength++] = CharFold.TABLE[text[i]];
            }
            openEnd = to;
            close(true);
        } else if (!meaning.isEmpty()) {
            command(meaning, at, to);
        }
        if (meaning == null ? equals(from, to, "frac") || equals(from, to, "binom") : meaning.equals("frac") || meaning.equals("binom")) {
            argumentsPending = 2;
        }
        return to;
    }

    /** TeX reads one character as the argument of {@code \frac} where no brace stands: {@code \frac12} is a half. */
    private int argument(int at, char f) {
        separate1();
        open(at);
        folded[foldedLength++] = f;
        openEnd = at + 1;
        int pending = argumentsPending - 1;
        close(false);
        argumentsPending = pending;
        return at + 1;
    }

    private int surrogate(int at) {
        if (at + 1 >= length || !Character.isLowSurrogate(text[at + 1])) {
            separate();
            return at + 1;
        }
        int codePoint = Character.toCodePoint(text[at], text[at + 1]);
        if (codePoint >= 0xE0000 && codePoint <= 0xE0FFF) {
            return at + 2;
        }
        String form = CharFold.supplementary(codePoint);
        if (form.isEmpty()) {
            separate();
        } else {
            expand(form, at, at + 2);
        }
        return at + 2;
    }

    private void expandReference(int codePoint, int at, int end) {
        if (codePoint > 0xFFFF) {
            expand(CharFold.supplementary(codePoint), at, end);
            return;
        }
        char c = (char) codePoint;
        char f = CharFold.TABLE[c];
        if (f > CharFold.LAST_CODE) {
            expand(String.valueOf(f), at, end);
        } else if (f == CharFold.CJK) {
            single(c, at);
            ends[count - 1] = end;
        } else if (f == CharFold.EXPANDED) {
            expand(CharFold.expansion(c), at, end);
        } else if (f == CharFold.SIGN) {
            command(CharFold.expansion(c), at, end);
        } else if (f != CharFold.IGNORED) {
            separate();
        }
    }

    /** Appends a folded form: a blank in it ends a gram, a leading blank begins one, a CJK character stands alone. */
    private void expand(String form, int at, int end) {
        boolean apart = form.startsWith(" ");
        if (apart) {
            separate();
        }
        for (int i = 0; i < form.length(); ) {
            int codePoint = form.codePointAt(i);
            i += Character.charCount(codePoint);
            if (codePoint == ' ') {
                separate1();
            } else {
                boolean cjk = CharFold.isCjk(codePoint);
                if (cjk) {
                    separate1();
                }
                if (openStart < 0) {
                    open(at);
                }
                ensureFolded(4);
                foldedLength += Character.toChars(codePoint, folded, foldedLength);
                openEnd = end;
                if (cjk) {
                    close(false);
                }
            }
        }
        if (apart) {
            separate1();
        }
    }

    private void single(char c, int at) {
        separate();
        open(at);
        ensureFolded(4);
        folded[foldedLength++] = c;
        openEnd = at + 1;
        close(false);
    }

    private void command(String name, int at, int end) {
        separate();
        open(at);
        ensureFolded(name.length());
        name.getChars(0, name.length(), folded, foldedLength);
        foldedLength += name.length();
        openEnd = end;
        close(true);
    }

    private void separate() {
        separate1();
        argumentsPending = 0;
    }

    private void separate1() {
        if (openStart >= 0) {
            close(false);
        }
    }

    /** Whether a separator between {@code at} and {@code next} groups the digits of one number: 1,234,567. */
    private boolean joinsThousands(int at, int next) {
        int digits = foldedLength - openFrom;
        if (openEnd != at || (groups == 0 ? digits > 3 : digits < 3) || folded[openFrom] == '0' || next + 3 > length) {
            return false;
        }
        for (int i = openFrom; i < foldedLength; i++) {
            if (folded[i] < '0' || folded[i] > '9') {
                return false;
            }
        }
        for (int i = next; i < next + 3; i++) {
            char f = CharFold.TABLE[text[i]];
            if (f < '0' || f > '9') {
                return false;
            }
        }
        if (next + 3 < length) {
            char after = CharFold.TABLE[text[next + 3]];
            if (after > CharFold.LAST_CODE) {
                return false;
            }
        }
        groups++;
        openEnd = next;
        return true;
    }

    private int drawingEnd(int at) {
        if (keepsDrawings || !matches(at, "[asy]")) {
            return at + 1;
        }
        int limit = Math.min(length - 6, at + LONGEST_DRAWING);
        for (int i = at + 5; i <= limit; i++) {
            if (text[i] == '[' && matches(i, "[/asy]")) {
                return i + 6;
            }
        }
        return at + 1;
    }

    /** Forums write {@code [itex]x[/itex]} for a formula in a line. */
    private int delimiterEnd(int at) {
        for (String name : BBCODE) {
            if (matches(at, name)) {
                return at + name.length();
            }
        }
        return at + 1;
    }

    private boolean matches(int at, String expected) {
        return at + expected.length() <= length && equals(at, at + expected.length(), expected);
    }

    private boolean equals(int from, int to, String expected) {
        if (to - from != expected.length()) {
            return false;
        }
        for (int i = from; i < to; i++) {
            if (text[i] != expected.charAt(i - from)) {
                return false;
            }
        }
        return true;
    }

    private void open(int at) {
        openStart = at;
        openFrom = foldedLength;
        groups = 0;
    }

    private void close(boolean isCommand) {
        if (count + 1 >= starts.length) {
            grow();
        }
        int from = openFrom;
        int to = foldedLength;
        char[] out = folded;
        if (to - from == 1) {
            String greek = CharFold.greekName(out[from]);
            if (greek != null) {
                ensureFolded(greek.length());
                greek.getChars(0, greek.length(), folded, from);
                out = folded;
                foldedLength = to = from + greek.length();
                kinds[count] = (byte) Kind.COMMAND.ordinal();
            } else {
                kinds[count] = (byte) kindOfOne(out[from]).ordinal();
            }
        } else {
            kinds[count] = (byte) (isCommand ? Kind.COMMAND : kindOfMany(out, from, to)).ordinal();
        }
        foldedFrom[count] = from;
        starts[count] = openStart;
        ends[count] = openEnd;
        hashes[count] = GramHash.ofGram(out, from, to);
        count++;
        openStart = -1;
        argumentsPending = 0;
    }

    private static Kind kindOfOne(char c) {
        return c >= '0' && c <= '9' ? Kind.NUMBER : CharFold.isCjk(c) ? Kind.CJK : Kind.SYMBOL;
    }

    private static Kind kindOfMany(char[] out, int from, int to) {
        int digits = 0;
        for (int i = from; i < to; i++) {
            if (out[i] <= '9') {
                digits++;
            }
        }
        if (digits == 0) {
            return to - from == 2 && Character.isSurrogate(out[from]) ? Kind.CJK : Kind.WORD;
        }
        return digits == to - from ? Kind.NUMBER : Kind.SYMBOL;
    }

    private void ensureFolded(int more) {
        // the text still to come needs one place a character at most, expansions need theirs on top
        if (foldedLength + more + length + 64 > folded.length) {
            folded = Arrays.copyOf(folded, folded.length + folded.length / 2 + more + length + 64);
        }
    }

    private void grow() {
        int size = starts.length * 2;
        foldedFrom = Arrays.copyOf(foldedFrom, size);
        starts = Arrays.copyOf(starts, size);
        ends = Arrays.copyOf(ends, size);
        hashes = Arrays.copyOf(hashes, size);
        kinds = Arrays.copyOf(kinds, size);
    }

    private static boolean isAsciiLetter(char c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z';
    }
}
