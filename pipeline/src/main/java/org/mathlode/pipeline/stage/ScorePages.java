package org.mathlode.pipeline.stage;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.percentile;
import static org.apache.spark.sql.functions.round;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.mathlode.classifier.ClassifierText;
import org.mathlode.classifier.LinearModel;
import org.mathlode.classifier.Score;
import org.mathlode.classifier.Utf8Buffer;
import org.mathlode.pipeline.config.AnnotationIndex;
import org.mathlode.pipeline.config.PathAnnotation;
import org.mathlode.pipeline.config.PathAnnotation.Verdict;
import org.mathlode.pipeline.config.Recipe;
import org.mathlode.pipeline.model.RankKey;
import org.mathlode.pipeline.model.RejectReason;
import org.mathlode.pipeline.model.TokenCounter;
import org.mathlode.pipeline.spark.RecordEncoders;

/**
 * Scores the candidates with the collapsed model and says in which order they are collected: by the classifier's log-odds, averaged
 * with those of the iterations before, drawn towards the pages beside it, and moved by the verdict of people on the page's path as far as the config gives
 * these a weight. All documents are read and scored, then duplicates are dropped: joining first would shuffle
 * texts.
 */
public final class ScorePages implements Stage {
    static final String TABLE = "scores";

    private final Recipe recipe;
    private final int iteration;

    public ScorePages(Recipe recipe, int iteration) {
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
                .put("collection.min-words", recipe.run().collection().minWords())
                .put("collection.earlier-weight", earlierWeight())
                .put("collection.neighbours-weight", recipe.run().collection().neighboursWeight())
                .put("collection.verdict-log-odds", recipe.run().collection().verdictLogOdds())
                .put("version.classifier-text", ClassifierText.VERSION)
                .map();
    }

    @Override
    public List<String> upstream() {
        List<String> upstream = new ArrayList<>(List.of(ClusterDuplicates.NAME, TrainModel.name(iteration)));
        if (earlierWeight() > 0) {
            upstream.add(name(iteration - 1));
        }
        return upstream;
    }

    /**
     * Adds what the iteration before ranked by, moved and stretched to the model's own middle and width: models that were trained for longer are surer of
     * everything, and the first would not be heard otherwise.
     */
    private Dataset<Row> averaged(StageContext context, Dataset<Row> now) throws IOException {
        Dataset<Row> earlier = context.table(name(iteration - 1)).select("id", "averaged_log_odds");
        Spread to = Spread.of(now, "log_odds");
        Spread from = Spread.of(earlier, "averaged_log_odds");
        double stretch = from.width() == 0 ? 1 : to.width() / from.width();
        Column before = col("averaged_log_odds").minus(lit(from.middle())).multiply(lit(stretch)).plus(lit(to.middle())).cast("float");
        Column mean = lit(1 - earlierWeight()).multiply(col("log_odds")).plus(lit(earlierWeight()).multiply(before)).cast("float");
        // a page that the iteration before did not have is ranked by the model alone
        return now.join(earlier, new String[] {"id"}, "left").withColumn("averaged_log_odds", coalesce(mean, col("log_odds")));
    }

    /**
     * Where the log-odds of a table lie.
     *
     * @param middle their median
     * @param width from the lowest tenth to the highest
     */
    private record Spread(double middle, double width) {
        /** From rounded values: few are different, and their order in the table does not count. */
        static Spread of(Dataset<Row> pages, String column) {
            Column rounded = round(col(column).cast("double"), 2);
            Row found = pages.agg(percentile(rounded, lit(0.1)), percentile(rounded, lit(0.5)), percentile(rounded, lit(0.9))).first();
            return found.isNullAt(0) ? new Spread(0, 0) : new Spread(found.getDouble(1), found.getDouble(2) - found.getDouble(0));
        }
    }

    /** 0 in the first iteration. */
    private double earlierWeight() {
        return iteration == 1 ? 0 : recipe.run().collection().earlierWeight();
    }

    @Override
    public SortedMap<String, String> outside() {
        return new TreeMap<>(Annotations.digests(recipe, iteration));
    }

