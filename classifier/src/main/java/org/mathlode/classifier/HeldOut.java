package org.mathlode.classifier;

/** Splits examples for evaluation by domain, so that no page is judged by a model that saw its neighbours. */
public final class HeldOut {
    private HeldOut() {}

    /**
     * Whether the examples of this domain are kept out of training. A function of its arguments alone, on every machine.
     *
     * @param share part of the domains to hold out, from 0 to 1
     */
    public static boolean isHeldOut(String domain, long randomSeed, double share) {
        if (!(share >= 0 && share <= 1)) {
            throw new IllegalArgumentException("the held-out share must be from 0 to 1 (" + share + ")");
        }
        return (hash(domain, randomSeed) >>> 11) * 0x1.0p-53 < share;
    }

    /** FNV-1a over UTF-16 code units, then the finaliser of SplitMix64. */
    private static long hash(String domain, long randomSeed) {
        long h = 0xCBF29CE484222325L ^ randomSeed * 0x9E3779B97F4A7C15L;
        for (int i = 0; i < domain.length(); i++) {
            h = (h ^ domain.charAt(i)) * 0x100000001B3L;
        }
        h = (h ^ h >>> 30) * 0xBF58476D1CE4E5B9L;
        h = (h ^ h >>> 27) * 0x94D049BB133111EBL;
        return h ^ h >>> 31;
    }
}
