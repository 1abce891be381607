package org.mathlode.pipeline.html;

import java.util.function.Function;

/**
 * Strings and what is made of them, found again by characters in a buffer without making a string first. Direct-mapped: a
 * newcomer takes the place of what stood there, so it is bounded and what it gives is always right. Not thread-safe.
 */
final class NameTable<T> {
    /** Longer strings are made anew each time. */
    static final int LONGEST = 40;

    private final String[] keys;
    private final Object[] values;
    private final Function<String, T> make;

    /** A table of {@code 1 << bits} places; {@code make} gives what belongs to a string. */
    NameTable(int bits, Function<String, T> make) {
        keys = new String[1 << bits];
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
        int hash = length;
        for (int i = from; i < to; i++) {
            hash = hash * 31 + in[i];
        }
        int place = (hash ^ hash >>> 15) & keys.length - 1;
        String key = keys[place];
        if (key == null || !equal(key, in, from, length)) {
            key = new String(in, from, length);
            keys[place] = key;
            values[place] = make.apply(key);
        }
        return (T) values[place];
    }

    private static boolean equal(String key, char[] in, int from, int length) {
        if (key.length() != length) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            if (key.charAt(i) != in[from + i]) {
                return false;
            }
        }
        return true;
    }
}
