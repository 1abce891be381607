package org.mathlode.pipeline.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerTaskEnd;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mathlode.pipeline.config.ConfigFolder;
import org.mathlode.pipeline.config.ConfigLoader;
import org.mathlode.pipeline.spark.SharedSession;
import org.mathlode.pipeline.stage.QuietLog;
import org.mathlode.pipeline.stage.StageLog;
import org.mathlode.pipeline.warc.WarcHeaders;
import org.mathlode.pipeline.warc.WarcWriter;

/** A crawl with half of its pages on one host: the rows of a stage are spread over its tasks all the same. */
@Tag("long")
class OneLargeHostTest {
    private static final int PAGES = 6_000;
    private static final int PARTITIONS = 8;
    /** The stage that needs the pages of a domain in the order of their paths: narrow rows, read once, in the memory of one path. */
    private static final String BY_DOMAIN = "iterations/1/paths";

    @TempDir
    private Path folder;

    @Test
    void givesNoTaskMostOfTheWork() throws IOException {
        Path config = config();
        SparkSession spark = SharedSession.spark();
        Map<String, String> settings = Map.of("spark.sql.shuffle.partitions", Integer.toString(PARTITIONS), "spark.sql.adaptive.coalescePartitions.enabled", "false",
                "spark.sql.files.maxPartitionBytes", "200000", "spark.sql.files.openCostInBytes", "1000", "spark.sql.autoBroadcastJoinThreshold", "-1");
        String before = spark.conf().get("spark.sql.shuffle.partitions");
        TaskRows rows = new TaskRows(spark);
        spark.sparkContext().addSparkListener(rows);
        try {
            settings.forEach((key, value) -> spark.conf().set(key, value));
            new Run(ConfigLoader.load(config), spark, rows.log()).execute();
        } finally {
            spark.sparkContext().removeSparkListener(rows);
            settings.keySet().forEach(spark.conf()::unset);
            spark.conf().set("spark.sql.shuffle.partitions", before);
        }

        Map<String, Double> shares = rows.largestShares();
        shares.forEach((stage, share) -> System.out.printf(Locale.ROOT, "%-30s %.2f%n", stage, share));
        assertThat(shares).containsKeys("url-keys", "duplicate-clusters", "iterations/1/training-set", "iterations/1/domains", BY_DOMAIN);
        shares.remove(BY_DOMAIN);
        assertThat(shares.values()).allSatisfy(share -> assertThat(share).isLessThan(0.4));
    }

    private Path config() throws IOException {
        try (WarcWriter warc = new WarcWriter(Files.newOutputStream(folder.resolve("crawl.warc.gz")), WarcWriter.Compression.GZIP_PER_RECORD)) {
            for (int page = 0; page < PAGES; page++) {
                String host = page % 2 == 0 ? "large.example" : "site-" + page % 301 + ".example";
                String message = "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<html><body><h1>Page " + page + "</h1><p>" + text(page, page % 3 == 0) + "</p></body></html>";
                warc.response("https://" + host + "/topic-" + page % 17 + "/" + page, Instant.parse("2026-01-02T03:04:05Z"), message.getBytes(StandardCharsets.UTF_8), WarcHeaders.EMPTY);
            }
        }
        StringBuilder seeds = new StringBuilder();
        for (int i = 0; i < 400; i++) {
            seeds.append("{\"url\": \"https://seed-").append(i % 40).append(".example/").append(i).append("\", \"text\": \"").append(text(PAGES + i, true)).append("\"}\n");
        }
        Files.writeString(folder.resolve("seed.jsonl"), seeds);
        Files.writeString(folder.resolve("items.jsonl"), "{\"item_id\": \"own/1\", \"field\": \"question\", \"text\": \"How many apples has Ann if she had twelve and gave five away\"}\n");
        String run = String.format(ConfigFolder.RUN, folder.resolve("run"))
                .replace("warc-listing: \"builtin:sample\"", "warc-listing: \"" + folder + "/*.warc.gz\"")
                .replace("seed-corpus: \"builtin:sample\"", "seed-corpus: \"" + folder + "/seed.jsonl\"")
                .replace("benchmarks: [\"builtin:sample\"]", "benchmarks: [\"" + folder + "/items.jsonl\"]")
                .replace("negatives: 500", "negatives: 500, negatives-per-domain: 50, positives-per-domain: 50")
                .replace("max-iterations: 4", "max-iterations: 1");
        return ConfigFolder.write(folder.resolve("config"), run, ConfigFolder.ITERATION.replace("1_000", "300_000"));
    }

    private static String text(int number, boolean math) {
        SplittableRandom random = new SplittableRandom(number);
        String[] words = math ? new String[] {"theorem", "proof", "group", "ring", "ideal", "lemma", "module"} : new String[] {"train", "garden", "soup", "river", "ticket", "shop", "beach"};
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 80; i++) {
            text.append(words[random.nextInt(words.length)]).append(' ').append(Integer.toString(100_000 + random.nextInt(50_000), 36)).append(' ');
        }
        return text.toString();
    }

    /** Counts the shuffled rows that each task reads, by stage. */
    private static final class TaskRows extends SparkListener {
        private final SparkSession spark;
        private final Map<String, Map<Integer, Map<Integer, Long>>> rows = new ConcurrentHashMap<>();
        private volatile String stage = "before";

        TaskRows(SparkSession spark) {
            this.spark = spark;
        }

        @Override
        public void onTaskEnd(SparkListenerTaskEnd end) {
            // scans are cut by bytes, whatever the rows hold
            long read = end.taskMetrics().shuffleReadMetrics().recordsRead();
            rows.computeIfAbsent(stage, name -> new ConcurrentHashMap<>()).computeIfAbsent(end.stageId(), id -> new ConcurrentHashMap<>()).put(end.taskInfo().index(), read);
        }

        /** The largest part of a shuffle that one task read, by stage; of shuffles of at least half as many rows as there are pages. */
        Map<String, Double> largestShares() {
            deliver();
            Map<String, Double> shares = new TreeMap<>();
            rows.forEach((name, stages) -> stages.values().forEach(tasks -> {
                long all = tasks.values().stream().mapToLong(Long::longValue).sum();
                long most = tasks.values().stream().mapToLong(Long::longValue).max().orElse(0);
                if (all >= PAGES / 2) {
                    shares.merge(name, (double) most / all, Math::max);
                }
            }));
            return shares;
        }

        /** Spark tells of tasks some time after they have ended. */
        private void deliver() {
            try {
                spark.sparkContext().listenerBus().waitUntilEmpty();
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        }

        StageLog log() {
            return new QuietLog() {
                @Override
                public void started(String name) {
                    deliver();
                    stage = name.replaceFirst("/batch=.*", "");
                }
            };
        }
    }
}
