package org.mathlode.pipeline.inspect;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.mathlode.pipeline.config.AnnotationIndex;
import org.mathlode.pipeline.config.AnnotationSheet;
import org.mathlode.pipeline.config.PathAnnotation;
import org.mathlode.pipeline.config.Recipe;
import org.mathlode.pipeline.folder.Manifest;
import org.mathlode.pipeline.report.SamplePage.Weight;
import org.mathlode.pipeline.report.Story;
import org.mathlode.pipeline.stage.Tables;

/** What one iteration after the other did with a candidate. */
final class IterationStory {
    private final RunTables tables;
    private final Recipe recipe;
    private final Story story;
    private String text;

    IterationStory(RunTables tables, Recipe recipe, Story story) {
        this.tables = tables;
        this.recipe = recipe;
        this.story = story;
    }

    /** Where a page stood in an iteration; {@code why} is why it was not collected. */
    record Standing(int iteration, boolean collected, String why) {
        String describe() {
            return collected ? "Collected in iteration " + iteration : "Not in the corpus: " + why;
        }
    }

    /** Tells iteration {@code n}; {@code page} has id, url, domain and path. */
    Standing tell(int n, Row page) throws IOException {
        story.chapter("Iteration " + n);
        tellAnnotation(n, page);
        tellTraining(n, page);
        String id = page.getAs("id");
        Row score = PageStory.first(tables.table(n, "scores").where(col("id").equalTo(id)).select("score", "log_odds", "averaged_log_odds", "neighbours_log_odds", "verdict", "ranked_log_odds", "rank_key", "words"));
        if (score == null) {
            return new Standing(n, false, "it was not scored in iteration " + n);
        }
        Manifest scores = tables.folder().manifest(Tables.iteration(n, "scores")).orElseThrow();
        Manifest collected = tables.folder().manifest(Tables.iteration(n, "collected")).orElseThrow();
        int minWords = Integer.parseInt(scores.settings().get("collection.min-words"));
        story.line("score: log-odds %+.4f, probability %.4f, %,d words", score.<Float>getAs("log_odds"), score.<Double>getAs("score"), score.<Long>getAs("words"));
        float ranked = score.<Float>getAs("ranked_log_odds");
        if (ranked != score.<Float>getAs("log_odds")) {
            Float neighbours = score.getAs("neighbours_log_odds");
            String verdict = score.getAs("verdict");
            story.line("ranked by %+.4f: with the iterations before %+.4f%s%s", ranked, score.<Float>getAs("averaged_log_odds"),
                    neighbours == null ? "" : String.format(Locale.ROOT, ", the pages beside it let expect %+.4f", neighbours), verdict.isEmpty() ? "" : ", its path is called " + verdict);
        }
        tellWeights(n, id);
        if (score.<Long>getAs("words") < minWords) {
            story.line("left out: too-few-tokens (%,d words, collection.min-words is %d)", score.<Long>getAs("words"), minWords);
            return new Standing(n, false, "too-few-tokens in iteration " + n);
        }
        long before = tables.table(n, "scores").where(col("rank_key").lt(score.<String>getAs("rank_key")).and(col("words").geq(minWords))).agg(count(lit(1))).first().getLong(0);
        String rank = String.format(Locale.ROOT, "rank %,d of %,d", before + 1, collected.in());
        String cutoff = collected.figures().get("cutoff-log-odds") instanceof Number last
                ? String.format(Locale.ROOT, "%,d were collected, down to log-odds %+.4f", collected.kept(), last.doubleValue()) : "none was collected";
        Row own = PageStory.first(tables.table(n, "collected").where(col("id").equalTo(id)).select("tokens", "first_iteration"));
        if (own == null) {
            story.line("left out: below-cutoff, %s; %s", rank, cutoff);
            return new Standing(n, false, String.format(Locale.ROOT, "below-cutoff in iteration %d (%s, %,d were collected)", n, rank, collected.kept()));
        }
        story.line("collected: %s; %s", rank, cutoff);
        story.line("%,d tokens, first collected in iteration %d", own.getLong(0), own.getInt(1));
        return new Standing(n, true, "");
    }

    /** The verdict that iteration {@code n} knew. */
    private void tellAnnotation(int n, Row page) {
        if (n == 1) {
            return;
        }
        if (recipe == null) {
            story.line("annotations: not known, the run's folder keeps no config (give --config)");
            return;
        }
        List<PathAnnotation> known = new ArrayList<>();
        for (int i = 2; i <= n && i <= recipe.iterations().size(); i++) {
            if (java.nio.file.Files.exists(recipe.annotations(i))) {
                known.addAll(AnnotationSheet.read(recipe.annotations(i)));
            }
        }
        Optional<PathAnnotation> found = new AnnotationIndex(known).find(page.getAs("domain"), page.getAs("path"));
        found.ifPresentOrElse(
                annotation -> story.line("annotated %s: %s%s%s%s", annotation.verdict().label(), annotation.domain(), annotation.pathPrefix(),
                        annotation.note().isEmpty() ? "" : " (" + annotation.note() + ")", annotation.annotator().isEmpty() ? "" : ", by " + annotation.annotator()),
                () -> story.line("no annotation covers it"));
    }

    private void tellTraining(int n, Row page) {
        Dataset<Row> examples = tables.table(n, "training-set").where(col("id").equalTo(page.<String>getAs("id")).or(col("url").equalTo(page.<String>getAs("url"))));
        List<Row> rows = examples.select("label", "held_out", "source", "from_iteration", "path_prefix").collectAsList();
        if (rows.isEmpty()) {
            story.line("not in the training set");
        }
        for (Row row : rows) {
            String from = switch (row.getString(2)) {
                case "seed" -> "from the seed corpus";
                case "uncollected" -> "left uncollected by iteration " + row.getInt(3) + " under " + row.getString(4);
                case "annotated" -> "called mathematics after iteration " + row.getInt(3) + " under " + row.getString(4);
                default -> "drawn from the candidates";
            };
            story.line("training: %s, %s%s", row.getString(0).equals("math") ? "positive" : "negative", from, row.getBoolean(1) ? "; held out, only judges the model" : "");
        }
    }

    private void tellWeights(int n, String id) throws IOException {
        List<Weight> weights = new ArrayList<>();
        if (tables.done(Tables.iteration(n, "explanations"))) {
            Row explained = PageStory.first(tables.table(n, "explanations").where(col("id").equalTo(id)).select("ngrams"));
            if (explained != null) {
                for (Row ngram : explained.<Row>getList(0)) {
                    weights.add(new Weight(ngram.getAs("ngram"), ngram.<Integer>getAs("occurrences"), ngram.<Double>getAs("contribution")));
                }
            }
        }
        if (weights.isEmpty()) {
            if (text == null) {
                Row row = PageStory.first(tables.documents().where(col("id").equalTo(id)).select("text"));
                text = row == null ? "" : row.getString(0).substring(0, Math.min(row.getString(0).length(), TextExplanation.CHARACTERS));
            }
            weights = new TextExplanation(TextExplanation.model(tables.folder(), n)).of(text);
        }
        if (!weights.isEmpty()) {
            story.line("strongest n-grams: %s", weights.stream().map(weight -> String.format(Locale.ROOT, "“%s” %+.3f", weight.ngram(), weight.contribution()))
                    .collect(Collectors.joining(", ")));
        }
    }
}
