package org.mathlode.pipeline.stage;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.mathlode.classifier.ClassifierText;
import org.mathlode.classifier.FastTextTrainer;
import org.mathlode.classifier.LinearModel;
import org.mathlode.classifier.TrainedModel;
import org.mathlode.classifier.TrainingLimits;
import org.mathlode.classifier.TrainingLine;
import org.mathlode.pipeline.config.Recipe;
import org.mathlode.pipeline.spark.RecordEncoders;

/** Trains fastText on the drawn examples, in a child process of the driver, and keeps the collapsed model. */
public final class TrainModel implements Stage {
    /** The collapsed model in the stage's folder. */
    static final String MODEL_FILE = "model.mlm";

    private static final String TABLE = "model";

    private final Recipe recipe;
    private final int iteration;
    private final StageLog log;

    public TrainModel(Recipe recipe, int iteration, StageLog log) {
        this.recipe = recipe;
        this.iteration = iteration;
        this.log = log;
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
                .section("classifier", recipe.classifier(iteration))
                .put("version.classifier-text", ClassifierText.VERSION)
                .map();
    }

    @Override
    public List<String> upstream() {
        return List.of(DrawTrainingSet.name(iteration));
    }

    @Override
    public StageReport run(StageContext context) throws IOException {
        Dataset<String> lines = RecordEncoders.read(context.table(DrawTrainingSet.name(iteration)).orderBy("draw", "id"), Example.class)
                .mapPartitions(new ToLine(), Encoders.STRING());
        Path work = Files.createTempDirectory("mathlode-training");
        try {
            Path examples = work.resolve("examples.txt");
            long count = write(lines.toLocalIterator(), examples);
            TrainedModel trained = train(examples, work.resolve("model.bin"));
            LinearModel model = LinearModel.fromFastText(trained.file(), TrainingLine.MATH, ClassifierText.VERSION);
            context.folder().files().mkdirs(context.stage(name()));
            try (var out = context.folder().files().create(new org.apache.hadoop.fs.Path(context.stage(name()), MODEL_FILE))) {
                out.write(model.toBytes());
            }
            SortedMap<String, Object> figures = new TreeMap<>();
            figures.put("threads", trained.threads());
            figures.put("reproducible", trained.deterministic());
            figures.put("loss", trained.loss());
            figures.put("fasttext-bytes", trained.bytes());
            figures.put("words", model.wordCount());
            return StageReport.of(context.kept(DrawTrainingSet.name(iteration)), count, Map.of(), figures);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StageException("the training of iteration " + iteration + " was interrupted; call the same command again to repeat it");
        } finally {
            remove(work);
        }
    }

    private TrainedModel train(Path examples, Path model) throws IOException, InterruptedException {
        FastTextTrainer trainer = new FastTextTrainer(recipe.classifier(iteration).params(), TrainingLimits.defaults(), progress -> log.progress(
                progress.share(), progress.wordsPerSecond() + " words/s, loss " + progress.loss()));
        return trainer.train(examples, model);
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
