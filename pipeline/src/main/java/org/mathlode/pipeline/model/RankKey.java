package org.mathlode.pipeline.model;

/**
 * The total order in which pages are collected, as text: ascending keys are best first. Eight hexadecimal digits order the log-odds downwards, the
 * document id breaks ties.
 */
public final class RankKey {
    private RankKey() {}

    /** The key of a page; {@code logOdds}, with all that was added to it, must be a number. */
    public static String of(float logOdds, String id) {
        if (Float.isNaN(logOdds)) {
            throw new IllegalArgumentException("a score must be a number (document " + id + ")");
        }
        // + 0.0f makes −0 and 0 one score
        int bits = Float.floatToIntBits(logOdds + 0.0f);
        int ascending = bits < 0 ? ~bits : bits ^ Integer.MIN_VALUE;
        return String.format("%08x", ~ascending) + id;
    }

    /** The log-odds in a key. */
    public static float logOdds(String key) {
        int ascending = ~Integer.parseUnsignedInt(key.substring(0, 8), 16);
        return Float.intBitsToFloat(ascending < 0 ? ascending ^ Integer.MIN_VALUE : ~ascending);
    }
}
