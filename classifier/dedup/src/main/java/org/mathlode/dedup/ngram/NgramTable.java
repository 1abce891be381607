package org.mathlode.dedup.ngram;

import java.util.Arrays;

/**
 * From the 64-bit hash of a run of grams to a chain of places. Open addressing over primitive arrays. Two different runs in one slot are left to chance: with 10 million entries one look-up in
 * 10¹² is wrong. Filled by one thread, then read by many.
 */
final class NgramTable {
    static final long SPREAD = 0x9E3779B97F4A7C15L;
    private long[] keys;
    private int[] values;
    private int mask;
    private int size;

    NgramTable(int expected) {
        allocate(Integer.highestOneBit(Math.max(16, expected + expected / 4)) * 2);
    }

    /** The slot of {@code hash}; −1 if it is absent. */
    int slot(long hash) {
        long key = hash == 0 ? 1 : hash;
        int slot = (int) (key * SPREAD >>> 32) & mask;
        while (keys[slot] != 0) {
            if (keys[slot] == key) {
                return slot;
            }
            slot = slot + 1 & mask;
        }
        return -1;
    }

    int value(int slot) {
        return values[slot];
    }

    /** Stores {@code value} for {@code hash}, and returns the value it replaces or −1. */
    int put(long hash, int value) {
        int found = slot(hash);
        if (found >= 0) {
            int before = values[found];
            values[found] = value;
            return before;
        }
        if (size >= keys.length * 0.7) {
            grow();
        }
        insert(hash == 0 ? 1 : hash, value);
        size++;
        return -1;
    }

    int size() {
        return size;
    }

    int slots() {
        return keys.length;
    }

    /** Whether a slot is in use. */
    boolean isUsed(int slot) {
        return keys[slot] != 0;
    }

    private void insert(long key, int value) {
        int slot = (int) (key * SPREAD >>> 32) & mask;
        while (keys[slot] != 0) {
            slot = slot + 1 & mask;
        }
        keys[slot] = key;
        values[slot] = value;
    }

    private void grow() {
        long[] oldKeys = keys;
        int[] oldValues = values;
        allocate(oldKeys.length * 2);
        for (int i = 0; i < oldKeys.length; i++) {
            if (oldKeys[i] != 0) {
                insert(oldKeys[i], oldValues[i]);
            }
        }
    }

    private void allocate(int slots) {
        keys = new long[slots];
        values = new int[slots];
        Arrays.fill(values, -1);
        mask = slots - 1;
    }
}
