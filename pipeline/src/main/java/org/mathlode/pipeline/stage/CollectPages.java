package org.mathlode.pipeline.stage;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.round;
import static org.apache.spark.sql.functions.sum;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.mathlode.pipeline.config.CollectionConfig;
import org.mathlode.pipeline.config.Recipe;
import org.mathlode.pipeline.model.RankKey;
import org.mathlode.pipeline.model.RejectReason;
import org.mathlode.pipeline.model.TokenCounter;
import org.mathlode.pipeline.spark.RecordEncoders;

/**
 * Collects the best-ranked pages that fit the token budget, exactly.
 *
 * <p>Counting tokens is dear, so only a head of the ranking is counted: one that should hold the budget by the estimate from characters, a longer one if
 * it does not. The result does not depend on how long the head was. Counts are kept for the next iterations.
 */
public final class CollectPages implements Stage {
    static final String TABLE = "collected";
    static final String TOKENS = "tokens";

    private static final double HEAD = 1.5;

    private final Recipe recipe;
    private final int iteration;

    public CollectPages(Recipe recipe, int iteration) {
        this.recipe = recipe;
        this.iteration = iteration;
    }

    static String name(int iteration) {
        return Tables.iteration(iteration, TABLE);
    }

    @Override
    public String name() {
        return name(iteration);
    }

    @Override
    public SortedMap<String, String> settings() {
        return new Settings()
                .put("token-budget", recipe.iterations().get(iteration - 1).tokenBudget())
                .put("collection.token-counter", recipe.run().collection().tokenCounter())
                .map();
    }

    @Override
    public List<String> upstream() {
        List<String> upstream = new ArrayList<>(List.of(ScorePages.name(iteration)));
        for (int earlier = 1; earlier < iteration; earlier++) {
            upstream.add(name(earlier));
        }
        return upstream;
    }

    @Override
    public StageReport run(StageContext context) throws IOException {
        long budget = recipe.iterations().get(iteration - 1).tokenBudget();
        Dataset<Row> ranked = context.table(ScorePages.name(iteration))
                .where(col("words").geq(recipe.run().collection().minWords()))
                .join(context.table(Tables.CANDIDATES).select("id", "domain", "path", "language"), "id")
                .persist();
        long pages = context.kept(ScorePages.name(iteration));
        TopByTokens.Cutoff cutoff = null;
        Dataset<Row> counted = null;
        for (double factor = HEAD; cutoff == null; factor *= 2) {
            Dataset<Row> head = head(ranked, pages, (long) (factor * budget));
            counted = counted(context, head);
            TopByTokens.Cutoff found = TopByTokens.cutoff(counted, pages, budget);
            if (!found.exhausted() || head == ranked) {
                cutoff = found;
            }
        }
        Column fits = cutoff.key().map(key -> col("rank_key").leq(key)).orElse(lit(false));
        context.write(withHistory(context, counted.where(fits)), name());
        context.write(ranked.where(not(fits))
                .select(col("id"), col("url"), lit(RejectReason.BELOW_CUTOFF.label()).as("reason"),
                        concat(lit("log-odds "), round(col("ranked_log_odds"), 3)).as("detail")),
                Tables.rejections(name()));
        ranked.unpersist();

        Dataset<Row> collected = context.staged(name());
        Row totals = collected.agg(count(lit(1)), sum("tokens"), max("rank_key"), min("score")).first();
        SortedMap<String, Object> figures = new TreeMap<>();
        figures.put("token-budget", budget);
        figures.put("tokens", totals.isNullAt(1) ? 0L : totals.getLong(1));
        figures.put("cutoff-log-odds", totals.isNullAt(2) ? null : RankKey.logOdds(totals.getString(2)));
        figures.put("cutoff-score", totals.isNullAt(3) ? null : totals.getDouble(3));
        figures.put("budget-exhausted-the-candidates", cutoff.exhausted());
        figures.put("by-language", StageContext.countsBy(collected, "language"));
        return StageReport.of(pages, totals.getLong(0), context.dropped(Tables.rejections(name())), figures);
    }

    /** The head of the ranking whose estimated tokens reach {@code tokens}. */
    private static Dataset<Row> head(Dataset<Row> ranked, long pages, long tokens) {
        TopByTokens.Cutoff estimated = TopByTokens.cutoff(ranked.select(col("rank_key"), col("estimated_tokens").as("tokens")), pages, tokens);
        return estimated.exhausted() ? ranked : estimated.key().map(key -> ranked.where(col("rank_key").leq(key))).orElse(ranked.limit(0));
    }

    /** The head with its tokens; what no earlier iteration counted is counted and written now. */
    private Dataset<Row> counted(StageContext context, Dataset<Row> head) throws IOException {
        Optional<Dataset<Row>> known = context.earlier(iteration, TOKENS, "id", "tokens");
        Dataset<Row> unknown = known.map(counts -> head.select("id").join(counts, new String[] {"id"}, "left_anti")).orElse(head.select("id"));
        String table = Tables.iteration(iteration, TOKENS);
        context.folder().files().delete(context.stage(table), true);
        Dataset<Row> texts = context.documents().select("id", "text").join(unknown, new String[] {"id"}, "left_semi");
        context.write(RecordEncoders.map(texts, PageText.class, new CountTokens(recipe.run().collection().tokenCounter()), PageTokens.class), table);
        Dataset<Row> fresh = context.staged(table);
        return head.join(known.map(counts -> counts.unionByName(fresh)).orElse(fresh), "id");
    }

    /** Adds in which iteration a page was collected first. */
    private Dataset<Row> withHistory(StageContext context, Dataset<Row> collected) {
        Dataset<Row> rows = context.earlier(iteration, TABLE, "id", "first_iteration")
                .map(before -> before.groupBy("id").agg(min("first_iteration").as("before")))
                .map(first -> collected.join(first, new String[] {"id"}, "left").withColumn("first_iteration", coalesce(col("before"), lit(iteration))))
                .orElse(collected.withColumn("first_iteration", lit(iteration)));
        return rows.select("id", "url", "domain", "path", "language", "score", "log_odds", "rank_key", "words", "tokens", "first_iteration");
    }

    /** A page's tokens. */
    public record PageTokens(String id, long tokens) {}

    /** Row function: text to tokens. */
    record CountTokens(CollectionConfig.TokenCounter counter) implements MapPartitionsFunction<PageText, PageTokens> {
        @Override
        public Iterator<PageTokens> call(Iterator<PageText> pages) {
            TokenCounter tokens = TokenCounter.of(counter);
            return Rows.map(pages, page -> new PageTokens(page.id(), tokens.count(page.text())));
        }
    }
}
