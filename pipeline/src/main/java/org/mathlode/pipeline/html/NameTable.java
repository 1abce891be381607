package org.mathlode.pipeline.html;

import java.util.Arrays;
import java.util.function.Function;

/**
 * Strings and what is made of them, found again by characters in a buffer without making a string first. Direct-mapped: a
 * newcomer takes the place of what stood there, so it is bounded and what it gives is always right. Not thread-safe.
 */
final class NameTable<T> {
    /** Longer strings are made anew each time. */
    static final int LONGEST = 40;

    /** Of longer strings only so many characters at each end tell their place. */
    private static final int HASHED = 6;

    private final char[][] keys;
    private final Object[] values;
    private final Function<String, T> make;

    /** A table of {@code 1 << bits} places; {@code make} gives what belongs to a string. */
    NameTable(int bits, Function<String, T> make) {
        keys = new char[1 << bits][];
        values = new Object[1 << bits];
        this.make = make;
    }

    /** What belongs to the characters in {@code [from, to)}. */
    @SuppressWarnings("unchecked")
    T of(char[] in, int from, int to) {
        int length = to - from;
        if (length > LONGEST) {
            return make.apply(new String(in, from, length));
        }
        int place = hash(in, from, to) & keys.length - 1;
        char[] key = keys[place];
        if (key == null || key.length != length || !Arrays.equals(key, 0, length, in, from, to)) {
            keys[place] = Arrays.copyOfRange(in, from, to);
            values[place] = make.apply(new String(in, from, length));
        }
        return (T) values[place];
    }

    private static int hash(char[] in, int from, int to) {
        int hash = to - from;
        int first = Math.min(to, from + HASHED);
        for (int i = from; i < first; i++) {
            hash = hash * 31 + in[i];
        }
        for (int i = Math.max(first, to - HASHED); i < to; i++) {
            hash = hash * 31 + in[i];
        }
        return hash ^ hash >>> 15;
    }
}
