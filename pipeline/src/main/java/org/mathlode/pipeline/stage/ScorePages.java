package org.mathlode.pipeline.stage;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.lit;

import java.io.IOException;
import java.util.Iterator;
import java.util.List;
import java.util.SortedMap;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.mathlode.classifier.ClassifierText;
import org.mathlode.classifier.LinearModel;
import org.mathlode.classifier.Score;
import org.mathlode.classifier.Utf8Buffer;
import org.mathlode.pipeline.config.Recipe;
import org.mathlode.pipeline.model.RankKey;
import org.mathlode.pipeline.model.RejectReason;
import org.mathlode.pipeline.model.TokenCounter;
import org.mathlode.pipeline.spark.RecordEncoders;

/**
 * Scores the candidates with the collapsed model. All documents are read and scored, then duplicates are dropped: joining first would shuffle texts.
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
                .put("version.classifier-text", ClassifierText.VERSION)
                .map();
    }

    @Override
    public List<String> upstream() {
        return List.of(ClusterDuplicates.NAME, TrainModel.name(iteration));
    }

    @Override
    public StageReport run(StageContext context) throws IOException {
        Broadcast<LinearModel> model = JavaSparkContext.fromSparkContext(context.spark().sparkContext()).broadcast(TrainModel.model(context, iteration));
        Dataset<Row> scored = RecordEncoders.map(context.documents(), PageText.class, new ScoreTexts(model), PageScore.class)
                .join(context.table(Tables.CANDIDATES).select("id", "url"), "id");
        context.write(scored, name());
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
     * @param logOdds what pages are ranked by
     * @param words tokens of the classifier's normal form
     * @param estimatedTokens {@link TokenCounter#estimate}
     * @param rankKey {@link RankKey}
     */
    public record PageScore(String id, double score, float logOdds, long words, long estimatedTokens, String rankKey) {}

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
                return new PageScore(page.id(), score.probability(), logOdds, score.tokens(), TokenCounter.estimate(page.text()), RankKey.of(logOdds, page.id()));
            });
        }
    }
}
