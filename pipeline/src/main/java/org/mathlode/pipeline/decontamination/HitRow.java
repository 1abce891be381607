package org.mathlode.pipeline.decontamination;

import java.util.List;
import org.mathlode.dedup.ngram.Hit;
import org.mathlode.dedup.ngram.Verdict;

/**
 * A {@link Hit} as a row.
 *
 * @param condemns whether it is why its document is contaminated
 * @param start where the run begins in the document, in UTF-16 units
 * @param end exclusive
 * @param documentSnippet the run as the document spells it
 * @param benchmarkSnippet the run as the benchmark spells it
 */
public record HitRow(
        String itemId,
        String benchmark,
        String field,
        boolean condemns,
        String ngram,
        int start,
        int end,
        int grams,
        String strength,
        String witness,
        String documentBefore,
        String documentSnippet,
        String documentAfter,
        String benchmarkBefore,
        String benchmarkSnippet,
        String benchmarkAfter) {
    /** The hits of one document. */
    public static List<HitRow> of(Verdict verdict) {
        return verdict.hits().stream().map(hit -> of(hit, verdict.condemns(hit))).toList();
    }

    private static HitRow of(Hit hit, boolean condemns) {
        Hit.Snippet document = hit.documentSnippet();
        Hit.Snippet benchmark = hit.benchmarkSnippet();
        return new HitRow(hit.itemId(), hit.benchmark(), hit.field().label(), condemns, hit.ngram(), hit.start(), hit.end(), hit.grams(), hit.strength().label(),
                hit.witness().label(), document.before(), document.run(), document.after(), benchmark.before(), benchmark.run(), benchmark.after());
    }
}
