package org.mathlode.pipeline.stage;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.min;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.spark.api.java.function.FilterFunction;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.mathlode.dedup.cluster.LinkRule;
import org.mathlode.dedup.cluster.Verification;
import org.mathlode.dedup.minhash.MinHashParams;
import org.mathlode.dedup.minhash.MinHasher;
import org.mathlode.dedup.minhash.Shingles;
import org.mathlode.pipeline.config.NearDuplicatesConfig;
import org.mathlode.pipeline.spark.RecordEncoders;
import org.mathlode.pipeline.stage.LinkMembers.PageLink;
import org.mathlode.pipeline.stage.LinkMembers.SignedMember;
import org.mathlode.pipeline.stage.SharedBuckets.Member;

/**
 * Links between pages that share a bucket. Buckets are read in sorted order, never collected: memory does not grow with a bucket, and a page has
 * at most a few links from each. Signatures travel only for pages that are not alone in a bucket, texts only for pages with a link.
 */
final class DuplicateLinks {
    /** Pages of one bucket from which on the manifest names it. */
    static final long GIANT = 1_000;
    private static final int TOLD = 10;

    private final StageContext context;
    private final NearDuplicatesConfig config;
    private final SortedMap<String, Object> figures = new TreeMap<>();

    DuplicateLinks(StageContext context, NearDuplicatesConfig config) {
        this.context = context;
        this.config = config;
    }

    /**
     * The distinct links, without those within settled clusters.
     *
     * @param signatures columns {@code id}, {@code signature}, {@code line_sketch}, {@code shingles}, also of other pages
     * @return columns {@code a}, {@code b}
     */
    Dataset<Row> among(Comparison comparison, Dataset<Row> signatures) throws IOException {
        Dataset<Row> shared = context.checkpoint(
                RecordEncoders.map(sorted(comparison.members()), Member.class, new SharedBuckets(), Member.class), "shared-buckets");
        describe(shared);
        Dataset<Row> found = RecordEncoders.map(sorted(signed(shared, signatures)), SignedMember.class, new LinkMembers(config.linkRule()), PageLink.class);
        Dataset<Row> all = context.checkpoint(comparison.open(found.distinct()), "links");
        figures.put("pages-in-full-buckets", all.where(col("a").equalTo(col("b"))).count());
        Dataset<Row> links = all.where(col("a").notEqual(col("b")));
        figures.put("links", links.count());
        return config.verification() == Verification.EXACT ? exact(links) : links;
    }

    /** What was measured: sizes of buckets, links. */
    SortedMap<String, Object> figures() {
        return figures;
    }

    private static Dataset<Row> sorted(Dataset<Row> members) {
        return members.repartition(col("bucket")).sortWithinPartitions("bucket", "id");
    }

    private Dataset<Row> signed(Dataset<Row> shared, Dataset<Row> signatures) {
        return config.verification() == Verification.NONE
                ? shared.withColumn("signature", lit(null).cast("array<int>")).withColumn("line_sketch", lit(null).cast("binary")).withColumn("shingles", lit(0))
                : shared.join(signatures.select("id", "signature", "line_sketch", "shingles"), "id");
    }

    private void describe(Dataset<Row> shared) {
        Dataset<Row> buckets = context.checkpoint(shared.groupBy("bucket").agg(count(lit(1)).as("pages"), min("id").as("smallest")), "bucket-sizes");
        figures.put("shared-buckets", Sizes.histogram(buckets, "pages"));
        List<Map<String, Object>> giants = new ArrayList<>();
        // copies share all their buckets: such buckets are told once
        for (Row giant : buckets.where(col("pages").geq(GIANT)).groupBy("pages", "smallest").agg(count(lit(1)))
                .orderBy(col("pages").desc(), col("smallest")).limit(TOLD).collectAsList()) {
            giants.add(new TreeMap<>(Map.of("pages", giant.getLong(0), "smallest-id", giant.getString(1), "buckets", giant.getLong(2))));
        }
        figures.put("giant-buckets", giants);
    }

    /** The links whose texts are similar enough, shingle by shingle. */
    private Dataset<Row> exact(Dataset<Row> links) throws IOException {
        Dataset<Row> linked = links.select(col("a").as("id")).union(links.select(col("b"))).distinct();
        Dataset<Row> texts = context.documents().select("id", "text").join(linked, "id");
        Dataset<Row> shingled = context.checkpoint(
                RecordEncoders.map(texts, PageText.class, new Shingle(config.params()), Shingled.class), "shingles");
        Dataset<Row> pairs = links.join(shingled.select(col("id").as("a"), col("shingles").as("one"), col("in_lines").as("one_in_lines")), "a")
                .join(shingled.select(col("id").as("b"), col("shingles").as("other"), col("in_lines").as("other_in_lines")), "b");
        Dataset<Row> verified = context.checkpoint(RecordEncoders.table(
                RecordEncoders.read(pairs, Pair.class).filter(new SimilarPairs(config.linkRule()))).select("a", "b"), "verified-links");
        figures.put("verified-links", verified.count());
        return verified;
    }

    /** The distinct shingles of a page, and those within its lines, ascending. */
    public record Shingled(String id, long[] shingles, long[] inLines) {}

    /** Two pages that may be linked. */
    public record Pair(String a, String b, long[] one, long[] oneInLines, long[] other, long[] otherInLines) {}

    /** Row function: text to shingles. */
    record Shingle(MinHashParams params) implements MapPartitionsFunction<PageText, Shingled> {
        @Override
        public Iterator<Shingled> call(Iterator<PageText> pages) {
            MinHasher hasher = new MinHasher(params);
            return Rows.map(pages, page -> {
                Shingles shingles = hasher.shingles(page.text());
                return new Shingled(page.id(), shingles.all(), shingles.inLines());
            });
        }
    }

    /** Row function: whether two pages are as similar as asked for. */
    record SimilarPairs(LinkRule rule) implements FilterFunction<Pair> {
        @Override
        public boolean call(Pair pair) {
            return rule.links(new Shingles(pair.one(), pair.oneInLines()), new Shingles(pair.other(), pair.otherInLines()));
        }
    }
}
