package org.mathlode.pipeline.stage;

import static org.apache.spark.sql.functions.bit_xor;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.count_distinct;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.octet_length;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.to_json;
import static org.apache.spark.sql.functions.xxhash64;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.mathlode.pipeline.config.CorpusConfig;
import org.mathlode.pipeline.config.Recipe;
import org.mathlode.pipeline.decontamination.Judgement;
import org.mathlode.pipeline.folder.Manifest;
import org.mathlode.pipeline.folder.TableFiles;

/**
 * Writes the corpus: the last iteration's pages that quote no benchmark, with their provenance, in shards. A page's shard depends on its id only and rows
 * are sorted by id within a shard, so that the same pages give the same shards; {@code rows-digest} in the manifest says so.
 */
public final class WriteCorpus implements Stage {
    static final String NAME = "corpus";

    private final Recipe recipe;
    private final int lastIteration;

    public WriteCorpus(Recipe recipe, int lastIteration) {
        this.recipe = recipe;
        this.lastIteration = lastIteration;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public SortedMap<String, String> settings() {
        return new Settings().section("corpus", recipe.run().corpus()).put("run", recipe.run().run()).map();
    }

    @Override
    public List<String> upstream() {
        return List.of(ExtractDocuments.NAME, ClusterDuplicates.NAME, CollectPages.name(lastIteration), FindContamination.NAME);
    }

    @Override
    public StageReport run(StageContext context) throws IOException {
        CorpusConfig config = recipe.run().corpus();
        Dataset<Row> pages = pages(context);
        Row size = pages.agg(count(lit(1)), sum(octet_length(col("text")))).first();
        long textBytes = size.isNullAt(1) ? 0 : size.getLong(1);
        int shards = (int) Math.max(1, Math.min(100_000, Math.round((double) textBytes / COMPRESSION / config.targetShardBytes())));
        Path unordered = context.scratch("shards");
        StoredTable.write(pages.repartition(shards, col("id")).sortWithinPartitions("id")
                .write().option("compression", config.compression().name().toLowerCase(Locale.ROOT)), unordered);
        Path corpus = context.stage(NAME);
        context.folder().files().mkdirs(corpus);
        Map<Path, String> names = new LinkedHashMap<>();
        List<Path> files = new ArrayList<>();
        for (Path file : TableFiles.of(context.folder().files(), unordered).orElseThrow()) {
            String name = String.format(Locale.ROOT, "part-%05d.parquet", files.size());
            names.put(file, name);
            files.add(new Path(corpus, name));
        }
        context.folder().moveInto(corpus, names);
        List<Manifest.Output> described = OutputFiles.describe(context.spark(), context.folder(), files);
        SortedMap<String, Object> figures = figures(context, described, textBytes);
        new DataCard(context, lastIteration, described, figures).write(corpus);
        return StageReport.of(context.kept(FindContamination.NAME), (long) figures.get("pages"), Map.of(), figures);
    }

    /** Text bytes for one byte of a shard, roughly: what zstd makes of pages. Only the number of shards hangs on it. */
    private static final double COMPRESSION = 3;

    private Dataset<Row> pages(StageContext context) throws IOException {
        Dataset<Row> clean = context.table(Tables.CONTAMINATION)
                .where(col("outcome").isin(Judgement.Outcome.CLEAN.label(), Judgement.Outcome.CUT.label())).select("id");
        Dataset<Row> cut = context.table(Tables.CONTAMINATION_TEXTS)
                .select(col("id"), col("text").as("cut_text"), col("tokens").as("cut_tokens"), col("characters").as("cut_characters"),
                        col("formula_count").as("cut_formula_count"));
        Dataset<Row> collected = context.table(CollectPages.name(lastIteration))
                .select("id", "domain", "score", "log_odds", "tokens", "first_iteration")
                .join(clean, new String[] {"id"}, "left_semi")
                .join(context.table(Tables.CANDIDATES).select("id", "cluster_id", "cluster_size"), "id");
        return context.documents()
                .select("id", "url", "url_host_name", "title", "text", "crawl", "fetch_time", "warc_filename", "warc_record_offset", "warc_record_length",
                        "content_digest", "content_languages", "language", "charset", "formulas", "formula_count", "characters")
                .join(collected, "id")
                .join(cut, new String[] {"id"}, "left_outer")
                .withColumns(Map.of("text", coalesce(col("cut_text"), col("text")), "tokens", coalesce(col("cut_tokens"), col("tokens")),
                        "characters", coalesce(col("cut_characters"), col("characters")),
                        "formula_count", coalesce(col("cut_formula_count"), col("formula_count"))))
                .select("id", "url", "url_host_name", "domain", "title", "text", "tokens", "score", "log_odds", "first_iteration", "crawl", "fetch_time",
                        "warc_filename", "warc_record_offset", "warc_record_length", "content_digest", "content_languages", "language", "charset",
                        "formulas", "formula_count", "characters", "cluster_id", "cluster_size");
    }

    /**
     * 256 bits that are equal for equal sets of rows. A shard's SHA-256 is no such thing: Parquet's writer lists a column's encodings in the order of a hash set.
     */
    private static String rowsDigest(Dataset<Row> rows) {
        Column row = to_json(struct(Arrays.stream(rows.columns()).map(name -> col(name)).toArray(Column[]::new)));
        Row parts = rows.select(row.as("row")).agg(part(0), part(1), part(2), part(3)).first();
        StringBuilder digest = new StringBuilder();
        for (int i = 0; i < parts.size(); i++) {
            digest.append(String.format(Locale.ROOT, "%016x", parts.isNullAt(i) ? 0 : parts.getLong(i)));
        }
        return digest.toString();
    }

    private static Column part(int seed) {
        return bit_xor(xxhash64(lit(seed), col("row")));
    }

    private SortedMap<String, Object> figures(StageContext context, List<Manifest.Output> shards, long textBytes) throws IOException {
        SortedMap<String, Object> figures = new TreeMap<>();
        Dataset<Row> written = context.spark().read().parquet(shards.isEmpty()
                ? new String[0] : shards.stream().map(shard -> context.folder().path(shard.path()).toString()).toArray(String[]::new));
        Row sums = written.agg(sum("tokens"), count_distinct(col("domain")), sum("formula_count")).first();
        figures.put("iteration", lastIteration);
        figures.put("rows-digest", rowsDigest(written));
        figures.put("pages", shards.stream().mapToLong(Manifest.Output::rows).sum());
        figures.put("tokens", sums.isNullAt(0) ? 0L : sums.getLong(0));
        figures.put("domains", sums.getLong(1));
        figures.put("formulas", sums.isNullAt(2) ? 0L : sums.getLong(2));
        figures.put("text-bytes", textBytes);
        figures.put("shards", shards.size());
        figures.put("shard-bytes", shards.stream().mapToLong(Manifest.Output::bytes).sum());
        figures.put("by-language", StageContext.countsBy(written, "language"));
        figures.put("by-first-iteration", StageContext.countsBy(written.withColumn("n", col("first_iteration").cast("string")), "n"));
        return figures;
    }
}
