package org.mathlode.classifier;

/** Weights of the n-grams by hash bucket; NaN = the bucket was pruned and counts for nothing. */
final class NgramTable {
    /** fastText's multiplier of n-gram hashes. */
    static final long MULTIPLIER = 116049371L;

    final float[] weights;
    private final int longest;
    private final long inverse;
    private final boolean pruned;

    /** @param longest words of the longest n-gram */
    NgramTable(float[] weights, int longest) {
        this.longest = longest;
        // the inverse of 1 has no place in a long; two buckets of the same weight are one
        this.weights = weights.length == 1 ? new float[] {weights[0], weights[0]} : weights;
        this.inverse = weights.length == 0 ? 0 : Long.divideUnsigned(-1L, this.weights.length);
        boolean missing = false;
        for (float weight : weights) {
            missing |= Float.isNaN(weight);
        }
        this.pruned = missing;
    }

    /** The bucket of an n-gram hash: its unsigned remainder, by a multiplication instead of a division. */
    int bucket(long hash) {
        int divisor = weights.length;
        long quotient = Math.multiplyHigh(hash, inverse) + (hash >> 63 & inverse);
        // the inverse is rounded down, so the quotient is right or one too small
        long rest = hash - quotient * divisor;
        return (int) (rest >= divisor ? rest - divisor : rest);
    }

    /** Adds the weights of the n-grams that end in a block to a sum. */
    void addTo(TokenSum sum, TokenBlock block) {
        if (longest < 2) {
            return;
        }
        int first = TokenBlock.KEPT;
        int end = first + block.count;
        if (longest == 3 && !pruned) {
            // the usual case; the line's first two tokens have fewer n-grams
            int head = Math.min(end, first + Math.max(0, 2 - block.before));
            addOneByOne(sum, block, first, head);
            addBigramsAndTrigrams(sum, block, head, end);
        } else {
            addOneByOne(sum, block, first, end);
        }
    }

    /** One loop without a branch: the reads do not depend on each other, and many go to memory at once. */
    private void addBigramsAndTrigrams(TokenSum sum, TokenBlock block, int from, int end) {
        if (from >= end) {
            return;
        }
        final int[] hashes = block.hashes;
        final float[] table = weights;
        int before = hashes[from - 1];
        long pair = hashes[from - 2] * MULTIPLIER + before;
        double two = 0;
        double three = 0;
        for (int t = from; t < end; t++) {
            int hash = hashes[t];
            three += table[bucket(pair * MULTIPLIER + hash)];
            pair = before * MULTIPLIER + hash;
            two += table[bucket(pair)];
            before = hash;
        }
        sum.add(two + three, 2L * (end - from));
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
                float weight = weights[bucket(hash)];
                if (!Float.isNaN(weight)) {
                    sum.add(weight, 1);
                }
            }
        }
    }
}
