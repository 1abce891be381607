package org.mathlode.dedup.ngram;

import java.util.List;

/**
 * What a decontaminator says of one document.
 *
 * @param hits the longest run at each place, those that count first, at most {@link Decontaminator#MOST_HITS}
 */
public record Verdict(boolean contaminated, List<Hit> hits) {
    static final Verdict CLEAN = new Verdict(false, List.of());

    public Verdict {
        hits = List.copyOf(hits);
    }
}
