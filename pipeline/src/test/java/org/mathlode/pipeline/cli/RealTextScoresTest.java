package org.mathlode.pipeline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.github.jfasttext.JFastText;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mathlode.classifier.ClassifierText;
import org.mathlode.classifier.FastTextParams;
import org.mathlode.classifier.FastTextTrainer;
import org.mathlode.classifier.LinearModel;
import org.mathlode.classifier.TrainingFile;
import org.mathlode.classifier.TrainingLimits;
import org.mathlode.classifier.TrainingLine;
import org.mathlode.pipeline.SharedData;

class RealTextScoresTest {
    private static final int TEXTS = 12_000;

    @TempDir
    Path folder;

    @Test
    void scoresRealTextsAsFastTextDoesRawAndInNormalForm() throws Exception {
        List<String> texts = read(SharedData.require("benchmarks/items.jsonl.gz"), TEXTS);
        List<String> pages = read(SharedData.require("crawl/seed.jsonl.gz"), 1000);
        Path lines = folder.resolve("train.txt");
        try (TrainingFile training = new TrainingFile(lines, 1)) {
            for (int i = 0; i < pages.size(); i++) {
                training.add(TrainingLine.math(ClassifierText.normalize(pages.get(i))));
                training.add(TrainingLine.other(ClassifierText.normalize(texts.get(i * 7 % texts.size()))));
                training.add(TrainingLine.other(texts.get(i * 11 % texts.size())));
            }
        }
        Path file = folder.resolve("m.bin");
        new FastTextTrainer(new FastTextParams(16, 0.5, 3, 3, 3, 50_000, 1), TrainingLimits.defaults(), told -> { }).train(lines, file);
        LinearModel model = LinearModel.fromFastText(file, TrainingLine.MATH, ClassifierText.VERSION);
        JFastText fastText = new JFastText();
        fastText.loadModel(file.toString());
        texts.addAll(pages);
        int compared = 0;
        for (String text : texts) {
            for (String line : List.of(text, ClassifierText.normalize(text))) {
                double expected = fastText.predictProba(line + "\n", 2).stream().filter(one -> one.label.equals(TrainingLine.MATH))
                        .mapToDouble(one -> Math.exp(one.logProb)).findFirst().orElse(Double.NaN);
                // fastText adds 10⁻⁵ before its logarithm
                double difference = Math.abs(LinearModel.probability(model.logOdds(line)) + 1e-5 - expected);
                assertThat(difference).as(line).isLessThan(1e-5);
                compared++;
            }
        }
        fastText.unloadModel();
        assertThat(compared).isGreaterThan(20_000);
    }

    private static List<String> read(Path file, int most) throws Exception {
        List<String> texts = new ArrayList<>();
        try (TextRecords records = new TextRecords(file.toString(), java.nio.file.Files.newInputStream(file), TextRecords.Form.JSON_LINES)) {
            ObjectNode record;
            for (int i = 0; (record = records.next()) != null && texts.size() < most; i++) {
                // spread over the file: its sources lie one after the other
                if (most < 2000 || i % 8 == 0) {
                    texts.add(records.text(record, record.has("text") ? "text" : "question"));
                }
            }
        }
        return texts;
    }
}
