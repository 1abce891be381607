package org.mathlode.pipeline.config;

import java.util.List;
import org.mathlode.dedup.ngram.IndexParams;
import org.mathlode.dedup.ngram.MatchMode;
import org.mathlode.dedup.text.ChineseScript;

/**
 * Which texts are benchmarks and when a page quotes one.
 *
 * @param shortMin benchmark texts of {@code shortMin} to {@code ngram − 1} grams are looked for whole
 * @param chinese whether traditional and simplified characters are the same
 * @param benchmarks names in {@code benchmarks.yaml}, JSONL files of items, or {@link InputConfig#BUILTIN_SAMPLE}
 * @param benchmarkFolder where the files that {@code benchmarks.yaml} names lie
 */
public record DecontaminationConfig(
        MatchMode mode,
        int ngram,
        int shortMin,
        Action action,
        @OptionalKey ChineseScript chinese,
        List<String> benchmarks,
        @OptionalKey String benchmarkFolder,
        @OptionalKey SelfTestConfig selfTest) {
    /** What is left out. */
    public enum Action {
        /** The page. */
        PAGE,
        /** The paragraphs or blocks that quote a benchmark; the page only if too little is left of it. */
        SEGMENT
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
        chinese = chinese == null ? ChineseScript.SIMPLIFIED : chinese;
        new IndexParams(ngram, shortMin, chinese);
        benchmarkFolder = benchmarkFolder == null ? "benchmarks" : Check.text("benchmark-folder", benchmarkFolder);
        selfTest = selfTest == null ? SelfTestConfig.defaults() : selfTest;
    }

    /** How benchmark texts are matched. */
    public IndexParams indexParams() {
        return new IndexParams(ngram, shortMin, chinese);
    }
}
