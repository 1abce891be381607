package org.mathlode.pipeline.report;

import java.util.List;

/**
 * What the pages of a run share with benchmarks.
 *
 * @param benchmarks by name
 * @param items those that condemn most pages first; not all where there are many
 * @param pages some of those that quote a benchmark
 * @param cuts some of the stretches that were cut out of pages that stay
 */
public record ContaminationFigures(List<Benchmark> benchmarks, List<Item> items, List<Quoting> pages, List<CutOut> cuts) {
    public ContaminationFigures {
        benchmarks = List.copyOf(benchmarks);
        items = List.copyOf(items);
        pages = List.copyOf(pages);
        cuts = List.copyOf(cuts);
    }

    /**
     * A benchmark.
     *
     * @param condemned pages that its items condemn, perhaps with others
     * @param spared pages with hits that condemn nothing
     */
    public record Benchmark(String name, long hits, long condemned, long spared) {}

    /** An item: pages it condemns, and other pages it has hits in. */
    public record Item(String benchmark, String id, long condemned, long spared) {}

    /** A page that quotes a benchmark, with its first hit. */
    public record Quoting(String url, String outcome, int hits, String itemId, String field, String pageSnippet, String benchmarkSnippet) {}

    /** A stretch that was cut. */
    public record CutOut(String url, List<String> items, String text) {
        public CutOut {
            items = List.copyOf(items);
        }
    }
}
