package org.mathlode.dedup.ngram;

import java.util.Comparator;

/** Grams of a document that stand in the same order in a benchmark text. */
final class Run {
    static final Comparator<Run> BEST_FIRST = Comparator.comparing((Run run) -> run.witness == Hit.Witness.NONE)
            .thenComparing(run -> -run.grams)
            .thenComparing(run -> run.from)
            .thenComparing(run -> run.text);

    /** First gram in the document. */
    final int from;
    final int text;
    /** First gram in the benchmark text. */
    final int textFrom;
    int grams;
    /** First gram, in the document, of the first n-gram with enough words that few items share; −1 if there is none. */
    int strongAt = -1;
    /** N-grams of the run that few items share. */
    int own;
    boolean strong;
    Hit.Witness witness = Hit.Witness.NONE;

    Run(int from, int text, int textFrom, int grams) {
        this.from = from;
        this.text = text;
        this.textFrom = textFrom;
        this.grams = grams;
    }

    int end() {
        return from + grams;
    }
}
