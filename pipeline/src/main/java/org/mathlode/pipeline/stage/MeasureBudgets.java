package org.mathlode.pipeline.stage;

import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.greatest;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.round;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.mathlode.pipeline.config.Recipe;
import org.mathlode.pipeline.model.BudgetPoint;
import org.mathlode.pipeline.model.BudgetPoint.LanguageShare;
import org.mathlode.pipeline.model.RankKey;
import org.mathlode.pipeline.spark.RecordEncoders;

/**
 * What other token budgets would have collected: cutoff, pages, domains and languages at a quarter to four times the budget.
 *
 * <p>Exact as far as tokens were counted, which is at least to the budget itself; beyond, tokens are estimated from characters, corrected by what the
 * counted pages of the same language have. The rows are never sorted as a whole.
 */
public final class MeasureBudgets implements Stage {
    static final String TABLE = "budget-curve";

    private static final List<Double> FACTORS = List.of(0.25, 0.5, 0.75, 1.0, 1.5, 2.0, 3.0, 4.0);

    private final Recipe recipe;
    private final int iteration;

    public MeasureBudgets(Recipe recipe, int iteration) {
        this.recipe = recipe;
        this.iteration = iteration;
    }

    @Override
    public String name() {
        return Tables.iteration(iteration, TABLE);
    }

    @Override
    public SortedMap<String, String> settings() {
        return new Settings().put("version.budget-factors", FACTORS).map();
    }

    @Override
    public List<String> upstream() {
        return List.of(ClusterDuplicates.NAME, ScorePages.name(iteration), CollectPages.name(iteration));
    }

    @Override
    public StageReport run(StageContext context) throws IOException {
        Dataset<Row> candidates = context.table(Tables.CANDIDATES).select("id", "domain", "language");
        Dataset<Row> ranked = context.table(ScorePages.name(iteration))
                .where(col("words").geq(recipe.run().collection().minWords()))
                .select("id", "rank_key", "estimated_tokens").join(candidates, "id");
        List<BudgetPoint> curve = curve(ranked, context.earlier(iteration + 1, CollectPages.TOKENS, "id", "tokens").orElseThrow(),
                context.kept(ScorePages.name(iteration)), recipe.iterations().get(iteration - 1).tokenBudget());
        context.write(RecordEncoders.table(context.spark().createDataset(curve, RecordEncoders.of(BudgetPoint.class))).coalesce(1), name());
        return StageReport.ofSource(curve.size(), Map.of(), Map.of());
    }

    /**
     * The points of the curve, smallest budget first.
     *
     * @param ranked columns {@code id}, {@code rank_key}, {@code estimated_tokens}, {@code domain}, {@code language}
     * @param counted columns {@code id} and {@code tokens}, of every page above the cutoff of {@code budget} and of any others
     * @param most an upper bound of the ranked pages
     */
    static List<BudgetPoint> curve(Dataset<Row> ranked, Dataset<Row> counted, long most, long budget) {
        Dataset<Row> priced = priced(ranked.join(counted, new String[] {"id"}, "left")).persist();
        List<Long> budgets = FACTORS.stream().map(factor -> (long) Math.min(factor * budget, Long.MAX_VALUE)).toList();
        List<TopByTokens.Cutoff> cutoffs = TopByTokens.cutoffs(priced.select("rank_key", "tokens"), most, budgets);
        Dataset<Row> steps = priced.withColumn("step", step(cutoffs)).where(col("step").lt(cutoffs.size()));
        List<Row> byLanguage = steps.groupBy("step", "language")
                .agg(count(lit(1)).as("pages"), sum("tokens").as("tokens"), sum(when(col("known"), lit(0L)).otherwise(col("tokens"))).as("estimated"))
                .collectAsList();
        List<Row> newDomains = steps.groupBy("domain").agg(min("step").as("step")).groupBy("step").agg(count(lit(1)).as("domains")).collectAsList();
        priced.unpersist();

        List<BudgetPoint> curve = new ArrayList<>();
        for (int i = 0; i < cutoffs.size(); i++) {
            TopByTokens.Cutoff cutoff = cutoffs.get(i);
            int last = i;
            SortedMap<String, long[]> languages = new TreeMap<>();
            long estimated = 0;
            for (Row row : byLanguage) {
                if (row.getInt(0) <= last) {
                    long[] sums = languages.computeIfAbsent(row.getString(1), language -> new long[2]);
                    sums[0] += row.getLong(2);
                    sums[1] += row.getLong(3);
                    estimated += row.getLong(4);
                }
            }
            long domains = newDomains.stream().filter(row -> row.getInt(0) <= last).mapToLong(row -> row.getLong(1)).sum();
            Double logOdds = cutoff.key().map(key -> (double) RankKey.logOdds(key)).orElse(null);
            List<LanguageShare> shares = languages.entrySet().stream().map(language -> new LanguageShare(language.getKey(), language.getValue()[0],
                    language.getValue()[1], cutoff.tokens() == 0 ? 0 : (double) language.getValue()[1] / cutoff.tokens())).toList();
            curve.add(new BudgetPoint(FACTORS.get(i), budgets.get(i), cutoff.tokens(), estimated, cutoff.pages(), domains, logOdds,
                    logOdds == null ? null : 1 / (1 + Math.exp(-logOdds)), cutoff.exhausted(), shares));
        }
        return curve;
    }

    /** Replaces what was not counted by an estimate; {@code known} tells. */
    private static Dataset<Row> priced(Dataset<Row> pages) {
        Dataset<Row> known = pages.where(col("tokens").isNotNull());
        Column ratio = sum("tokens").cast("double").divide(sum("estimated_tokens"));
        Dataset<Row> ratios = known.groupBy("language").agg(ratio.as("ratio"));
        Row all = known.agg(ratio).first();
        Column estimate = greatest(lit(1L), round(col("estimated_tokens").multiply(coalesce(col("ratio"), lit(all.isNullAt(0) ? 1.0 : all.getDouble(0))))).cast("long"));
        return pages.join(broadcast(ratios), new String[] {"language"}, "left")
                .select(col("rank_key"), col("domain"), col("language"), col("tokens").isNotNull().as("known"), coalesce(col("tokens"), estimate).as("tokens"));
    }

    /** Index of the smallest budget a page fits into; the number of budgets if there is none. */
    private static Column step(List<TopByTokens.Cutoff> cutoffs) {
        Column[] fits = new Column[cutoffs.size() + 1];
        for (int i = 0; i < cutoffs.size(); i++) {
            int step = i;
            fits[i] = cutoffs.get(i).key().map(key -> when(col("rank_key").leq(key), lit(step))).orElse(lit(null).cast("int"));
        }
        fits[cutoffs.size()] = lit(cutoffs.size());
        return coalesce(Arrays.stream(fits).toArray(Column[]::new));
    }
}
