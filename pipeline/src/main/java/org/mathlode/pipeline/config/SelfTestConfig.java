package org.mathlode.pipeline.config;

/**
 * The self-test of decontamination, and what it must reach before a corpus is written.
 *
 * @param textsPerSpelling benchmark texts put into pages in each spelling; 0 = no self-test
 * @param pages collected pages that are looked at, and take the texts
 * @param minRecall least share of the texts that must be found
 * @param maxPagesHit largest share of the pages that may be condemned as they are
 */
public record SelfTestConfig(
        @OptionalKey Integer textsPerSpelling,
        @OptionalKey Integer pages,
        @OptionalKey Double minRecall,
        @OptionalKey Double maxPagesHit,
        @OptionalKey Long randomSeed) {
    public SelfTestConfig {
        textsPerSpelling = Check.atLeast(0, "texts-per-spelling", textsPerSpelling == null ? 50 : textsPerSpelling);
        pages = Check.atLeast(1, "pages", pages == null ? 500 : pages);
        minRecall = Check.share("min-recall", minRecall == null ? 0.95 : minRecall);
        maxPagesHit = Check.share("max-pages-hit", maxPagesHit == null ? 0.05 : maxPagesHit);
        randomSeed = randomSeed == null ? 1L : randomSeed;
    }

    static SelfTestConfig defaults() {
        return new SelfTestConfig(null, null, null, null, null);
    }
}
