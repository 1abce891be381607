package org.mathlode.pipeline.config;

/**
 * What the token budget of an iteration counts.
 *
 * @param tokenCounter how the tokens of a page are counted
 * @param minWords candidates with fewer words of the classifier's normal form are not ranked: an empty page scores highest,
 *     because only its end-of-line token speaks
 * @param earlierWeight weight of the iterations before in the log-odds that pages are ranked by: those of iteration n are (1 − w) × the model's + w × those
 *     of iteration n − 1
 * @param verdictLogOdds what a page gains in rank under a path annotated as mathematics, and loses under one annotated as not mathematics, in log-odds; 0:
 *     the classifier alone ranks
 * @param explainedNgrams how many n-grams explain the score of a collected page; 0 explains none
 */
public record CollectionConfig(@OptionalKey TokenCounter tokenCounter, @OptionalKey Integer minWords, @OptionalKey Double earlierWeight, @OptionalKey Double verdictLogOdds, @OptionalKey Integer explainedNgrams) {
    /** How tokens are counted. */
    public enum TokenCounter {
        /** OpenAI's cl100k_base byte-pair encoding. */
        CL100K_BASE,
        /** One token for every four characters, one for every CJK character: no encoding needed. */
        CHARACTERS
    }

    public CollectionConfig {
        tokenCounter = tokenCounter == null ? TokenCounter.CL100K_BASE : tokenCounter;
        explainedNgrams = Check.atLeast(0, "explained-ngrams", explainedNgrams == null ? 5 : explainedNgrams);
        earlierWeight = earlierWeight == null ? 0 : earlierWeight;
        if (!(earlierWeight >= 0 && earlierWeight < 1)) {
            throw new IllegalArgumentException("earlier-weight must be from 0 to below 1 (" + earlierWeight + ")");
        }
        verdictLogOdds = verdictLogOdds == null ? 0 : verdictLogOdds;
        if (!(verdictLogOdds >= 0 && verdictLogOdds <= 100)) {
            throw new IllegalArgumentException("verdict-log-odds must be from 0 to 100 (" + verdictLogOdds + ")");
        }
        minWords = Check.atLeast(1, "min-words", minWords == null ? 20 : minWords);
    }

    static CollectionConfig defaults() {
        return new CollectionConfig(null, null, null, null, null);
    }
}
