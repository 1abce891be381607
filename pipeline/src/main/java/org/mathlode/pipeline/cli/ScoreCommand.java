package org.mathlode.pipeline.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.mathlode.classifier.ClassifierText;
import org.mathlode.classifier.Explanation;
import org.mathlode.classifier.LinearModel;
import org.mathlode.classifier.Score;
import org.mathlode.classifier.TrainingLine;
import org.mathlode.classifier.Utf8Buffer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code mathlode score}: adds a model's score to records. */
@Command(name = "score", mixinStandardHelpOptions = true, sortOptions = false,
        description = "Adds \"score\" (probability of math), \"log_odds\" and \"tokens\" to JSON Lines with a text. Rank by log_odds: "
                + "probabilities saturate. A text of few tokens has no score worth the name.")
final class ScoreCommand implements Callable<Integer> {
    @Option(names = "--model", required = true, paramLabel = "FILE|DIR",
            description = "A model of mathlode train, or a fastText model (.bin, .ftz) with two labels.")
    private Path model;

    @Parameters(paramLabel = "FILE|DIR", arity = "0..*",
            description = "JSON Lines, Parquet, or text with one text a line, by the name's ending; gzip too. Default: JSON Lines on standard input.")
    private List<Path> files = List.of();

    @Option(names = "--field", defaultValue = "text", description = "The field that holds the text. Default: ${DEFAULT-VALUE}.")
    private String field;

    @Option(names = "--raw", description = "Score the text as it is (line ends count as blanks), without the classifier's text normal form.")
    private boolean raw;

    @Option(names = "--explain", arity = "0..1", fallbackValue = "10", defaultValue = "0", paramLabel = "N",
            description = "Add the N n-grams that weighed most and the sum of the rest; together they are the log-odds. Without N: 10.")
    private int explain;

    @Option(names = "--positive-label", defaultValue = TrainingLine.MATH,
            description = "The label of mathematics in a fastText model. Default: ${DEFAULT-VALUE}.")
    private String positiveLabel;

    @Spec
    private CommandSpec spec;

    private final ObjectMapper mapper = new ObjectMapper();
    private final Utf8Buffer buffer = new Utf8Buffer();

    @Override
    public Integer call() throws IOException {
        if (explain < 0) {
            throw new IllegalArgumentException("--explain must not be negative (" + explain + ")");
        }
        LinearModel scorer = ModelFiles.open(model, positiveLabel);
        boolean asItIs = raw || scorer.textVersion() == ClassifierText.RAW;
        if (!asItIs && scorer.textVersion() != ClassifierText.VERSION) {
            throw new IllegalArgumentException(model + " was trained on version " + scorer.textVersion()
                    + " of the text normal form, this program makes version " + ClassifierText.VERSION + "; train it again");
        }
        OutputStream out = new BufferedOutputStream(System.out, 1 << 16);
        List<Path> inputs = TextRecords.files(files);
        try (ConsoleProgress progress = ConsoleProgress.besideRecords(spec.commandLine().getErr(), "texts").toRead(inputs)) {
            if (files.isEmpty()) {
                score(new TextRecords("standard input", System.in, TextRecords.Form.JSON_LINES), scorer, asItIs, out, progress);
            }
            for (Path file : inputs) {
                try (TextRecords records = TextRecords.open(file, progress)) {
                    score(records, scorer, asItIs, out, progress);
                }
            }
        } finally {
            out.flush();
        }
        // a PrintStream keeps its errors to itself
        if (System.out.checkError()) {
            throw new IOException("standard output could not be written");
        }
        return Mathlode.OK;
    }

    private void score(TextRecords records, LinearModel scorer, boolean asItIs, OutputStream out, ConsoleProgress progress) throws IOException {
        ObjectNode record;
        while ((record = records.next()) != null) {
            String text = records.text(record, field);
            String scored = null;
            Score score;
            if (asItIs) {
                scored = text.replace('\n', ' ');
                byte[] utf8 = scored.getBytes(StandardCharsets.UTF_8);
                score = scorer.score(utf8, 0, utf8.length);
            } else {
                buffer.clear();
                ClassifierText.normalize(text, buffer);
                score = scorer.score(buffer.array(), 0, buffer.length());
            }
            record.put("score", score.probability()).put("log_odds", score.logOdds()).put("tokens", score.tokens());
            if (explain > 0) {
                explain(record, Explanation.of(scorer, scored != null ? scored : buffer.toString(), explain));
            }
            out.write(mapper.writeValueAsBytes(record));
            out.write('\n');
            progress.one();
        }
    }

    private void explain(ObjectNode record, Explanation explanation) {
        ArrayNode ngrams = record.putArray("explanation");
        for (Explanation.Contribution one : explanation.strongest()) {
            ObjectNode ngram = ngrams.addObject();
            ngram.put("ngram", one.ngram()).put("occurrences", one.occurrences()).put("weight", one.weight())
                    .put("contribution", one.contribution());
            if (one.isHashCollision()) {
                ArrayNode others = ngram.putArray("shares_bucket_with");
                one.sharesBucketWith().forEach(others::add);
            }
        }
        record.put("explanation_rest", explanation.rest());
    }
}
