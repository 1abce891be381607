package org.mathlode.pipeline.config;

import java.util.List;
import org.mathlode.dedup.ngram.IndexParams;
import org.mathlode.dedup.ngram.MatchMode;

/**
 * Which texts are benchmarks and when a page quotes one.
 *
 * @param shortMin benchmark texts of {@code shortMin} to {@code ngram − 1} grams are looked for whole
 * @param benchmarks names in {@code benchmarks.yaml}, JSONL files of items, or {@link InputConfig#BUILTIN_SAMPLE}
 * @param benchmarkFolder where the files that {@code benchmarks.yaml} names lie
 */
public record DecontaminationConfig(
        MatchMode mode, int ngram, int shortMin, Action action, List<String> benchmarks, @OptionalKey String benchmarkFolder) {
    /** What is left out: the page. */
    public enum Action {
        PAGE
    }

    public DecontaminationConfig {
        Check.atLeast(2, "ngram", ngram);
        Check.atLeast(1, "short-min", shortMin);
        if (shortMin >= ngram) {
            throw new IllegalArgumentException("short-min must be below ngram (" + shortMin + ", " + ngram + ")");
        }
        benchmarks = List.copyOf(benchmarks);
        if (benchmarks.isEmpty()) {
            throw new IllegalArgumentException("benchmarks must name at least one benchmark");
        }
        new IndexParams(ngram, shortMin);
        benchmarkFolder = benchmarkFolder == null ? "benchmarks" : Check.text("benchmark-folder", benchmarkFolder);
    }
}
