package org.mathlode.pipeline.stage;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a stage did with its rows.
 *
 * @param in rows it was given
 * @param dropped rows left out, by reject reason
 * @param figures whatever else it measured: numbers, texts, lists and maps of these
 */
public record StageReport(long in, long kept, SortedMap<String, Long> dropped, SortedMap<String, Object> figures) {
    public StageReport {
        dropped = new TreeMap<>(dropped);
        figures = new TreeMap<>(figures);
    }

    /** A report without figures; {@code in} is what was kept and dropped together. */
    public static StageReport of(long kept, Map<String, Long> dropped) {
        return of(kept, dropped, Map.of());
    }

    /** A report whose {@code in} is what was kept and dropped together. */
    public static StageReport of(long kept, Map<String, Long> dropped, Map<String, ?> figures) {
        long in = kept + dropped.values().stream().mapToLong(Long::longValue).sum();
        return new StageReport(in, kept, new TreeMap<>(dropped), new TreeMap<>(figures));
    }
}
