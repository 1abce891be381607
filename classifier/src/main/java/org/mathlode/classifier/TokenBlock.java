package org.mathlode.classifier;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

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
    static final int END_SECOND = second(END_OF_LINE, 0, END_OF_LINE.length);
    /** Space, tab, line feed, vertical tab, form feed, carriage return, NUL: fastText's blanks. */
    private static final long BLANKS = 1L << ' ' | 1L << '\t' | 1L << '\n' | 1L << 0x0B | 1L << '\f' | 1L << '\r' | 1L;

    private static final long END_WORD = 0x3E732F3CL;
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    /** By the number of bytes that count of eight, what takes back the prime's powers of the others. */
    private static final int[] UNDO = new int[8];

    static {
        int inverse = FNV_PRIME;
        for (int i = 0; i < 5; i++) {
            inverse *= 2 - FNV_PRIME * inverse; // Newton's iteration modulo 2³²
        }
        int power = inverse;
        for (int length = 7; length >= 0; length--) {
            UNDO[length] = power;
            power *= inverse;
        }
    }

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
    private int filled;
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

    /**
     * Reads eight bytes at a time and hashes them without a branch that depends on a token's length, so that the
     * processor works on several tokens at once: zeros behind a token only multiply its hash, which is then undone.
     */
    private int fill() {
        final byte[] text = utf8;
        final int last = to - 9;
        int i = at;
        int n = 0;
        while (n < SIZE) {
            int start = i;
            int h = FNV_BASIS;
            long second = SECOND_BASIS;
            long word = 0;
            long marks = 0;
            while (i <= last && (marks = blankMarks(word = (long) LONGS.get(text, i))) == 0) {
                h = eightBytes(h, word);
                second = mix(second, word);
                i += 8;
            }
            int length = Long.numberOfTrailingZeros(marks) >>> 3;
            byte b;
            if (i > last || !isBlank(b = text[i + length])) {
                i = slowly(start, n);
                n = filled;
                if (finished) {
                    return n;
                }
                continue;
            }
            if (length == 0 && i == start) {
                if (b == '\n') {
                    return finish(n);
                }
                i++;
                continue;
            }
            word &= (1L << length * 8) - 1;
            if (word == END_WORD && i == start) {
                return finish(n);
            }
            if (i == start || text[start] != '_' || !isLabel(start, i + length)) {
                hashes[KEPT + n] = eightBytes(h, word) * UNDO[length];
                seconds[KEPT + n] = mark(length == 0 ? second : mix(second, word));
                n++;
            }
            i += b == '\n' ? length : length + 1;
        }
        tokens += n;
        at = i;
        return n;
    }

    /** In the lowest byte of 0x20 or less the highest bit, and perhaps more in those above; 0 when there is none. */
    private static long blankMarks(long word) {
        return word - 0x2121212121212121L & ~word & 0x8080808080808080L;
    }

    private static int eightBytes(int hash, long word) {
        int h = (hash ^ (byte) word) * FNV_PRIME;
        h = (h ^ (byte) (word >>> 8)) * FNV_PRIME;
        h = (h ^ (byte) (word >>> 16)) * FNV_PRIME;
        h = (h ^ (byte) (word >>> 24)) * FNV_PRIME;
        h = (h ^ (byte) (word >>> 32)) * FNV_PRIME;
        h = (h ^ (byte) (word >>> 40)) * FNV_PRIME;
        h = (h ^ (byte) (word >>> 48)) * FNV_PRIME;
        return (h ^ (byte) (word >>> 56)) * FNV_PRIME;
    }

    /** The next token, whatever it is; {@link #filled} tells how many there are then. */
    private int slowly(int from, int n) {
        final byte[] text = utf8;
        int i = from;
        while (i < to && isBlank(text[i]) && text[i] != '\n') {
            i++;
        }
        if (i >= to || text[i] == '\n') {
            filled = finish(n);
            return i;
        }
        int start = i;
        int h = FNV_BASIS;
        while (i < to && !isBlank(text[i])) {
            h = (h ^ text[i++]) * FNV_PRIME;
        }
        filled = n;
        if (h == END_HASH && isEndOfLine(start, i)) {
            filled = finish(n);
        } else if (text[start] != '_' || !isLabel(start, i)) {
            hashes[KEPT + n] = h;
            seconds[KEPT + n] = second(text, start, i);
            filled = n + 1;
        }
        return i;
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

    /** A hash over runs of eight bytes, the last filled up with zeros. */
    static int second(byte[] word, int from, int to) {
        long h = SECOND_BASIS;
        for (int i = from; i < to; i += 8) {
            long chunk = 0;
            for (int k = Math.min(8, to - i) - 1; k >= 0; k--) {
                chunk = chunk << 8 | word[i + k] & 0xFF;
            }
            h = mix(h, chunk);
        }
        return mark(h);
    }

    private static long mix(long hash, long chunk) {
        return (Long.rotateLeft(hash, 29) ^ chunk) * SECOND_PRIME;
    }

    private static int mark(long hash) {
        int high = (int) (hash >>> 32);
        return high == 0 ? 1 : high;
    }
}
