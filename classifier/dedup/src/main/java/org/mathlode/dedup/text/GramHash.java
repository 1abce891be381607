package org.mathlode.dedup.text;

/**
 * The 64-bit hash of grams and of runs of grams. A polynomial modulo 2⁶⁴ per gram, mixed, and a second polynomial over grams:
 * the hash of any window then follows from two prefix values. Persisted in signatures and indexes: never changes within a
 * {@link TextNormalizer#VERSION}.
 */
public final class GramHash {
    /** Odd; Knuth's multiplier for linear congruential generators modulo 2⁶⁴. */
    static final long FACTOR = 6364136223846793005L;
    /** Odd; 2⁶⁴ divided by the golden ratio. */
    static final long WINDOW_FACTOR = 0x9E3779B97F4A7C15L;

    private GramHash() {}

    /** The finalizer of SplitMix64 (Steele, Lea, Flood 2014), a bijection. */
    public static long mixed(long hash) {
        long h = hash;
        h = (h ^ h >>> 30) * 0xBF58476D1CE4E5B9L;
        h = (h ^ h >>> 27) * 0x94D049BB133111EBL;
        return h ^ h >>> 31;
    }

    static long ofGram(char[] folded, int from, int to) {
        long hash = 0;
        for (int i = from; i < to; i++) {
            hash = hash * FACTOR + folded[i];
        }
        return mixed(hash);
    }

    static long power(int exponent) {
        long power = 1;
        for (int i = 0; i < exponent; i++) {
            power *= WINDOW_FACTOR;
        }
        return power;
    }
}
