package org.mathlode.dedup.ngram;

/** A set of 64-bit hashes that may say yes too often and never no too often: one bit a hash. Filled by one thread, then read by many. */
final class HashFilter {
    private final int shift;
    private final long[] bits;

    /** @param bits binary logarithm of the number of bits */
    HashFilter(int bits) {
        this.shift = 64 - bits;
        this.bits = new long[1 << bits - 6];
    }

    void add(long hash) {
        int bit = (int) (hash * NgramTable.SPREAD >>> shift);
        bits[bit >>> 6] |= 1L << bit;
    }

    boolean mayContain(long hash) {
        int bit = (int) (hash * NgramTable.SPREAD >>> shift);
        return (bits[bit >>> 6] & 1L << bit) != 0;
    }
}
