package org.mathlode.dedup.text;

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

    private final GramBuffer buffer;
    private final LatexReader latex;
    /** What Chinese characters stand for; null where they stand for themselves. */
    private final char[] han;
    private final boolean forQuotations;
    private boolean keepsDrawings;
    private boolean hashesOnly;

    /** A scanner of the normal form. */
    public GramScanner() {
        this(null, false);
    }

    private GramScanner(char[] han, boolean forQuotations) {
        this.han = han;
        this.forQuotations = forQuotations;
        buffer = new GramBuffer(forQuotations);
        latex = new LatexReader(buffer);
    }

    /**
     * A scanner that folds more than the normal form, so that a quotation is found whoever copied it: Chinese script, the word in
     * {@code $latex x$}, character references escaped twice.
     */
    public static GramScanner forQuotations(ChineseScript script) {
        return new GramScanner(HanForms.table(script), true);
    }

    /** Scans a text; replaces the result of the scan before. */
    public GramScanner scan(String input) {
        keepsDrawings = false;
        hashesOnly = false;
        return scanAll(input);
    }

    /** As {@link #scan}, but faster: only {@link #count}, {@link #hash}, {@link #shingles} and the lines may be asked for afterwards. */
    public GramScanner scanHashes(String input) {
        keepsDrawings = false;
        hashesOnly = true;
        return scanAll(input);
    }

    /** As {@link #scanHashes}, but of {@link #scanWithDrawings}: the same hashes as that gives. */
    public GramScanner scanHashesWithDrawings(String input) {
        keepsDrawings = true;
        hashesOnly = true;
        return scanAll(input);
    }

    /** As {@link #scan}, but the code of {@code [asy]} drawings counts: half a drawing on a page has lost its brackets. */
    public GramScanner scanWithDrawings(String input) {
        keepsDrawings = true;
        hashesOnly = false;
        return scanAll(input);
    }

    private GramScanner scanAll(String input) {
        buffer.load(input);
        int i = 0;
        while (i < buffer.length) {
            i = hashesOnly ? plainHashes(i) : plainRuns(i);
            if (i < buffer.length) {
                i = step(i);
            }
        }
        if (buffer.openStart >= 0) {
            buffer.close(false);
        }
        buffer.foldedFrom[buffer.count] = buffer.foldedLength;
        return this;
    }

    /**
     * The fast path: runs with a plain separator behind them, everything in local variables. Stops, with no gram open, at the
     * first run or character that needs more.
     */
    private int plainRuns(int from) {
        GramBuffer buffer = this.buffer;
        char[] source = buffer.text;
        char[] table = CharFold.TABLE;
        char[] out = buffer.folded;
        int end = buffer.length;
        int i = from;
        if (buffer.openStart >= 0 || buffer.argumentsPending > 0) {
            return i;
        }
        int o = buffer.foldedLength;
        int n = buffer.count;
        int[] foldedFrom = buffer.foldedFrom;
        int[] starts = buffer.starts;
        int[] ends = buffer.ends;
        long[] hashes = buffer.hashes;
        byte[] kinds = buffer.kinds;
        while (i < end) {
            char f = table[source[i]];
            if (f == CharFold.SEPARATOR) {
                i++;
                continue;
            }
            if (n + 1 >= starts.length) {
                buffer.grow();
                foldedFrom = buffer.foldedFrom;
                starts = buffer.starts;
                ends = buffer.ends;
                hashes = buffer.hashes;
                kinds = buffer.kinds;
            }
            int start = i;
            int first = o;
            if (f <= CharFold.LAST_CODE) {
                if (f == CharFold.CJK) {
                    char c = han == null ? source[i] : han[source[i]];
                    i++;
                    foldedFrom[n] = o;
                    out[o++] = c;
                    starts[n] = start;
                    ends[n] = i;
                    hashes[n] = GramHash.mixed(c);
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
            if (run == 5 && forQuotations && buffer.isLatexMark(start, i)) {
                o = first;
                continue;
            }
            foldedFrom[n] = first;
            starts[n] = start;
            ends[n] = i;
            hashes[n] = GramHash.mixed(hash);
            kinds[n] = digits == run ? NUMBER : digits == 0 && run > 1 ? WORD : SYMBOL;
            n++;
        }
        buffer.foldedLength = o;
        buffer.count = n;
        return i;
    }

    /** {@link #plainRuns} without places, normal forms and kinds. */
    private int plainHashes(int from) {
        GramBuffer buffer = this.buffer;
        char[] source = buffer.text;
        char[] table = CharFold.TABLE;
        int end = buffer.length;
        int i = from;
        if (buffer.openStart >= 0 || buffer.argumentsPending > 0) {
            return i;
        }
        int n = buffer.count;
        long[] hashes = buffer.hashes;
        while (i < end) {
            char f = table[source[i]];
            if (f == CharFold.SEPARATOR) {
                if (source[i] == '\n') {
                    buffer.line(n);
                }
                i++;
                continue;
            }
            if (n + 1 >= hashes.length) {
                buffer.grow();
                hashes = buffer.hashes;
            }
            if (f <= CharFold.LAST_CODE) {
                if (f == CharFold.CJK) {
                    hashes[n++] = GramHash.mixed(han == null ? source[i] : han[source[i]]);
                    i++;
                    continue;
                }
                if (isPlainComma(source[i])) {
                    i++;
                    continue;
                }
                break;
            }
            int start = i;
            long hash = 0;
            char last;
            do {
                hash = hash * GramHash.FACTOR + f;
                last = f;
                i++;
                f = table[source[i]];
            } while (f > CharFold.LAST_CODE);
            if (f != CharFold.SEPARATOR && f != CharFold.CJK && (!isPlainComma(source[i]) || isNumber(source, start, i))
                    || last > 'z' && i == start + 1) {
                i = start;
                break;
            }
            if (i - start == 5 && forQuotations && buffer.isLatexMark(start, i)) {
                continue;
            }
            hashes[n++] = GramHash.mixed(hash);
        }
        buffer.count = n;
        return i;
    }

    private static boolean isNumber(char[] source, int from, int to) {
        for (int i = from; i < to; i++) {
            char f = CharFold.TABLE[source[i]];
            if (f < '0' || f > '9') {
                return false;
            }
        }
        return true;
    }

    /** Special only between the digits of a number. */
    private static boolean isPlainComma(char c) {
        return c == ',' || c == '{' || c == '\uFF0C';
    }

    /** One character, or one run up to what interrupts it. */
    private int step(int at) {
        GramBuffer buffer = this.buffer;
        char f = CharFold.TABLE[buffer.text[at]];
        if (f == CharFold.SEPARATOR) {
            if (buffer.openStart >= 0) {
                buffer.close(false);
            }
            if (buffer.text[at] != ' ') {
                buffer.argumentsPending = 0;
            }
            if (buffer.text[at] == '\n') {
                buffer.line(buffer.count);
            }
            return at + 1;
        }
        if (f <= CharFold.LAST_CODE) {
            return coded(at, f);
        }
        if (buffer.argumentsPending > 0 && buffer.text[at] < 128) {
            return latex.argument(at, f);
        }
        if (buffer.openStart < 0) {
            buffer.open(at);
        }
        char[] source = buffer.text;
        char[] out = buffer.folded;
        int o = buffer.foldedLength;
        int end = buffer.length;
        int i = at;
        do {
            out[o++] = f;
            i++;
        } while (i < end && (f = CharFold.TABLE[source[i]]) > CharFold.LAST_CODE);
        buffer.foldedLength = o;
        buffer.openEnd = i;
        return i;
    }

    /** The number of grams. */
    public int count() {
        return buffer.count;
    }

    /** The hash of gram {@code i}; equal grams have equal hashes in every text. */
    public long hash(int i) {
        return buffer.hashes[i];
    }

    /** Lines that have grams, after {@link #scanHashes}; the last may have none. */
    public int lines() {
        return buffer.lines;
    }

    /** The number of the first gram of a line, or {@link #count} after the last line. */
    public int lineFrom(int line) {
        return line < buffer.lines ? buffer.lineFrom[line] : buffer.count;
    }

    /** Where gram {@code i} begins in the text, in UTF-16 units. */
    public int start(int i) {
        return buffer.starts[i];
    }

    /** Where gram {@code i} ends in the text, exclusive. */
    public int end(int i) {
        return buffer.ends[i];
    }

    /** What gram {@code i} is made of. */
    public Kind kind(int i) {
        return KINDS[buffer.kinds[i]];
    }

    /** The length of gram {@code i} in the normal form, in UTF-16 units. */
    public int length(int i) {
        return buffer.foldedFrom[i + 1] - buffer.foldedFrom[i];
    }

    /** Gram {@code i} in the normal form. */
    public String gram(int i) {
        return new String(buffer.folded, buffer.foldedFrom[i], buffer.foldedFrom[i + 1] - buffer.foldedFrom[i]);
    }

    /** Grams {@code from} to {@code to}, exclusive, joined by blanks. */
    public String grams(int from, int to) {
        StringBuilder out = new StringBuilder();
        for (int i = from; i < to; i++) {
            if (i > from) {
                out.append(' ');
            }
            out.append(buffer.folded, buffer.foldedFrom[i], buffer.foldedFrom[i + 1] - buffer.foldedFrom[i]);
        }
        return out.toString();
    }

    /**
     * Fills {@code into} with prefix hashes and returns it, or a larger array: {@link #window} takes the hash of any run
     * of grams from them.
     */
    public long[] prefixes(long[] into) {
        long[] prefixes = into.length > buffer.count ? into : new long[buffer.count + buffer.count / 4 + 64];
        long hash = 0;
        prefixes[0] = 0;
        for (int i = 0; i < buffer.count; i++) {
            hash = hash * GramHash.WINDOW_FACTOR + buffer.hashes[i];
            prefixes[i + 1] = hash;
        }
        return prefixes;
    }

    /**
     * Fills {@code into} with the hashes of all runs of {@code n} ≤ {@link #count} grams, as {@link #window} gives them, and returns it, or a larger
     * array.
     */
    public long[] shingles(int n, long[] into) {
        int windows = buffer.count - n + 1;
        long[] shingles = into.length >= windows ? into : new long[windows + windows / 4];
        long[] hashes = buffer.hashes;
        long power = GramHash.power(n);
        long hash = 0;
        for (int i = 0; i < n; i++) {
            hash = hash * GramHash.WINDOW_FACTOR + hashes[i];
        }
        shingles[0] = hash;
        for (int i = 1; i < windows; i++) {
            hash = hash * GramHash.WINDOW_FACTOR + hashes[i + n - 1] - hashes[i - 1] * power;
            shingles[i] = hash;
        }
        return shingles;
    }

    /** The hash of the {@code n} grams from {@code i} on; {@code power} is {@link #windowPower} of {@code n}. */
    public static long window(long[] prefixes, int i, int n, long power) {
        return prefixes[i + n] - prefixes[i] * power;
    }

    public static long windowPower(int n) {
        return GramHash.power(n);
    }

    private int coded(int at, char code) {
        char c = buffer.text[at];
        switch (code) {
            case CharFold.IGNORED:
                return at + 1;
            case CharFold.CJK:
                buffer.single(simplified(c), at);
                return at + 1;
            case CharFold.EXPANDED:
                expand(CharFold.expansion(c), at, at + 1);
                return at + 1;
            case CharFold.SIGN:
                buffer.command(CharFold.expansion(c), at, at + 1);
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
                return latex.backslash(at);
            case '&': {
                int end = Entities.end(buffer.text, at, buffer.length);
                if (end > at) {
                    int codePoint = Entities.codePoint(buffer.text, at, end);
                    while (forQuotations && codePoint == '&') {
                        // the semicolon stands where the ampersand of &amp;lt; was
                        int inner = Entities.end(buffer.text, end - 1, buffer.length);
                        if (inner < end) {
                            break;
                        }
                        codePoint = Entities.codePoint(buffer.text, end - 1, inner);
                        end = inner;
                    }
                    expandReference(codePoint, at, end);
                    return end;
                }
                buffer.separate();
                return at + 1;
            }
            case '[': {
                buffer.separate();
                return keepsDrawings ? latex.tagEnd(at) : Math.max(latex.drawingEnd(at), latex.tagEnd(at));
            }
            case '{':
                if (buffer.openStart >= 0 && buffer.matches(at, "{,}") && buffer.joinsThousands(at, at + 3)) {
                    return at + 3;
                }
                if (buffer.openStart >= 0) {
                    buffer.close(false);
                }
                buffer.argumentsPending = 0;
                return at + 1;
            default: {
                // a comma or a thin space
                int next = buffer.matches(at + 1, "\\!") ? at + 3 : at + 1;
                if (buffer.openStart >= 0 && buffer.joinsThousands(at, next)) {
                    return next;
                }
                buffer.separate();
                return at + 1;
            }
        }
    }

    private char simplified(char c) {
        return han == null ? c : han[c];
    }

    private int surrogate(int at) {
        if (at + 1 >= buffer.length || !Character.isLowSurrogate(buffer.text[at + 1])) {
            buffer.separate();
            return at + 1;
        }
        int codePoint = Character.toCodePoint(buffer.text[at], buffer.text[at + 1]);
        if (codePoint >= 0xE0000 && codePoint <= 0xE0FFF) {
            return at + 2;
        }
        String form = CharFold.supplementary(codePoint);
        if (form.isEmpty()) {
            buffer.separate();
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
            buffer.single(simplified(c), at);
            buffer.ends[buffer.count - 1] = end;
        } else if (f == CharFold.EXPANDED) {
            expand(CharFold.expansion(c), at, end);
        } else if (f == CharFold.SIGN) {
            buffer.command(CharFold.expansion(c), at, end);
        } else if (f != CharFold.IGNORED) {
            buffer.separate();
        }
    }

    /** Appends a folded form: a blank in it ends a gram, a leading blank begins one, a CJK character stands alone. */
    private void expand(String form, int at, int end) {
        boolean apart = form.startsWith(" ");
        if (apart) {
            buffer.separate();
        }
        for (int i = 0; i < form.length(); ) {
            int codePoint = form.codePointAt(i);
            i += Character.charCount(codePoint);
            if (codePoint == ' ') {
                buffer.endGram();
            } else {
                boolean cjk = CharFold.isCjk(codePoint);
                if (cjk && codePoint < 0x10000) {
                    codePoint = simplified((char) codePoint);
                }
                if (cjk) {
                    buffer.endGram();
                }
                if (buffer.openStart < 0) {
                    buffer.open(at);
                }
                buffer.ensureFolded(4);
                buffer.foldedLength += Character.toChars(codePoint, buffer.folded, buffer.foldedLength);
                buffer.openEnd = end;
                if (cjk) {
                    buffer.close(false);
                }
            }
        }
        if (apart) {
            buffer.endGram();
        }
    }
}
