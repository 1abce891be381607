package org.mathlode.pipeline.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.mathlode.classifier.ClassifierText;
import org.mathlode.classifier.Evaluation;
import org.mathlode.classifier.Evaluation.Truth;
import org.mathlode.classifier.FastTextParams;
import org.mathlode.classifier.FastTextTrainer;
import org.mathlode.classifier.LinearModel;
import org.mathlode.classifier.ModelCard;
import org.mathlode.classifier.TrainedModel;
import org.mathlode.classifier.TrainingLimits;
import org.mathlode.classifier.TrainingLine;
import org.mathlode.classifier.TrainingProgress;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code mathlode train}: a classifier from two sets of texts. */
@Command(name = "train", mixinStandardHelpOptions = true, sortOptions = false, showDefaultValues = true,
        description = "Trains a classifier that tells two sets of texts apart, and evaluates it on held-out texts. The defaults are DeepSeekMath's "
                + "settings, made for a million pages; for a few thousand take --dim 64 --bucket 200000.")
final class TrainCommand implements Callable<Integer> {
    @Option(names = "--positives", required = true, arity = "1..*", paramLabel = "FILE|DIR",
            description = "Mathematics: text with one text a line, JSON Lines (.jsonl), Parquet (.parquet), or folders of these; gzip too.")
    private List<Path> positives;

    @Option(names = "--negatives", required = true, arity = "1..*", paramLabel = "FILE|DIR", description = "Other texts, likewise.")
    private List<Path> negatives;

    @Option(names = "--output", required = true, paramLabel = "DIR", description = "Where model.mlm, model-card.json and MODEL.md go.")
    private Path output;

    @Option(names = "--dim", defaultValue = "256", description = "Length of the word vectors.")
    private int dim;

    @Option(names = "--lr", defaultValue = "0.1", description = "Learning rate.")
    private double lr;

    @Option(names = "--word-ngrams", defaultValue = "3", description = "Longest n-gram.")
    private int wordNgrams;

    @Option(names = "--min-count", defaultValue = "3", description = "Rarer words are left out.")
    private int minCount;

    @Option(names = "--epoch", defaultValue = "3", description = "Passes over the texts.")
    private int epoch;

    @Option(names = "--bucket", defaultValue = "2000000", description = "Hash buckets of the n-grams.")
    private int bucket;

    @Option(names = "--threads", defaultValue = "0",
            description = "1 = the same model every time; 0 = 1 for up to 256 MiB of text, else every processor.")
    private int threads;

    @Option(names = "--field", defaultValue = "text", description = "The field of the text in JSON Lines.")
    private String field;

    @Option(names = "--raw", description = "Train on the texts as they are, without the classifier's text normal form.")
    private boolean raw;

    @Option(names = "--held-out", defaultValue = "0.1", paramLabel = "SHARE",
            description = "Part of the domains held out for evaluation, by the fields domain or url; texts without them one by one. A domain with more than "
                    + "this share of the positives or negatives is not held out.")
    private double heldOut;

    @Option(names = "--random-seed", defaultValue = "1", description = "Decides the order of the texts and what is held out.")
    private long randomSeed;

    @Option(names = "--time-limit", defaultValue = "PT24H", paramLabel = "DURATION", description = "ISO 8601, as PT90M.")
    private Duration timeLimit;

    @Option(names = "--memory-limit-mib", defaultValue = "0", paramLabel = "N", description = "Of the training process; 0 = none.")
    private long memoryLimit;

