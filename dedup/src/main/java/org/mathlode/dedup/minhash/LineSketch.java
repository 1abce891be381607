package org.mathlode.dedup.minhash;

import java.util.Arrays;
import org.mathlode.dedup.text.GramHash;

/**
 * A sketch of the shingles that lie within one line each: of sentences and formulas, not of menus and lists of short items, whose shingles run over
 * the ends of lines. Two pages of a site may share most of their shingles because they share its menu; their lines then differ.
 *
 * <p>One permutation hashing (Li, Owen, Zhang 2012): of the shingles that fall into a bin the one with the smallest hash stands for it, here by 8 bits.
 * Similarity is estimated by the equal bins among those that are taken in one text or both.
 */
public final class LineSketch {
    /** The standard error at a similarity of 0.75 is 0.04, or more for texts with fewer shingles than bins. */
    static final int BINS = 128;
    /** Shingles, or taken bins, below which a text has too few lines for a similarity that means much. */
    static final int FEWEST = 16;
    /** What copies have in common however their lines are broken: of lines of eight words half of the shingles are left, of six a third. */
    private static final double OF_COPIES = 0.1;
    private static final int BIN_SHIFT = Long.SIZE - Integer.numberOfTrailingZeros(BINS);
    /** Values of a taken bin; 0 is an empty one. */
    private static final int VALUES = 255;
    private static final long EMPTY = Long.MAX_VALUE;

    private LineSketch() {}

    /** Whether two sketches let their texts be {@code bound} similar. Where both texts have few lines, it is enough that these are not others altogether. */
    public static boolean allows(double bound, byte[] one, byte[] other) {
        int most = Math.max(taken(one), taken(other));
        return most == 0 || estimated(one, other) >= (most < FEWEST ? Math.min(bound, OF_COPIES) : bound);
    }

    /** As {@link #allows} by the shingles within lines themselves. */
    public static boolean allowsExactly(double bound, long[] one, long[] other) {
        int most = Math.max(one.length, other.length);
        return most == 0 || Jaccard.exact(one, other) >= (most < FEWEST ? Math.min(bound, OF_COPIES) : bound);
    }

    /** Whether two sketches let their texts be copies, one of them perhaps broken into lines of another length. */
    public static boolean allowCopies(byte[] one, byte[] other) {
        return allows(OF_COPIES, one, other);
    }

    /** As {@link #allowCopies} by the shingles within lines themselves. */
    public static boolean allowCopiesExactly(long[] one, long[] other) {
        return allowsExactly(OF_COPIES, one, other);
    }

    /** The estimated similarity of the shingles within lines; 0 if there are none. */
    public static double estimated(byte[] one, byte[] other) {
        int taken = 0;
        int equal = 0;
        for (int bin = 0; bin < BINS; bin++) {
            taken += (one[bin] | other[bin]) != 0 ? 1 : 0;
            equal += one[bin] == other[bin] && one[bin] != 0 ? 1 : 0;
        }
        // different shingles have the same value once in 255
        return taken == 0 ? 0 : Math.max(0, (equal - (double) taken / VALUES) / (taken - (double) taken / VALUES));
    }

    private static int taken(byte[] sketch) {
        int taken = 0;
        for (byte bin : sketch) {
            taken += bin != 0 ? 1 : 0;
        }
        return taken;
    }

    /** Collects shingles; one object per thread. */
    static final class Builder {
        private final long[] smallest = new long[BINS];

        Builder() {
            clear();
        }

        private void clear() {
            Arrays.fill(smallest, EMPTY);
        }

        /** Adds shingles {@code from} to {@code to}, exclusive. */
        void add(long[] hashes, int from, int to) {
            for (int i = from; i < to; i++) {
                long hash = hashes[i];
                int bin = (int) (hash >>> BIN_SHIFT);
                // the hashes of a bin have one sign; a minimum without a branch, for no branch here can be foretold
                smallest[bin] = Math.min(smallest[bin], hash);
            }
        }

        /** The sketch of what was added since the last one. */
        byte[] sketch() {
            byte[] sketch = new byte[BINS];
            for (int bin = 0; bin < BINS; bin++) {
                sketch[bin] = smallest[bin] == EMPTY ? 0 : (byte) (1 + ((GramHash.mixed(smallest[bin]) >>> 32) * VALUES >>> 32));
            }
            clear();
            return sketch;
        }
    }
}
