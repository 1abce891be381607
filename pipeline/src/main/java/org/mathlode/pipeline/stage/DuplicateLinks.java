package org.mathlode.pipeline.stage;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.when;
import static org.apache.spark.sql.functions.xxhash64;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.spark.api.java.function.FilterFunction;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.mathlode.dedup.cluster.Verification;
import org.mathlode.dedup.minhash.Jaccard;
import org.mathlode.dedup.minhash.MinHashParams;
import org.mathlode.dedup.minhash.MinHasher;
import org.mathlode.pipeline.config.NearDuplicatesConfig;
import org.mathlode.pipeline.config.NearDuplicatesConfig.Scope;
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
    private final List<String> crawls;
    private final SortedMap<String, Object> figures = new TreeMap<>();

    /**
     * Prepares.
     *
     * @param crawls in their order in time: what neighbours are
     */
    DuplicateLinks(StageContext context, NearDuplicatesConfig config, List<String> crawls) {
        this.context = context;
        this.config = config;
        this.crawls = crawls;
    }

    /**
     * The distinct links.
     *
     * @param pages columns {@code id}, {@code crawl}
     * @param signatures columns {@code id}, {@code signature}, {@code buckets}, also of other pages
     * @return columns {@code a}, {@code b}
     */
    Dataset<Row> among(Dataset<Row> pages, Dataset<Row> signatures) throws IOException {
        Dataset<Row> members = pages.select(col("id"), explode(windows()).as("window"))
                .join(signatures.select("id", "buckets"), "id")
                .select(col("id"), col("window"), explode(col("buckets")).as("key"))
                .select(bucket().as("bucket"), col("id"));
        Dataset<Row> shared = context.checkpoint(RecordEncoders.map(sorted(members), Member.class, new SharedBuckets(), Member.class), "shared-buckets");
        describe(shared);
        Dataset<Row> all = context.checkpoint(
                RecordEncoders.map(sorted(signed(shared, signatures)), SignedMember.class, new LinkMembers(config.linkRule()), PageLink.class).distinct(),
                "links");
        figures.put("pages-in-full-buckets", all.where(col("a").equalTo(col("b"))).count());
        Dataset<Row> links = all.where(col("a").notEqual(col("b")));
        figures.put("links", links.count());
        return config.verification() == Verification.EXACT ? exact(links) : links;
    }

    /** What was measured: sizes of buckets, links. */
    SortedMap<String, Object> figures() {
        return figures;
    }

    /** The windows of crawls in which a page is compared: buckets of different windows are different buckets. */
    private Column windows() {
        if (config.scope() == Scope.GLOBAL) {
            return array(lit(0));
        }
        Column windows = null;
        for (int i = crawls.size() - 1; i >= 0; i--) {
            Column own = config.scope() == Scope.CRAWL || crawls.size() == 1 ? array(lit(i))
                    : i == 0 ? array(lit(0)) : i == crawls.size() - 1 ? array(lit(i - 1)) : array(lit(i - 1), lit(i));
            windows = windows == null ? when(col("crawl").equalTo(crawls.get(i)), own) : when(col("crawl").equalTo(crawls.get(i)), own).otherwise(windows);
        }
        return windows;
    }

    private Column bucket() {
        return config.scope() == Scope.GLOBAL ? col("key") : xxhash64(col("key"), col("window"));
    }

    private static Dataset<Row> sorted(Dataset<Row> members) {
        return members.repartition(col("bucket")).sortWithinPartitions("bucket", "id");
    }

    private Dataset<Row> signed(Dataset<Row> shared, Dataset<Row> signatures) {
        return config.verification() == Verification.NONE
                ? shared.withColumn("signature", lit(null).cast("array<int>"))
                : shared.join(signatures.select("id", "signature"), "id");
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
        Dataset<Row> pairs = links.join(shingled.select(col("id").as("a"), col("shingles").as("one")), "a")
                .join(shingled.select(col("id").as("b"), col("shingles").as("other")), "b");
        Dataset<Row> verified = context.checkpoint(RecordEncoders.table(
                RecordEncoders.read(pairs, Pair.class).filter(new SimilarPairs(config.minSimilarity()))).select("a", "b"), "verified-links");
        figures.put("verified-links", verified.count());
        return verified;
    }

    /** The distinct shingles of a page, ascending. */
    public record Shingled(String id, long[] shingles) {}

    /** Two pages that may be linked. */
    public record Pair(String a, String b, long[] one, long[] other) {}

    /** Row function: text to shingles. */
    record Shingle(MinHashParams params) implements MapPartitionsFunction<PageText, Shingled> {
        @Override
        public Iterator<Shingled> call(Iterator<PageText> pages) {
            MinHasher hasher = new MinHasher(params);
            return Rows.map(pages, page -> new Shingled(page.id(), hasher.shingleHashes(page.text())));
        }
    }

    /** Row function: whether two pages are as similar as asked for. */
    record SimilarPairs(double minSimilarity) implements FilterFunction<Pair> {
        @Override
        public boolean call(Pair pair) {
            return Jaccard.exact(pair.one(), pair.other()) >= minSimilarity;
        }
    }
}