    @Override
    public StageReport run(StageContext context) throws IOException {
        Broadcast<LinearModel> model = JavaSparkContext.fromSparkContext(context.spark().sparkContext()).broadcast(TrainModel.model(context, iteration));
        Dataset<Row> scored = RecordEncoders.map(context.documents(), PageText.class, new ScoreTexts(model), PageScore.class)
                .join(context.table(Tables.CANDIDATES).select("id", "url", "domain", "path"), "id");
        double neighboursWeight = recipe.run().collection().neighboursWeight();
        if (earlierWeight() > 0 || neighboursWeight > 0) {
            scored = context.checkpoint(scored, "scored");
        }
        scored = earlierWeight() > 0 ? averaged(context, scored) : scored.withColumn("averaged_log_odds", col("log_odds"));
        if (neighboursWeight > 0) {
            scored = PathNeighbours.add(context.checkpoint(scored, "averaged"));
        } else {
            scored = scored.withColumn("neighbours_log_odds", lit(null).cast("float"));
        }
        Rank rank = new Rank(Annotations.upTo(recipe, iteration), recipe.run().collection().verdictLogOdds(), neighboursWeight);
        context.write(RecordEncoders.map(scored, ScoredPage.class, rank, RankedPage.class), name());
        Dataset<Row> written = context.staged(name());
        int minWords = recipe.run().collection().minWords();
        context.write(written.where(col("words").lt(minWords))
                .select(col("id"), col("url"), lit(RejectReason.TOO_FEW_TOKENS.label()).as("reason"), concat(col("words"), lit(" words")).as("detail")),
                Tables.rejections(name()));
        return StageReport.of(context.kept(ClusterDuplicates.NAME), written.where(col("words").geq(minWords)).count(), context.dropped(Tables.rejections(name())));
    }

    /**
     * A page's score.
     *
     * @param score probability of mathematics, for people: it saturates
     * @param logOdds the classifier's
     * @param words tokens of the classifier's normal form
     * @param estimatedTokens {@link TokenCounter#estimate}
     */
    public record PageScore(String id, double score, float logOdds, long words, long estimatedTokens) {}

    /**
     * A candidate with its score.
     *
     * @param averagedLogOdds averaged with those of the iterations before
     * @param neighboursLogOdds what the pages beside it let expect, or null
     */
    public record ScoredPage(
            String id, String url, String domain, String path, double score, float logOdds, long words, long estimatedTokens, float averagedLogOdds, Float neighboursLogOdds) {}

    /**
     * A candidate with its place.
     *
     * @param averagedLogOdds averaged with those of the iterations before
     * @param neighboursLogOdds what the pages beside it let expect; null where these have no weight
     * @param verdict of people on its path; "" where there is none
     * @param rankedLogOdds the averaged log-odds, drawn towards the neighbours' and moved by the verdict
     * @param rankKey {@link RankKey} of these
     */
    public record RankedPage(
            String id, String url, double score, float logOdds, long words, long estimatedTokens, float averagedLogOdds, Float neighboursLogOdds,
            String verdict, float rankedLogOdds, String rankKey) {}

    /** Row function: text to score. */
    record ScoreTexts(Broadcast<LinearModel> model) implements MapPartitionsFunction<PageText, PageScore> {
        @Override
        public Iterator<PageScore> call(Iterator<PageText> pages) {
            LinearModel linear = model.value();
            Utf8Buffer buffer = new Utf8Buffer();
            return Rows.map(pages, page -> {
                buffer.clear();
                ClassifierText.normalize(page.text(), buffer);
                Score score = linear.score(buffer.array(), 0, buffer.length());
                float logOdds = (float) score.logOdds();
                return new PageScore(page.id(), score.probability(), logOdds, score.tokens(), TokenCounter.estimate(page.text()));
            });
        }
    }

    /** Row function: score to place. */
    record Rank(AnnotationIndex annotations, double verdictLogOdds, double neighboursWeight) implements MapPartitionsFunction<ScoredPage, RankedPage> {
        @Override
        public Iterator<RankedPage> call(Iterator<ScoredPage> pages) {
            return Rows.map(pages, this::ranked);
        }

        RankedPage ranked(ScoredPage page) {
            Optional<Verdict> verdict = annotations.find(page.domain(), page.path()).map(PathAnnotation::verdict);
            double told = verdict.map(one -> one == Verdict.MATH ? verdictLogOdds : one == Verdict.NOT_MATH ? -verdictLogOdds : 0).orElse(0.0);
            float place = page.averagedLogOdds();
            if (page.neighboursLogOdds() != null) {
                place = (float) ((1 - neighboursWeight) * place + neighboursWeight * page.neighboursLogOdds());
            }
            float ranked = (float) (place + told);
            return new RankedPage(page.id(), page.url(), page.score(), page.logOdds(), page.words(), page.estimatedTokens(), page.averagedLogOdds(), page.neighboursLogOdds(),
                    verdict.map(Verdict::label).orElse(""), ranked, RankKey.of(ranked, page.id()));
        }
    }
}
