package org.mathlode.pipeline.stage;

import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.col;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.SortedMap;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.mathlode.pipeline.config.AnnotationSheet;
import org.mathlode.pipeline.config.Recipe;
import org.mathlode.pipeline.model.PathPrefixes;
import org.mathlode.pipeline.spark.RecordEncoders;
import org.mathlode.pipeline.stage.PathSuggestions.Suggestion;

/**
 * The path-prefix trees people annotate: of the domains that are listed (math-related, just below the line, high-scoring) and of the largest others.
 * Writes the sheet for those who annotate in a text editor too.
 */
public final class CountPaths implements Stage {
    static final String TABLE = "paths";
    /** Changes whenever a prefix gets other figures. */
    static final int VERSION = 2;
    /** The sheet, beside the table. */
    public static final String SHEET = "annotation-sheet.tsv";

    /** Domains with a tree; the rest has its line in {@code domains} only. */
    private static final int MOST_DOMAINS = 20_000;
    private static final int SHEET_LINES = 20_000;

    private final Recipe recipe;
    private final int iteration;

    public CountPaths(Recipe recipe, int iteration) {
        this.recipe = recipe;
        this.iteration = iteration;
    }

    static String name(int iteration) {
        return Tables.iteration(iteration, TABLE);
    }

    /** Where the sheet to fill in lies. */
    public static String sheet(int iteration) {
        return Tables.iteration(iteration, SHEET);
    }

    @Override
    public String name() {
        return name(iteration);
    }

    @Override
    public SortedMap<String, String> settings() {
        return new Settings().put("version.paths", VERSION).put("discovery.math-domain-share", line()).map();
    }

    @Override
    public List<String> upstream() {
        return List.of(MeasureDomains.name(iteration));
    }

    @Override
    public StageReport run(StageContext context) throws IOException {
        Dataset<Row> wanted = context.table(MeasureDomains.name(iteration)).where(col("domain").notEqual(""))
                .orderBy(col("listed").equalTo(MeasureDomains.Listed.OTHER.label()), col("pages").desc(), col("domain"))
                .limit(MOST_DOMAINS).select("domain", "listed");
        Dataset<Row> pages = MeasureDomains.withScores(context, iteration)
                .join(broadcast(wanted), "domain")
                .repartition(col("domain"))
                .sortWithinPartitions("domain", "path", "id");
        // finding the ranges reads the rows once more
        Dataset<Row> trees = context.checkpoint(RecordEncoders.map(pages, PathPage.class, new CountTrees(line()), PathCount.class), "trees");
        context.write(trees.repartitionByRange(col("domain"))
                .sortWithinPartitions("domain", "path_prefix"), name());
        Dataset<Row> written = context.staged(name());
        context.folder().writeWhole(context.stage(sheet(iteration)), sheet(written.join(broadcast(wanted), "domain")));
        return StageReport.ofSource(written.count(), Map.of(),
                Map.of("domains", written.select("domain").distinct().count(), "suggestions", StageContext.countsBy(written.where(col("suggestion").notEqual("")), "suggestion")));
    }

    private double line() {
        return recipe.run().discovery().mathDomainShare();
    }

    private static String sheet(Dataset<Row> paths) {
        StringBuilder sheet = new StringBuilder(String.join("\t", AnnotationSheet.COLUMNS)).append('\n');
        List<Row> lines = paths.where(col("listed").notEqual(MeasureDomains.Listed.OTHER.label()))
                .orderBy(col("adds").desc(), col("uncollected").desc(), col("domain"), col("path_prefix"))
                .limit(SHEET_LINES)
                .orderBy("domain", "path_prefix")
                .collectAsList();
        for (Row line : lines) {
            sheet.append(line.<String>getAs("domain")).append('\t').append(plain(line.getAs("path_prefix"))).append("\t\t")
                    .append(String.format(Locale.ROOT, "%s%d pages, %d uncollected, such as %s", suggested(line.getAs("suggestion")),
                            line.<Long>getAs("pages"), line.<Long>getAs("uncollected"), plain(line.getAs("sample_url"))))
                    .append("\t\n");
        }
        return sheet.toString();
    }

