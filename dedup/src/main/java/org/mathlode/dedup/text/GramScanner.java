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

    private final GramBuffer buffer;
    private final PlainRuns plain;
    private final CarefulSteps careful;
    private boolean keepsDrawings;
    private boolean hashesOnly;

    /** A scanner of the normal form. */
    public GramScanner() {
        this(null, false);
    }

    private GramScanner(char[] han, boolean forQuotations) {
        buffer = new GramBuffer(forQuotations);
        plain = new PlainRuns(buffer, han, forQuotations);
        careful = new CarefulSteps(buffer, han, forQuotations);
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
        careful.begin(keepsDrawings);
        int i = 0;
        while (i < buffer.length) {
            i = hashesOnly ? plain.hashes(i) : plain.runs(i);
            if (i < buffer.length) {
                i = careful.step(i);
            }
        }
        if (buffer.openStart >= 0) {
            buffer.close(false);
        }
        buffer.foldedFrom[buffer.count] = buffer.foldedLength;
        return this;
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
}
