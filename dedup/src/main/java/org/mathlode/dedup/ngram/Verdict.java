package org.mathlode.dedup.ngram;

import java.util.List;

/**
 * What a decontaminator says of one document.
 *
 * @param hits the longest run at each place, those that count first, at most {@link Decontaminator#MOST_HITS}
 * @param quotations all places that condemn the document, in its order; none if it is not contaminated. They may overlap
 */
public record Verdict(boolean contaminated, List<Hit> hits, List<Quotation> quotations) {
    static final Verdict CLEAN = new Verdict(false, List.of(), List.of());

    /**
     * Where a document quotes an item.
     *
     * @param start in UTF-16 units
     * @param end exclusive
     */
    public record Quotation(String itemId, int start, int end) {}

    /** Whether the hit is why the document is contaminated: one that counts, or, where only the literal rule condemns, any. */
    public boolean condemns(Hit hit) {
        return contaminated && (hit.counts() || hits.stream().noneMatch(Hit::counts));
    }

    public Verdict {
        hits = List.copyOf(hits);
        quotations = List.copyOf(quotations);
    }
}
