package org.mathlode.pipeline.run;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import org.mathlode.pipeline.config.ConfigFolder;
import org.mathlode.pipeline.config.ConfigLoader;
import org.mathlode.pipeline.spark.SharedSession;
import org.mathlode.pipeline.stage.QuietLog;
import org.mathlode.pipeline.warc.WarcHeaders;
import org.mathlode.pipeline.warc.WarcWriter;

/** Two small crawls that share half of their pages, and runs over one of them or both. */
final class TwoCrawls {
    static final String OLD = "[OLD-1]";
    static final String BOTH = "[OLD-1, NEW-2]";

    private final Path folder;

    TwoCrawls(Path folder) throws IOException {
        this.folder = folder;
        crawl("OLD-1", 0);
        crawl("NEW-2", 5);
        StringBuilder seeds = new StringBuilder();
        for (int i = 0; i < 8; i++) {
            seeds.append("{\"url\": \"https://seed.example/").append(i).append("\", \"text\": \"Theorem ").append(i).append(" on groups and rings\"}\n");
        }
        Files.writeString(folder.resolve("seed.jsonl"), seeds);
        Files.writeString(folder.resolve("items.jsonl"), "{\"item_id\": \"own/1\", \"field\": \"question\", \"text\": \"How many apples has Ann if she had twelve and gave five away\"}\n");
    }

    /** Ten pages; two crawls share the pages whose numbers they share. */
    private void crawl(String name, int firstPage) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (WarcWriter warc = new WarcWriter(bytes, WarcWriter.Compression.GZIP_PER_RECORD)) {
            for (int page = firstPage; page < firstPage + 10; page++) {
                StringBuilder words = new StringBuilder();
                for (int i = 0; i < 240; i++) {
                    words.append(" lemma").append(Long.toString((page * 1_000L + i) * 2_654_435_761L % 99_991, 36));
                }
                String message = "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<html><body><h1>Page " + page + "</h1><p>" + words + " of " + name
                        + "</p></body></html>";
                warc.response("https://" + name.toLowerCase(Locale.ROOT) + ".example/page/" + page, Instant.parse("2026-01-02T03:04:05Z"),
                        message.getBytes(StandardCharsets.UTF_8), WarcHeaders.EMPTY);
            }
        }
        Files.createDirectories(folder.resolve("crawls"));
        Files.write(folder.resolve("crawls/" + name + ".warc.gz"), bytes.toByteArray());
    }

    /** The config folder of a run of one iteration into {@code output}. */
    Path config(String output, String crawls) throws IOException {
        String run = String.format(ConfigFolder.RUN, folder.resolve(output))
                .replace("crawls: [TEST-2026-01], warc-listing: \"builtin:sample\"", "crawls: " + crawls + ", warc-listing: \"" + folder + "/crawls/{crawl}.warc.gz\"")
                .replace("seed-corpus: \"builtin:sample\"", "seed-corpus: \"" + folder + "/seed.jsonl\"")
                .replace("benchmarks: [\"builtin:sample\"]", "benchmarks: [\"" + folder + "/items.jsonl\"]")
                .replace("negatives: 500", "negatives: 500, min-positives: 5")
                .replace("scope: crawl", "scope: global").replace("max-iterations: 4", "max-iterations: 1");
        return ConfigFolder.write(folder.resolve(output + "-config"), run, ConfigFolder.ITERATION);
    }

    Run run(String output, String crawls, QuietLog log) throws IOException {
        return new Run(ConfigLoader.load(config(output, crawls)), SharedSession.spark(), log);
    }

    /** All that a run found out about duplicates, row by row. */
    List<String> duplicates(String output) {
        TreeSet<String> rows = new TreeSet<>();
        for (String table : List.of("attributes/duplicate-clusters", "attributes/candidates", "rejections/duplicate-clusters", "rejections/url-keys")) {
            SharedSession.spark().read().parquet(folder.resolve(output).resolve(table).toString()).toJSON().collectAsList().forEach(row -> rows.add(table + " " + row));
        }
        return List.copyOf(rows);
    }
}
