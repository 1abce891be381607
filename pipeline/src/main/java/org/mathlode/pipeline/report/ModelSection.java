package org.mathlode.pipeline.report;

import java.util.List;
import java.util.Map;
import org.mathlode.pipeline.folder.Manifest;
import org.mathlode.pipeline.report.Table.Cell;

/** The model card in short: examples, evaluations, settings. */
final class ModelSection {
    private static final double FEWEST = 5;

    private ModelSection() {}

    static void write(Html html, IterationFigures figures) {
        Manifest drawn = figures.stages().get("training-set");
        if (drawn != null) {
            examples(html, drawn);
        }
        evaluations(html, figures.modelCard());
        settings(html, figures.modelCard());
    }

    private static void examples(Html html, Manifest drawn) {
        Map<String, Double> drawnByLabel = Figure.numbers(drawn.figures().get("by-label"));
        Map<String, Double> sources = Figure.numbers(drawn.figures().get("positives-by-source"));
        Map<String, Double> pool = Figure.numbers(drawn.figures().get("positive-pool"));
        Table table = new Table("examples", "drawn", "to draw from");
        sources.forEach((source, count) -> table.row(Cell.words("mathematics: " + source), Cell.number(Amount.brief(count)),
                Cell.number(Amount.brief(pool.getOrDefault(source, count)))));
        table.row(Cell.words("other: candidates"), Cell.number(Amount.brief(drawnByLabel.getOrDefault("other", 0.0))),
                Cell.number(Amount.brief(Figure.number(drawn, "negative-pool"))));
        table.write(html, "Training examples");
    }

    private static void evaluations(Html html, Map<String, Object> card) {
        if (!(card.get("evaluation") instanceof Map<?, ?> evaluations) || evaluations.isEmpty()) {
            html.element("p", "The model was judged by no examples of its own: nothing was held out and no suite is configured.", "class", "remark");
            return;
        }
        Table table = new Table("judged by", "language", "mathematics", "other", "AUC", "best F1", "precision", "recall");
        evaluations.forEach((suite, evaluation) -> {
            if (evaluation instanceof Map<?, ?> map) {
                row(table, String.valueOf(suite), "all", map);
                if (map.get("by-language") instanceof Map<?, ?> languages && languages.size() > 1) {
                    languages.forEach((language, own) -> {
                        if (enough(own)) {
                            row(table, "", String.valueOf(language), own);
                        }
                    });
                }
            }
        });
        table.write(html, "Evaluation of the model");
    }

    /** Of fewer examples a figure says nothing. */
    private static boolean enough(Object figures) {
        Map<String, Double> counts = Figure.numbers(figures);
        return Math.min(counts.getOrDefault("math", 0.0), counts.getOrDefault("other", 0.0)) >= FEWEST;
    }

    private static void row(Table table, String suite, String language, Object figures) {
        if (figures instanceof Map<?, ?> map) {
            Map<String, Double> counts = Figure.numbers(map);
            Map<String, Double> best = Figure.numbers(map.get("best-f1"));
            table.row(Cell.words(suite), Cell.words(language), Cell.number(Amount.brief(counts.getOrDefault("math", 0.0))),
                    Cell.number(Amount.brief(counts.getOrDefault("other", 0.0))), share(counts, "auc"), share(best, "f1"), share(best, "precision"), share(best, "recall"));
        }
    }

    private static Cell share(Map<String, Double> figures, String name) {
        return figures.containsKey(name) ? Cell.number(Amount.probability(figures.get(name))) : Cell.number("–");
    }

    private static void settings(Html html, Map<String, Object> card) {
        Table table = new Table("", "");
        for (String part : List.of("settings", "training", "model")) {
            if (card.get(part) instanceof Map<?, ?> map) {
                map.forEach((name, value) -> table.row(Cell.words(String.valueOf(name)), Cell.words(String.valueOf(value))));
            }
        }
        table.writeFolded(html, "Settings and size of the model");
    }
}
