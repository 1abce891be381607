package org.mathlode.pipeline.source;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * How much sooner two cores read one large file: {@code org.mathlode.pipeline.source.SourceScaling FOLDER [MEGABYTES] [ROUNDS]} joins the WARC files of
 * the folder into one of so many megabytes (1,000 by default) and reads every payload of it with one core and with two, by the clock, in turn.
 */
final class SourceScaling {
    private SourceScaling() {}

    public static void main(String[] args) throws IOException {
        long bytes = (args.length > 1 ? Long.parseLong(args[1]) : 1_000) * 1_000_000;
        int rounds = args.length > 2 ? Integer.parseInt(args[2]) : 2;
        Path file = Files.createTempFile("mathlode-scaling", ".warc.gz");
        try {
            long length = join(Path.of(args[0]), bytes, file);
            double[] best = {Double.MAX_VALUE, Double.MAX_VALUE};
            for (int round = 0; round < rounds; round++) {
                for (int cores = 1; cores <= 2; cores++) {
                    best[cores - 1] = Math.min(best[cores - 1], seconds(file, cores));
                }
            }
            System.out.printf(Locale.ROOT, "one file of %d MB: %.1f s on one core, %.1f s on two: %.0f %%%n", length / 1_000_000, best[0], best[1], 100 * best[1] / best[0]);
        } finally {
            Files.delete(file);
        }
    }

    private static long join(Path folder, long bytes, Path file) throws IOException {
        List<Path> parts = new ArrayList<>();
        try (Stream<Path> found = Files.list(folder)) {
            found.filter(path -> path.toString().endsWith(".warc.gz")).sorted().forEach(parts::add);
        }
        long length = 0;
        try (OutputStream out = Files.newOutputStream(file)) {
            for (int i = 0; length < bytes; i++) {
                length += Files.copy(parts.get(i % parts.size()), out);
            }
        }
        return length;
    }

    private static double seconds(Path file, int cores) throws IOException {
        try (SparkSession spark = SparkSession.builder().master("local[" + cores + "]").config("spark.ui.enabled", "false").getOrCreate()) {
            spark.range(10).count();
            long start = System.nanoTime();
            Row sums = spark.read().format("warc").load(file.toString()).selectExpr("count(*)", "sum(payload_bytes)").head();
            double seconds = (System.nanoTime() - start) / 1e9;
            System.out.printf(Locale.ROOT, "%d core(s): %,d entries, %,d payload bytes, %.1f s%n", cores, sums.getLong(0), sums.getLong(1), seconds);
            return seconds;
        }
    }
}
