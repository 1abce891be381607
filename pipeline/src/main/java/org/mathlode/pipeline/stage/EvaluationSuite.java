package org.mathlode.pipeline.stage;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.mathlode.classifier.ClassifierText;
import org.mathlode.classifier.Evaluation;
import org.mathlode.classifier.Evaluation.Example;
import org.mathlode.classifier.Evaluation.Truth;
import org.mathlode.classifier.LinearModel;
import org.mathlode.classifier.Utf8Buffer;
import org.mathlode.pipeline.config.EvaluationConfig;
import org.mathlode.pipeline.config.Recipe;
import org.mathlode.pipeline.folder.Manifest;
import org.mathlode.pipeline.model.Language;

/**
 * Labelled texts of other kinds than the seed corpus, by which every model is judged. JSON Lines with {@code text}, {@code label} ({@code math} or
 * {@code other}) and, optional, {@code language}; {@code .gz} too. Held in memory.
 *
 * @param sha256 of the file
 */
public record EvaluationSuite(String name, double minAuc, String sha256, List<Labelled> texts) {
    /** One text. */
    public record Labelled(String text, Truth truth, String language) {}

    private static final ObjectMapper JSON = new ObjectMapper();

    public EvaluationSuite {
        texts = List.copyOf(texts);
    }

    /** The suites a config names; throws where one is missing, malformed or of one label only. */
    public static List<EvaluationSuite> of(Recipe recipe) throws IOException {
        List<EvaluationSuite> suites = new ArrayList<>();
        for (EvaluationConfig.Suite suite : recipe.run().evaluation().suites()) {
            suites.add(read(suite, recipe.folder().resolve(suite.file())));
        }
        return suites;
    }

    static EvaluationSuite read(EvaluationConfig.Suite config, Path file) throws IOException {
        byte[] bytes;
        try {
            bytes = Files.readAllBytes(file);
        } catch (NoSuchFileException e) {
            throw new StageException("evaluation.suites: " + config.name() + ": no file at " + file);
        }
        List<Labelled> texts = new ArrayList<>();
        try (InputStream in = Files.newInputStream(file);
                BufferedReader lines = new BufferedReader(new InputStreamReader(
                        file.toString().endsWith(".gz") ? new GZIPInputStream(in) : in, StandardCharsets.UTF_8))) {
            int number = 0;
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                number++;
                if (!line.isBlank()) {
                    texts.add(labelled(line, file + ":" + number));
                }
            }
        }
        long math = texts.stream().filter(one -> one.truth == Truth.MATH).count();
        if (math == 0 || math == texts.size()) {
            throw new StageException("evaluation.suites: " + file + " needs texts of both labels (" + math + " math, " + (texts.size() - math) + " other)");
        }
        return new EvaluationSuite(config.name(), config.minAuc(), Manifest.sha256(bytes), texts);
    }

    private static Labelled labelled(String line, String place) throws StageException {
        JsonNode record;
        try {
            record = JSON.readTree(line);
        } catch (JsonProcessingException e) {
            throw new StageException("evaluation.suites: " + place + " is not JSON: " + e.getOriginalMessage());
        }
        String label = record.path("label").asText();
        if (!record.path("text").isTextual() || !label.equals("math") && !label.equals("other")) {
            throw new StageException("evaluation.suites: " + place + " needs a text and a label, math or other");
        }
        String text = record.get("text").textValue();
        return new Labelled(text, label.equals("math") ? Truth.MATH : Truth.OTHER, record.path("language").asText(Language.of(null, text)));
    }

    Evaluation evaluate(LinearModel model) {
        Utf8Buffer buffer = new Utf8Buffer();
        List<Example> examples = new ArrayList<>();
        for (Labelled one : texts) {
            buffer.clear();
            ClassifierText.normalize(one.text, buffer);
            examples.add(new Example(model.logOdds(buffer.array(), 0, buffer.length()), one.truth, one.language));
        }
        return Evaluation.of(examples);
    }
}
