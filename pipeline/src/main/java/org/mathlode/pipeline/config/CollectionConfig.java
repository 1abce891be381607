package org.mathlode.pipeline.config;

/**
 * What the token budget of an iteration counts.
 *
 * @param tokenCounter how the tokens of a page are counted
 * @param minWords candidates with fewer words of the classifier's normal form are not ranked: an empty page scores highest,
 *     because only its end-of-line token speaks
 * @param earlierWeight weight of the iterations before in the log-odds that pages are ranked by: those of iteration n are (1 − w) × the model's + w × those
 *     of iteration n − 1
 * @param neighboursWeight weight of what the pages beside a page, under the same domain and folders, let expect of it: pages are ranked by (1 − w) × their own
 *     log-odds + w × what these say
 * @param verdictLogOdds what a page gains in rank under a path annotated as mathematics, and loses under one annotated as not mathematics, in log-odds; 0:
 *     the classifier alone ranks
 * @param explainedNgrams how many n-grams explain the score of a collected page; 0 explains none
 */
public record CollectionConfig(
        @OptionalKey TokenCounter tokenCounter,
        @OptionalKey Integer minWords,
        @OptionalKey Double earlierWeight,
        @OptionalKey Double neighboursWeight,
        @OptionalKey Double verdictLogOdds,
        @OptionalKey Integer explainedNgrams) {
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
        earlierWeight = weight("earlier-weight", earlierWeight);
        neighboursWeight = weight("neighbours-weight", neighboursWeight);
        verdictLogOdds = verdictLogOdds == null ? 0 : verdictLogOdds;
        if (!(verdictLogOdds >= 0 && verdictLogOdds <= 100)) {
            throw new IllegalArgumentException("verdict-log-odds must be from 0 to 100 (" + verdictLogOdds + ")");
        }
        minWords = Check.atLeast(1, "min-words", minWords == null ? 20 : minWords);
    }

    private static double weight(String key, Double value) {
        double weight = value == null ? 0 : value;
        if (!(weight >= 0 && weight < 1)) {
            throw new IllegalArgumentException(key + " must be from 0 to below 1 (" + weight + ")");
        }
        return weight;
    }

    static CollectionConfig defaults() {
        return new CollectionConfig(null, null, null, null, null, null);
    }
}
