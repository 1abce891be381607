package org.mathlode.classifier;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a model is, for those who use it. Holds no clock time, so the same training gives the same card when it ran on
 * one thread.
 *
 * @param name the model's name
 * @param params settings of the training
 * @param training what came of it
 * @param model the collapsed model
 * @param data where the examples come from, by name: files, digests
 * @param composition what the examples are
 * @param evaluations by name of the suite
 */
public record ModelCard(String name, FastTextParams params, TrainedModel training, LinearModel model,
        SortedMap<String, Object> data, Composition composition, SortedMap<String, Evaluation> evaluations) {
    public ModelCard {
        data = new TreeMap<>(data);
        evaluations = new TreeMap<>(evaluations);
    }

    /** The card as nested maps, lists, texts and numbers, ready to be written as JSON. */
    public Map<String, Object> asMap() {
        Map<String, Object> card = new LinkedHashMap<>();
        card.put("name", name);
        card.put("text-version", model.textVersion());
        card.put("settings", params.asMap());
        Map<String, Object> trained = new LinkedHashMap<>();
        trained.put("math-examples", training.counts().math());
        trained.put("other-examples", training.counts().other());
        trained.put("words", training.counts().words());
        trained.put("threads", training.threads());
        trained.put("deterministic", training.deterministic());
        trained.put("loss", Double.isNaN(training.loss()) ? null : training.loss());
        card.put("training", trained);
        Map<String, Object> size = new LinkedHashMap<>();
        size.put("vocabulary", model.wordCount());
        size.put("buckets", model.bucketCount());
        size.put("fasttext-bytes", training.bytes());
        card.put("model", size);
        card.put("data", data);
        card.put("composition", composition.asMap());
        Map<String, Object> suites = new LinkedHashMap<>();
        evaluations.forEach((suite, evaluation) -> suites.put(suite, evaluation.asMap()));
        card.put("evaluation", suites);
        return card;
    }

    /** The card for people. */
    public String toMarkdown() {
        StringBuilder page = new StringBuilder();
        line(page, "# %s", name);
        line(page, "");
        line(page, "A fastText classifier that tells mathematics from other text, collapsed to one weight a feature. Text form: %s.",
                model.textVersion() == ClassifierText.RAW ? "as it is" : "normal form " + model.textVersion());
        line(page, "");
        line(page, "| training | |");
        line(page, "|---|---|");
        line(page, "| examples of mathematics | %d |", training.counts().math());
        line(page, "| other examples | %d |", training.counts().other());
        line(page, "| words | %d |", training.counts().words());
        params.asMap().forEach((key, value) -> line(page, "| %s | %s |", key, value));
        line(page, "| threads used | %d (%s) |", training.threads(),
                training.deterministic() ? "reproducible bit for bit" : "a repetition differs slightly");
        line(page, "| final loss | %s |", training.loss());
        line(page, "| vocabulary | %d words, %d buckets |", model.wordCount(), model.bucketCount());
        data.forEach((key, value) -> line(page, "| %s | %s |", key, value));
        String examples = composition.toMarkdown();
        if (!examples.isEmpty()) {
            line(page, "");
            line(page, "## Examples");
            line(page, "");
            page.append(examples);
        }
        evaluations.forEach((suite, evaluation) -> evaluation(page, suite, evaluation));
        return page.toString();
    }

    private static void evaluation(StringBuilder page, String suite, Evaluation evaluation) {
        line(page, "");
        line(page, "## Evaluation: %s", suite);
        line(page, "");
        line(page, "| language | math | other | AUC | best F1 | at probability | precision | recall | calibration error |");
        line(page, "|---|---|---|---|---|---|---|---|---|");
        row(page, "all", evaluation.all());
        evaluation.byLanguage().forEach((language, figures) -> row(page, language.isEmpty() ? "unknown" : language, figures));
        line(page, "");
        line(page, "| probability at least | precision | recall | F1 |");
        line(page, "|---|---|---|---|");
        for (Evaluation.AtThreshold at : evaluation.all().thresholds()) {
            line(page, "| %.2f | %.3f | %.3f | %.3f |", at.probability(), at.precision(), at.recall(), at.f1());
        }
        line(page, "");
        line(page, "| probability | examples | mean | mathematics |");
        line(page, "|---|---|---|---|");
        for (Evaluation.Calibration one : evaluation.all().calibration()) {
            line(page, "| %.1f–%.1f | %d | %.3f | %.3f |", one.from(), one.to(), one.examples(), one.meanProbability(), one.mathShare());
        }
    }

    private static void row(StringBuilder page, String name, Evaluation.Figures figures) {
        line(page, "| %s | %d | %d | %s | %.3f | %.3f | %.3f | %.3f | %.3f |", name, figures.math(), figures.other(),
                Double.isNaN(figures.auc()) ? "–" : String.format(Locale.ROOT, "%.4f", figures.auc()), figures.best().f1(),
                figures.best().probability(), figures.best().precision(), figures.best().recall(), figures.calibrationError());
    }

    private static void line(StringBuilder page, String format, Object... values) {
        page.append(values.length == 0 ? format : String.format(Locale.ROOT, format, values)).append('\n');
    }
}
