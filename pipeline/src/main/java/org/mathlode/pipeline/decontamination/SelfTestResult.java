package org.mathlode.pipeline.decontamination;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a self-test found.
 *
 * @param byVariant by spelling, in alphabetical order
 * @param cleanPages pages without a benchmark text
 * @param falseAlarms those of them that were called contaminated
 * @param missed spelling, item and field of what was not found
 */
public record SelfTestResult(Map<String, Count> byVariant, int cleanPages, int falseAlarms, List<String> missed) {
    /** Texts put into pages, and how many were found. */
    public record Count(int injected, int found) {}

    public SelfTestResult {
        byVariant = java.util.Collections.unmodifiableMap(new TreeMap<>(byVariant));
        missed = List.copyOf(missed);
    }

    /** Found divided by injected over all spellings; 1 if nothing could be injected. */
    public double recall() {
        int injected = byVariant.values().stream().mapToInt(Count::injected).sum();
        return injected == 0 ? 1 : (double) byVariant.values().stream().mapToInt(Count::found).sum() / injected;
    }

    /** A line a spelling and one for false alarms, for people and the data card. */
    public String describe() {
        StringBuilder out = new StringBuilder();
        byVariant.forEach((variant, count) -> out.append(String.format(Locale.ROOT, "%-24s found %d of %d%n", variant, count.found(), count.injected())));
        return out.append(String.format(Locale.ROOT, "recall %.4f, false alarms %d of %d pages%n", recall(), falseAlarms, cleanPages)).toString();
    }
}
