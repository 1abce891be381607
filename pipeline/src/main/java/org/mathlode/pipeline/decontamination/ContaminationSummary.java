package org.mathlode.pipeline.decontamination;

import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.mathlode.dedup.ngram.Hit;
import org.mathlode.dedup.ngram.Verdict;

/** Counts verdicts: by benchmark, and the items that condemn most documents. Not thread-safe. */
public final class ContaminationSummary {
    private long documents;
    private long contaminated;
    private long spared;
    private final TreeMap<String, Long> byBenchmark = new TreeMap<>();
    private final Map<String, Long> byItem = new HashMap<>();

    /** Counts one document. */
    public void add(Verdict verdict) {
        documents++;
        if (!verdict.contaminated()) {
            spared += verdict.hits().isEmpty() ? 0 : 1;
            return;
        }
        contaminated++;
        boolean anyCounts = verdict.hits().stream().anyMatch(Hit::counts);
        Set<String> benchmarks = new HashSet<>();
        Set<String> items = new HashSet<>();
        for (Hit hit : verdict.hits()) {
            // in paper-literal mode a document may be condemned by hits that weak-aware mode would not count
            if (hit.counts() || !anyCounts) {
                benchmarks.add(hit.benchmark());
                items.add(hit.itemId());
            }
        }
        benchmarks.forEach(benchmark -> byBenchmark.merge(benchmark, 1L, Long::sum));
        items.forEach(item -> byItem.merge(item, 1L, Long::sum));
    }

    public long documents() {
        return documents;
    }

    public long contaminated() {
        return contaminated;
    }

    /** Documents with weak hits only, kept. */
    public long spared() {
        return spared;
    }

    /** Contaminated documents by benchmark; one document may count for several. */
    public Map<String, Long> byBenchmark() {
        return Map.copyOf(byBenchmark);
    }

    /** A few lines for people; {@code items} items that condemn most documents at the end. */
    public String describe(int items) {
        StringBuilder out = new StringBuilder();
        out.append(documents).append(" documents: ").append(contaminated).append(" contaminated, ").append(spared)
                .append(" with weak hits only, kept\n");
        byBenchmark.forEach((benchmark, count) -> out.append("  ").append(benchmark).append(": ").append(count).append(" documents\n"));
        byItem.entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder()).thenComparing(Map.Entry.comparingByKey()))
                .limit(items)
                .filter(entry -> entry.getValue() > 1)
                .forEach(entry -> out.append("  item ").append(entry.getKey()).append(": ").append(entry.getValue()).append(" documents\n"));
        return out.toString();
    }
}
