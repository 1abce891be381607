package org.mathlode.dedup.cluster;

import java.io.Serializable;

/**
 * When two documents of one bucket are linked.
 *
 * @param minSimilarity the Jaccard similarity a link needs, where it is verified
 */
public record LinkRule(Verification verification, double minSimilarity) implements Serializable {
    /** Changes whenever some documents fall into other clusters under an equal rule and equal signatures. */
    public static final int VERSION = 1;
    /** How many standard errors an estimate may lie below the bound and still be worth an exact look. */
    private static final double MARGIN = 4;

    public LinkRule {
        if (!(minSimilarity > 0 && minSimilarity <= 1)) {
            throw new IllegalArgumentException("Cannot use near-duplicates.min-similarity: not above 0 and at most 1 (" + minSimilarity + ")");
        }
    }

    /** A shared bucket is a link. */
    public static LinkRule unverified() {
        return new LinkRule(Verification.NONE, 1);
    }

    /** The estimate from signatures of {@code components} components below which no link is made; −1 where none is asked for. */
    public double estimateBound(int components) {
        return switch (verification) {
            case NONE -> -1;
            case ESTIMATED -> minSimilarity;
            case EXACT -> Math.max(0, minSimilarity - MARGIN * Math.sqrt(minSimilarity * (1 - minSimilarity) / components));
        };
    }
}
