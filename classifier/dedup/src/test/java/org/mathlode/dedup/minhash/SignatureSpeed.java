package org.mathlode.dedup.minhash;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;
import org.mathlode.dedup.text.GramScanner;

/**
 * Megabytes of text (in UTF-8) a second on one core, by processor time, the median of ten rounds after five to warm up:
 * {@code java -cp … org.mathlode.dedup.minhash.SignatureSpeed FOLDER} with a text in each file, as {@code mathlode extract} writes them.
 */
final class SignatureSpeed {
    private static final int WARM_UP = 5;
    private static final int ROUNDS = 10;

    private SignatureSpeed() {}

    public static void main(String[] args) throws IOException {
        List<String> texts = new ArrayList<>();
        try (Stream<Path> files = Files.walk(Path.of(args[0]))) {
            for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                texts.add(Files.readString(file));
            }
        }
        GramScanner scanner = new GramScanner();
        MinHasher hasher = new MinHasher(MinHashParams.standard());
        LshBands bands = new LshBands(MinHashParams.standard());
        report("grams", texts, text -> scanner.scanHashes(text).count());
        report("signature and bucket keys", texts, text -> bands.keys(hasher.signature(text)).length);
    }

    private static void report(String name, List<String> texts, ToLongFunction<String> work) {
        long bytes = texts.stream().mapToLong(text -> text.getBytes(StandardCharsets.UTF_8).length).sum();
        List<Double> speeds = new ArrayList<>();
        long done = 0;
        for (int round = 0; round < WARM_UP + ROUNDS; round++) {
            long start = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
            for (String text : texts) {
                done += work.applyAsLong(text);
            }
            double seconds = (ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - start) / 1e9;
            if (round >= WARM_UP) {
                speeds.add(bytes / 1e6 / seconds);
            }
        }
        Collections.sort(speeds);
        System.out.printf(Locale.ROOT, "%-26s %6.1f MB/s  (%d texts, %.1f MB, %d)%n", name, speeds.get(ROUNDS / 2), texts.size(), bytes / 1e6, done);
    }
}
