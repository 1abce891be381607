package org.mathlode.pipeline.stage;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat_ws;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.size;
import static org.apache.spark.sql.functions.slice;

import java.io.IOException;
import java.io.Serializable;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.mathlode.dedup.ngram.BenchmarkIndex;
import org.mathlode.dedup.ngram.BenchmarkText;
import org.mathlode.dedup.ngram.Decontaminator;
import org.mathlode.dedup.ngram.Hit;
import org.mathlode.dedup.ngram.IndexParams;
import org.mathlode.dedup.ngram.MatchMode;
import org.mathlode.dedup.ngram.Verdict;
import org.mathlode.dedup.text.TextNormalizer;
import org.mathlode.pipeline.config.DecontaminationConfig;
import org.mathlode.pipeline.config.Recipe;
import org.mathlode.pipeline.model.RejectReason;
import org.mathlode.pipeline.spark.RecordEncoders;

/** Looks up every collected page in the benchmark texts: which pages quote one, and where. */
public final class FindContamination implements Stage {
    static final String NAME = "contamination";

    private final Recipe recipe;
    private final int lastIteration;
    private final List<BenchmarkText> texts;
    private final BenchmarkIndex index;

    public FindContamination(Recipe recipe, int lastIteration, List<BenchmarkText> texts) {
        DecontaminationConfig config = recipe.run().decontamination();
        this.recipe = recipe;
        this.lastIteration = lastIteration;
        this.texts = List.copyOf(texts);
        this.index = BenchmarkIndex.of(this.texts, new IndexParams(config.ngram(), config.shortMin()));
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public SortedMap<String, String> settings() {
        DecontaminationConfig config = recipe.run().decontamination();
        return new Settings()
                .put("decontamination.mode", config.mode())
                .put("decontamination.ngram", config.ngram())
                .put("decontamination.short-min", config.shortMin())
                .put("decontamination.action", config.action())
                .put("version.benchmark-index", BenchmarkIndex.VERSION)
                .put("version.text-normal-form", TextNormalizer.VERSION)
                .map();
    }

    @Override
    public List<String> upstream() {
        return List.of(CollectPages.name(lastIteration));
    }

    @Override
    public SortedMap<String, String> outside() {
        return new TreeMap<>(Map.of("benchmarks " + recipe.run().decontamination().benchmarks(), index.digest()));
    }

    @Override
    public StageReport run(StageContext context) throws IOException {
        Broadcast<SharedIndex> shared = JavaSparkContext.fromSparkContext(context.spark().sparkContext()).broadcast(new SharedIndex(index.toBytes()));
        Dataset<Row> collected = context.table(CollectPages.name(lastIteration)).select("id", "url");
        Dataset<Row> pages = context.documents().select("id", "text").join(collected.select("id"), new String[] {"id"}, "left_semi");
        Check check = new Check(shared, recipe.run().decontamination().mode());
        context.write(RecordEncoders.map(pages, PageText.class, check, Contamination.class), Tables.CONTAMINATION);
        Dataset<Row> written = context.staged(Tables.CONTAMINATION);
        Dataset<Row> condemned = written.where(col("contaminated"));
        context.write(condemned.join(collected, "id")
                .select(col("id"), col("url"), lit(RejectReason.CONTAMINATED.label()).as("reason"),
                        concat_ws(", ", slice(col("hits.item_id"), 1, 3)).as("detail")),
                Tables.rejections(NAME));
        SortedMap<String, Object> figures = new TreeMap<>();
        figures.put("benchmark-texts", texts.size());
        figures.put("benchmark-digest", index.digest());
        figures.put("ngrams", index.ngrams());
        figures.put("pages-with-hits", written.where(size(col("hits")).gt(0)).count());
        figures.put("contaminated-by-benchmark", StageContext.countsBy(
                condemned.select(col("id"), explode(col("hits")).as("hit")).select("id", "hit.benchmark").distinct(), "benchmark"));
        return StageReport.of(context.kept(CollectPages.name(lastIteration)), written.where(not(col("contaminated"))).count(),
                context.dropped(Tables.rejections(NAME)), figures);
    }

    /** What was found on a page. */
    public record Contamination(String id, boolean contaminated, List<HitRow> hits) {}

    /** A {@link Hit} as a row. */
    public record HitRow(
            String itemId, String benchmark, String field, String ngram, int start, int end, int grams, String strength, String witness,
            String documentSnippet, String benchmarkSnippet) {
        static HitRow of(Hit hit) {
            return new HitRow(hit.itemId(), hit.benchmark(), hit.field().label(), hit.ngram(), hit.start(), hit.end(), hit.grams(), hit.strength().label(),
                    hit.witness().label(), hit.documentSnippet(), hit.benchmarkSnippet());
        }
    }

    /** The index, built once in every executor process: a broadcast value is shared by its tasks. */
    static final class SharedIndex implements Serializable {
        private static final long serialVersionUID = 1;

        private final byte[] bytes;
        private transient BenchmarkIndex built;

        SharedIndex(byte[] bytes) {
            this.bytes = bytes;
        }

        synchronized BenchmarkIndex index() {
            if (built == null) {
                built = BenchmarkIndex.fromBytes(bytes);
            }
            return built;
        }
    }

    /** Row function: text to hits. */
    record Check(Broadcast<SharedIndex> index, MatchMode mode) implements MapPartitionsFunction<PageText, Contamination> {
        @Override
        public Iterator<Contamination> call(Iterator<PageText> pages) {
            Decontaminator decontaminator = new Decontaminator(index.value().index(), mode);
            return Rows.map(pages, page -> {
                Verdict verdict = decontaminator.check(page.text());
                return new Contamination(page.id(), verdict.contaminated(), verdict.hits().stream().map(HitRow::of).toList());
            });
        }
    }
}
