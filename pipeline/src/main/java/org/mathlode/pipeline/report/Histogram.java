package org.mathlode.pipeline.report;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** Many narrow bins made few: the few widest values at either end share the outermost bin, so that they do not squeeze all others together. */
public record Histogram(List<Bin> bins) {
    private static final double TAIL = 0.001;

    /** Narrow bins from {@code from} to before {@code to}, counted from 0, and what they hold. */
    public record Bin(long from, long to, long count) {}

    public Histogram {
        bins = List.copyOf(bins);
    }

    /**
     * Joins narrow bins.
     *
     * @param counts what the narrow bins hold, by their numbers; none of the joined bins lies on both sides of number 0
     * @param most about how many bins there are to be
     */
    public static Histogram of(SortedMap<Long, Long> counts, int most) {
        long all = counts.values().stream().mapToLong(Long::longValue).sum();
        long first = counts.firstKey();
        long last = counts.lastKey();
        long low = first < 0 ? Math.min(-1, inner(counts, all)) : inner(counts, all);
        TreeMap<Long, Long> mirrored = new TreeMap<>();
        counts.forEach((bin, count) -> mirrored.put(-bin, count));
        long high = last < 0 ? -inner(mirrored, all) : Math.max(0, -inner(mirrored, all));
        long width = Math.max(1, -Math.floorDiv(low - high - 1, most));
        TreeMap<Long, Long> joined = new TreeMap<>();
        counts.forEach((bin, count) -> joined.merge(Math.floorDiv(Math.max(low, Math.min(high, bin)), width), count, Long::sum));
        List<Bin> bins = new ArrayList<>();
        for (long bin = joined.firstKey(); bin <= joined.lastKey(); bin++) {
            long from = bin == joined.firstKey() ? Math.min(first, bin * width) : bin * width;
            long to = bin == joined.lastKey() ? Math.max(last + 1, (bin + 1) * width) : (bin + 1) * width;
            bins.add(new Bin(from, to, joined.getOrDefault(bin, 0L)));
        }
        return new Histogram(bins);
    }

    /** The first bin that is not of the tail. */
    private static long inner(SortedMap<Long, Long> counts, long all) {
        long before = 0;
        for (var bin : counts.entrySet()) {
            before += bin.getValue();
            if (before > TAIL * all) {
                return bin.getKey();
            }
        }
        return counts.lastKey();
    }
}
