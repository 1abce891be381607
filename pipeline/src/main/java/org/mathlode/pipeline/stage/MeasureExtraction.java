package org.mathlode.pipeline.stage;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.collect_list;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.map_from_entries;
import static org.apache.spark.sql.functions.sort_array;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;

import java.io.IOException;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.mathlode.pipeline.config.DiscoveryConfig.DomainKey;
import org.mathlode.pipeline.config.Recipe;
import org.mathlode.pipeline.spark.RecordEncoders;

/**
 * What extraction did to each domain: pages kept, pages left out by reason, formulas found on the pages kept, formulas in
 * their texts by source, and how many of those are balanced LaTeX. Domains that lost most formulas come first, so that a site
 * whose mathematics vanishes is seen.
 */
public final class MeasureExtraction implements Stage {
    static final String NAME = "extraction";

    private final Recipe recipe;

    public MeasureExtraction(Recipe recipe) {
        this.recipe = recipe;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public SortedMap<String, String> settings() {
        return new Settings().put("discovery.domain-key", recipe.run().discovery().domainKey()).map();
    }

    @Override
    public List<String> upstream() {
        return List.of(ExtractDocuments.NAME);
    }

    @Override
    public StageReport run(StageContext context) throws IOException {
        context.write(byDomain(context.documents(), rejections(context), recipe.run().discovery().domainKey()), Tables.EXTRACTION);
        Dataset<Row> written = context.staged(Tables.EXTRACTION);
        Row sums = written.agg(total("pages"), total("formulas_found"), total("formulas"), total("formulas_balanced")).first();
        Map<String, Object> figures = new TreeMap<>();
        figures.put("domains", written.count());
        figures.put("formulas-found", sums.getLong(1));
        figures.put("formulas", sums.getLong(2));
        figures.put("formulas-balanced", sums.getLong(3));
        figures.put("formulas-by-source", bySource(written));
        return StageReport.of(context.kept(ExtractDocuments.NAME), sums.getLong(0), Map.of(), figures);
    }

    /** One row a domain, the domain that lost most formulas first. */
    static Dataset<Row> byDomain(Dataset<Row> documents, Dataset<Row> rejections, DomainKey key) {
        Dataset<Row> kept = RecordEncoders.map(documents, KeptPage.class, new OfKept(key), KeptPage.class).withColumnRenamed("url", "domain");
        Dataset<Row> rejected = RecordEncoders.map(rejections, LeftOut.class, new OfLeftOut(key), LeftOut.class).withColumnRenamed("url", "domain").where(col("domain").notEqual(""));
        Dataset<Row> sums = kept.groupBy("domain")
                .agg(count(lit(1)).as("pages"), total("formulas_found"), coalesce(sum("formula_count"), lit(0L)).as("formulas"), total("formulas_balanced"));
        Dataset<Row> sources = kept.select(col("domain"), explode(col("formulas")).as(new String[] {"source", "n"}));
        Column lost = col("formulas_found").minus(col("formulas"));
        return sums.join(byName(rejected, "reason", "records", "rejected"), new String[] {"domain"}, "full_outer")
                .join(byName(sources, "source", "n", "sources"), new String[] {"domain"}, "left")
                .select(col("domain"), number("pages"), number("formulas_found"), number("formulas"), number("formulas_balanced"), col("sources"), col("rejected"))
                .withColumn("formulas_lost", lost)
                .withColumn("kept_share", when(col("formulas_found").equalTo(0), lit(1.0)).otherwise(col("formulas").cast("double").divide(col("formulas_found"))))
                .repartition(1)
                .sortWithinPartitions(col("formulas_lost").desc(), col("formulas_found").desc(), col("domain").asc());
    }

    private static Map<String, Long> bySource(Dataset<Row> domains) {
        Map<String, Long> sums = new TreeMap<>();
        domains.select(explode(col("sources")).as(new String[] {"source", "n"})).groupBy("source").agg(sum("n")).collectAsList()
                .forEach(row -> sums.put(row.getString(0), row.getLong(1)));
        return sums;
    }

    /** What no batch kept, of all batches. */
    private static Dataset<Row> rejections(StageContext context) throws IOException {
        return StoredTable.published(context.spark(), context.folder(), context.folder().manifests(Tables.DOCUMENTS).stream().map(Tables::rejections).toList());
    }

    /** One row a domain with a map from the names to their sums, in the order of the names. */
    private static Dataset<Row> byName(Dataset<Row> rows, String name, String count, String map) {
        return rows.groupBy("domain", name).agg(sum(count).as("sum"))
                .groupBy("domain").agg(map_from_entries(sort_array(collect_list(struct(col(name), col("sum"))))).as(map));
    }

    private static Column number(String column) {
        return coalesce(col(column), lit(0L)).as(column);
    }

    private static Column total(String column) {
        return coalesce(sum(column), lit(0L)).as(column);
    }

    /** What is measured of a page; {@code url} is its domain once a row function has seen it. */
    public record KeptPage(String url, Map<String, Integer> formulas, Integer formulaCount, Integer formulasFound, Integer formulasBalanced) {}

    /** What was left out; {@code url} is its domain, "" if it has none, once a row function has seen it. */
    public record LeftOut(String url, String reason, Long records) {}

    /** Row function: a page with its domain. */
    record OfKept(DomainKey key) implements MapPartitionsFunction<KeptPage, KeptPage> {
        @Override
        public Iterator<KeptPage> call(Iterator<KeptPage> pages) {
            return Rows.map(pages, page -> new KeptPage(Domains.of(page.url(), key), page.formulas(), page.formulaCount(), page.formulasFound(), page.formulasBalanced()));
        }
    }

    /** Row function: what was left out with its domain. */
    record OfLeftOut(DomainKey key) implements MapPartitionsFunction<LeftOut, LeftOut> {
        @Override
        public Iterator<LeftOut> call(Iterator<LeftOut> rows) {
            return Rows.map(rows, row -> new LeftOut(Domains.of(row.url(), key), row.reason(), row.records()));
        }
    }
}
