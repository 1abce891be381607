package org.mathlode.pipeline.stage;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a stage did with its rows.
 *
 * @param in rows it was given, as the stage before counted them: that {@code kept} and {@code dropped} add up to it shows that no row was lost
 * @param dropped rows left out, by reject reason
 * @param figures whatever else it measured: numbers, texts, lists and maps of these
 */
public record StageReport(long in, long kept, SortedMap<String, Long> dropped, SortedMap<String, Object> figures) {
    public StageReport {
        dropped = new TreeMap<>(dropped);
        figures = new TreeMap<>(figures);
    }

    /** A report without figures. */
    public static StageReport of(long in, long kept, Map<String, Long> dropped) {
        return of(in, kept, dropped, Map.of());
    }

    /** A report of maps in any order. */
    public static StageReport of(long in, long kept, Map<String, Long> dropped, Map<String, ?> figures) {
        return new StageReport(in, kept, new TreeMap<>(dropped), new TreeMap<>(figures));
    }

    /** A report of a stage that is where rows come from: {@code in} is what it counted, kept and dropped together. */
    public static StageReport ofSource(long kept, Map<String, Long> dropped, Map<String, ?> figures) {
        return of(kept + dropped.values().stream().mapToLong(Long::longValue).sum(), kept, dropped, figures);
    }
}
