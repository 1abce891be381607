package org.mathlode.pipeline.config;

/**
 * How many examples are drawn, and from what. A cap of 0 means no cap.
 *
 * @param positivesPerDomain cap of positives from one domain
 * @param positivesPerPath cap of positives from the pages under one annotated path
 * @param negativesPerDomain cap of negatives from one domain
 * @param negativeTexCommands pages with this many TeX commands or more are no negatives: in a small crawl random pages are not all
 *     negatives; 0 means no limit
 */
public record TrainingSetConfig(
        int positives,
        int negatives,
        @OptionalKey Integer minPositives,
        @OptionalKey Integer positivesPerDomain,
        @OptionalKey Integer positivesPerPath,
        @OptionalKey Integer negativesPerDomain,
        @OptionalKey Integer negativeTexCommands) {
    public TrainingSetConfig {
        Check.atLeast(1, "positives", positives);
        Check.atLeast(1, "negatives", negatives);
        minPositives = Check.atLeast(1, "min-positives", minPositives == null ? Math.min(100, positives) : minPositives);
        positivesPerDomain = Check.atLeast(0, "positives-per-domain", positivesPerDomain == null ? 0 : positivesPerDomain);
        positivesPerPath = Check.atLeast(0, "positives-per-path", positivesPerPath == null ? 0 : positivesPerPath);
        negativesPerDomain = Check.atLeast(0, "negatives-per-domain", negativesPerDomain == null ? 0 : negativesPerDomain);
        negativeTexCommands = Check.atLeast(0, "negative-tex-commands", negativeTexCommands == null ? 0 : negativeTexCommands);
    }
}
