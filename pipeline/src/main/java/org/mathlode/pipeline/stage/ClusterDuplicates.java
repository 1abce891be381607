package org.mathlode.pipeline.stage;

import static org.apache.spark.sql.functions.aggregate;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.floor;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.negate;
import static org.apache.spark.sql.functions.size;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.unix_micros;
import static org.apache.spark.sql.functions.when;
import static org.apache.spark.sql.functions.zip_with;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.mathlode.dedup.cluster.LinkRule;
import org.mathlode.dedup.cluster.Verification;
import org.mathlode.pipeline.config.NearDuplicatesConfig;
import org.mathlode.pipeline.config.NearDuplicatesConfig.Scope;
import org.mathlode.pipeline.config.Recipe;
import org.mathlode.pipeline.model.RejectReason;

/**
 * Duplicate clusters: pages that share a bucket, and are similar enough if the config asks for that, are linked; clusters are the connected components;
 * one page of each is kept: most formulas, then longest text, then newest, then smallest id ({@link org.mathlode.dedup.cluster.Standing}). The pages
 * that survive are the candidates. Works on attributes alone: texts are read only where similarities are to be exact.
 */
public final class ClusterDuplicates implements Stage {
    static final String NAME = "duplicate-clusters";

    private final Recipe recipe;

    public ClusterDuplicates(Recipe recipe) {
        this.recipe = recipe;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public SortedMap<String, String> settings() {
        NearDuplicatesConfig config = recipe.run().nearDuplicates();
        Settings settings = new Settings()
                .put("near-duplicates.scope", config.scope())
                .put("near-duplicates.verification", config.verification())
                .put("version.clusters", LinkRule.VERSION);
        if (config.verification() != Verification.NONE) {
            settings.put("near-duplicates.min-similarity", config.minSimilarity());
        }
        if (config.scope() == Scope.NEIGHBOURS) {
            settings.put("input.crawls", recipe.run().input().crawls());
        }
        return settings.map();
    }

    @Override
    public List<String> upstream() {
        return List.of(AssignUrlKeys.NAME, ComputeSignatures.NAME);
    }

    @Override
    public StageReport run(StageContext context) throws IOException {
        Dataset<Row> pages = context.checkpoint(pages(context), "pages");
        Dataset<Row> signatures = context.signatures();
        CrawlWindows windows = new CrawlWindows(recipe.run().nearDuplicates().scope(), recipe.run().input().crawls());
        Optional<StoredClusters> stored = StoredClusters.find(context, recipe);
        Comparison comparison = stored.isPresent() ? stored.get().compare(pages, windows) : new Comparison(CrawlWindows.members(windows.places(pages)), Optional.empty());
        DuplicateLinks links = new DuplicateLinks(context, recipe.run().nearDuplicates());
        ConnectedComponents components = new ConnectedComponents(context);
        Dataset<Row> smallest = components.smallestIds(links.among(comparison, signatures));
        Dataset<Row> clustered = withSimilarity(context.checkpoint(members(pages, smallest), "members"), signatures);
        context.write(comparison.settled().map(clustered::unionByName).orElse(clustered), Tables.DUPLICATE_CLUSTERS);
        Dataset<Row> members = context.staged(Tables.DUPLICATE_CLUSTERS);
        context.write(candidates(pages, members), Tables.CANDIDATES);
        context.write(rejections(members), Tables.rejections(NAME));

        long in = context.kept(AssignUrlKeys.NAME);
        SortedMap<String, Object> figures = new TreeMap<>(links.figures());
        figures.put("links-per-page", in == 0 ? 0.0 : Math.round(1e4 * (Long) figures.get("links") / in) / 1e4);
        figures.put("links-by-round", components.rounds());
        stored.ifPresent(earlier -> figures.put("stored-clusters", earlier.figures()));
        figures.put("clusters", Sizes.histogram(members.where(col("id").equalTo(col("keeper"))), "cluster_size"));
        figures.put("similarity-to-keeper", similarities(members));
        return StageReport.of(in, context.staged(Tables.CANDIDATES).count(), context.dropped(Tables.rejections(NAME)), figures);
    }

    /** What survived URL dedup, with all that choosing a keeper and the later stages need: never the text. */
    private static Dataset<Row> pages(StageContext context) throws IOException {
        Dataset<Row> survivors = context.table(Tables.URL_KEYS).where(col("kept")).select("id", "url", "url_key", "domain", "path");
        Dataset<Row> facts = context.documents()
                .select("id", "crawl", "fetch_time", "language", "formula_count", "tex_commands", "characters");
        return survivors.join(facts, "id").join(context.signatures().select("id", "text_hash", "buckets"), "id");
    }

    /** Every page of a cluster: cluster, size and the page kept for it. */
    private static Dataset<Row> members(Dataset<Row> pages, Dataset<Row> smallest) {
        Dataset<Row> clustered = smallest.select(col("id"), col("smallest").as("cluster_id"))
                .unionByName(smallest.select(col("smallest").as("id"), col("smallest").as("cluster_id")).distinct());
        Column bestFirst = struct(
                negate(col("formula_count")), negate(col("characters")), negate(coalesce(unix_micros(col("fetch_time")), lit(0L))), col("id").as("id"),
                col("text_hash"));
        Dataset<Row> facts = pages.select("id", "url", "formula_count", "characters", "fetch_time", "text_hash").join(clustered, "id");
        Dataset<Row> clusters = facts.groupBy("cluster_id").agg(count(lit(1)).as("cluster_size"), min(bestFirst).as("best"))
                .select(col("cluster_id"), col("cluster_size"), col("best.id").as("keeper"), col("best.text_hash").as("keeper_text"));
        return facts.join(clusters, "cluster_id")
                .select(col("id"), col("url"), col("cluster_id"), col("cluster_size"), col("keeper"), col("text_hash").equalTo(col("keeper_text")).as("same_text"));
    }

    /** Adds how similar every page is to the one kept for it, as their signatures estimate it. */
    private static Dataset<Row> withSimilarity(Dataset<Row> members, Dataset<Row> signatures) {
        Dataset<Row> signed = members.join(signatures.select("id", "signature"), "id");
        Dataset<Row> keepers = signed.where(col("id").equalTo(col("keeper"))).select(col("keeper"), col("signature").as("kept_signature"));
        Column equal = aggregate(zip_with(col("signature"), col("kept_signature"), (one, other) -> when(one.equalTo(other), 1).otherwise(0)), lit(0), Column::plus);
        return signed.join(keepers, "keeper")
                .select(col("id"), col("url"), col("cluster_id"), col("cluster_size"), col("keeper"), col("same_text"),
                        equal.divide(size(col("signature"))).as("similarity"));
    }

    /** Dropped pages by their similarity to the keeper, in tenths. */
    private static Map<String, Long> similarities(Dataset<Row> members) {
        Column tenth = floor(col("similarity").multiply(10)).divide(10).cast("string");
        return StageContext.countsBy(members.where(col("id").notEqual(col("keeper"))).withColumn("tenth", tenth), "tenth");
    }

    private static Dataset<Row> candidates(Dataset<Row> pages, Dataset<Row> members) {
        return pages.join(members.select("id", "cluster_id", "cluster_size", "keeper"), pages.col("id").equalTo(members.col("id")), "left")
                .where(col("keeper").isNull().or(col("keeper").equalTo(pages.col("id"))))
                .select(pages.col("id"), col("url"), col("url_key"), col("domain"), col("path"), col("crawl"), col("language"), col("formula_count"),
                        col("tex_commands"), col("characters"), col("cluster_id"), coalesce(col("cluster_size"), lit(1L)).as("cluster_size"));
    }

    private static Dataset<Row> rejections(Dataset<Row> members) {
        Column reason = when(col("same_text"), lit(RejectReason.DUPLICATE_CONTENT.label())).otherwise(lit(RejectReason.NEAR_DUPLICATE.label()));
        return members.where(col("id").notEqual(col("keeper")))
                .select(col("id"), col("url"), reason.as("reason"), concat(lit("kept: "), col("keeper")).as("detail"));
    }
}
