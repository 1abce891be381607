package org.mathlode.classifier;

/**
 * Weights of the words, found by two hashes: a slot is one long, 32 bits of a second hash beside the 32 of the weight, so
 * that a look-up touches one cache line. A word can be taken for another with a
 * probability below 2⁻³⁰; of two such words the more frequent one stays.
 */
final class WordTable {
    private static final long SPREAD = 0x9E3779B97F4A7C15L;

    private final long[] slots;
    private final int shift;

    WordTable(int[] hashes, int[] seconds, float[] weights) {
        int bits = 4;
        while (1L << bits < hashes.length * 2L) {
            bits++;
        }
        slots = new long[1 << bits];
        shift = 64 - bits;
        for (int word = 0; word < hashes.length; word++) {
            insert(hashes[word], seconds[word], weights[word]);
        }
    }

    private void insert(int hash, int second, float weight) {
        int mark = mark(second);
        int slot = slot(hash);
        while (slots[slot] != 0) {
            if ((int) (slots[slot] >>> 32) == mark) {
                return; // the one before it is the more frequent word
            }
            slot = slot + 1 & slots.length - 1;
        }
        slots[slot] = (long) mark << 32 | Float.floatToRawIntBits(weight) & 0xFFFFFFFFL;
    }

    /** The slot of the word with these hashes, never 0, or 0 for a word that is not there. Its low half is the weight. */
    long find(int hash, int second) {
        final long[] table = slots;
        int mark = mark(second);
        int slot = slot(hash);
        long found;
        while ((found = table[slot]) != 0 && (int) (found >>> 32) != mark) {
            slot = slot + 1 & table.length - 1;
        }
        return found;
    }

    static float weight(long found) {
        return Float.intBitsToFloat((int) found);
    }

    private int slot(int hash) {
        return (int) (hash * SPREAD >>> shift);
    }

    /** 0 marks an empty slot. */
    private static int mark(int second) {
        return second == 0 ? 1 : second;
    }

    long bytes() {
        return slots.length * 8L;
    }
}
