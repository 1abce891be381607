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
        int slot = slot(hash);
        while (slots[slot] != 0) {
            if (mark(slots[slot]) == second) {
                return; // the one before it is the more frequent word
            }
            slot = slot + 1 & slots.length - 1;
        }
        slots[slot] = (long) second << 32 | Float.floatToRawIntBits(weight) & 0xFFFFFFFFL;
    }

    /** The slot of the word with these hashes, never 0, or 0 for a word that is not there. Its low half is the weight. */
    long find(int hash, int second) {
        int slot = slot(hash);
        return find(slots[slot], slot, second);
    }

    private long find(long first, int home, int second) {
        long slot = first;
        for (int at = home; slot != 0 && mark(slot) != second; slot = slots[at]) {
            at = at + 1 & slots.length - 1;
        }
        return slot;
    }

    /**
     * Looks up every token of a block and adds their weights to a sum. All slots are read before one is looked at: the
     * reads do not depend on each other, and most go to memory.
     */
    void addTo(TokenSum sum, TokenBlock block) {
        final int[] hashes = block.hashes;
        final int[] seconds = block.seconds;
        final int[] places = block.places;
        final long[] found = block.found;
        final long[] table = slots;
        final int count = block.count;
        for (int t = 0; t < count; t++) {
            places[t] = slot(hashes[TokenBlock.KEPT + t]);
        }
        for (int t = 0; t < count; t++) {
            found[t] = table[places[t]];
        }
        double weights = 0;
        int features = 0;
        for (int t = 0; t < count; t++) {
            long slot = found[t];
            int second = seconds[TokenBlock.KEPT + t];
            if (mark(slot) != second) {
                slot = find(slot, places[t], second);
                if (slot == 0) {
                    continue;
                }
            }
            weights += weight(slot);
            features++;
        }
        sum.add(weights, features);
    }

    static float weight(long slot) {
        return Float.intBitsToFloat((int) slot);
    }

    private static int mark(long slot) {
        return (int) (slot >>> 32);
    }

    private int slot(int hash) {
        return (int) (hash * SPREAD >>> shift);
    }

    long bytes() {
        return slots.length * 8L;
    }
}
