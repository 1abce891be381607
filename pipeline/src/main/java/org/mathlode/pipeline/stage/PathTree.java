package org.mathlode.pipeline.stage;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.PriorityQueue;
import org.mathlode.pipeline.model.PathPrefixes;
import org.mathlode.pipeline.stage.CountPaths.PathPage;

/**
 * Counts the pages of one domain by path prefix in one pass over the pages in the order of their paths: then those under a prefix follow each other, and
 * the prefixes of one page are all that has to be kept open. Not thread-safe.
 */
final class PathTree {
    /** Prefixes of a domain that are looked at together; those with most pages stay. */
    private static final int MOST_KEPT = 500;
    /** A prefix with fewer pages is none of its own. */
    private static final long LEAST_PAGES = 3;
    /** Sample pages of a prefix, collected and uncollected ones each: those with the smallest ids, which are hashes. */
    static final int SAMPLES = 4;

    private final Deque<Node> open = new ArrayDeque<>();
    private final PriorityQueue<Node> kept = new PriorityQueue<>(Comparator.comparingLong((Node node) -> node.pages).thenComparing(node -> node.prefix, Comparator.reverseOrder()));
    private Node root;
    private String last = "";

    /** Takes the next page; paths that begin alike must follow each other. */
    void add(PathPage page) {
        // a path with no slash in front belongs to the whole domain only
        String path = page.path().startsWith("/") ? page.path() : "/";
        int shared = shared(last, path);
        while (!open.isEmpty() && open.peek().prefix.length() > shared) {
            close();
        }
        int opened = open.isEmpty() ? 0 : open.peek().prefix.length();
        for (int end : PathPrefixes.ends(path)) {
            if (end > opened) {
                open.push(new Node(path.substring(0, end), page.url()));
            }
        }
        open.peek().add(page);
        last = path;
    }

    /** The prefixes, {@code /} first, each after those it begins with; empty if there was no page. */
    List<Node> finish() {
        while (!open.isEmpty()) {
            close();
        }
        List<Node> nodes = new ArrayList<>(kept);
        if (root != null) {
            nodes.add(root);
        }
        nodes.sort(Comparator.comparing(node -> node.prefix));
        return withoutRepetition(nodes);
    }

    private void close() {
        Node node = open.pop();
        if (open.isEmpty()) {
            root = node;
            return;
        }
        open.peek().add(node);
        if (node.pages >= LEAST_PAGES) {
            kept.add(node);
            if (kept.size() > MOST_KEPT) {
                kept.remove();
            }
        }
    }

    /** Of prefixes that stand for the same pages one stays: the deepest folder, else a query key, else the longest name. {@code /} always stays. */
    private static List<Node> withoutRepetition(List<Node> nodes) {
        List<Node> distinct = new ArrayList<>();
        for (int i = 0; i < nodes.size(); i++) {
            Node best = nodes.get(i);
            // what begins with a prefix and has as many pages has the same pages; sorted, these follow at once
            while (i > 0 && i + 1 < nodes.size() && nodes.get(i + 1).pages == best.pages && nodes.get(i + 1).prefix.startsWith(nodes.get(i).prefix)) {
                i++;
                best = nodes.get(i).rank() >= best.rank() ? nodes.get(i) : best;
            }
            distinct.add(best);
        }
        return distinct;
    }

    private static int shared(String one, String other) {
        int mismatch = Arrays.mismatch(one.toCharArray(), other.toCharArray());
        return mismatch < 0 ? one.length() : mismatch;
    }

    /** A prefix and what was counted under it. */
    static final class Node {
        /**
         * Scores are counted on a scale that is linear up to this many log-odds and logarithmic from there: the steps are 0.003 at 0 and a sixteenth of the
         * score further out, since a first model may tell pages apart by hundredths.
         */
        private static final double LINEAR = 0.05;
        private static final double STEPS = 16;
        /** The step of ±20 log-odds; what lies outside counts there. */
        private static final int LAST = 107;

        final String prefix;
        final String url;
        final int[] scores = new int[2 * LAST + 1];
        String[] collectedIds = {};
        String[] uncollectedIds = {};
        long pages;
        long collected;
        long uncollectedTokens;
        long withFormulas;

        Node(String prefix, String url) {
            this.prefix = prefix;
            this.url = url;
        }

        void add(PathPage page) {
            pages++;
            withFormulas += page.formulaCount() > 0 ? 1 : 0;
            scores[step(page.logOdds()) + LAST]++;
            if (page.collected() > 0) {
                collected++;
                collectedIds = smallest(collectedIds, page.id());
            } else {
                uncollectedTokens += page.estimatedTokens();
                uncollectedIds = smallest(uncollectedIds, page.id());
            }
        }

        void add(Node child) {
            pages += child.pages;
            collected += child.collected;
            uncollectedTokens += child.uncollectedTokens;
            withFormulas += child.withFormulas;
            for (int i = 0; i < scores.length; i++) {
                scores[i] += child.scores[i];
            }
            collectedIds = smallest(collectedIds, child.collectedIds);
            uncollectedIds = smallest(uncollectedIds, child.uncollectedIds);
        }

        long uncollected() {
            return pages - collected;
        }

        boolean contains(Node other) {
            return other.prefix.startsWith(prefix);
        }

        private static int step(double logOdds) {
            double scaled = Math.abs(logOdds) / LINEAR;
            // the inverse of the hyperbolic sine
            int step = (int) Math.min(LAST, Math.round(STEPS * StrictMath.log(scaled + Math.sqrt(scaled * scaled + 1))));
            return logOdds < 0 ? -step : step;
        }

        /** Log-odds that {@code share} of the pages do not exceed, to a step and a hundredth. */
        double quantile(double share) {
            long wanted = Math.max(1, (long) Math.ceil(share * pages));
            int i = -1;
            while (wanted > 0) {
                wanted -= scores[++i];
            }
            return Math.round(100 * LINEAR * StrictMath.sinh((i - LAST) / STEPS)) / 100.0;
        }

        private int rank() {
            return switch (PathPrefixes.Kind.of(prefix)) {
                case FOLDER -> 3;
                case QUERY -> prefix.endsWith("=") ? 2 : 1;
                case NAME -> 0;
            };
        }

        private static String[] smallest(String[] ids, String... more) {
            String[] all = Arrays.copyOf(ids, ids.length + more.length);
            System.arraycopy(more, 0, all, ids.length, more.length);
            Arrays.sort(all);
            return all.length > SAMPLES ? Arrays.copyOf(all, SAMPLES) : all;
        }
    }
}
