package org.mathlode.pipeline.stage;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat_ws;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.slice;
import static org.apache.spark.sql.functions.sum;

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
import org.mathlode.dedup.ngram.MatchMode;
import org.mathlode.dedup.text.TextNormalizer;
import org.mathlode.pipeline.config.CollectionConfig;
import org.mathlode.pipeline.config.DecontaminationConfig;
import org.mathlode.pipeline.config.Recipe;
import org.mathlode.pipeline.config.RunConfig;
import org.mathlode.pipeline.decontamination.DocumentJudge;
import org.mathlode.pipeline.decontamination.HitRow;
import org.mathlode.pipeline.decontamination.Judgement;
import org.mathlode.pipeline.decontamination.Judgement.Outcome;
import org.mathlode.pipeline.model.RejectReason;
import org.mathlode.pipeline.model.TextFacts;
import org.mathlode.pipeline.model.TokenCounter;
import org.mathlode.pipeline.spark.RecordEncoders;

/** Looks up every collected page in the benchmark texts: which pages quote one, and where, and what becomes of them. */
public final class FindContamination implements Stage {
    static final String NAME = "contamination";
    /** Items named in the manifest. */
    private static final int MOST_ITEMS = 20;

    private final Recipe recipe;
    private final int lastIteration;
    private final List<BenchmarkText> texts;
    private final BenchmarkIndex index;

    public FindContamination(Recipe recipe, int lastIteration, List<BenchmarkText> texts) {
        DecontaminationConfig config = recipe.run().decontamination();
        this.recipe = recipe;
        this.lastIteration = lastIteration;
        this.texts = List.copyOf(texts);
        this.index = BenchmarkIndex.of(this.texts, config.indexParams());
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
                .put("decontamination.chinese", config.chinese())
                .put("extraction.min-characters", recipe.run().extraction().minCharacters())
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
        RunConfig config = recipe.run();
        Check check = new Check(shared, config.decontamination().mode(), config.decontamination().action(), config.extraction().minCharacters(),
                config.collection().tokenCounter());
        Dataset<Row> judged = context.checkpoint(RecordEncoders.map(pages, PageText.class, check, Judged.class), "judged").join(collected, "id");
        context.write(judged.select("id", "outcome", "contaminated", "hits"), Tables.CONTAMINATION);
        Dataset<Row> hits = judged.select(col("id"), col("url"), col("outcome"), explode(col("hits")).as("hit")).select("id", "url", "outcome", "hit.*");
        context.write(hits.orderBy("id", "start", "item_id"), Tables.CONTAMINATION_HITS);
        context.write(byItem(hits), Tables.CONTAMINATION_ITEMS);
        context.write(judged.select(col("id"), col("url"), col("outcome"), explode(col("cuts")).as("cut")).select("id", "url", "outcome", "cut.*")
                .orderBy("id", "start"), Tables.CONTAMINATION_CUTS);
        context.write(judged.where(col("outcome").equalTo(Outcome.CUT.label())).select("id", "text", "tokens", "characters", "formula_count").orderBy("id"),
                Tables.CONTAMINATION_TEXTS);
        context.write(judged.where(col("reason").isNotNull())
                .select(col("id"), col("url"), col("reason"), concat_ws(", ", slice(col("hits.item_id"), 1, 3)).as("detail")),
                Tables.rejections(NAME));
        Map<String, Long> outcomes = StageContext.countsBy(context.staged(Tables.CONTAMINATION), "outcome");
        return StageReport.of(context.kept(CollectPages.name(lastIteration)),
                outcomes.getOrDefault(Outcome.CLEAN.label(), 0L) + outcomes.getOrDefault(Outcome.CUT.label(), 0L),
                context.dropped(Tables.rejections(NAME)), figures(context, outcomes));
    }

