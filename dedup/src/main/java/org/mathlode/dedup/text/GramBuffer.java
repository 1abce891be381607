package org.mathlode.dedup.text;

import java.util.Arrays;

/**
 * A text and the grams found in it so far, the last of them perhaps still open. Fields are open to the package: the scanner's
 * fast path reads and writes the arrays without a call per character. Arrays grow and are kept from text to text.
 */
final class GramBuffer {
    // the text being read; a zero follows it
    char[] text = new char[0];
    int length;
    // the grams found: in their normal form, where each begins in it and in the text, hash and kind
    char[] folded = new char[1024];
    int foldedLength;
    int count;
    int[] foldedFrom = new int[256];
    int[] starts = new int[256];
    int[] ends = new int[256];
    long[] hashes = new long[256];
    byte[] kinds = new byte[256];

    // the number of the first gram of each line that has grams, and of the line being read
    int[] lineFrom = new int[64];
    int lines;

    // the open gram: where it begins in the normal form and in the text (−1 if none is open), and its groups of digits
    int openFrom;
    int openStart = -1;
    int openEnd;
    int groups;
    /** How many arguments of a {@code \frac} without braces may still come, one character each. */
    int argumentsPending;

    final boolean forQuotations;

    GramBuffer(boolean forQuotations) {
        this.forQuotations = forQuotations;
    }

    /** Begins a new text; the grams of the text before are gone. */
    void load(String input) {
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
        lines = 1;
    }

    /** Begins another line with gram {@code first}. */
    void line(int first) {
        if (lineFrom[lines - 1] < first) {
            if (lines == lineFrom.length) {
                lineFrom = Arrays.copyOf(lineFrom, 2 * lines);
            }
            lineFrom[lines++] = first;
        }
    }

    /** True if the text reads so at {@code at}. */
    boolean matches(int at, String expected) {
        if (at + expected.length() > length) {
            return false;
        }
        for (int i = 0; i < expected.length(); i++) {
            if (text[at + i] != expected.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    /** A CJK character as a gram. */
    void single(char c, int at) {
        separate();
        open(at);
        ensureFolded(4);
        folded[foldedLength++] = c;
        openEnd = at + 1;
        close(false);
    }

    /** The name of a command or sign as a gram. */
    void command(String name, int at, int end) {
        separate();
        open(at);
        ensureFolded(name.length());
        name.getChars(0, name.length(), folded, foldedLength);
        foldedLength += name.length();
        openEnd = end;
        close(true);
    }

    /** Ends the open gram, if any; what follows is no argument of a command before. */
    void separate() {
        endGram();
        argumentsPending = 0;
    }

    /** Ends the open gram, if any. */
    void endGram() {
        if (openStart >= 0) {
            close(false);
        }
    }

    /** Whether a separator between {@code at} and {@code next} groups the digits of one number: 1,234,567. */
    boolean joinsThousands(int at, int next) {
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
            // the 2,003rd term; the normal form reads 2,003rd as two grams
            if (after > CharFold.LAST_CODE && (!forQuotations || after <= '9')) {
                return false;
            }
        }
        groups++;
        openEnd = next;
        return true;
    }

    /** Begins a gram with what is folded from now on. */
    void open(int at) {
        openStart = at;
        openFrom = foldedLength;
        groups = 0;
    }

    /** Whether the word {@code latex} at {@code from} only says that a formula follows, as weblogs write it: {@code $latex x$}. */
    boolean isLatexMark(int from, int to) {
        return to - from == 5 && from > 0 && text[from - 1] == '$' && matches(from, "latex");
    }

    /** Ends the open gram. */
    void close(boolean isCommand) {
        if (forQuotations && (isLatexMark(openStart, openEnd) || MarkupTag.isName(text, openStart, openEnd))) {
            foldedLength = openFrom;
            openStart = -1;
            argumentsPending = 0;
            return;
        }
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
                kinds[count] = (byte) GramScanner.Kind.COMMAND.ordinal();
            } else {
                kinds[count] = (byte) kindOfOne(out[from]).ordinal();
            }
        } else {
            kinds[count] = (byte) (isCommand ? GramScanner.Kind.COMMAND : kindOfMany(out, from, to)).ordinal();
        }
        foldedFrom[count] = from;
        starts[count] = openStart;
        ends[count] = openEnd;
        hashes[count] = GramHash.ofGram(out, from, to);
        count++;
        openStart = -1;
        argumentsPending = 0;
    }

    private static GramScanner.Kind kindOfOne(char c) {
        return c >= '0' && c <= '9' ? GramScanner.Kind.NUMBER : CharFold.isCjk(c) ? GramScanner.Kind.CJK : GramScanner.Kind.SYMBOL;
    }

    private static GramScanner.Kind kindOfMany(char[] out, int from, int to) {
        int digits = 0;
        for (int i = from; i < to; i++) {
            if (out[i] <= '9') {
                digits++;
            }
        }
        if (digits == 0) {
            return to - from == 2 && Character.isSurrogate(out[from]) ? GramScanner.Kind.CJK : GramScanner.Kind.WORD;
        }
        return digits == to - from ? GramScanner.Kind.NUMBER : GramScanner.Kind.SYMBOL;
    }

    /** Makes room for {@code more} folded characters beyond those of the text still to come. */
    void ensureFolded(int more) {
        // the text still to come needs one place a character at most, expansions need theirs on top
        if (foldedLength + more + length + 64 > folded.length) {
            folded = Arrays.copyOf(folded, folded.length + folded.length / 2 + more + length + 64);
        }
    }

    /** Makes room for more grams. */
    void grow() {
        int size = starts.length * 2;
        foldedFrom = Arrays.copyOf(foldedFrom, size);
        starts = Arrays.copyOf(starts, size);
        ends = Arrays.copyOf(ends, size);
        hashes = Arrays.copyOf(hashes, size);
        kinds = Arrays.copyOf(kinds, size);
    }
}
