package org.mathlode.classifier;

/** Weights of the n-grams by hash bucket; NaN = the bucket was pruned and counts for nothing. */
final class NgramTable {
    /** fastText's multiplier of n-gram hashes. */
    static final long MULTIPLIER = 116049371L;

    final float[] weights;
    private final long inverse;

    NgramTable(float[] weights) {
        // the inverse of 1 has no place in a long; two buckets of the same weight are one
        this.weights = weights.length == 1 ? new float[] {weights[0], weights[0]} : weights;
        this.inverse = weights.length == 0 ? 0 : Long.divideUnsigned(-1L, this.weights.length);
    }

    /** The bucket of an n-gram hash: its unsigned remainder, by a multiplication instead of a division. */
    int bucket(long hash) {
        int divisor = weights.length;
        long quotient = Math.multiplyHigh(hash, inverse) + (hash >> 63 & inverse);
        // the inverse is rounded down, so the quotient is right or one too small
        long rest = hash - quotient * divisor;
        return (int) (rest >= divisor ? rest - divisor : rest);
    }
}
