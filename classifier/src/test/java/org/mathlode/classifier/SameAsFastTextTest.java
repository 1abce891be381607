package org.mathlode.classifier;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.jfasttext.JFastText;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SameAsFastTextTest {
    @TempDir
    Path folder;

    @Test
    void scoresAsFastTextDoes() throws Exception {
        assertThat(differences(SampleTexts.trainedModel(), SampleTexts.oddTexts(20_000))).isEmpty();
    }

    @Test
    void scoresAsFastTextDoesWithLongLines() throws Exception {
        StringBuilder text = new StringBuilder();
        List<String> texts = SampleTexts.oddTexts(20_000);
        for (int i = 20; text.length() < 5_000_000; i++) {
            String more = texts.get(20 + i % (texts.size() - 20));
            text.append(more.replace("</s>", "").replace('\n', ' ')).append(' ');
        }
        // fastText adds up millions of rows in single precision; the difference is its rounding
        assertThat(differences(SampleTexts.trainedModel(), List.of(text.toString()), 1e-4)).isEmpty();
    }

    @Test
    void scoresModelsOfOtherNgramLengthsAsFastTextDoes() throws Exception {
        Path lines = SampleTexts.write(folder, SampleTexts.trainingLines(600));
        for (int wordNgrams : new int[] {1, 2, 4, 5}) {
            Path model = folder.resolve(wordNgrams + ".bin");
            new FastTextTrainer(new FastTextParams(8, 0.3, wordNgrams, 2, 5, 5000, 1), TrainingLimits.defaults(), told -> { }).train(lines, model);
            assertThat(differences(model, SampleTexts.oddTexts(2000))).as("wordNgrams %d", wordNgrams).isEmpty();
        }
    }

    @Test
    void scoresQuantizedModelsAsFastTextDoes() throws Exception {
        for (String[] more : new String[][] {{}, {"-qnorm"}, {"-cutoff", "300"}, {"-cutoff", "300", "-qnorm"}}) {
            Path model = quantized(more);
            assertThat(differences(model, SampleTexts.oddTexts(3000))).as(String.join(" ", more)).isEmpty();
        }
    }

    private Path quantized(String... more) throws Exception {
        Path copy = folder.resolve("q.bin");
        java.nio.file.Files.copy(SampleTexts.trainedModel(), copy, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        // fastText ends its process after quantising
        List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Dorg.bytedeco.javacpp.maxphysicalbytes=0", "-cp", FastTextTrainer.classPath(), FastTextProcess.class.getName(), "quantize", "-output", folder.resolve("q").toString(), "-input",
                SampleTexts.write(folder, SampleTexts.trainingLines(600)).toString()));
        command.addAll(List.of(more));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        return folder.resolve("q.ftz");
    }

    private static List<String> differences(Path file, List<String> texts) throws Exception {
        return differences(file, texts, 1e-6);
    }

    /** Texts whose probability differs by more than the tolerance, with both values. */
    private static List<String> differences(Path file, List<String> texts, double tolerance) throws Exception {
        LinearModel model = LinearModel.fromFastText(file, TrainingLine.MATH, ClassifierText.RAW);
        JFastText fastText = new JFastText();
        fastText.loadModel(file.toString());
        List<String> differences = new ArrayList<>();
        for (String text : texts) {
            // predict adds no line end, training does; Java's binding would cut the text at a NUL, which is a blank
            List<JFastText.ProbLabel> told = fastText.predictProba(text.replace('\0', ' ') + "\n", 2);
            double expected = told.stream().filter(one -> one.label.equals(TrainingLine.MATH)).mapToDouble(one -> Math.exp(one.logProb)).findFirst().orElse(Double.NaN);
            double actual = LinearModel.probability(model.logOdds(text)) + 1e-5;
            if (!(Math.abs(expected - actual) <= tolerance)) {
                differences.add("%s: fastText %.8f, here %.8f".formatted(text.length() > 80 ? text.substring(0, 80) + "…" : text, expected, actual));
            }
        }
        fastText.unloadModel();
        return differences;
    }
}
