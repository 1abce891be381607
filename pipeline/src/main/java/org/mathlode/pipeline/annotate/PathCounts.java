package org.mathlode.pipeline.annotate;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.mathlode.pipeline.config.PathAnnotation;
import org.mathlode.pipeline.config.PathAnnotation.Verdict;

/** What a verdict on a prefix of one domain would do, told from the counts of the run's path table. Immutable. */
final class PathCounts {
    /** Pages under a prefix, and the estimated tokens of those that are uncollected. */
    record Count(long pages, long uncollected, long uncollectedTokens) {
        private Count without(Count other) {
            return new Count(pages - other.pages, uncollected - other.uncollected, uncollectedTokens - other.uncollectedTokens);
        }
    }

    /**
     * What a verdict decides on.
     *
     * @param pages of the prefix that have no verdict on a longer one
     * @param standing the verdict that holds for them now; null if none does
     * @param exact false if a prefix nobody counted is among those involved: the counts are the most it can be
     */
    record Effect(Count pages, Verdict standing, boolean exact) {
        /** Uncollected pages that become positives; negative if they no longer are. */
        long adds(Verdict verdict) {
            return sign(verdict) * pages.uncollected;
        }

        /** Their estimated tokens. */
        long addsTokens(Verdict verdict) {
            return sign(verdict) * pages.uncollectedTokens;
        }

        private int sign(Verdict verdict) {
            return (verdict == Verdict.MATH ? 1 : 0) - (standing == Verdict.MATH ? 1 : 0);
        }
    }

    private final Map<String, Count> counts;

    /** @param counts by prefix; {@code /} among them */
    PathCounts(Map<String, Count> counts) {
        this.counts = new HashMap<>(counts);
    }

    /**
     * What a verdict on {@code prefix} decides on.
     *
     * @param known the domain's annotations with a verdict, one a prefix
     */
    Effect effect(String prefix, Collection<PathAnnotation> known) {
        TreeMap<String, Verdict> verdicts = new TreeMap<>();
        known.stream().filter(one -> one.verdict() != null).forEach(one -> verdicts.put(one.pathPrefix(), one.verdict()));
        Count rest = counts.get(prefix);
        boolean exact = rest != null;
        rest = exact ? rest : smallestAround(prefix);
        String inside = null;
        for (String other : verdicts.tailMap(prefix, false).keySet()) {
            if (!other.startsWith(prefix)) {
                break;
            }
            // sorted: a prefix comes before those it contains
            if (inside == null || !other.startsWith(inside)) {
                inside = other;
                Count counted = counts.get(other);
                exact &= counted != null;
                rest = counted == null || counts.get(prefix) == null ? rest : rest.without(counted);
            }
        }
        return new Effect(rest, standing(prefix, verdicts).orElse(null), exact);
    }

    /** The count of the longest counted prefix around one. */
    private Count smallestAround(String prefix) {
        for (int end = prefix.length() - 1; end > 0; end--) {
            Count around = counts.get(prefix.substring(0, end));
            if (around != null) {
                return around;
            }
        }
        return new Count(0, 0, 0);
    }

    private static Optional<Verdict> standing(String prefix, TreeMap<String, Verdict> verdicts) {
        for (int end = prefix.length(); end > 0; end--) {
            Verdict verdict = verdicts.get(prefix.substring(0, end));
            if (verdict != null) {
                return Optional.of(verdict);
            }
        }
        return Optional.empty();
    }
}
