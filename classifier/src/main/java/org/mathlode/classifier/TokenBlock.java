package org.mathlode.classifier;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Cuts UTF-8 into fastText's tokens, a block at a time, and gives each a key by which the dictionary knows it.
 *
 * <p>A word of up to seven bytes is its own key, so that finding it proves it is the word, and its hash stands in the dictionary: the bytes of most
 * words are never hashed. A whole block is cut before anything is looked up, which lets the processor have many cache misses of the look-ups under
 * way at once. One block serves any number of models. Not thread-safe.
 */
final class TokenBlock {
    /** A block ends with the 64 bytes in which it reaches this many blanks. */
    private static final int FULL = 256;
    /** Most tokens of a block, with the one that ends the line. */
    static final int SIZE = FULL + 64;
    /** Blanks in 64 bytes of usual text, and some more. */
    private static final int USUAL = 16;
    /** The longest n-gram less one: so many hashes of the block before are kept in front. */
    static final int KEPT = 4;

    private static final int FNV_BASIS = 0x811C9DC5;
    private static final int FNV_PRIME = 16777619;
    private static final long KEY_BASIS = 0x9E3779B97F4A7C15L;
    private static final long KEY_PRIME = 0xD6E8FEB86659FD93L;
    /** Longest word, in bytes, that is its own key. */
    private static final int SHORT = 7;
    /** In the keys of longer words, and only there: the highest byte of a short word's key is 0. */
    private static final long LONG_WORD = Long.MIN_VALUE;

    private static final byte[] END_OF_LINE = {'<', '/', 's', '>'};
    static final int END_HASH = hash(END_OF_LINE, 0, END_OF_LINE.length);
    static final long END_KEY = key(END_OF_LINE, 0, END_OF_LINE.length);
    /** Space, tab, line feed, vertical tab, form feed, carriage return, NUL: fastText's blanks. */
    private static final long BLANKS = 1L << ' ' | 1L << '\t' | 1L << '\n' | 1L << 0x0B | 1L << '\f' | 1L << '\r' | 1L;

    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long LOW_BITS = 0x7F7F7F7F7F7F7F7FL;
    private static final long HIGH_BIT = 0x8080808080808080L;
    /** What takes 0x21, the first byte after the blanks, to 0x80. */
    private static final long TO_HIGH_BIT = 0x5F5F5F5F5F5F5F5FL;
    /** Brings bit 0 of each byte together in the highest byte. */
    private static final long GATHER = 0x0102040810204080L;

    /** Keys of the tokens. */
    final long[] keys;
    /** FNV-1a of the tokens, after the {@link #KEPT} last ones of the block before; the first model that looks the block up fills it in. */
    final int[] hashes;
    /** Whether {@link #hashes} are there. */
    boolean hashed;
    /** For the models that look this block up: where they look, and what they found. */
    final int[] places;
    final long[] found;
    /** Tokens in this block. */
    int count;
    /** Tokens in front of this block that belong to the same line. */
    int before;

    private final byte[] utf8;
    private final int to;
    /** Where words longer than {@link #SHORT} begin; of others nothing is said. */
    private final int[] starts;
    /** Where the blanks are, and behind them room for what is written too much. */
    private final int[] blanks;
    /** Where the next 64 bytes begin. */
    private int base;
    /** Where the next token begins. */
    private int start;
    private boolean finished;
    private long tokens;

    TokenBlock(byte[] utf8, int from, int to) {
        this.utf8 = utf8;
        this.to = to;
        this.start = from;
        this.base = from;
        // a short text has few tokens, and scoring it should not take longer than clearing memory for many
        int size = Math.min(SIZE, (to - from) / 2 + 2);
        this.keys = new long[size];
        this.hashes = new int[KEPT + size];
        this.places = new int[2 * size];
        this.found = new long[size];
        this.starts = new int[size];
        this.blanks = new int[Math.min(SIZE, to - from + 1) + USUAL];
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
        hashed = false;
        count = fill();
        return true;
    }

