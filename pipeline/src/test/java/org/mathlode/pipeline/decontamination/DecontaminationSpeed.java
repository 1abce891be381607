package org.mathlode.pipeline.decontamination;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.mathlode.dedup.ngram.BenchmarkField;
import org.mathlode.dedup.ngram.BenchmarkIndex;
import org.mathlode.dedup.ngram.BenchmarkText;
import org.mathlode.dedup.ngram.Decontaminator;
import org.mathlode.dedup.ngram.IndexParams;
import org.mathlode.dedup.ngram.MatchMode;
import org.mathlode.dedup.text.ChineseScript;
import org.mathlode.dedup.text.GramScanner;

/** Megabytes of text a second of CPU time on one core, with ten thousand benchmark texts and with all: {@code ITEMS.jsonl.gz PAGES.parquet|PAGES.jsonl}. */
final class DecontaminationSpeed {
    private static final int ROUNDS = 7;

    private DecontaminationSpeed() {}

    public static void main(String[] arguments) throws IOException {
        List<BenchmarkText> texts = items(Path.of(arguments[0]));
        Collections.shuffle(texts, new Random(1));
        List<String> pages = pages(Path.of(arguments[1]));
        double megabytes = pages.stream().mapToLong(page -> page.getBytes(StandardCharsets.UTF_8).length).sum() / 1e6;
        System.out.printf(Locale.ROOT, "%,d pages, %.1f MB of text%n", pages.size(), megabytes);
        int[] sizes = {10_000, 30_000, Math.min(100_000, texts.size()), texts.size()};
        List<Decontaminator> decontaminators = new ArrayList<>();
        for (int size : sizes) {
            long start = cpuNanos();
            BenchmarkIndex index = BenchmarkIndex.of(texts.subList(0, Math.min(size, texts.size())), IndexParams.standard());
            System.out.printf(Locale.ROOT, "%,7d texts, %,9d n-grams: indexed in %.1f s of CPU time%n", index.texts(), index.ngrams(), (cpuNanos() - start) / 1e9);
            decontaminators.add(new Decontaminator(index, MatchMode.WEAK_AWARE));
        }
        // rounds one after the other: a busy moment of the machine hits all sizes
        double[][] seconds = new double[sizes.length][ROUNDS];
        int contaminated = 0;
        for (int round = 0; round < ROUNDS; round++) {
            for (int i = 0; i < sizes.length; i++) {
                Decontaminator decontaminator = decontaminators.get(i);
                long start = cpuNanos();
                for (String page : pages) {
                    contaminated += decontaminator.check(page).contaminated() ? 1 : 0;
                }
                seconds[i][round] = (cpuNanos() - start) / 1e9;
            }
        }
        GramScanner scanner = GramScanner.forQuotations(ChineseScript.SIMPLIFIED);
        double[] scanning = new double[ROUNDS];
        for (int round = 0; round < ROUNDS; round++) {
            long start = cpuNanos();
            pages.forEach(scanner::scanHashesWithDrawings);
            scanning[round] = (cpuNanos() - start) / 1e9;
        }
        Arrays.sort(scanning);
        System.out.printf(Locale.ROOT, "normal form and hashes of grams alone: %.1f MB/s%n", megabytes / scanning[ROUNDS / 2]);
        for (int i = 0; i < sizes.length; i++) {
            Arrays.sort(seconds[i]);
            System.out.printf(Locale.ROOT, "%,7d texts: %.1f MB/s, %.1f µs a page (median of %d rounds; best %.1f MB/s)%n", sizes[i],
                    megabytes / seconds[i][ROUNDS / 2], 1e6 * seconds[i][ROUNDS / 2] / pages.size(), ROUNDS, megabytes / seconds[i][0]);
        }
        System.out.println(contaminated + " contaminated over all rounds");
    }

    /** Of this thread: what else the machine does counts less. */
    private static long cpuNanos() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }

    /** Every row, answers and options too: the index must bear any list. */
    private static List<BenchmarkText> items(Path file) throws IOException {
        List<BenchmarkText> texts = new ArrayList<>();
        for (JsonNode row : RecordFile.read(file, RecordFormat.JSONL, null)) {
            BenchmarkField field = row.path("field").asText().equals("question") ? BenchmarkField.QUESTION : BenchmarkField.SOLUTION;
            texts.add(new BenchmarkText(row.path("item_id").asText(), row.path("benchmark").asText(), field, row.path("text").asText()));
        }
        return texts;
    }

    private static List<String> pages(Path file) throws IOException {
        RecordFormat format = file.toString().endsWith(".parquet") ? RecordFormat.PARQUET : RecordFormat.JSONL;
        return RecordFile.read(file, format, null).stream().map(row -> row.path("text").asText()).toList();
    }
}
