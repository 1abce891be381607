package org.mathlode.dedup.minhash;

import java.util.Arrays;

/** The set of hashes of one text: open addressing, reused from text to text. */
final class Shingles {
    private long[] table = new long[4096];
    private int mask;
    private boolean holdsZero;

    /** Empties the set and makes room for up to {@code most} hashes. */
    void begin(int most) {
        int size = Integer.highestOneBit(Math.max(2 * most, 16)) * 2;
        if (table.length < size) {
            table = new long[size];
        } else {
            Arrays.fill(table, 0, size, 0);
        }
        mask = size - 1;
        holdsZero = false;
    }

    /** Whether {@code hash} is new. */
    boolean add(long hash) {
        if (hash == 0) {
            boolean isNew = !holdsZero;
            holdsZero = true;
            return isNew;
        }
        int slot = (int) hash & mask;
        while (table[slot] != 0) {
            if (table[slot] == hash) {
                return false;
            }
            slot = slot + 1 & mask;
        }
        table[slot] = hash;
        return true;
    }
}
