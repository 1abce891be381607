package org.mathlode.pipeline.stage;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mathlode.pipeline.config.ConfigFolder;
import org.mathlode.pipeline.config.ConfigLoader;
import org.mathlode.pipeline.config.Recipe;
import org.mathlode.pipeline.folder.Manifest;
import org.mathlode.pipeline.folder.RunFolder;
import org.mathlode.pipeline.spark.SharedSession;
import org.mathlode.pipeline.warc.WarcHeaders;
import org.mathlode.pipeline.warc.WarcWriter;

/** The same 2,000 pages in 2,000 WARC files and in one. */
@Tag("long")
class TinyFilesTest {
    private static final int PAGES = 2_000;
    private static final String CRAWL = "TEST-2026-01";

    @TempDir
    private Path place;

    @Test
    void giveTheSameDocumentsInFewTasks() throws IOException {
        List<WarcFile> tiny = new ArrayList<>();
        for (int page = 0; page < PAGES; page++) {
            tiny.add(write("tiny-" + page, page, page + 1));
        }

        List<String> expected = documents("one", List.of(write("all", 0, PAGES)));
        assertThat(expected).hasSize(PAGES);
        assertThat(documents("many", tiny)).isEqualTo(expected);
        // two batches of a thousand files; a task is given some thirty of them by what opening one costs
        try (Stream<Path> files = Files.walk(place.resolve("many/documents"))) {
            assertThat(files.filter(file -> file.toString().endsWith(".parquet")).count()).isBetween(2L, 100L);
        }
    }

    private WarcFile write(String name, int from, int until) throws IOException {
        Path file = place.resolve(name + ".warc.gz");
        try (WarcWriter warc = new WarcWriter(Files.newOutputStream(file), WarcWriter.Compression.GZIP_PER_RECORD)) {
            for (int page = from; page < until; page++) {
                String words = ("Lemma " + page + " says that every group of this order has a normal subgroup. ").repeat(5);
                String message = "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<html><body><h1>Page " + page + "</h1><p>" + words + "</p></body></html>";
                warc.response("https://site-" + page % 7 + ".example/" + page, Instant.parse("2026-01-02T03:04:05Z"), message.getBytes(StandardCharsets.UTF_8), WarcHeaders.EMPTY);
            }
        }
        return new WarcFile(CRAWL, file.getFileName().toString(), new org.apache.hadoop.fs.Path(file.toUri()).toString());
    }

    private List<String> documents(String run, List<WarcFile> files) throws IOException {
        Path output = place.resolve(run);
        Recipe recipe = ConfigLoader.load(ConfigFolder.write(place.resolve(run + "-config"), ConfigFolder.RUN.formatted(output), ConfigFolder.ITERATION));
        RunFolder folder = RunFolder.open(output.toString(), new Configuration());
        Manifest manifest = new DocumentBatches(recipe, folder, files).run(new StageRunner(SharedSession.spark(), recipe, folder, new QuietLog()));
        assertThat(manifest.dropped()).isEmpty();
        assertThat(manifest.kept()).isEqualTo(PAGES);
        return SharedSession.spark().read().parquet(output.resolve("documents").toString()).select("url", "text").collectAsList().stream().map(Row::toString).sorted().toList();
    }
}
