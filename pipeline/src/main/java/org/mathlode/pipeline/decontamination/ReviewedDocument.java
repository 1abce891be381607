package org.mathlode.pipeline.decontamination;

import java.util.List;

/**
 * A document with hits, to be shown to people.
 *
 * @param url empty if it has none
 * @param outcome what became of it: {@link Judgement.Outcome#label}
 * @param hitCount how many hits it has, {@code hits} may be fewer
 * @param hits those that condemn first, as {@link org.mathlode.dedup.ngram.Verdict} has them
 */
public record ReviewedDocument(String id, String url, String outcome, int hitCount, List<HitRow> hits) {
    public ReviewedDocument {
        hits = List.copyOf(hits);
    }

    /** A document with all of its hits. */
    static ReviewedDocument of(String id, String url, Judgement judgement) {
        List<HitRow> hits = HitRow.of(judgement.verdict());
        return new ReviewedDocument(id, url, judgement.outcome().label(), hits.size(), hits);
    }

    ReviewedDocument shortened(int most) {
        return hits.size() <= most ? this : new ReviewedDocument(id, url, outcome, hitCount, hits.subList(0, most));
    }
}
