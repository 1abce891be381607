package org.mathlode.classifier;

import org.mathlode.classifier.FastTextFile.Words;

/**
 * Hashes and weights of the words by {@link TokenBlock#key}: open addressing, a slot of two longs, the key and beside it hash and weight, so that a look-up
 * touches one cache line. Frequent words come first and are found where they are looked for. Words of more than seven bytes are told apart by 63 bits of a
 * hash: of a million words, a word that is none of them is taken for one with a probability of 10⁻¹³.
 */
final class WordTable {
    private static final long SPREAD = 0x9E3779B97F4A7C15L;
    /** Slots for a word. */
    private static final double ROOM = 1.6;

    private final long[] slots;
    private final long size;
    /** The words' slots, in the order they were given: the most frequent first. */
    private final int[] order;

    WordTable(Words words) {
        int count = words.keys().length;
        size = 8 + (long) (count * ROOM);
        if (size > Integer.MAX_VALUE / 2 - 8) {
            throw new IllegalArgumentException("a dictionary of " + count + " words is too large");
        }
        slots = new long[(int) size * 2];
        int[] places = new int[count];
        int placed = 0;
        for (int word = 0; word < count; word++) {
            int at = home(words.keys()[word]);
            while (slots[at] != 0 && slots[at] != words.keys()[word]) {
                at = after(at);
            }
            if (slots[at] == 0) {
                slots[at] = words.keys()[word];
                slots[at + 1] = (long) words.hashes()[word] << 32 | Float.floatToRawIntBits(words.weights()[word]) & 0xFFFFFFFFL;
                places[placed++] = at;
            }
        }
        order = java.util.Arrays.copyOf(places, placed);
    }

    int count() {
        return order.length;
    }

    /** What the table was made of, but words that cannot be told from one before them. */
    Words words() {
        int[] hashes = new int[order.length];
        long[] keys = new long[order.length];
        float[] weights = new float[order.length];
        for (int word = 0; word < order.length; word++) {
            keys[word] = slots[order[word]];
            hashes[word] = (int) (slots[order[word] + 1] >>> 32);
            weights[word] = weight(order[word]);
        }
        return new Words(hashes, keys, weights);
    }

    /** Where the word with this key stands, or −1. */
    int find(long key) {
        return find(key, home(key));
    }

    private int find(long key, int from) {
        int at = from;
        while (slots[at] != key) {
            if (slots[at] == 0) {
                return -1;
            }
            at = after(at);
        }
        return at;
    }

    /**
     * Looks up every token of a block, adds their weights to a sum and fills in the tokens' hashes. All slots are read before one is looked at: the reads
     * do not depend on each other, and many go to memory.
     */
    void addTo(TokenSum sum, TokenBlock block) {
        final long[] keys = block.keys;
        final int[] places = block.places;
        final long[] found = block.found;
        final long[] table = slots;
        final int[] hashes = block.hashes;
        final int count = block.count;
        for (int t = 0; t < count; t++) {
            places[t] = home(keys[t]);
        }
        for (int t = 0; t < count; t++) {
            found[t] = table[places[t]];
        }
        double weights = 0;
        int features = 0;
        for (int t = 0; t < count; t++) {
            int at = places[t];
            if (found[t] != keys[t]) {
                at = find(keys[t], at);
                if (at < 0) {
                    if (!block.hashed) {
                        hashes[TokenBlock.KEPT + t] = block.hash(t);
                    }
                    continue;
                }
            }
            long slot = table[at + 1];
            hashes[TokenBlock.KEPT + t] = (int) (slot >>> 32);
            weights += Float.intBitsToFloat((int) slot);
            features++;
        }
        block.hashed = true;
        sum.add(weights, features);
    }

    float weight(int at) {
        return Float.intBitsToFloat((int) slots[at + 1]);
    }

    private int after(int at) {
        return at + 2 == slots.length ? 0 : at + 2;
    }

    /** Where a key is looked for first: its spread bits as a fraction of the table. */
    private int home(long key) {
        return (int) ((key * SPREAD >>> 32) * size >>> 32) << 1;
    }

    long bytes() {
        return slots.length * 8L + order.length * 4L;
    }
}
