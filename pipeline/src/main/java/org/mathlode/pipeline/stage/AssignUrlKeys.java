package org.mathlode.pipeline.stage;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.first;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.row_number;

import java.io.IOException;
import java.time.Instant;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.expressions.WindowSpec;
import org.mathlode.dedup.url.PageUrl;
import org.mathlode.dedup.url.UrlNormalizer;
import org.mathlode.pipeline.config.DiscoveryConfig.DomainKey;
import org.mathlode.pipeline.config.Recipe;
import org.mathlode.pipeline.model.RejectReason;
import org.mathlode.pipeline.spark.RecordEncoders;

/** URL dedup: of the captures with one URL key the newest is kept; ties go to the smaller content digest, then to the smaller id. */
public final class AssignUrlKeys implements Stage {
    static final String NAME = "url-keys";

    private final Recipe recipe;

    public AssignUrlKeys(Recipe recipe) {
        this.recipe = recipe;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public SortedMap<String, String> settings() {
        return new Settings()
                .put("discovery.domain-key", recipe.run().discovery().domainKey())
                .put("version.url-key", UrlNormalizer.VERSION)
                .map();
    }

    @Override
    public List<String> upstream() {
        return List.of(ExtractDocuments.NAME);
    }

    @Override
    public StageReport run(StageContext context) throws IOException {
        Dataset<Row> captures = RecordEncoders.map(
                context.documents(), CaptureKey.class, new KeyUrls(recipe.run().discovery().domainKey()), KeyedCapture.class);
        WindowSpec sameUrl = Window.partitionBy("url_key")
                .orderBy(col("fetch_time").desc_nulls_last(), col("content_digest").asc_nulls_last(), col("id").asc());
        Column newest = row_number().over(sameUrl).equalTo(1);
        Dataset<Row> ranked = captures
                .withColumn("kept", newest)
                .withColumn("keeper", first("id").over(sameUrl))
                .withColumn("same_content", col("content_digest").eqNullSafe(first("content_digest").over(sameUrl)));
        context.write(ranked, Tables.URL_KEYS);
        Dataset<Row> keyed = context.staged(Tables.URL_KEYS);
        context.write(keyed.where(col("kept").equalTo(false))
                .select(col("id"), col("url"), lit(RejectReason.DUPLICATE_URL.label()).as("reason"), concat(lit("kept: "), col("keeper")).as("detail")),
                Tables.rejections(NAME));
        long sameContent = keyed.where(not(col("kept")).and(col("same_content"))).count();
        return StageReport.of(context.kept(ExtractDocuments.NAME), keyed.where(col("kept")).count(), context.dropped(Tables.rejections(NAME)),
                Map.of("duplicate-urls-with-the-same-content", sameContent));
    }

    /** What the key is made of. */
    public record CaptureKey(String id, String url, Instant fetchTime, String contentDigest) {}

    /** A capture with its URL key, its domain and what comes after the domain. */
    public record KeyedCapture(String id, String url, String urlKey, String domain, String path, Instant fetchTime, String contentDigest) {}

    /** Row function: URL to key, domain and path. */
    record KeyUrls(DomainKey domainKey) implements MapPartitionsFunction<CaptureKey, KeyedCapture> {
        @Override
        public Iterator<KeyedCapture> call(Iterator<CaptureKey> captures) {
            return Rows.map(captures, this::keyed);
        }

        KeyedCapture keyed(CaptureKey capture) {
            String domain = Domains.of(capture.url(), domainKey);
            String path = PageUrl.parse(capture.url()).map(PageUrl::pathAndQuery).orElse("/");
            return new KeyedCapture(capture.id(), capture.url(), UrlNormalizer.key(capture.url()), domain, path, capture.fetchTime(), capture.contentDigest());
        }
    }
}
