package org.mathlode.pipeline.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mathlode.pipeline.config.ConfigFolder;
import org.mathlode.pipeline.config.ConfigLoader;
import org.mathlode.pipeline.spark.SharedSession;
import org.mathlode.pipeline.warc.WarcHeaders;
import org.mathlode.pipeline.warc.WarcWriter;

@Tag("long")
class AddedCrawlsTest {
    @TempDir
    Path folder;

    /** A crawl of ten pages; two crawls share the pages whose numbers they share. */
    private void crawl(String name, int firstPage) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (WarcWriter warc = new WarcWriter(bytes, WarcWriter.Compression.GZIP_PER_RECORD)) {
            for (int page = firstPage; page < firstPage + 10; page++) {
                StringBuilder words = new StringBuilder();
                for (int i = 0; i < 60; i++) {
                    words.append(" lemma").append(Long.toString((page * 1_000L + i) * 2_654_435_761L % 99_991, 36));
                }
                String message = "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<html><body><h1>Page " + page + "</h1><p>" + words + " of " + name
                        + "</p></body></html>";
                warc.response("https://" + name.toLowerCase(java.util.Locale.ROOT) + ".example/page/" + page, Instant.parse("2026-01-02T03:04:05Z"),
                        message.getBytes(StandardCharsets.UTF_8), WarcHeaders.EMPTY);
            }
        }
        Files.createDirectories(folder.resolve("crawls"));
        Files.write(folder.resolve("crawls/" + name + ".warc.gz"), bytes.toByteArray());
    }

    private Run run(String output, String crawls, QuietLog log) throws IOException {
        StringBuilder seeds = new StringBuilder();
        for (int i = 0; i < 8; i++) {
            seeds.append("{\"url\": \"https://seed.example/").append(i).append("\", \"text\": \"Theorem ").append(i).append(" on groups and rings\"}\n");
        }
        Files.writeString(folder.resolve("seed.jsonl"), seeds);
        Files.writeString(folder.resolve("items.jsonl"), "{\"item_id\": \"own/1\", \"field\": \"question\", \"text\": \"How many apples has Ann if she had twelve and gave five away\"}\n");
        String run = String.format(ConfigFolder.RUN, folder.resolve(output))
                .replace("crawls: [TEST-2026-01], warc-listing: \"builtin:sample\"", "crawls: " + crawls + ", warc-listing: \"" + folder + "/crawls/{crawl}.warc.gz\"")
                .replace("seed-corpus: \"builtin:sample\"", "seed-corpus: \"" + folder + "/seed.jsonl\"")
                .replace("benchmarks: [\"builtin:sample\"]", "benchmarks: [\"" + folder + "/items.jsonl\"]")
                .replace("negatives: 500", "negatives: 500, min-positives: 5")
                .replace("scope: crawl", "scope: global").replace("max-iterations: 4", "max-iterations: 1");
        return new Run(ConfigLoader.load(ConfigFolder.write(folder.resolve(output + "-config"), run, ConfigFolder.ITERATION)), SharedSession.spark(), log);
    }

    private Map<String, String> clusters(String output) {
        Map<String, String> clusters = new TreeMap<>();
        for (Row row : SharedSession.spark().read().parquet(folder.resolve(output + "/attributes/duplicate-clusters").toString())
                .select("id", "cluster_id", "keeper").collectAsList()) {
            clusters.put(row.getString(0), row.getString(1) + " " + row.getString(2));
        }
        return clusters;
    }

    private Map<String, byte[]> files(String path) throws IOException {
        Map<String, byte[]> files = new TreeMap<>();
        try (Stream<Path> found = Files.walk(folder.resolve(path))) {
            for (Path file : found.filter(Files::isRegularFile).toList()) {
                files.put(folder.relativize(file).toString(), Files.readAllBytes(file));
            }
        }
        return files;
    }

    @Test
    void signsTheNewCrawlAloneAndFindsWhatARunOverBothFinds() throws IOException {
        crawl("OLD-1", 0);
        crawl("NEW-2", 5);
        run("grown", "[OLD-1]", new QuietLog()).execute();
        Map<String, byte[]> before = files("grown/documents");
        before.putAll(files("grown/attributes/minhash"));
        Map<String, byte[]> corpus = files("grown/corpus");

        assertThatThrownBy(() -> run("grown", "[OLD-1, NEW-2]", new QuietLog()).execute()).isInstanceOf(IOException.class)
                .hasMessageContainingAll("made of [OLD-1]", "adds [NEW-2]", "--add-crawls").message().doesNotContain("\n");

        QuietLog log = new QuietLog();
        Run grown = run("grown", "[OLD-1, NEW-2]", log);
        grown.addCrawls();
        assertThat(grown.execute()).isInstanceOf(Outcome.Finished.class);

        List<String> batches = new ArrayList<>(log.finished);
        batches.removeIf(stage -> !stage.contains("/batch="));
        assertThat(batches).hasSize(2).anyMatch(stage -> stage.startsWith("documents/")).anyMatch(stage -> stage.startsWith("minhash/"));
        Map<String, byte[]> after = files("grown/documents");
        after.putAll(files("grown/attributes/minhash"));
        assertThat(after).hasSizeGreaterThan(before.size());
        before.forEach((file, content) -> assertThat(after.get(file)).as(file).isEqualTo(content));
        assertThat(files("grown/earlier/1/corpus").values()).containsExactlyElementsOf(corpus.values());
        assertThat(folder.resolve("grown/earlier/1/manifests/documents.json")).exists();

        run("both", "[OLD-1, NEW-2]", new QuietLog()).execute();
        assertThat(clusters("grown")).hasSize(10).isEqualTo(clusters("both"));
        QuietLog again = new QuietLog();
        run("grown", "[OLD-1, NEW-2]", again).execute();
        assertThat(again.finished).isEmpty();
    }

    @Test
    void goesOnWhereMakingRoomWasInterrupted() throws IOException {
        crawl("OLD-1", 0);
        crawl("NEW-2", 5);
        run("grown", "[OLD-1]", new QuietLog()).execute();
        // an interruption after the first moves
        Files.createDirectories(folder.resolve("grown/earlier/1/manifests"));
        for (String manifest : List.of("corpus.json", "duplicate-clusters.json")) {
            Files.move(folder.resolve("grown/manifests/" + manifest), folder.resolve("grown/earlier/1/manifests/" + manifest));
        }

        Run grown = run("grown", "[OLD-1, NEW-2]", new QuietLog());
        grown.addCrawls();
        assertThat(grown.execute()).isInstanceOf(Outcome.Finished.class);

        try (Stream<Path> manifests = Files.list(folder.resolve("grown/earlier/1/manifests"))) {
            assertThat(manifests.map(file -> file.getFileName().toString()).toList())
                    .contains("corpus.json", "duplicate-clusters.json", "url-keys.json", "minhash.json", "documents.json");
        }
    }
}