    /** Finds the blanks first: then neither of the two loops waits for the other, and the second runs as often as it was told to. */
    private int fill() {
        int count = findBlanks();
        final byte[] text = utf8;
        final int[] ends = blanks;
        final long[] into = keys;
        final int end = to;
        final int last = text.length - 16;
        int begin = start;
        int n = 0;
        for (int i = 0; i < count; i++) {
            int at = ends[i];
            byte b = at < end ? text[at] : (byte) '\n';
            if (b != ' ' && !isBlank(b)) {
                continue;
            }
            int length = at - begin;
            if (Integer.compareUnsigned(length - 1, SHORT) < 0 && begin <= last) {
                long key = (long) LONGS.get(text, begin) & (1L << length * 8) - 1;
                if (key == END_KEY) {
                    return finish(n);
                }
                into[n++] = key;
            } else if (length > 0) {
                // most of the longer words are not much longer: a loop would cost a wrong guess on each
                long key = length <= 15 && begin <= last ? middleKey(text, begin, length) : key(text, begin, at);
                if (key == END_KEY) {
                    return finish(n);
                }
                if (text[begin] != '_' || !isLabel(begin, at)) {
                    starts[n] = begin;
                    into[n++] = key;
                }
            }
            begin = at + 1;
            if (b == '\n') {
                return finish(n);
            }
        }
        start = begin;
        tokens += n;
        return n;
    }

    /** Writes the places of the next blanks, and how many they are; a fixed number at once, so that their number need not be guessed. */
    private int findBlanks() {
        final int[] into = blanks;
        int from = base;
        int count = 0;
        while (count < FULL && to - from >= 0) {
            long bits = blanks(from);
            int there = Long.bitCount(bits);
            for (int i = 0; i < USUAL; i++) {
                into[count + i] = from + Long.numberOfTrailingZeros(bits);
                bits &= bits - 1;
            }
            for (int i = USUAL; i < there; i++) {
                into[count + i] = from + Long.numberOfTrailingZeros(bits);
                bits &= bits - 1;
            }
            count += there;
            from += 64;
        }
        base = from;
        return count;
    }

    /** The bytes of at most 0x20 among the 64 from {@code from} as bits; the end of the text is one. */
    private long blanks(int from) {
        final byte[] text = utf8;
        long bits = 0;
        if (to - from >= 64) {
            for (int i = 0; i < 64; i += 8) {
                long word = (long) LONGS.get(text, from + i);
                long marks = ~((word & LOW_BITS) + TO_HIGH_BIT | word) & HIGH_BIT;
                bits |= ((marks >>> 7) * GATHER >>> 56) << i;
            }
            return bits;
        }
        for (int i = from; i < to; i++) {
            if (text[i] >= 0 && text[i] <= ' ') {
                bits |= 1L << i - from;
            }
        }
        return bits | 1L << to - from;
    }

    private int finish(int n) {
        finished = true;
        tokens += n;
        keys[n] = END_KEY;
        return n + 1;
    }

    /** The FNV-1a of a token of this block. */
    int hash(int token) {
        long key = keys[token];
        if (key < 0) {
            int end = starts[token];
            while (end < to && !isBlank(utf8[end])) {
                end++;
            }
            return hash(utf8, starts[token], end);
        }
        int h = FNV_BASIS;
        for (long left = key; left != 0; left >>>= 8) {
            h = (h ^ (byte) left) * FNV_PRIME;
        }
        return h;
    }

    private static boolean isBlank(byte b) {
        return (b & 0xFF) <= ' ' && (BLANKS >>> b & 1) != 0;
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
    static int hash(byte[] word, int from, int to) {
        int h = FNV_BASIS;
        for (int i = from; i < to; i++) {
            h = (h ^ word[i]) * FNV_PRIME;
        }
        return h;
    }

    /**
     * A word without blanks as one number, never 0: up to seven bytes as they are, more by a hash over runs of eight, of which the last, perhaps empty, is
     * filled up with zeros.
     */
    static long key(byte[] word, int from, int to) {
        if (to - from <= SHORT) {
            return run(word, from, to);
        }
        long h = KEY_BASIS;
        int i = from;
        for (; to - i >= 8; i += 8) {
            h = mix(h, (long) LONGS.get(word, i));
        }
        return longKey(mix(h, run(word, i, to)));
    }

    /** {@link #key} of eight to fifteen bytes, where sixteen can be read. */
    private static long middleKey(byte[] text, int from, int length) {
        long h = mix(KEY_BASIS, (long) LONGS.get(text, from));
        return longKey(mix(h, (long) LONGS.get(text, from + 8) & (1L << length * 8) - 1));
    }

    private static long mix(long hash, long run) {
        return (Long.rotateLeft(hash, 29) ^ run) * KEY_PRIME;
    }

    private static long longKey(long hash) {
        return hash ^ hash >>> 32 | LONG_WORD;
    }

    /** Up to seven bytes; what follows them is cut off. */
    private static long run(byte[] word, int from, int to) {
        if (from + 8 <= word.length) {
            return (long) LONGS.get(word, from) & (1L << (to - from) * 8) - 1;
        }
        long run = 0;
        for (int i = to - 1; i >= from; i--) {
            run = run << 8 | word[i] & 0xFF;
        }
        return run;
    }
}
