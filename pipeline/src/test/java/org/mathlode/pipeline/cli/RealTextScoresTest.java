package org.mathlode.pipeline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.github.jfasttext.JFastText;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
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

/** Real texts, English, Chinese, formulas, pages, source code and odd ones, as they are and in normal form: fastText's own programs say the same of them. */
class RealTextScoresTest {
    private static final int TEXTS = 11_000;
    private static final Path COMMAND = Path.of("/usr/bin/fasttext");
    /** fastText adds this before its logarithm. */
    private static final double ADDED = 1e-5;

    @TempDir
    static Path folder;
    private static Path trainingText;
    private static Path model;
    private static List<String> lines;

    @BeforeAll
    static void trainOnRealTexts() throws Exception {
        List<String> texts = read(SharedData.require("benchmarks/items.jsonl.gz"), TEXTS);
        List<String> pages = read(SharedData.require("crawl/seed.jsonl.gz"), 1000);
        trainingText = folder.resolve("train.txt");
        try (TrainingFile training = new TrainingFile(trainingText, 1)) {
            for (int i = 0; i < pages.size(); i++) {
                training.add(TrainingLine.math(ClassifierText.normalize(pages.get(i))));
                training.add(TrainingLine.other(ClassifierText.normalize(texts.get(i * 7 % texts.size()))));
                training.add(TrainingLine.other(texts.get(i * 11 % texts.size())));
            }
        }
        model = folder.resolve("m.bin");
        new FastTextTrainer(new FastTextParams(16, 0.5, 3, 3, 3, 50_000, 1), TrainingLimits.defaults(), told -> { }).train(trainingText, model);
        texts.addAll(pages);
        texts.addAll(sources());
        texts.addAll(List.of("", " ", "theorem", "定理", "__label__math", "__label__math proof", "a __label__ b", "</s>", "a </s> b", "𝔸 𝔹 😀 𝑥", "\u0000", "a\u0000b", "\t\u000B\f"));
        lines = new ArrayList<>();
        for (String text : texts) {
            // the command line and fastText itself take one line for one text
            String line = text.replace('\n', ' ').replace('\r', ' ');
            lines.add(line);
            lines.add(ClassifierText.normalize(text));
        }
        assertThat(lines).hasSizeGreaterThan(20_000);
    }

    @Test
    void scoresAsFastTextDoes() throws Exception {
        assertThat(differences(model, lines, byLibrary(model))).isEmpty();
    }

    @Test
    void scoresAQuantizedModelAsFastTextDoes() throws Exception {
        Path quantized = quantized();
        assertThat(differences(quantized, lines, byLibrary(quantized))).isEmpty();
    }

    @Test
    void scoresAsTheCommandLineDoes() throws Exception {
        Assumptions.assumeTrue(Files.isExecutable(COMMAND), "skipped: no " + COMMAND + " (Debian's package fasttext)");
        // at this token the command begins another text
        List<String> whole = lines.stream().filter(line -> !line.contains("</s>")).toList();
        assertThat(whole).hasSizeGreaterThan(20_000);
        assertThat(differences(model, whole, byCommand(model, whole))).isEmpty();
        Path quantized = quantized();
        assertThat(differences(quantized, whole, byCommand(quantized, whole))).isEmpty();
    }

    /** Lines that score otherwise by 10⁻⁵ or more. */
    private static List<String> differences(Path file, List<String> lines, List<Double> expected) throws IOException {
        assertThat(expected.size()).isEqualTo(lines.size());
        LinearModel linear = LinearModel.fromFastText(file, TrainingLine.MATH, ClassifierText.VERSION);
        List<String> differences = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            double here = LinearModel.probability(linear.logOdds(lines.get(i))) + ADDED;
            if (!(Math.abs(here - expected.get(i)) < 1e-5)) {
                differences.add(here + " for " + expected.get(i) + ": " + lines.get(i));
            }
        }
        return differences;
    }

    private static List<Double> byLibrary(Path file) {
        JFastText fastText = new JFastText();
        fastText.loadModel(file.toString());
        List<Double> probabilities = new ArrayList<>();
        for (String line : lines) {
            // the binding cuts a text at a NUL, which is a blank
            probabilities.add(fastText.predictProba(line.replace('\0', ' ') + "\n", 2).stream().filter(one -> one.label.equals(TrainingLine.MATH))
                    .mapToDouble(one -> Math.exp(one.logProb)).findFirst().orElse(Double.NaN));
        }
        fastText.unloadModel();
        return probabilities;
    }

    private static List<Double> byCommand(Path file, List<String> lines) throws Exception {
        Path input = Files.writeString(folder.resolve("lines.txt"), String.join("\n", lines) + "\n", StandardCharsets.UTF_8);
        Path output = folder.resolve("predictions.txt");
        Process process = new ProcessBuilder(COMMAND.toString(), "predict-prob", file.toString(), input.toString(), "2")
                .redirectOutput(output.toFile()).redirectError(ProcessBuilder.Redirect.DISCARD).start();
        assertThat(process.waitFor()).isZero();
        List<Double> probabilities = new ArrayList<>();
        for (String line : Files.readAllLines(output)) {
            String[] words = line.split(" ");
            probabilities.add(Double.parseDouble(words[List.of(words).indexOf(TrainingLine.MATH) + 1]));
        }
        return probabilities;
    }

    /** fastText ends its process after quantising. */
    private static Path quantized() throws Exception {
        Path quantized = folder.resolve("q.ftz");
        if (!Files.exists(quantized)) {
            Files.copy(model, folder.resolve("q.bin"));
            Process process = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Dorg.bytedeco.javacpp.maxphysicalbytes=0",
                    "-cp", System.getProperty("java.class.path"), "org.mathlode.classifier.FastTextProcess", "quantize", "-output", folder.resolve("q").toString(),
                    "-input", trainingText.toString(), "-cutoff", "20000", "-qnorm").redirectErrorStream(true).start();
            String told = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(process.waitFor()).as(told).isZero();
        }
        return quantized;
    }

    private static List<String> sources() throws IOException {
        try (Stream<Path> files = Files.walk(SharedData.projectRoot().resolve("pipeline/src"))) {
            List<String> sources = new ArrayList<>();
            for (Path file : files.filter(file -> file.toString().endsWith(".java")).sorted().toList()) {
                sources.add(Files.readString(file));
            }
            return sources;
        }
    }

    private static List<String> read(Path file, int most) throws Exception {
        List<String> texts = new ArrayList<>();
        try (TextRecords records = TextRecords.open(file)) {
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
