package org.mathlode.pipeline.stage;

import static org.apache.spark.sql.functions.array_union;
import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.explode;

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
import org.mathlode.pipeline.spark.RecordEncoders;
import org.mathlode.pipeline.stage.ExplainScores.Ngram;

/**
 * The sample pages of the path prefixes, as annotators read them: the beginning of the text, the score and the n-grams that weighed most in it, also of
 * uncollected pages. What {@code mathlode annotate} shows lies in this small table: it need not search the documents.
 */
public final class SamplePages implements Stage {
    static final String TABLE = "samples";
    /** Changes whenever a sample page gets another row. */
    static final int VERSION = 1;

    /** UTF-16 units of a text that are kept; people decide on less. */
    private static final int MOST_TEXT = 6_000;
    private static final int NGRAMS = 8;

    private final int iteration;

    public SamplePages(int iteration) {
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
        return new Settings().put("version.samples", VERSION).put("version.classifier-text", ClassifierText.VERSION).map();
    }

    @Override
    public List<String> upstream() {
        return List.of(CountPaths.name(iteration), TrainModel.name(iteration));
    }

    @Override
    public StageReport run(StageContext context) throws IOException {
        Broadcast<LinearModel> model = JavaSparkContext.fromSparkContext(context.spark().sparkContext()).broadcast(TrainModel.model(context, iteration));
        Dataset<Row> wanted = context.table(CountPaths.name(iteration))
                .select(explode(array_union(col("collected_ids"), col("uncollected_ids"))).as("id")).distinct();
        Dataset<Row> facts = context.checkpoint(MeasureDomains.withScores(context, iteration).join(wanted, "id"), "facts");
        Dataset<Row> texts = context.documents().select("id", "title", "text").join(broadcast(facts), "id");
        // finding the ranges reads the rows once more, which would be all documents
        Dataset<Row> samples = context.checkpoint(RecordEncoders.map(texts, PageOfPrefix.class, new Sample(model), SamplePage.class), "samples");
        context.write(samples.repartitionByRange(col("domain"))
                .sortWithinPartitions("domain", "path", "id"), name());
        return StageReport.ofSource(context.staged(name()).count(), Map.of(), Map.of());
    }

    /** A page some prefix names. */
    public record PageOfPrefix(
            String id, String url, String domain, String path, String language, String title, String text, long collected, double logOdds,
            long words, long estimatedTokens, int formulaCount) {}

    /**
     * A page as an annotator reads it.
     *
     * @param text its beginning
     * @param characters of the whole text, in UTF-16 units
     * @param ngrams what moved its score, largest contribution first
     */
    public record SamplePage(
            String domain, String path, String id, String url, String language, String title, boolean collected, double score, double logOdds, long words,
            long tokens, int formulaCount, int characters, String text, List<Ngram> ngrams) {}

    /** Row function: page to sample. */
    record Sample(Broadcast<LinearModel> model) implements MapPartitionsFunction<PageOfPrefix, SamplePage> {
        @Override
        public Iterator<SamplePage> call(Iterator<PageOfPrefix> pages) {
            LinearModel linear = model.value();
            return Rows.map(pages, page -> {
                List<Ngram> ngrams = Explanation.of(linear, ClassifierText.normalize(page.text()), NGRAMS).strongest().stream()
                        .map(one -> new Ngram(one.ngram(), one.occurrences(), one.weight(), one.contribution(), one.sharesBucketWith())).toList();
                return new SamplePage(page.domain(), page.path(), page.id(), page.url(), page.language(), page.title(), page.collected() > 0,
                        LinearModel.probability(page.logOdds()), page.logOdds(), page.words(), page.estimatedTokens(), page.formulaCount(), page.text().length(),
                        beginning(page.text()), ngrams);
            });
        }

        private static String beginning(String text) {
            if (text.length() <= MOST_TEXT) {
                return text;
            }
            // never half a character
            return text.substring(0, Character.isHighSurrogate(text.charAt(MOST_TEXT - 1)) ? MOST_TEXT - 1 : MOST_TEXT);
        }
    }
}
