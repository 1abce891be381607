package org.mathlode.pipeline.config;

/**
 * How many examples are drawn, and from what. A cap of 0 means no cap.
 *
 * @param positivesPerDomain cap of positives from one domain
 * @param positivesPerPath cap of positives from the pages under one annotated path
 * @param negativesPerDomain cap of negatives from one domain
 * @param negativeTexCommands pages with this many TeX commands or more are no negatives, unless people called them not mathematics: in a small crawl
 *     random pages are not all negatives; 0 means no limit
 * @param negativesLeaveOut which collected pages are no negatives
 * @param positivesFrom which pages under paths annotated as mathematics are positives
 * @param languageCopies how often a positive stands in the training text at most, where its language has fewer positives for its negatives than all
 *     have; 1: once
 */
public record TrainingSetConfig(
        int positives,
        int negatives,
        @OptionalKey Integer minPositives,
        @OptionalKey Integer positivesPerDomain,
        @OptionalKey Integer positivesPerPath,
        @OptionalKey Integer negativesPerDomain,
        @OptionalKey Integer negativeTexCommands,
        @OptionalKey LeftOut negativesLeaveOut,
        @OptionalKey PositivesFrom positivesFrom,
        @OptionalKey Integer languageCopies) {
    /** Pages that are taken for mathematics because an iteration collected them. */
    public enum LeftOut {
        /** Those of the iteration before. */
        LAST_COLLECTED,
        /** Those of every iteration before: what was collected once is never a negative. */
        EVER_COLLECTED
    }

    /** Pages that people called mathematics. */
    public enum PositivesFrom {
        /** Those an iteration before left uncollected (DeepSeekMath, section 2.1). */
        UNCOLLECTED,
        /** All: what was collected and confirmed teaches too, and may be all there is in its language. */
        ANNOTATED
    }

    public TrainingSetConfig {
        Check.atLeast(1, "positives", positives);
        Check.atLeast(1, "negatives", negatives);
        minPositives = Check.atLeast(1, "min-positives", minPositives == null ? Math.min(100, positives) : minPositives);
        positivesPerDomain = Check.atLeast(0, "positives-per-domain", positivesPerDomain == null ? 0 : positivesPerDomain);
        positivesPerPath = Check.atLeast(0, "positives-per-path", positivesPerPath == null ? 0 : positivesPerPath);
        negativesPerDomain = Check.atLeast(0, "negatives-per-domain", negativesPerDomain == null ? 0 : negativesPerDomain);
        negativeTexCommands = Check.atLeast(0, "negative-tex-commands", negativeTexCommands == null ? 0 : negativeTexCommands);
        negativesLeaveOut = negativesLeaveOut == null ? LeftOut.LAST_COLLECTED : negativesLeaveOut;
        positivesFrom = positivesFrom == null ? PositivesFrom.UNCOLLECTED : positivesFrom;
        languageCopies = Check.atLeast(1, "language-copies", languageCopies == null ? 1 : languageCopies);
    }
}
