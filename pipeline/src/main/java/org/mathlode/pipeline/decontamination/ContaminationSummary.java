package org.mathlode.pipeline.decontamination;

import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.mathlode.dedup.ngram.Hit;
import org.mathlode.dedup.ngram.Verdict;

/** Counts verdicts: by benchmark, and by item. Not thread-safe. */
public final class ContaminationSummary {
    private static final Comparator<ItemCount> MOST_FIRST =
            Comparator.comparing(ItemCount::condemned, Comparator.reverseOrder()).thenComparing(ItemCount::spared, Comparator.reverseOrder())
                    .thenComparing(ItemCount::itemId);

    private long documents;
    private long contaminated;
    private long spared;
    private final TreeMap<String, Long> byBenchmark = new TreeMap<>();
    private final Map<String, ItemCount> byItem = new HashMap<>();

    /**
     * What one item does.
     *
     * @param condemned documents that it condemns, perhaps among others
     * @param spared other documents that it has only weak hits in
     */
    public record ItemCount(String benchmark, String itemId, long condemned, long spared) {}

    /** Counts one document. */
    public void add(Verdict verdict) {
        documents++;
        Set<String> benchmarks = new HashSet<>();
        Map<String, ItemCount> items = new HashMap<>();
        for (Hit hit : verdict.hits()) {
            boolean condemns = verdict.condemns(hit);
            if (condemns) {
                benchmarks.add(hit.benchmark());
            }
            items.merge(hit.itemId(), new ItemCount(hit.benchmark(), hit.itemId(), condemns ? 1 : 0, condemns ? 0 : 1),
                    (one, other) -> one.condemned() > 0 ? one : other);
        }
        if (verdict.contaminated()) {
            contaminated++;
        } else if (!verdict.hits().isEmpty()) {
            spared++;
        }
        benchmarks.forEach(benchmark -> byBenchmark.merge(benchmark, 1L, Long::sum));
        items.forEach((id, count) -> byItem.merge(id, count, (one, other) ->
                new ItemCount(one.benchmark(), id, one.condemned() + other.condemned(), one.spared() + other.spared())));
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

    /** Every item with a hit, those that condemn most documents first. */
    public List<ItemCount> items() {
        return byItem.values().stream().sorted(MOST_FIRST).toList();
    }

    /** A few lines for people; {@code items} items that condemn most documents at the end. */
    public String describe(int items) {
        StringBuilder out = new StringBuilder();
        out.append(documents).append(" documents: ").append(contaminated).append(" contaminated, ").append(spared)
                .append(" with weak hits only, kept\n");
        byBenchmark.forEach((benchmark, count) -> out.append("  ").append(benchmark).append(": ").append(count).append(" documents\n"));
        items().stream().limit(items).filter(item -> item.condemned() > 1)
                .forEach(item -> out.append("  item ").append(item.itemId()).append(": ").append(item.condemned()).append(" documents\n"));
        return out.toString();
    }
}
