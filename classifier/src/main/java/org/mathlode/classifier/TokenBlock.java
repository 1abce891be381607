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
    /** A block of this many tokens is full; the end of the line may come on top. */
    static final int SIZE = 512;
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
    final long[] keys = new long[SIZE + 1];
    /** FNV-1a of the tokens, after the {@link #KEPT} last ones of the block before; the first model that looks the block up fills it in. */
    final int[] hashes = new int[KEPT + SIZE + 1];
    /** Whether {@link #hashes} are there. */
    boolean hashed;
    /** For the models that look this block up: where they look, and what they found. */
    final int[] places = new int[SIZE + 1];
    final long[] found = new long[SIZE + 1];
    /** Tokens in this block. */
    int count;
    /** Tokens in front of this block that belong to the same line. */
    int before;

    private final byte[] utf8;
    private final int to;
    /** Where words longer than {@link #SHORT} begin; of others nothing is said. */
    private final int[] starts = new int[SIZE + 1];
    /** Up to 64 bytes from {@code base} whose blanks are the bits of {@code mask}; the bits of those already passed are gone. */
    private int base;
    private long mask;
    private int start;
    private boolean finished;
    private long tokens;

    TokenBlock(byte[] utf8, int from, int to) {
        this.utf8 = utf8;
        this.to = to;
        this.start = from;
        this.base = from;
        this.mask = blanks(from);
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

    private int fill() {
        final byte[] text = utf8;
        final long[] into = keys;
        final int last = text.length - 8;
        long blanks = mask;
        int begin = start;
        int n = 0;
        while (true) {
            while (blanks != 0) {
                int at = base + Long.numberOfTrailingZeros(blanks);
                blanks &= blanks - 1;
                byte b = at < to ? text[at] : (byte) '\n';
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
                    long key = key(text, begin, at);
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
                if (n == SIZE) {
                    mask = blanks;
                    start = begin;
                    tokens += n;
                    return n;
                }
            }
            base += 64;
            blanks = blanks(base);
        }
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

    /** A word without blanks as one number, never 0: up to seven bytes as they are, more by a hash over runs of eight, the last filled up with zeros. */
    static long key(byte[] word, int from, int to) {
        if (to - from <= SHORT) {
            return run(word, from, to);
        }
        long h = KEY_BASIS;
        for (int i = from; i < to; i += 8) {
            h = (Long.rotateLeft(h, 29) ^ run(word, i, Math.min(i + 8, to))) * KEY_PRIME;
        }
        return h ^ h >>> 32 | LONG_WORD;
    }

    private static long run(byte[] word, int from, int to) {
        if (to - from == 8) {
            return (long) LONGS.get(word, from);
        }
        long run = 0;
        for (int i = to - 1; i >= from; i--) {
            run = run << 8 | word[i] & 0xFF;
        }
        return run;
    }
}
