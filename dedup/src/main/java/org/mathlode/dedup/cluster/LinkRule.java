package org.mathlode.dedup.cluster;

import java.io.Serializable;
import org.mathlode.dedup.minhash.Jaccard;
import org.mathlode.dedup.minhash.LineSketch;
import org.mathlode.dedup.minhash.Shingles;
import org.mathlode.dedup.minhash.Signature;

/**
 * When two documents of one bucket are linked. Where it is verified, their texts must be similar enough, and so must their lines ({@link LineSketch}), lest
 * pages of one site are duplicates by its menu; short texts must be more similar, lest they are by its footer.
 *
 * @param minSimilarity the Jaccard similarity a link needs, where it is verified
 */
public record LinkRule(Verification verification, double minSimilarity) implements Serializable {
    /** Changes whenever some documents fall into other clusters under an equal rule and equal signatures. */
    public static final int VERSION = 3;
    /** How many standard errors an estimate may lie below the bound and still be worth an exact look. */
    private static final double MARGIN = 4;
    /** Shingles below which a text is short: what a site puts around every text (licence, contributors, copyright) may be three quarters of it. */
    private static final int SHORT = 200;
    private static final double SHORT_SIMILARITY = 0.9;
    /** So similar are copies, of which one may be broken into lines of another length: their lines need not be similar, but must not be others altogether. */
    private static final double NEARLY_ALL = 0.95;

    public LinkRule {
        if (!(minSimilarity > 0 && minSimilarity <= 1)) {
            throw new IllegalArgumentException("Cannot use near-duplicates.min-similarity: not above 0 and at most 1 (" + minSimilarity + ")");
        }
    }

    /** A shared bucket is a link. */
    public static LinkRule unverified() {
        return new LinkRule(Verification.NONE, 1);
    }

    /** Whether the signatures of two documents let them be linked. Where links are to be exact, {@link #links(Shingles, Shingles)} has the last word. */
    public boolean links(Signature one, Signature other) {
        if (verification == Verification.NONE) {
            return true;
        }
        double asked = asked(Math.min(one.shingles(), other.shingles()));
        double bound = verification == Verification.ESTIMATED ? asked : Math.max(0, asked - MARGIN * Math.sqrt(asked * (1 - asked) / one.components().length));
        double similarity = Jaccard.estimated(one.components(), other.components());
        return similarity >= bound && (similarity >= NEARLY_ALL ? LineSketch.allowCopies(one.lineSketch(), other.lineSketch())
                : LineSketch.allows(bound, one.lineSketch(), other.lineSketch()));
    }

    /** Whether two documents are linked by their shingles. */
    public boolean links(Shingles one, Shingles other) {
        double asked = asked(Math.min(one.all().length, other.all().length));
        double similarity = Jaccard.exact(one.all(), other.all());
        return similarity >= asked && (similarity >= NEARLY_ALL ? LineSketch.allowCopiesExactly(one.inLines(), other.inLines())
                : LineSketch.allowsExactly(asked, one.inLines(), other.inLines()));
    }

    private double asked(int shingles) {
        return shingles < SHORT ? Math.max(minSimilarity, SHORT_SIMILARITY) : minSimilarity;
    }
}
