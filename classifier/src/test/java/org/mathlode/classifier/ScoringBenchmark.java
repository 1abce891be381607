package org.mathlode.classifier;

import com.github.jfasttext.JFastText;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.function.ToDoubleFunction;

/**
 * Speed of scoring beside fastText's own, in one run. Arguments: a fastText model and a file of texts, one a line, which are brought into normal form; without
 * them a model with DeepSeekMath's settings is trained on made-up text first (2.2 GB in the temporary folder, a minute).
 */
public final class ScoringBenchmark {
    private static final int ROUNDS = 7;

    private ScoringBenchmark() {}

    public static void main(String[] arguments) throws Exception {
        Path folder = Files.createTempDirectory("mathlode-benchmark");
        try {
            Path model = arguments.length > 0 ? Path.of(arguments[0]) : train(folder);
            List<String> texts = arguments.length > 1 ? Files.readAllLines(Path.of(arguments[1])).stream().map(ClassifierText::normalize).toList() : madeUp(2000, 3);
            run(model, texts);
        } finally {
            for (java.io.File file : folder.toFile().listFiles()) {
                file.delete();
            }
            folder.toFile().delete();
        }
    }

    private static Path train(Path folder) throws Exception {
        List<String> lines = new ArrayList<>();
        List<String> texts = madeUp(6000, 1);
        for (int i = 0; i < texts.size(); i++) {
            lines.add(i % 2 == 0 ? TrainingLine.math(texts.get(i)) : TrainingLine.other(texts.get(i)));
        }
        FastTextParams params = new FastTextParams(256, 0.1, 3, 3, 1, 2_000_000, 1);
        return new FastTextTrainer(params, TrainingLimits.defaults(), told -> { }).train(SampleTexts.write(folder, lines), folder.resolve("m.bin")).file();
    }

    /** Texts of 700 words by Zipf's law over 200,000. */
    private static List<String> madeUp(int count, long randomSeed) {
        Random random = new Random(randomSeed);
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            StringBuilder text = new StringBuilder();
            for (int k = 0; k < 700; k++) {
                int rank = (int) Math.pow(200_000, random.nextDouble());
                text.append(Integer.toString(rank * 7919 + 26, 26 + rank % 3).replaceAll("[0-9]", "e")).append(' ');
            }
            texts.add(text.toString().strip());
        }
        return texts;
    }

    private static void run(Path file, List<String> texts) throws Exception {
        long start = System.nanoTime();
        LinearModel model = LinearModel.fromFastText(file, TrainingLine.MATH, ClassifierText.RAW);
        System.out.printf(Locale.ROOT, "collapsed %,d bytes in %.2f s: %,d words, %,d buckets, %,d bytes of tables%n", Files.size(file),
                (System.nanoTime() - start) / 1e9, model.wordCount(), model.bucketCount(), model.memoryBytes());
        byte[] bytes = model.toBytes();
        for (int i = 0; i < 3; i++) {
            start = System.nanoTime();
            model = LinearModel.fromBytes(bytes);
            System.out.printf(Locale.ROOT, "loaded own form (%,d bytes) in %.3f s%n", bytes.length, (System.nanoTime() - start) / 1e9);
        }
        LinearModel collapsed = model;
        byte[][] utf8 = texts.stream().map(text -> text.getBytes(StandardCharsets.UTF_8)).toArray(byte[][]::new);
        long size = Arrays.stream(utf8).mapToLong(text -> text.length).sum();
        Integer[] all = new Integer[utf8.length];
        Arrays.setAll(all, i -> i);
        String[] lines = texts.stream().map(text -> text + "\n").toArray(String[]::new);
        JFastText fastText = new JFastText();
        fastText.loadModel(file.toString());
        List<LinearModel> four = List.of(model, model, model, model);
        double[] best = new double[7];
        for (int round = 0; round < ROUNDS; round++) {
            best[0] = Math.max(best[0], rate(size, all, i -> collapsed.logOdds(utf8[i], 0, utf8[i].length)));
            best[1] = Math.max(best[1], rate(size, all, i -> collapsed.logOdds(texts.get(i))));
            best[2] = Math.max(best[2], rate(size, all, i -> LinearModel.score(four, utf8[i], 0, utf8[i].length).get(3).logOdds()));
            best[3] = Math.max(best[3], normalize(size, texts));
            best[4] = Math.max(best[4], twoThreads(size, all, i -> collapsed.logOdds(utf8[i], 0, utf8[i].length)));
            best[6] = Math.max(best[6], rate(size, all, i -> tokens(utf8[i])));
            if (round < 3) {
                best[5] = Math.max(best[5], rate(size, all, i -> fastText.predictProba(lines[i], 1).size()));
            }
        }
        print("JFastText", best[5], best[5]);
        print("LinearModel on bytes", best[0], best[5]);
        print("LinearModel on String", best[1], best[5]);
        print("four models in one pass", best[2], best[5]);
        print("LinearModel on bytes, two threads", best[4], best[5]);
        print("cutting and hashing alone", best[6], best[5]);
        print("normal form", best[3], best[5]);
    }

    private static void print(String what, double rate, double reference) {
        System.out.printf(Locale.ROOT, "%-36s %8.1f MB/s  %6.1f x%n", what, rate, rate / reference);
    }

    private static double rate(long size, Integer[] all, ToDoubleFunction<Integer> work) {
        long start = cpuNanos();
        double sum = 0;
        for (Integer i : all) {
            sum += work.applyAsDouble(i);
        }
        require(sum);
        return size * 1e3 / (cpuNanos() - start);
    }

    /** Processor time of this thread: other programs on the machine do not count. */
    private static long cpuNanos() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }

    private static double twoThreads(long size, Integer[] all, ToDoubleFunction<Integer> work) throws InterruptedException {
        long start = System.nanoTime();
        List<Thread> threads = new ArrayList<>();
        for (int part = 0; part < 2; part++) {
            int offset = part;
            threads.add(new Thread(() -> {
                double sum = 0;
                for (int i = offset; i < all.length; i += 2) {
                    sum += work.applyAsDouble(all[i]);
                }
                require(sum);
            }));
        }
        threads.forEach(Thread::start);
        for (Thread thread : threads) {
            thread.join();
        }
        return size * 1e3 / (System.nanoTime() - start);
    }

    private static long tokens(byte[] text) {
        TokenBlock block = new TokenBlock(text, 0, text.length);
        while (block.next()) { }
        return block.tokens();
    }

    private static double normalize(long size, List<String> texts) {
        Utf8Buffer buffer = new Utf8Buffer();
        long words = 0;
        long start = cpuNanos();
        for (String text : texts) {
            buffer.clear();
            words += ClassifierText.normalize(text, buffer);
        }
        require(words);
        return size * 1e3 / (cpuNanos() - start);
    }

    /** Keeps the work from being optimised away. */
    private static void require(double sum) {
        if (Double.isNaN(sum)) {
            throw new IllegalStateException("no sum");
        }
    }
}
