package org.mathlode.pipeline.stage;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.mathlode.pipeline.config.PathAnnotation.Verdict;

/**
 * Suggests verdicts on the prefixes that best separate collected from uncollected pages. They cut the domain into regions: a page belongs to the longest
 * chosen prefix of its path, as it belongs to the longest annotated one.
 *
 * <p>Minimum description length decides: which pages were collected is told region by region, n pages of which c were collected in
 * log₂(n + 1) + log₂(n over c) bits, and naming a prefix costs bits too. The prefix that saves most is chosen until none saves any.
 */
final class PathSuggestions {
    private static final int MOST_REGIONS = 24;
    /** Beside the choice among the prefixes: a saving of a few bits is chance. */
    private static final double BITS_OF_A_REGION = 4;
    /** Normal quantile of a 95 % interval. */
    private static final double Z = 1.96;

    private PathSuggestions() {}

    /**
     * A verdict worth a look.
     *
     * @param verdict {@link Verdict#MATH}, or {@link Verdict#NOT_MATH} for an exception from that on a longer prefix
     * @param adds uncollected pages that the verdict makes positives if the others are given too
     */
    record Suggestion(Verdict verdict, long adds) {}

    /** What belongs to a chosen prefix and to no longer one. */
    private record Region(long pages, long collected) {
        long uncollected() {
            return pages - collected;
        }

        private Region without(Region other) {
            return new Region(pages - other.pages, collected - other.collected);
        }

        private double bits() {
            return pages == 0 ? 0 : log2(pages + 1.0) + logFactorial(pages) - logFactorial(collected) - logFactorial(pages - collected);
        }

        /** Whether it is an exception from what lies around it. */
        boolean isLessThan(Region around, double line) {
            return !surelyAbove(line) || collected * around.pages < around.collected * pages;
        }

        boolean isMostlyCollected() {
            return 2 * collected > pages;
        }

        /** Whether the collected share of pages like these exceeds {@code line}, with the certainty of Wilson's interval. */
        boolean surelyAbove(double line) {
            double n = pages;
            double p = collected / n;
            double centre = p + Z * Z / (2 * n);
            double margin = Z * Math.sqrt(p * (1 - p) / n + Z * Z / (4 * n * n));
            return pages > 0 && (centre - margin) / (1 + Z * Z / n) > line;
        }
    }

    /**
     * Suggests the shortest prefixes of which surely more than {@code line} was collected, but not what lies around a better region, unless more than half of
     * it was collected too. Where at least half of a prefix would be exceptions, those inside it are looked at instead: one verdict forgotten would
     * let the exceptions in.
     *
     * @param nodes as {@link PathTree#finish} gives them, the whole domain first
     */
    static Map<PathTree.Node, Suggestion> of(List<PathTree.Node> nodes, double line) {
        Map<PathTree.Node, Region> regions = regions(nodes);
        Map<PathTree.Node, Suggestion> suggestions = new LinkedHashMap<>();
        Set<PathTree.Node> dismissed = new HashSet<>();
        PathTree.Node covering = null;
        for (PathTree.Node node : nodes) {
            // sorted: what a prefix contains follows it at once
            boolean covered = covering != null && covering.contains(node);
            PathTree.Node region = regions.containsKey(node) ? node : parent(node, regions);
            Region own = own(node, regions);
            if (covered || dismissed.contains(region) || !regions.get(region).surelyAbove(line) || !own.surelyAbove(line)) {
                continue;
            }
            List<PathTree.Node> inside = regions.keySet().stream().filter(other -> other != node && node.contains(other)).toList();
            List<PathTree.Node> exceptions = inside.stream().filter(other -> regions.get(other).isLessThan(own, line)).toList();
            if (inside.size() > exceptions.size() && !own.isMostlyCollected()) {
                dismissed.add(region);
                continue;
            }
            long adds = own.uncollected() + inside.stream().filter(other -> !exceptions.contains(other)).mapToLong(other -> regions.get(other).uncollected()).sum();
            if (adds > 0 && exceptions.stream().mapToLong(other -> regions.get(other).pages).sum() < own.pages) {
                covering = node;
                suggestions.put(node, new Suggestion(Verdict.MATH, adds));
                exceptions.forEach(other -> suggestions.put(other, new Suggestion(Verdict.NOT_MATH, 0)));
            }
        }
        return suggestions;
    }

    /** @param nodes as {@link PathTree#finish} gives them, the whole domain first */
    private static Map<PathTree.Node, Region> regions(List<PathTree.Node> nodes) {
        Map<PathTree.Node, Region> chosen = new LinkedHashMap<>();
        if (nodes.isEmpty()) {
            return chosen;
        }
        chosen.put(nodes.get(0), whole(nodes.get(0)));
        double naming = log2(nodes.size()) + BITS_OF_A_REGION;
        while (chosen.size() < MOST_REGIONS) {
            PathTree.Node best = null;
            double most = naming;
            for (PathTree.Node node : nodes) {
                if (!chosen.containsKey(node)) {
                    Region around = chosen.get(parent(node, chosen));
                    Region own = own(node, chosen);
                    double saved = around.bits() - around.without(own).bits() - own.bits();
                    if (saved > most) {
                        most = saved;
                        best = node;
                    }
                }
            }
            if (best == null) {
                return chosen;
            }
            Region own = own(best, chosen);
            chosen.computeIfPresent(parent(best, chosen), (node, region) -> region.without(own));
            chosen.put(best, own);
        }
        return chosen;
    }

    private static Region whole(PathTree.Node node) {
        return new Region(node.pages, node.collected);
    }

    /** What is left of a prefix without the regions inside it. */
    private static Region own(PathTree.Node node, Map<PathTree.Node, Region> chosen) {
        Region own = whole(node);
        for (Map.Entry<PathTree.Node, Region> other : chosen.entrySet()) {
            if (other.getKey() != node && node.contains(other.getKey())) {
                own = own.without(other.getValue());
            }
        }
        return own;
    }

    /** The longest chosen prefix around one. */
    private static PathTree.Node parent(PathTree.Node node, Map<PathTree.Node, Region> chosen) {
        PathTree.Node parent = null;
        for (PathTree.Node other : new ArrayList<>(chosen.keySet())) {
            if (other != node && other.contains(node) && (parent == null || parent.contains(other))) {
                parent = other;
            }
        }
        return parent;
    }

    private static double log2(double x) {
        return StrictMath.log(x) / StrictMath.log(2);
    }

    /** log₂ n!, by Stirling's series from 16 on (error below 10⁻⁹). */
    private static double logFactorial(long n) {
        if (n < 16) {
            double product = 1;
            for (int i = 2; i <= n; i++) {
                product *= i;
            }
            return log2(product);
        }
        double x = n;
        double series = 1 / (12 * x) - 1 / (360 * x * x * x) + 1 / (1260 * x * x * x * x * x);
        return ((x + 0.5) * StrictMath.log(x) - x + 0.5 * StrictMath.log(2 * StrictMath.PI) + series) / StrictMath.log(2);
    }
}
