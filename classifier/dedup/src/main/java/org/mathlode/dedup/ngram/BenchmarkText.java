package org.mathlode.dedup.ngram;

import java.util.Objects;

/**
 * One text of a benchmark that must not be in a corpus.
 *
 * @param itemId the item, unique over all benchmarks; its question and its solution carry the same id
 * @param benchmark the benchmark's name, such as {@code gsm8k}
 */
public record BenchmarkText(String itemId, String benchmark, BenchmarkField field, String text) {
    public BenchmarkText {
        Objects.requireNonNull(itemId, "itemId");
        Objects.requireNonNull(benchmark, "benchmark");
        Objects.requireNonNull(field, "field");
        Objects.requireNonNull(text, "text");
    }
}
