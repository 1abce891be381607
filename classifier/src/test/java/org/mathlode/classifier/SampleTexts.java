package org.mathlode.classifier;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Made-up texts of many kinds, and one small model trained on them. */
final class SampleTexts {
    private static final String[] MATH = ("theorem proof lemma integral matrix group ring field let suppose then hence prime finite "
            + "continuous \\frac \\sum \\int \\alpha \\mathbb x y z n k f g + = < > ^ _ ( ) 0 1 定 理 证 明 函 数 矩 阵 积 分 théorème Satz "
            + "доказательство 定理 証明 ∑ ∫ ≤ 𝑥 𝔽").split(" ");
    private static final String[] OTHER = ("the market said news weather game football cook recipe sale price cart login cookie travel hotel "
            + "music film star politics city street car phone web page click here menu home 新 闻 天 气 电 影 城 市 手 机 价 格 nouvelles Wetter "
            + "новости 天気 映画 😀 €").split(" ");
    private static final String[] SHARED = ("a of and to in is it that for on with as by be we are this not or if can 的 是 在 了 有 . , ; : ! ? - "
            + "int return void public class { } ; for while def import").split(" ");
    private static Path trained;

    private SampleTexts() {}

    /** Lines of both labels, in a fixed order. */
    static List<String> trainingLines(int count) {
        Random random = new Random(7);
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            boolean math = i % 2 == 0;
            String text = words(random, math ? MATH : OTHER, 10 + random.nextInt(60));
            lines.add(math ? TrainingLine.math(text) : TrainingLine.other(text));
        }
        return lines;
    }

    static String words(Random random, String[] own, int count) {
        StringBuilder text = new StringBuilder();
        for (int k = 0; k < count; k++) {
            String[] from = random.nextInt(3) == 0 ? SHARED : random.nextInt(20) == 0 ? OTHER : own;
            text.append(k == 0 ? "" : " ").append(from[random.nextInt(from.length)]);
        }
        return text.toString();
    }

    /** Texts as they come: languages mixed, blanks of all kinds, odd bytes, label-like words, unknown words. */
    static List<String> oddTexts(int count) {
        String[] odd = {"</s>", "__label__math", "__label__", "__label", "x__label__math", "\0", "\t", "\u000B", "\f", "\r", "\u00A0", "\u3000",
            "\u0085", "\u2028", "😀", "𝔸𝔹", "</s>x", "<s>", "\\", "\"", "�", "é", "e\u0301", "zzzunknown", "12345", "\uFEFF", "  ", ""};
        Random random = new Random(11);
        List<String> texts = new ArrayList<>(List.of("", " ", "x", "</s>", "\n", "theorem", "__label__math", "\0", "unknownword", "😀", "定",
                " theorem", "theorem ", "theorem\nproof", "\ntheorem", "a </s> b", "a\0b", "a\r\nb"));
        while (texts.size() < count) {
            StringBuilder text = new StringBuilder();
            int length = random.nextInt(random.nextInt(100) == 0 ? 3000 : 80);
            for (int k = 0; k < length; k++) {
                int kind = random.nextInt(40);
                String[] from = kind < 10 ? MATH : kind < 20 ? OTHER : kind < 37 ? SHARED : odd;
                String word = from[random.nextInt(from.length)];
                if (word.equals("</s>") && random.nextInt(10) != 0) {
                    continue;
                }
                text.append(word).append(random.nextInt(30) == 0 ? "" : random.nextInt(60) == 0 ? "  " : " ");
            }
            texts.add(text.toString());
        }
        return texts;
    }

    static final FastTextParams SMALL = new FastTextParams(16, 0.3, 3, 3, 5, 20_000, 1);

    /** A small fastText model, trained once for all tests; do not change it. */
    static synchronized Path trainedModel() {
        if (trained == null) {
            try {
                Path folder = Files.createTempDirectory("mathlode-classifier-test");
                Path model = folder.resolve("small.bin");
                new FastTextTrainer(SMALL, TrainingLimits.defaults(), told -> { }).train(write(folder, trainingLines(2000)), model);
                trained = model;
                Runtime.getRuntime().addShutdownHook(new Thread(() -> {
                    for (java.io.File file : folder.toFile().listFiles()) {
                        file.delete();
                    }
                    folder.toFile().delete();
                }));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
        return trained;
    }

    static Path write(Path folder, List<String> lines) throws IOException {
        return Files.writeString(folder.resolve("train.txt"), String.join("\n", lines) + "\n", StandardCharsets.UTF_8);
    }
}
