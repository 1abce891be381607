package org.mathlode.dedup.text;

/**
 * The fast path of a scan: runs of letters and digits with a plain separator behind them, and CJK characters, everything in local
 * variables. What needs more is left to {@link CarefulSteps}, which reads it the same way.
 */
final class PlainRuns {
    private static final byte WORD = (byte) GramScanner.Kind.WORD.ordinal();
    private static final byte CJK = (byte) GramScanner.Kind.CJK.ordinal();
    private static final byte NUMBER = (byte) GramScanner.Kind.NUMBER.ordinal();
    private static final byte SYMBOL = (byte) GramScanner.Kind.SYMBOL.ordinal();

    private static final int WORDS = 0;
    private static final int MARK = 1;
    private static final int PIECE_OF_NUMBER = 2;

    private final GramBuffer buffer;
    /** What Chinese characters stand for; null where they stand for themselves. */
    private final char[] han;
    private final boolean forQuotations;

    PlainRuns(GramBuffer buffer, char[] han, boolean forQuotations) {
        this.buffer = buffer;
        this.han = han;
        this.forQuotations = forQuotations;
    }

    /** Reads on from {@code from}; returns the index of the first run or character that needs more, with no gram open. */
    int runs(int from) {
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
            if (forQuotations) {
                int reading = quotationReading(source, start, i, out[o - 1]);
                if (reading != WORDS) {
                    o = first;
                    if (reading == MARK) {
                        continue;
                    }
                    i = start;
                    break;
                }
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

    /** {@link #runs} without places, normal forms and kinds. */
    int hashes(int from) {
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
            if (forQuotations && (last <= '9' || source[i] == '>' || source[i] == '/' || i - start == 5)) {
                int reading = quotationReading(source, start, i, last);
                if (reading == MARK) {
                    continue;
                }
                if (reading == PIECE_OF_NUMBER) {
                    i = start;
                    break;
                }
            }
            hashes[n++] = GramHash.mixed(hash);
        }
        buffer.count = n;
        return i;
    }

    /** What the run from {@code start} to {@code end} is to the scanner of quotations; {@code last} is its last character, folded. */
    private int quotationReading(char[] source, int start, int end, char last) {
        if (last <= '9') {
            return DigitGroups.next(source, buffer.length, end) > end ? PIECE_OF_NUMBER : WORDS;
        }
        return end - start == 5 && buffer.isLatexMark(start, end)
                || (source[end] == '>' || source[end] == '/') && MarkupTag.isName(source, start, end) ? MARK : WORDS;
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
}
