package org.mathlode.pipeline.stage;

import java.io.IOException;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.mathlode.classifier.ClassifierText;
import org.mathlode.classifier.Explanation;
import org.mathlode.classifier.LinearModel;
import org.mathlode.pipeline.config.Recipe;
import org.mathlode.pipeline.spark.RecordEncoders;

/** Why the collected pages were collected: the n-grams that weighed most in each score. Contributions and rest add up to the log-odds. */
public final class ExplainScores implements Stage {
    static final String TABLE = "explanations";

    private final Recipe recipe;
    private final int iteration;

    public ExplainScores(Recipe recipe, int iteration) {
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
                .put("collection.explained-ngrams", recipe.run().collection().explainedNgrams())
                .put("version.classifier-text", ClassifierText.VERSION)
                .map();
    }

    @Override
    public List<String> upstream() {
        return List.of(CollectPages.name(iteration), TrainModel.name(iteration));
    }

    @Override
    public StageReport run(StageContext context) throws IOException {
        Broadcast<LinearModel> model = JavaSparkContext.fromSparkContext(context.spark().sparkContext()).broadcast(TrainModel.model(context, iteration));
        int most = recipe.run().collection().explainedNgrams();
        Dataset<Row> collected = context.table(CollectPages.name(iteration)).select("id", "url");
        Dataset<Row> texts = context.documents().select("id", "text").join(most == 0 ? collected.limit(0) : collected, "id");
        context.write(RecordEncoders.map(texts, ScoredPage.class, new Explain(model, most), ExplainedPage.class), name());
        return StageReport.ofSource(context.staged(name()).count(), Map.of(), Map.of());
    }

    /** A page to explain. */
    public record ScoredPage(String id, String url, String text) {}

    /**
     * What moved a page's score.
     *
     * @param features words and n-grams the model knows in the page; the log-odds are their mean weight
     * @param ngrams largest contribution first
     * @param rest contributions of all others
     */
    public record ExplainedPage(String id, String url, double logOdds, long features, List<Ngram> ngrams, double rest) {}

    /**
     * A word or n-gram of the classifier's normal form.
     *
     * @param contribution weight × occurrences ÷ features
     * @param sharesBucketWith n-grams of the page that hash alike, so that the model cannot tell them apart
     */
    public record Ngram(String ngram, int occurrences, double weight, double contribution, List<String> sharesBucketWith) {}

    /** Row function: text to explanation. */
    record Explain(Broadcast<LinearModel> model, int most) implements MapPartitionsFunction<ScoredPage, ExplainedPage> {
        @Override
        public Iterator<ExplainedPage> call(Iterator<ScoredPage> pages) {
            LinearModel linear = model.value();
            return Rows.map(pages, page -> {
                Explanation explanation = Explanation.of(linear, ClassifierText.normalize(page.text()), most);
                List<Ngram> ngrams = explanation.strongest().stream()
                        .map(one -> new Ngram(one.ngram(), one.occurrences(), one.weight(), one.contribution(), one.sharesBucketWith())).toList();
                return new ExplainedPage(page.id(), page.url(), explanation.logOdds(), explanation.features(), ngrams, explanation.rest());
            });
        }
    }
}
