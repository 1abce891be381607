package org.mathlode.classifier;

/**
 * Cuts UTF-8 into fastText's tokens and hashes them, a block at a time.
 *
 * <p>Hashing a block before looking anything up lets the processor have many cache misses of the look-ups under way at
 * once. One block serves any number of models. Not thread-safe.
 */
final class TokenBlock {
    static final int SIZE = 512;
    /** The longest n-gram less one: so many hashes of the block before are kept in front. */
    static final int KEPT = 4;

    private static final int FNV_BASIS = 0x811C9DC5;
    private static final int FNV_PRIME = 16777619;
    private static final long SECOND_BASIS = 0x9E3779B97F4A7C15L;
    private static final long SECOND_PRIME = 0xD6E8FEB86659FD93L;
    private static final byte[] END_OF_LINE = {'<', '/', 's', '>'};
    static final int END_HASH = hash(END_OF_LINE, END_OF_LINE.length);
    static final int END_SECOND = second(END_OF_LINE, END_OF_LINE.length);
    /** Space, tab, line feed, vertical tab, form feed, carriage return, NUL: fastText's blanks. */
    private static final long BLANKS = 1L << ' ' | 1L << '\t' | 1L << '\n' | 1L << 0x0B | 1L << '\f' | 1L << '\r' | 1L;

    /** FNV-1a of the tokens, after the {@link #KEPT} last ones of the block before. */
    final int[] hashes = new int[KEPT + SIZE];
    /** An independent hash of the same tokens, never 0: with the first it stands for the word. */
    final int[] seconds = new int[KEPT + SIZE];
    /** For the models that look this block up: where they look, and what they found. */
    final int[] places = new int[2 * SIZE];
    final long[] found = new long[SIZE];
    /** Tokens in this block. */
    int count;
    /** Tokens in front of this block that belong to the same line. */
    int before;

    private final byte[] utf8;
    private final int to;
    private int at;
    private boolean finished;
    private long tokens;

    TokenBlock(byte[] utf8, int from, int to) {
        this.utf8 = utf8;
        this.at = from;
        this.to = to;
    }

    /** Tokens so far, without the one that ends the line. */
    long tokens() {
        return tokens;
    }

    /** The next tokens of the line, whose last is the end of the line; false when there are none left. */
    boolean next() {
        if (finished) {
            return false;
        }
        int kept = Math.min(KEPT, before + count);
        System.arraycopy(hashes, KEPT + count - kept, hashes, KEPT - kept, kept);
        before = kept;
        count = fill();
        return true;
    }

    private int fill() {
        final byte[] text = utf8;
        final int end = to;
        int i = at;
        int n = 0;
        while (n < SIZE) {
            // blanks in front; a line end here ends the line, one inside a token only ends the token
            byte b = 0;
            while (i < end && isBlank(b = text[i]) && b != '\n') {
                i++;
            }
            if (i >= end || b == '\n') {
                return finish(n);
            }
            int start = i;
            int h = FNV_BASIS;
            long second = SECOND_BASIS;
            do {
                h = (h ^ b) * FNV_PRIME;
                second = (second ^ b) * SECOND_PRIME;
                i++;
            } while (i < end && !isBlank(b = text[i]));
            if (h == END_HASH && isEndOfLine(start, i)) {
                return finish(n);
            }
            if (text[start] == '_' && isLabel(start, i)) {
                continue;
            }
            hashes[KEPT + n] = h;
            seconds[KEPT + n] = mark(second);
            n++;
        }
        tokens += n;
        at = i;
        return n;
    }

    private int finish(int n) {
        finished = true;
        tokens += n;
        hashes[KEPT + n] = END_HASH;
        seconds[KEPT + n] = END_SECOND;
        return n + 1;
    }

    private static boolean isBlank(byte b) {
        return (b & 0xFF) <= ' ' && (BLANKS >>> b & 1) != 0;
    }

    private boolean isEndOfLine(int from, int end) {
        return end - from == 4 && utf8[from] == '<' && utf8[from + 1] == '/' && utf8[from + 2] == 's' && utf8[from + 3] == '>';
    }

    private boolean isLabel(int from, int end) {
        String prefix = TrainingLine.LABEL_PREFIX;
        if (end - from < prefix.length()) {
            return false;
        }
        for (int k = 0; k < prefix.length(); k++) {
            if (utf8[from + k] != prefix.charAt(k)) {
                return false;
            }
        }
        return true;
    }

    /** FNV-1a as fastText has it: every byte is sign-extended. */
    static int hash(byte[] word, int length) {
        int h = FNV_BASIS;
        for (int i = 0; i < length; i++) {
            h = (h ^ word[i]) * FNV_PRIME;
        }
        return h;
    }

    static int second(byte[] word, int length) {
        long h = SECOND_BASIS;
        for (int i = 0; i < length; i++) {
            h = (h ^ word[i]) * SECOND_PRIME;
        }
        return mark(h);
    }

    private static int mark(long hash) {
        int high = (int) (hash >>> 32);
        return high == 0 ? 1 : high;
    }
}