    private static String plain(String cell) {
        return cell.replaceAll("\\p{Cntrl}", " ");
    }

    private static String suggested(String verdict) {
        return verdict.isEmpty() ? "" : verdict + "? ";
    }

    /** A page of a domain that is cut into paths; {@code collected} is 0 or 1. */
    public record PathPage(
            String domain, String path, String id, String url, long collected, double logOdds, long estimatedTokens, int formulaCount) {}

    /**
     * The pages under a prefix.
     *
     * @param kind label of a {@link PathPrefixes.Kind}
     * @param uncollectedTokens estimated
     * @param share of the pages that was collected
     * @param formulaShare of the pages that have a formula
     * @param logOddsP10 quantile of the pages' scores; so are the other two
     * @param suggestion the verdict of a {@link PathSuggestions.Suggestion}, or ""
     * @param adds what it adds, or 0
     */
    public record PathCount(
            String domain, String pathPrefix, String kind, long pages, long collected, long uncollected, long uncollectedTokens, double share, double formulaShare,
            double logOddsP10, double logOddsP50, double logOddsP90, String suggestion, long adds, String sampleUrl, List<String> collectedIds,
            List<String> uncollectedIds) {}

    /** Row function: pages, sorted by domain and path, to the prefixes of each domain. */
    record CountTrees(double line) implements MapPartitionsFunction<PathPage, PathCount> {
        /** Prefixes of a domain that are written. */
        private static final int MOST_PREFIXES = 80;

        @Override
        public Iterator<PathCount> call(Iterator<PathPage> pages) {
            return new Iterator<>() {
                private PathPage next = pages.hasNext() ? pages.next() : null;
                private Iterator<PathCount> counts = List.<PathCount>of().iterator();

                @Override
                public boolean hasNext() {
                    while (!counts.hasNext() && next != null) {
                        String domain = next.domain();
                        PathTree tree = new PathTree();
                        while (next != null && next.domain().equals(domain)) {
                            tree.add(next);
                            next = pages.hasNext() ? pages.next() : null;
                        }
                        counts = counts(domain, tree.finish()).iterator();
                    }
                    return counts.hasNext();
                }

                @Override
                public PathCount next() {
                    if (!hasNext()) {
                        throw new NoSuchElementException();
                    }
                    return counts.next();
                }
            };
        }

        List<PathCount> counts(String domain, List<PathTree.Node> nodes) {
            Map<PathTree.Node, PathSuggestions.Suggestion> suggestions = PathSuggestions.of(nodes, line);
            // the whole domain comes first, whatever is suggested
            Set<PathTree.Node> written = new LinkedHashSet<>(nodes.subList(0, Math.min(1, nodes.size())));
            written.addAll(suggestions.keySet());
            nodes.stream().sorted(Comparator.comparingLong((PathTree.Node node) -> -node.pages).thenComparing(node -> node.prefix))
                    .takeWhile(node -> written.size() < MOST_PREFIXES).forEach(written::add);
            List<PathCount> counts = new ArrayList<>();
            for (PathTree.Node node : written) {
                Suggestion suggestion = suggestions.get(node);
                counts.add(new PathCount(domain, node.prefix, PathPrefixes.Kind.of(node.prefix).label(), node.pages, node.collected, node.uncollected(),
                        node.uncollectedTokens, (double) node.collected / node.pages, (double) node.withFormulas / node.pages,
                        node.quantile(0.1), node.quantile(0.5), node.quantile(0.9), suggestion == null ? "" : suggestion.verdict().label(),
                        suggestion == null ? 0 : suggestion.adds(), node.url, List.of(node.collectedIds), List.of(node.uncollectedIds)));
            }
            return counts;
        }
    }
}
