package org.mathlode.pipeline.stage;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.count_distinct;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.negate;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.unix_micros;
import static org.apache.spark.sql.functions.when;

import java.io.IOException;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.mathlode.pipeline.config.NearDuplicatesConfig.Scope;
import org.mathlode.pipeline.config.Recipe;
import org.mathlode.pipeline.model.RejectReason;

/**
 * Duplicate clusters: pages that share a bucket are linked to the bucket's smallest id, clusters are the connected components, and one page of each
 * is kept: most formulas, then longest text, then newest, then smallest id. The pages that survive are the candidates.
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
        return new Settings().put("near-duplicates.scope", recipe.run().nearDuplicates().scope()).map();
    }

    @Override
    public List<String> upstream() {
        return List.of(AssignUrlKeys.NAME, ComputeSignatures.NAME);
    }

    @Override
    public StageReport run(StageContext context) throws IOException {
        Dataset<Row> pages = context.checkpoint(pages(context), "pages");
        ConnectedComponents components = new ConnectedComponents(context);
        Dataset<Row> smallest = components.smallestIds(links(context, pages));
        context.write(members(pages, smallest), Tables.DUPLICATE_CLUSTERS);
        Dataset<Row> members = context.staged(Tables.DUPLICATE_CLUSTERS);
        context.write(candidates(pages, members), Tables.CANDIDATES);
        context.write(rejections(members), Tables.rejections(NAME));

        SortedMap<String, Object> figures = new TreeMap<>();
        Row sizes = members.agg(count_distinct(col("cluster_id")), max("cluster_size")).first();
        figures.put("clusters", sizes.getLong(0));
        figures.put("largest-cluster", sizes.isNullAt(1) ? 0L : sizes.getLong(1));
        figures.put("rounds", components.rounds());
        return StageReport.of(context.kept(AssignUrlKeys.NAME), context.staged(Tables.CANDIDATES).count(), context.dropped(Tables.rejections(NAME)), figures);
    }

    /** What survived URL dedup, with all that choosing a keeper and the later stages need: never the text. */
    private static Dataset<Row> pages(StageContext context) throws IOException {
        Dataset<Row> survivors = context.table(Tables.URL_KEYS).where(col("kept")).select("id", "url", "url_key", "domain", "path");
        Dataset<Row> facts = context.documents()
                .select("id", "crawl", "fetch_time", "language", "formula_count", "tex_commands", "characters");
        return survivors.join(facts, "id").join(context.table(Tables.MINHASH).select("id", "text_hash"), "id");
    }

    private Dataset<Row> links(StageContext context, Dataset<Row> pages) {
        Column scope = recipe.run().nearDuplicates().scope() == Scope.CRAWL ? col("crawl") : lit("");
        Dataset<Row> buckets = context.table(Tables.MINHASH).select(col("id"), explode(col("buckets")).as("bucket"))
                .join(pages.select(col("id"), scope.as("scope")), "id");
        Dataset<Row> shared = buckets.groupBy("scope", "bucket").agg(min("id").as("a"), count(lit(1)).as("pages"))
                .where(col("pages").gt(1)).select("scope", "bucket", "a");
        return buckets.join(shared, new String[] {"scope", "bucket"}).select(col("id").as("b"), col("a")).where(col("a").notEqual(col("b"))).distinct();
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
