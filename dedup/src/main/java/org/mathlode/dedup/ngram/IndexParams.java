package org.mathlode.dedup.ngram;

import java.util.Objects;
import org.mathlode.dedup.text.ChineseScript;
import org.mathlode.dedup.text.GramScanner;

/**
 * How benchmark texts are matched.
 *
 * @param ngram grams that must agree in a row; the paper's 10
 * @param shortMin questions of this many grams up to {@code ngram − 1} are matched whole; the paper's 3
 * @param chinese whether traditional and simplified characters are the same
 */
public record IndexParams(int ngram, int shortMin, ChineseScript chinese) {
    public IndexParams {
        if (ngram < 3 || ngram > 100) {
            throw new IllegalArgumentException("Cannot use decontamination.ngram: not within 3 and 100 (" + ngram + ")");
        }
        if (shortMin < 2 || shortMin > ngram) {
            throw new IllegalArgumentException("Cannot use decontamination.short-min: not within 2 and ngram (" + shortMin + ")");
        }
        Objects.requireNonNull(chinese, "chinese");
    }

    /** A scanner for texts and documents of such an index; not thread-safe. */
    GramScanner scanner() {
        return GramScanner.forQuotations(chinese);
    }

    /** The paper's rule: 10-grams, and whole texts of 3 to 9 grams (arXiv 2402.03300, section 2.1). */
    public static IndexParams standard() {
        return new IndexParams(10, 3, ChineseScript.SIMPLIFIED);
    }
}
