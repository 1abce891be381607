package org.mathlode.pipeline.stage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mathlode.pipeline.config.ConfigFolder;
import org.mathlode.pipeline.config.ConfigLoader;
import org.mathlode.pipeline.config.Recipe;
import org.mathlode.pipeline.folder.FolderInUseException;
import org.mathlode.pipeline.folder.RunFolder;
import org.mathlode.pipeline.folder.RunLock;
import org.mathlode.pipeline.spark.SharedSession;
import org.mathlode.pipeline.warc.WarcHeaders;
import org.mathlode.pipeline.warc.WarcWriter;

class DocumentBatchesTest {
    @TempDir
    private Path place;

    @Test
    void endWhenAnotherRunHasTakenTheFolderAndLeaveItsNotesAlone() throws IOException {
        Path output = place.resolve("run");
        Path note = output.resolve("_journal/12345678-0-0.note");
        Recipe recipe = ConfigLoader.load(ConfigFolder.write(place.resolve("config"), ConfigFolder.RUN.formatted(output), ConfigFolder.ITERATION));
        Configuration configuration = new Configuration();
        configuration.setInt(RunLock.LEASE, 1);
        RunFolder folder = RunFolder.open(output.toString(), configuration);
        List<String> started = new ArrayList<>();
        QuietLog log = new QuietLog() {
            @Override
            public void started(String stage) {
                started.add(stage);
                try {
                    TakenFolder.takeOver(folder, output);
                    Files.createDirectories(note.getParent());
                    Files.writeString(note, "page\t0\t0\tTEST-2026-01/page.warc.gz\n");
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
            }
        };

        try (RunLock lock = RunLock.acquire(folder, configuration, line -> {})) {
            StageRunner runner = new StageRunner(SharedSession.spark(), recipe, folder, log);
            assertThatThrownBy(() -> new DocumentBatches(recipe, folder, List.of(page())).run(runner)).isInstanceOf(FolderInUseException.class);
        }

        assertThat(started).hasSize(1);
        assertThat(note).exists();
    }

    private WarcFile page() throws IOException {
        Path file = place.resolve("page.warc.gz");
        try (WarcWriter warc = new WarcWriter(Files.newOutputStream(file), WarcWriter.Compression.GZIP_PER_RECORD)) {
            String message = "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<html><body><p>" + "Every group of this order has a normal subgroup. ".repeat(10) + "</p></body></html>";
            warc.response("https://site.example/", Instant.parse("2026-01-02T03:04:05Z"), message.getBytes(StandardCharsets.UTF_8), WarcHeaders.EMPTY);
        }
        return new WarcFile("TEST-2026-01", file.getFileName().toString(), new org.apache.hadoop.fs.Path(file.toUri()).toString());
    }
}
