package org.mathlode.pipeline.stage;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.conv;
import static org.apache.spark.sql.functions.count_distinct;
import static org.apache.spark.sql.functions.floor;
import static org.apache.spark.sql.functions.substring;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.Locale;
import java.util.SplittableRandom;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.mathlode.pipeline.folder.Manifest;
import org.mathlode.pipeline.model.PageRow;
import org.mathlode.pipeline.spark.RecordEncoders;
import org.mathlode.pipeline.spark.SharedSession;

/**
 * The near-duplicate stages over made-up documents, in a heap as small as one likes:
 * {@code java -Xmx1g … org.mathlode.pipeline.stage.ClusterStress copies|chain|planted|added DOCUMENTS FOLDER}. Prints what was found, time, memory, links and
 * rounds.
 */
final class ClusterStress {
    private ClusterStress() {}

    /** What the documents look like. */
    enum Shape {
        /** All the same text. */
        COPIES,
        /** Each document is similar to the ones before and after it: one cluster. */
        CHAIN,
        /** Of ten documents seven stand alone and three are one text with small edits. */
        PLANTED,
        /** As before; every eleventh document comes later, in a crawl of its own. */
        ADDED;

        String text(long number) {
            return switch (this) {
                case COPIES -> words(new SplittableRandom(1), 150, 50_000);
                case CHAIN -> {
                    StringBuilder text = new StringBuilder();
                    for (long word = 10 * number; word < 10 * number + 250; word++) {
                        text.append(' ').append(Long.toString(new SplittableRandom(word).nextLong() >>> 24, 36));
                    }
                    yield text.toString();
                }
                case PLANTED, ADDED -> number % 10 < 7 ? words(new SplittableRandom(number), 150, 50_000)
                        : words(new SplittableRandom(number / 10 * 10 + 7), 150, 50_000) + " edited " + number % 10 + " times";
            };
        }

        private static String words(SplittableRandom random, int count, int vocabulary) {
            StringBuilder text = new StringBuilder();
            for (int i = 0; i < count; i++) {
                text.append(' ').append(Integer.toString(100_000 + random.nextInt(vocabulary), 36));
            }
            return text.toString();
        }
    }

    /** Row function: numbers to documents; ids are hexadecimal and in no order. */
    record Write(Shape shape) implements MapPartitionsFunction<Long, PageRow> {
        @Override
        public Iterator<PageRow> call(Iterator<Long> numbers) {
            return Rows.map(numbers, number -> StoredPages.page(String.format(Locale.ROOT, "%016x%016x", new SplittableRandom(number).nextLong(), number), shape.text(number)));
        }
    }

    private static void cluster(StoredPages stored, Shape shape, Dataset<Row> numbers, String batch) throws IOException {
        double before = processorSeconds();
        stored.cluster(numbers.as(Encoders.LONG()).mapPartitions(new Write(shape), RecordEncoders.of(PageRow.class)), numbers.count());
        for (String stage : new String[] {AssignUrlKeys.NAME, ComputeSignatures.NAME + batch, ClusterDuplicates.NAME}) {
            Manifest manifest = stored.manifest(stage);
            System.out.printf(Locale.ROOT, "%-20s %,10d in %,10d kept %8.1f s %,9.0f documents/s%n", stage, manifest.in(), manifest.kept(), manifest.seconds(),
                    manifest.in() / manifest.seconds());
        }
        System.out.printf(Locale.ROOT, "processor time %.0f s, with making up and storing the documents%n", processorSeconds() - before);
        stored.manifest().figures().forEach((name, value) -> System.out.println("  " + name + ": " + value));
    }

    private static double processorSeconds() {
        return ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getProcessCpuTime() / 1e9;
    }

    public static void main(String[] args) throws IOException {
        Shape shape = Shape.valueOf(args[0].toUpperCase(Locale.ROOT));
        long documents = Long.parseLong(args[1]);
        StoredPages stored = new StoredPages(Path.of(args[2]));
        Dataset<Row> numbers = SharedSession.spark().range(0, documents, 1, 8).toDF();
        if (shape == Shape.ADDED) {
            cluster(stored, shape, numbers.where("id % 11 > 0"), "/batch=0");
            cluster(stored, shape, numbers.where("id % 11 = 0"), "/batch=1");
        } else {
            cluster(stored, shape, numbers, "/batch=0");
        }
        if (shape == Shape.PLANTED || shape == Shape.ADDED) {
            // the number of a document stands in the second half of its id, ten numbers are a group
            Dataset<Row> members = stored.table(Tables.DUPLICATE_CLUSTERS)
                    .withColumn("group", floor(conv(substring(col("id"), 17, 16), 16, 10).cast("bigint").divide(10)));
            Row mixed = members.groupBy("cluster_id").agg(count_distinct(col("group")).as("groups")).agg(sum(when(col("groups").gt(1), 1).otherwise(0))).first();
            System.out.printf(Locale.ROOT, "planted copies left out: %,d of %,d; clusters that mix groups: %s%n", stored.manifest().in() - stored.manifest().kept(),
                    documents / 10 * 2, mixed.get(0));
        }
        // peaks of pools come at different times and do not add up; what lives long is in the old generation
        long old = ManagementFactory.getMemoryPoolMXBeans().stream().filter(pool -> pool.getName().contains("Old") || pool.getName().contains("Tenured"))
                .mapToLong(pool -> pool.getPeakUsage().getUsed()).sum();
        System.out.printf(Locale.ROOT, "old generation at most %,d MB, heap %,d MB; processor time %.0f s, time %.0f s%n", old >> 20,
                Runtime.getRuntime().maxMemory() >> 20, processorSeconds(), ManagementFactory.getRuntimeMXBean().getUptime() / 1e3);
        SharedSession.spark().stop();
    }
}
