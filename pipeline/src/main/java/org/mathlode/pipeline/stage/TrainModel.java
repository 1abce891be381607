package org.mathlode.pipeline.stage;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.mathlode.classifier.ClassifierText;
import org.mathlode.classifier.Composition;
import org.mathlode.classifier.Evaluation;
import org.mathlode.classifier.Evaluation.Truth;
import org.mathlode.classifier.FastTextTrainer;
import org.mathlode.classifier.LinearModel;
import org.mathlode.classifier.ModelCard;
import org.mathlode.classifier.TrainedModel;
import org.mathlode.classifier.TrainingLine;
import org.mathlode.pipeline.config.Recipe;
import org.mathlode.pipeline.folder.Manifest;
import org.mathlode.pipeline.model.RejectReason;
import org.mathlode.pipeline.spark.RecordEncoders;

/**
 * Trains fastText on the drawn examples, in a child process of the driver, judges the model and keeps it collapsed, with its card and the composition of
 * its examples. A model below a minimum of {@code evaluation} is not published; its card then lies under {@code rejections/}.
 */
public final class TrainModel implements Stage {
    /** The collapsed model in the stage's folder. */
    static final String MODEL_FILE = "model.mlm";

    private static final String TABLE = "model";
    private static final String CARD_JSON = "model-card.json";
    private static final String CARD_MARKDOWN = "MODEL.md";
    private static final String COMPOSITION = "composition.tsv";
    /** Of domains, more are counted together. */
    private static final int MOST_VALUES = 1_000;
    /** What changes whether there is a model, not which. */
    private static final List<String> LIMITS = List.of("classifier.time-limit-minutes", "classifier.memory-limit-mib");

    private final Recipe recipe;
    private final int iteration;
    private final List<EvaluationSuite> suites;
    private final StageLog log;

    public TrainModel(Recipe recipe, int iteration, List<EvaluationSuite> suites, StageLog log) {
        this.recipe = recipe;
        this.iteration = iteration;
        this.suites = List.copyOf(suites);
        this.log = log;
    }

    static String name(int iteration) {
        return Tables.iteration(iteration, TABLE);
    }

    /** The model of an iteration that is trained. */
    static LinearModel model(StageContext context, int iteration) throws IOException {
        try (var in = context.folder().files().open(new org.apache.hadoop.fs.Path(context.folder().path(name(iteration)), MODEL_FILE))) {
            return LinearModel.fromBytes(in.readAllBytes());
        }
    }

    @Override
    public String name() {
        return name(iteration);
    }

    @Override
    public SortedMap<String, String> settings() {
        SortedMap<String, String> settings = new Settings()
                .section("classifier", recipe.classifier(iteration))
                .put(LanguageCopies.KEY, recipe.trainingSet(iteration).languageCopies())
                .put("version.classifier-text", ClassifierText.VERSION)
                .map();
        LIMITS.forEach(settings::remove);
        return settings;
    }

    @Override
    public List<String> upstream() {
        return List.of(DrawTrainingSet.name(iteration));
    }

    @Override
    public boolean isRepeatable() {
        return recipe.classifier(iteration).params().threads() == 1;
    }

    @Override
    public StageReport run(StageContext context) throws IOException {
        Dataset<Row> examples = context.table(DrawTrainingSet.name(iteration));
        Dataset<Row> trainedOn = examples.where(not(col("held_out")));
        LanguageCopies copies = LanguageCopies.of(examples, recipe.trainingSet(iteration).languageCopies());
        Dataset<String> lines = RecordEncoders.read(copies.ordered(trainedOn), Example.class)
                .mapPartitions(new ToLine(), Encoders.STRING());
        Path work = Files.createTempDirectory("mathlode-training");
        try {
            Path text = work.resolve("examples.txt");
            long written = write(lines.toLocalIterator(), text);
            TrainedModel trained = train(text, work.resolve("model.bin"));
            LinearModel model = LinearModel.fromFastText(trained.file(), TrainingLine.MATH, ClassifierText.VERSION);
            JudgeModel judge = new JudgeModel(recipe.run().evaluation(), suites);
            SortedMap<String, Evaluation> evaluations = judge.evaluate(model, examples);
            Composition composition = composition(examples);
            ModelCard card = new ModelCard(recipe.run().run() + ", iteration " + iteration, recipe.classifier(iteration).params(), trained, model,
                    data(context, copies), composition, evaluations);
            accept(context, card, judge.shortfalls(evaluations));
            publish(context, card);
            long all = context.kept(DrawTrainingSet.name(iteration));
            long heldOut = all - trainedOn.count();
            SortedMap<String, Object> figures = figures(trained, model, evaluations);
            figures.put("lines", written);
            figures.put("copies-by-language", copies.byLanguage());
            return StageReport.of(all, all - heldOut, Map.of(RejectReason.HELD_OUT.label(), heldOut), figures);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StageException("the training of iteration " + iteration + " was interrupted; call the same command again to repeat it");
        } finally {
            remove(work);
        }
    }