    /** Pages each item condemns, and pages it has weak hits on that condemn nothing; those that condemn most first. */
    private static Dataset<Row> byItem(Dataset<Row> hits) {
        return hits.groupBy("benchmark", "item_id", "id").agg(max("condemns").as("condemns"))
                .groupBy("benchmark", "item_id")
                .agg(sum(col("condemns").cast("long")).as("pages_condemned"), sum(not(col("condemns")).cast("long")).as("pages_spared"))
                .orderBy(col("pages_condemned").desc(), col("pages_spared").desc(), col("item_id")).coalesce(1);
    }

    private SortedMap<String, Object> figures(StageContext context, Map<String, Long> outcomes) {
        SortedMap<String, Object> figures = new TreeMap<>();
        figures.put("benchmark-texts", texts.size());
        figures.put("benchmark-digest", index.digest());
        figures.put("ngrams", index.ngrams());
        Dataset<Row> hits = context.staged(Tables.CONTAMINATION_HITS);
        figures.put("pages-with-hits", hits.select("id").distinct().count());
        figures.put("contaminated-by-benchmark", StageContext.countsBy(hits.where(col("condemns")).select("id", "benchmark").distinct(), "benchmark"));
        SortedMap<String, Object> items = new TreeMap<>();
        for (Row item : context.staged(Tables.CONTAMINATION_ITEMS).where(col("pages_condemned").gt(0))
                .orderBy(col("pages_condemned").desc(), col("item_id")).limit(MOST_ITEMS).collectAsList()) {
            items.put(item.getAs("item_id"), item.getAs("pages_condemned"));
        }
        figures.put("items-condemning-most", items);
        figures.put("pages-cut", outcomes.getOrDefault(Outcome.CUT.label(), 0L));
        figures.put("cuts", context.staged(Tables.CONTAMINATION_CUTS).where(col("outcome").equalTo(Outcome.CUT.label())).count());
        return figures;
    }

    /** The benchmark texts, ready to be looked up. */
    BenchmarkIndex index() {
        return index;
    }

    List<BenchmarkText> texts() {
        return texts;
    }

    /**
     * What was found on a page, and what becomes of it.
     *
     * @param contaminated whether it quotes a benchmark
     * @param reason label of a {@link RejectReason} if it is left out, else null
     * @param text what is left of it where segments were cut; null otherwise, as are the facts of that text
     */
    public record Judged(String id, String outcome, boolean contaminated, String reason, List<HitRow> hits, List<Judgement.Cut> cuts, String text,
            Long tokens, Integer characters, Integer formulaCount) {}

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

    /** Row function: text to hits and cuts. */
    record Check(Broadcast<SharedIndex> index, MatchMode mode, DecontaminationConfig.Action action, int minCharacters,
            CollectionConfig.TokenCounter tokenCounter) implements MapPartitionsFunction<PageText, Judged> {
        @Override
        public Iterator<Judged> call(Iterator<PageText> pages) {
            DocumentJudge judge = new DocumentJudge(new Decontaminator(index.value().index(), mode), action, minCharacters);
            TokenCounter tokens = action == DecontaminationConfig.Action.SEGMENT ? TokenCounter.of(tokenCounter) : null;
            return Rows.map(pages, page -> judged(page.id(), judge.judge(page.text()), tokens));
        }

        private static Judged judged(String id, Judgement judgement, TokenCounter tokens) {
            List<HitRow> hits = HitRow.of(judgement.verdict());
            String outcome = judgement.outcome().label();
            boolean contaminated = judgement.verdict().contaminated();
            if (judgement.outcome() != Outcome.CUT) {
                return new Judged(id, outcome, contaminated, reason(judgement.outcome()), hits, judgement.cuts(), null, null, null, null);
            }
            String text = judgement.text();
            return new Judged(id, outcome, contaminated, null, hits, judgement.cuts(), text, tokens.count(text), TextFacts.characters(text),
                    TextFacts.formulas(text));
        }

        private static String reason(Outcome outcome) {
            return !outcome.isLeftOut() ? null
                    : (outcome == Outcome.CONTAMINATED ? RejectReason.CONTAMINATED : RejectReason.TOO_LITTLE_LEFT).label();
        }
    }
}
