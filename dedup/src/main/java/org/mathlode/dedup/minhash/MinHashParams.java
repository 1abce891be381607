package org.mathlode.dedup.minhash;

import java.io.Serializable;
import java.util.Locale;

/**
 * What a signature is made of. Two signatures compare only if their params are equal.
 *
 * @param shingleWords grams in a shingle
 * @param bands bucket keys of a document; one equal key makes two documents candidates
 * @param rowsPerBand signature components in a bucket key
 * @param randomSeed draws another family of hash functions
 */
public record MinHashParams(int shingleWords, int bands, int rowsPerBand, long randomSeed) implements Serializable {
    /** Changes whenever some text gets another signature under equal params and an equal text normal form. */
    public static final int VERSION = 3;

    public MinHashParams {
        requireWithin("shingle-words", shingleWords, 100);
        requireWithin("bands", bands, 1_000);
        requireWithin("rows-per-band", rowsPerBand, 1_000);
        if (bands * rowsPerBand > 4_096) {
            throw new IllegalArgumentException("Cannot hash with these params: bands × rows-per-band passes 4096 ("
                    + bands + " × " + rowsPerBand + ")");
        }
    }

    /** 11 bands of 10 rows over word 5-grams: what MegaMath measured best for mathematics (Jaccard about 0.75). */
    public static MinHashParams standard() {
        return new MinHashParams(5, 11, 10, 1);
    }

    /** The number of components in a signature. */
    public int components() {
        return bands * rowsPerBand;
    }

    /** The probability that two documents of this Jaccard similarity share a bucket: 1 − (1 − sʳ)ᵇ. */
    public double candidateProbability(double similarity) {
        return 1 - Math.pow(1 - Math.pow(similarity, rowsPerBand), bands);
    }

    /** The similarity at which half of all pairs become candidates, to within 1e-9. */
    public double threshold() {
        return Math.pow(1 - Math.pow(0.5, 1.0 / bands), 1.0 / rowsPerBand);
    }

    /** The threshold and five points of the curve in one line, for reports and logs. */
    public String describe() {
        StringBuilder out = new StringBuilder(String.format(Locale.ROOT,
                "%d bands of %d rows over %d-grams: half of the pairs found at Jaccard %.3f;", bands, rowsPerBand, shingleWords,
                threshold()));
        for (double similarity : new double[] {0.5, 0.6, 0.7, 0.8, 0.9}) {
            out.append(String.format(Locale.ROOT, " %.1f: %.3f", similarity, candidateProbability(similarity)));
        }
        return out.toString();
    }

    private static void requireWithin(String key, int value, int most) {
        if (value < 1 || value > most) {
            throw new IllegalArgumentException("Cannot use near-duplicates." + key + ": not within 1 and " + most + " (" + value + ")");
        }
    }
}
