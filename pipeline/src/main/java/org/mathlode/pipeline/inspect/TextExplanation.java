package org.mathlode.pipeline.inspect;

import java.io.IOException;
import java.util.List;
import org.apache.hadoop.fs.Path;
import org.mathlode.classifier.ClassifierText;
import org.mathlode.classifier.Explanation;
import org.mathlode.classifier.LinearModel;
import org.mathlode.pipeline.folder.RunFolder;
import org.mathlode.pipeline.report.SamplePage.Weight;
import org.mathlode.pipeline.stage.Tables;

/** What moved the score of a text, computed with an iteration's model: the table of explanations has the collected pages only. */
final class TextExplanation {
    /** As much of a text as is explained: more would take long and change little. */
    static final int CHARACTERS = 200_000;

    private static final int STRONGEST = 8;

    private final LinearModel model;

    TextExplanation(LinearModel model) {
        this.model = model;
    }

    static LinearModel model(RunFolder folder, int iteration) throws IOException {
        try (var in = folder.files().open(new Path(folder.path(Tables.iteration(iteration, "model")), "model.mlm"))) {
            return LinearModel.fromBytes(in.readAllBytes());
        }
    }

    /** The strongest n-grams; none where the model was made for another normal form. */
    List<Weight> of(String text) {
        if (model.textVersion() != ClassifierText.VERSION) {
            return List.of();
        }
        return Explanation.of(model, ClassifierText.normalize(text), STRONGEST).strongest().stream()
                .map(one -> new Weight(one.ngram(), one.occurrences(), one.contribution())).toList();
    }
}
