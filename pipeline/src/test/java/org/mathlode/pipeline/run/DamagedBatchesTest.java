package org.mathlode.pipeline.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mathlode.pipeline.config.ConfigLoader;
import org.mathlode.pipeline.spark.SharedSession;
import org.mathlode.pipeline.stage.QuietLog;
import org.mathlode.pipeline.stage.StageException;

/** A finished run whose batch of documents loses a file: the batch is made again, whatever has changed around it since, and nothing else. */
class DamagedBatchesTest {
    @TempDir
    private Path folder;

    private TwoCrawls crawls;
    private String digest;

    @BeforeEach
    void runAndDamage() throws IOException {
        crawls = new TwoCrawls(folder);
        crawls.run("run", TwoCrawls.BOTH, new QuietLog()).execute();
        digest = SampleConfig.rowsDigest(folder.resolve("run"));
        try (Stream<Path> files = Files.walk(folder.resolve("run/documents"))) {
            Files.delete(files.filter(file -> file.toString().endsWith(".parquet")).findFirst().orElseThrow());
        }
    }

    @Test
    void isMadeAgainInOtherBatches() throws IOException {
        // the sum of the signatures has to be made again, too: it must not count those of the batch of before
        Files.delete(folder.resolve("run/manifests/minhash.json"));

        assertThat(callInBatchesOfOne()).filteredOn(stage -> stage.startsWith("documents/")).hasSize(2);
        assertThat(SampleConfig.rowsDigest(folder.resolve("run"))).isEqualTo(digest);
        assertThat(callInBatchesOfOne()).isEmpty();
    }

    @Test
    void waitsForAFileThatIsNotThereAnyMore() throws IOException {
        Path warc = folder.resolve("crawls/OLD-1.warc.gz");
        Path away = Files.move(warc, folder.resolve("away"));

        assertThatThrownBy(this::callInBatchesOfOne).isInstanceOf(StageException.class).hasMessageContaining("OLD-1.warc.gz");
        Files.move(away, warc);

        assertThat(callInBatchesOfOne()).filteredOn(stage -> !stage.contains("/batch=")).isEmpty();
        assertThat(SampleConfig.rowsDigest(folder.resolve("run"))).isEqualTo(digest);
    }

    /** The stages that worked. */
    private List<String> callInBatchesOfOne() throws IOException {
        Path config = crawls.config("run", TwoCrawls.BOTH);
        Path run = config.resolve("run.yaml");
        Files.writeString(run, Files.readString(run).replace("seed-corpus:", "files-per-batch: 1, missing-files: 1, seed-corpus:"));
        QuietLog log = new QuietLog();
        new Run(ConfigLoader.load(config), SharedSession.spark(), log).execute();
        return log.finished;
    }
}
