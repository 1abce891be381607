package org.mathlode.pipeline.config;

import org.mathlode.dedup.minhash.MinHashParams;

/**
 * MinHash-LSH. Two pages meet with probability 1 − (1 − J^rows)^bands for Jaccard similarity J of their shingles.
 *
 * @param scope whether pages of different crawls can be duplicates of each other
 */
public record NearDuplicatesConfig(int shingleWords, int bands, int rowsPerBand, long randomSeed, Scope scope) {
    /** Within which set of pages near-duplicates are looked for. */
    public enum Scope {
        CRAWL,
        GLOBAL
    }

    public NearDuplicatesConfig {
        Check.atLeast(1, "shingle-words", shingleWords);
        Check.atLeast(1, "bands", bands);
        Check.atLeast(1, "rows-per-band", rowsPerBand);
        new MinHashParams(shingleWords, bands, rowsPerBand, randomSeed);
    }

    /** The parameters of the signatures. */
    public MinHashParams params() {
        return new MinHashParams(shingleWords, bands, rowsPerBand, randomSeed);
    }
}
