package org.mathlode.dedup.minhash;

/** The similarity of two texts: shared shingles divided by all shingles of both. */
public final class Jaccard {
    private Jaccard() {}

    /** Estimated from two signatures of the same params; 0 if one of them is empty. */
    public static double estimated(int[] one, int[] other) {
        if (one.length == 0 || other.length == 0) {
            return 0;
        }
        LshBands.requireLength(other, one.length);
        int equal = 0;
        for (int i = 0; i < one.length; i++) {
            if (one[i] == other[i]) {
                equal++;
            }
        }
        return (double) equal / one.length;
    }

    /** Exact, from two ascending arrays of distinct shingle hashes ({@link MinHasher#shingleHashes}); 0 if one is empty. */
    public static double exact(long[] one, long[] other) {
        int shared = 0;
        int i = 0;
        int j = 0;
        while (i < one.length && j < other.length) {
            if (one[i] == other[j]) {
                shared++;
                i++;
                j++;
            } else if (one[i] < other[j]) {
                i++;
            } else {
                j++;
            }
        }
        int all = one.length + other.length - shared;
        return all == 0 ? 0 : (double) shared / all;
    }
}