    @Option(names = "--keep-fasttext", description = "Keep fastText's own model (model.bin) too.")
    private boolean keepFastText;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException, InterruptedException {
        FastTextParams params = new FastTextParams(dim, lr, wordNgrams, minCount, epoch, bucket, threads);
        TrainingLimits limits = new TrainingLimits(timeLimit, memoryLimit == 0 ? Long.MAX_VALUE : memoryLimit << 20);
        List<Path> mathematics = TextRecords.files(positives);
        List<Path> others = TextRecords.files(negatives);
        for (Path file : mathematics) {
            TrainingTexts.requireFile(file);
        }
        for (Path file : others) {
            TrainingTexts.requireFile(file);
        }
        Files.createDirectories(output);
        Path work = Files.createTempDirectory(output, ".train-");
        try (TrainingTexts texts = new TrainingTexts(work, new TrainingTexts.Settings(field, raw, heldOut, randomSeed))) {
            try (ConsoleProgress progress = progress("texts counted by domain", mathematics, others)) {
                texts.countDomains(mathematics, Truth.MATH, progress);
                texts.countDomains(others, Truth.OTHER, progress);
            }
            try (ConsoleProgress progress = progress("texts read", mathematics, others)) {
                texts.add(mathematics, Truth.MATH, progress);
                texts.add(others, Truth.OTHER, progress);
            }
            Path trainingText = texts.finish();
            Path fastText = (keepFastText ? output : work).resolve(ModelFiles.FASTTEXT);
            TrainedModel trained = new FastTextTrainer(params, limits, this::tell).train(trainingText, fastText);
            int textVersion = raw ? ClassifierText.RAW : ClassifierText.VERSION;
            LinearModel model = LinearModel.fromFastText(fastText, TrainingLine.MATH, textVersion);
            model.save(output.resolve(ModelFiles.MODEL));
            SortedMap<String, Evaluation> evaluations = new TreeMap<>();
            texts.evaluate(model).ifPresentOrElse(figures -> evaluations.put("held-out", figures),
                    () -> spec.commandLine().getErr().println("not evaluated: the held-out domains (" + heldOut + " of all) do not have texts of both kinds"));
            write(new ModelCard("mathlode classifier", params, trained, model, texts.data(), texts.composition(), evaluations));
            sum(trained, model, evaluations);
        }
        return Mathlode.OK;
    }

    private ConsoleProgress progress(String what, List<Path> mathematics, List<Path> others) throws IOException {
        return ConsoleProgress.of(spec.commandLine().getErr(), what).toRead(mathematics).toRead(others);
    }

    private void write(ModelCard card) throws IOException {
        ObjectMapper mapper = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
        ObjectNode json = mapper.valueToTree(card.asMap());
        Files.writeString(output.resolve(ModelFiles.CARD_JSON), mapper.writeValueAsString(json) + "\n", StandardCharsets.UTF_8);
        Files.writeString(output.resolve(ModelFiles.CARD_MARKDOWN), card.toMarkdown(), StandardCharsets.UTF_8);
    }

    private void tell(TrainingProgress told) {
        if (Terminal.err()) {
            spec.commandLine().getErr().printf(Locale.ROOT, "%straining %3.0f %%, %,d words/s a thread, loss %.4f, %d min left%s", ConsoleProgress.CLEAR_LINE,
                    told.share() * 100, told.wordsPerSecond(), told.loss(), told.left().toMinutes(), told.share() >= 1 ? ConsoleProgress.CLEAR_LINE : "");
            spec.commandLine().getErr().flush();
        }
    }

    private void sum(TrainedModel trained, LinearModel model, SortedMap<String, Evaluation> evaluations) {
        PrintWriter out = spec.commandLine().getOut();
        out.printf(Locale.ROOT, "%s: trained on %d of mathematics and %d other in %d s with %d thread%s (%s), %d words, %d buckets%n",
                output.resolve(ModelFiles.MODEL), trained.counts().math(), trained.counts().other(), trained.took().toSeconds(),
                trained.threads(), trained.threads() == 1 ? "" : "s", trained.deterministic() ? "reproducible" : "not reproducible",
                model.wordCount(), model.bucketCount());
        evaluations.forEach((suite, one) -> out.printf(Locale.ROOT, "%s: AUC %.4f, best F1 %.3f at probability %.3f (%d of mathematics, %d other)%n",
                suite, one.all().auc(), one.all().best().f1(), one.all().best().probability(), one.all().math(), one.all().other()));
        out.flush();
    }
}
