package org.mathlode.pipeline.config;

import org.mathlode.dedup.cluster.LinkRule;
import org.mathlode.dedup.cluster.Verification;
import org.mathlode.dedup.minhash.MinHashParams;

/**
 * MinHash-LSH. Two pages meet with probability 1 − (1 − J^rows)^bands for Jaccard similarity J of their shingles.
 *
 * @param scope which pages can be duplicates of each other
 * @param verification what pages that meet must pass to be linked
 * @param minSimilarity the Jaccard similarity that verification asks for
 */
public record NearDuplicatesConfig(
        int shingleWords,
        int bands,
        int rowsPerBand,
        long randomSeed,
        Scope scope,
        @OptionalKey Verification verification,
        @OptionalKey Double minSimilarity) {
    /** Within which set of pages near-duplicates are looked for. */
    public enum Scope {
        /** Pages of one crawl. */
        CRAWL,
        /** Pages of one crawl, and of the crawls before and after it in {@code input.crawls}. */
        NEIGHBOURS,
        /** All pages. */
        GLOBAL
    }

    public NearDuplicatesConfig {
        Check.atLeast(1, "shingle-words", shingleWords);
        Check.atLeast(1, "bands", bands);
        Check.atLeast(1, "rows-per-band", rowsPerBand);
        new MinHashParams(shingleWords, bands, rowsPerBand, randomSeed);
        verification = verification == null ? Verification.ESTIMATED : verification;
        minSimilarity = Check.share("min-similarity", minSimilarity == null ? 0.75 : minSimilarity);
        new LinkRule(verification, minSimilarity);
    }

    /** The parameters of the signatures. */
    public MinHashParams params() {
        return new MinHashParams(shingleWords, bands, rowsPerBand, randomSeed);
    }

    /** When two pages of a bucket are linked. */
    public LinkRule linkRule() {
        return new LinkRule(verification, minSimilarity);
    }
}