    private TrainedModel train(Path examples, Path model) throws IOException, InterruptedException {
        FastTextTrainer trainer = new FastTextTrainer(recipe.classifier(iteration).params(), recipe.classifier(iteration).limits(),
                told -> log.progress(told.share(), String.format(Locale.ROOT, "training: %,d words/s a thread, loss %.4f, %d min left",
                        told.wordsPerSecond(), told.loss(), told.left().toMinutes())));
        TrainedModel trained = trainer.train(examples, model);
        if (!trained.deterministic()) {
            log.note("The model of iteration " + iteration + " was trained by " + trained.threads()
                    + " threads: a repetition gives a slightly different one (classifier.threads: 1 gives the same)");
        }
        return trained;
    }

    /** Throws, with the card left for people to look at, where the model is below a minimum. */
    private void accept(StageContext context, ModelCard card, List<String> shortfalls) throws IOException {
        if (shortfalls.isEmpty()) {
            return;
        }
        org.apache.hadoop.fs.Path kept = new org.apache.hadoop.fs.Path(context.folder().path(Tables.rejections(name())), CARD_MARKDOWN);
        context.folder().writeWhole(kept, card.toMarkdown());
        throw new StageException("the model of iteration " + iteration + " is not accepted: " + String.join("; ", shortfalls) + ". Its card is " + kept
                + ". Change classifier for this iteration, or training-set (then move manifests/" + DrawTrainingSet.name(iteration)
                + ".json away), or lower the minimum in evaluation, and call the same command again");
    }

    private void publish(StageContext context, ModelCard card) throws IOException {
        org.apache.hadoop.fs.Path folder = context.stage(name());
        context.folder().files().mkdirs(folder);
        write(context, folder, MODEL_FILE, card.model().toBytes());
        write(context, folder, CARD_JSON, new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT).writeValueAsBytes(card.asMap()));
        write(context, folder, CARD_MARKDOWN, card.toMarkdown().getBytes(StandardCharsets.UTF_8));
        write(context, folder, COMPOSITION, card.composition().toTsv(MOST_VALUES).getBytes(StandardCharsets.UTF_8));
    }

    private static void write(StageContext context, org.apache.hadoop.fs.Path folder, String name, byte[] content) throws IOException {
        try (var out = context.folder().files().create(new org.apache.hadoop.fs.Path(folder, name))) {
            out.write(content);
        }
    }

    /** Where the examples come from: what two equal digests stand for is equal. */
    private SortedMap<String, Object> data(StageContext context, LanguageCopies copies) throws IOException {
        Manifest drawn = context.folder().manifest(DrawTrainingSet.name(iteration)).orElseThrow();
        SortedMap<String, Object> data = new TreeMap<>();
        data.put("training-set digest", drawn.digest());
        drawn.inputs().forEach((input, digest) -> data.put("input " + input, digest));
        drawn.settings().forEach(data::put);
        copies.byLanguage().forEach((language, times) -> data.put("copies of positives in " + language, times));
        suites.forEach(suite -> data.put("suite " + suite.name() + " sha256", suite.sha256()));
        return data;
    }

    private static Composition composition(Dataset<Row> examples) {
        Composition composition = new Composition();
        for (String column : List.of("source", "language", "from_iteration", "domain")) {
            // rows are counts by now; only the long tail of domains is cut
            for (Row row : examples.groupBy(col(column).cast("string").as("value"), col("label"), col("held_out")).agg(count(lit(1)).as("examples"))
                    .collectAsList()) {
                composition.add(column.replace('_', '-'), row.getString(0), row.getString(1).equals("math") ? Truth.MATH : Truth.OTHER,
                        row.getBoolean(2) ? Composition.Use.HELD_OUT : Composition.Use.TRAINED, row.getLong(3));
            }
        }
        return composition;
    }

    private static SortedMap<String, Object> figures(TrainedModel trained, LinearModel model, SortedMap<String, Evaluation> evaluations) {
        SortedMap<String, Object> figures = new TreeMap<>();
        figures.put("threads", trained.threads());
        figures.put("reproducible", trained.deterministic());
        figures.put("loss", trained.loss());
        figures.put("fasttext-bytes", trained.bytes());
        figures.put("words", model.wordCount());
        SortedMap<String, Object> aucs = new TreeMap<>();
        evaluations.forEach((name, evaluation) -> aucs.put(name, Double.isNaN(evaluation.all().auc()) ? null : evaluation.all().auc()));
        figures.put("auc", aucs);
        return figures;
    }

    private static long write(Iterator<String> lines, Path file) throws IOException {
        long count = 0;
        try (BufferedWriter out = Files.newBufferedWriter(file, StandardCharsets.UTF_8)) {
            while (lines.hasNext()) {
                out.write(lines.next());
                out.write('\n');
                count++;
            }
        }
        return count;
    }

    private static void remove(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }

    /** A drawn example. */
    public record Example(String label, String text) {}

    /** Row function: example to a line of fastText's training file. */
    record ToLine() implements MapPartitionsFunction<Example, String> {
        @Override
        public Iterator<String> call(Iterator<Example> examples) {
            return Rows.map(examples, example -> {
                String text = ClassifierText.normalize(example.text());
                return example.label().equals("math") ? TrainingLine.math(text) : TrainingLine.other(text);
            });
        }
    }
}
