package org.mathlode.classifier;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Weights of the n-grams by hash bucket.
 *
 * <p>A weight takes three bytes: a whole number of 2⁻²³ parts of the largest weight, which is a float's precision there. Two million of them lie in the
 * reach of a processor's address translation, where four bytes each would not, and their sum is exact. A table with pruned buckets, which count for
 * nothing, is kept as floats, with NaN for these.
 */
final class NgramTable {
    /** fastText's multiplier of n-gram hashes. */
    static final long MULTIPLIER = 116049371L;

    /** With fewer buckets the inverse has no place in a long. */
    private static final int FEWEST = 5;
    private static final int LARGEST = (1 << 23) - 1;
    private static final VarHandle INTS = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

    private final int count;
    private final int longest;
    /** {@link #count}; for a very small table a multiple, in which every weight stands several times. */
    private final int divisor;
    private final long inverse;
    private final byte[] packed;
    private final double unit;
    /** With pruned buckets; else null. */
    private final float[] floats;

    /**
     * @param weights by bucket; NaN = pruned
     * @param longest words of the longest n-gram
     */
    NgramTable(float[] weights, int longest) {
        this.count = weights.length;
        this.longest = longest;
        this.divisor = count == 0 || count >= FEWEST ? count : count * FEWEST;
        // 2⁶⁵ ÷ buckets, rounded down
        this.inverse = count == 0 ? 0 : Long.divideUnsigned(-1L, divisor) * 2;
        float largest = 0;
        boolean pruned = false;
        for (float weight : weights) {
            largest = Math.max(largest, Float.isNaN(weight) ? 0 : Math.abs(weight));
            pruned |= Float.isNaN(weight);
        }
        this.unit = largest == 0 ? 1 : (double) largest / LARGEST;
        this.floats = pruned ? repeated(weights, divisor) : null;
        this.packed = pruned ? null : packed(repeated(weights, divisor), unit);
    }

    private static float[] repeated(float[] weights, int size) {
        if (size == weights.length) {
            return weights;
        }
        float[] all = new float[size];
        for (int i = 0; i < size; i++) {
            all[i] = weights[i % weights.length];
        }
        return all;
    }

    /** A byte more than needed: four are read at once. */
    private static byte[] packed(float[] weights, double unit) {
        byte[] packed = new byte[Math.addExact(Math.multiplyExact(weights.length, 3), 1)];
        for (int i = 0; i < weights.length; i++) {
            int units = (int) Math.rint(weights[i] / unit);
            packed[3 * i] = (byte) units;
            packed[3 * i + 1] = (byte) (units >> 8);
            packed[3 * i + 2] = (byte) (units >> 16);
        }
        return packed;
    }

    /** Buckets of the model. */
    int count() {
        return count;
    }

    long bytes() {
        return packed == null ? 4L * floats.length : packed.length;
    }

    /** The weights by bucket, which make the same table. */
    float[] weights() {
        float[] weights = new float[count];
        for (int bucket = 0; bucket < count; bucket++) {
            weights[bucket] = (float) weight(bucket);
        }
        return weights;
    }

    /** The weight of a bucket; NaN where it was pruned. */
    double weight(int bucket) {
        return packed == null ? floats[bucket] : units(packed, bucket) * unit;
    }

    private static int units(byte[] packed, int bucket) {
        return (int) INTS.get(packed, 3 * bucket) << 8 >> 8;
    }

    /** The bucket of an n-gram hash: its unsigned remainder, by a multiplication instead of a division. */
    int bucket(long hash) {
        // half the hash is a positive number; all is rounded down, so the quotient is right or one too small
        long rest = hash - Math.multiplyHigh(hash >>> 1, inverse) * divisor;
        return (int) (rest >= divisor ? rest - divisor : rest);
    }

    /** Adds the weights of the n-grams that end in a block to a sum. */
    void addTo(TokenSum sum, TokenBlock block) {
        if (longest < 2) {
            return;
        }
        int first = TokenBlock.KEPT;
        int end = first + block.count;
        if (longest == 3 && packed != null) {
            // the usual case; the line's first two tokens have fewer n-grams
            int head = Math.min(end, first + Math.max(0, 2 - block.before));
            addOneByOne(sum, block, first, head);
            addBigramsAndTrigrams(sum, block, head, end);
        } else {
            addOneByOne(sum, block, first, end);
        }
    }

    /** All buckets are computed before one is read: the reads do not depend on each other, and most go to memory. */
    private void addBigramsAndTrigrams(TokenSum sum, TokenBlock block, int from, int end) {
        if (from >= end) {
            return;
        }
        final int[] hashes = block.hashes;
        final int[] places = block.places;
        int before = hashes[from - 1];
        long pair = hashes[from - 2] * MULTIPLIER + before;
        int n = 0;
        for (int t = from; t < end; t++) {
            int hash = hashes[t];
            places[n] = bucket(pair * MULTIPLIER + hash);
            pair = before * MULTIPLIER + hash;
            places[n + 1] = bucket(pair);
            before = hash;
            n += 2;
        }
        final byte[] table = packed;
        long units = 0;
        for (int i = 0; i < n; i++) {
            units += units(table, places[i]);
        }
        sum.add(units * unit, n);
    }

    private void addOneByOne(TokenSum sum, TokenBlock block, int from, int end) {
        final int[] hashes = block.hashes;
        for (int t = from; t < end; t++) {
            int first = Math.max(TokenBlock.KEPT - block.before, t - longest + 1);
            for (int start = t - 1; start >= first; start--) {
                long hash = hashes[start];
                for (int k = start + 1; k <= t; k++) {
                    hash = hash * MULTIPLIER + hashes[k];
                }
                double weight = weight(bucket(hash));
                if (!Double.isNaN(weight)) {
                    sum.add(weight, 1);
                }
            }
        }
    }
}
