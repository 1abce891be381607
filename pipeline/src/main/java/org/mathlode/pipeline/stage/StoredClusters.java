package org.mathlode.pipeline.stage;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.mathlode.pipeline.config.NearDuplicatesConfig.Scope;
import org.mathlode.pipeline.config.Recipe;
import org.mathlode.pipeline.folder.Manifest;
import org.mathlode.pipeline.folder.RunFolder;

/**
 * The clusters of the run before crawls were added, as far as they stay. A page has changed if it is new, or has left because a newer capture of its
 * URL came. In a bucket with a changed page links may be others, and a cluster that has a page in such a bucket may be another one: it is open. The
 * links of all other clusters lie in buckets in which nothing has changed, so these clusters are what a comparison of all pages would give. Compared
 * are the buckets with changed pages and those of the pages of open clusters, whole; which ones these are may be overestimated without harm.
 */
final class StoredClusters {
    private static final String CRAWLS = "input.crawls";

    private final StageContext context;
    private final RunFolder earlier;
    private final CrawlWindows windowsBefore;
    private final SortedMap<String, Object> figures = new TreeMap<>();

    private StoredClusters(StageContext context, RunFolder earlier, CrawlWindows windowsBefore) {
        this.context = context;
        this.earlier = earlier;
        this.windowsBefore = windowsBefore;
    }

    /** The latest earlier state of this run whose clusters were made by the same rules from the same texts, if there is one. */
    static Optional<StoredClusters> find(StageContext context, Recipe recipe) throws IOException {
        StoredClusters latest = null;
        for (int n = 1; context.folder().files().exists(context.folder().path(Tables.earlier(n))); n++) {
            RunFolder earlier = RunFolder.open(context.folder().path(Tables.earlier(n)).toString(), context.spark().sparkContext().hadoopConfiguration());
            Optional<Manifest> clusters = earlier.manifest(ClusterDuplicates.NAME);
            if (clusters.isPresent() && sameRules(clusters.get(), recipe) && sameTexts(context.folder(), earlier, recipe) && isWhole(context, earlier)) {
                latest = new StoredClusters(context, earlier, new CrawlWindows(recipe.run().nearDuplicates().scope(), crawls(clusters.get())));
            }
        }
        return Optional.ofNullable(latest);
    }

    /**
     * What is to be compared and what stays.
     *
     * @param pages columns {@code id}, {@code crawl}, {@code buckets}
     */
    Comparison compare(Dataset<Row> pages, CrawlWindows windows) throws IOException {
        Dataset<Row> changed = context.checkpoint(changed(pages, windows), "changed-places");
        Dataset<Row> members = CrawlWindows.members(windows.places(pages));
        Dataset<Row> touched = context.checkpoint(
                CrawlWindows.members(changed.join(context.signatures().select("id", "buckets"), "id")).select("bucket").distinct(), "touched-buckets");
        KeyFilter mayBeTouched = KeyFilter.of(touched, col("bucket"));
        Dataset<Row> inTouched = members.where(mayBeTouched.mayHold(col("bucket"))).select("id").unionByName(changed.select("id")).distinct();

        Dataset<Row> stored = earlier(Tables.DUPLICATE_CLUSTERS);
        Dataset<Row> open = context.checkpoint(stored.join(inTouched, "id").select("cluster_id").distinct(), "open-clusters");
        Dataset<Row> settled = context.checkpoint(stored.join(open, stored.col("cluster_id").equalTo(open.col("cluster_id")), "left_anti"), "settled");
        Dataset<Row> ofOpen = CrawlWindows.members(windows.places(pages.join(stored.join(open, "cluster_id").select("id"), "id"))).select("bucket");
        Dataset<Row> compared = context.checkpoint(touched.unionByName(ofOpen).distinct(), "compared-buckets");

        figures.put("from", context.folder().relative(earlier.root()));
        figures.put("changed-pages", changed.select("id").distinct().count());
        figures.put("compared-buckets", compared.count());
        figures.put("clusters-compared-again", open.count());
        figures.put("clusters-kept", settled.select("cluster_id").distinct().count());
        return new Comparison(members.where(KeyFilter.of(compared, col("bucket")).mayHold(col("bucket"))), Optional.of(settled));
    }

    /** What was found, for the manifest. */
    Map<String, Object> figures() {
        return figures;
    }

    /** The places that a page has now and had not before, or had before and has no more. */
    private Dataset<Row> changed(Dataset<Row> pages, CrawlWindows windows) throws IOException {
        Dataset<Row> before = earlier(Tables.URL_KEYS).where(col("kept")).select("id").join(context.documents().select("id", "crawl"), "id");
        return windows.places(pages.select("id", "crawl")).unionByName(windowsBefore.places(before))
                .groupBy("id", "window").agg(count(lit(1)).as("states")).where(col("states").equalTo(1)).select("id", "window");
    }

    private Dataset<Row> earlier(String table) {
        return StoredTable.published(context.spark(), earlier, List.of(table));
    }

    /** Whether the tables of then are what their manifests say. */
    private static boolean isWhole(StageContext context, RunFolder earlier) throws IOException {
        FinishedFiles finished = new FinishedFiles(context.spark(), earlier, Verification.SIZES);
        return earlier.manifest(AssignUrlKeys.NAME).isPresent() && finished.damage(List.of(AssignUrlKeys.NAME, ClusterDuplicates.NAME)).isEmpty();
    }

    private static boolean sameRules(Manifest clusters, Recipe recipe) {
        SortedMap<String, String> now = new TreeMap<>(new ClusterDuplicates(recipe).settings());
        SortedMap<String, String> then = new TreeMap<>(clusters.settings());
        now.remove(CRAWLS);
        then.remove(CRAWLS);
        return now.equals(then);
    }

    /** Whether the texts of then are among those of now, and were signed alike. */
    private static boolean sameTexts(RunFolder folder, RunFolder earlier, Recipe recipe) throws IOException {
        Optional<Manifest> then = earlier.manifest(ExtractDocuments.NAME);
        Optional<Manifest> signed = earlier.manifest(ComputeSignatures.NAME);
        Manifest now = folder.manifest(ExtractDocuments.NAME).orElseThrow();
        return then.isPresent() && signed.isPresent() && then.get().settings().equals(now.settings()) && now.inputs().entrySet().containsAll(then.get().inputs().entrySet())
                && signed.get().settings().equals(ComputeSignatures.settings(recipe));
    }

    /** The crawls of then, as their neighbourhood was set down; other scopes do not need them. */
    private static List<String> crawls(Manifest clusters) {
        String list = clusters.settings().getOrDefault(CRAWLS, "[]");
        return List.of(list.substring(1, list.length() - 1).split(", "));
    }
}
