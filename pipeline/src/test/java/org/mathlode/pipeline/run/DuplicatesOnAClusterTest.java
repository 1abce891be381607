package org.mathlode.pipeline.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mathlode.pipeline.servers.StandaloneCluster;
import org.mathlode.pipeline.stage.QuietLog;

/** Duplicates found by a master and two workers, each in a JVM of its own, against those found in this JVM. */
@Tag("cluster")
class DuplicatesOnAClusterTest {
    @TempDir
    static Path folder;

    private static StandaloneCluster cluster;
    private static TwoCrawls crawls;
    private static List<String> expected;

    @BeforeAll
    static void start() throws IOException {
        crawls = new TwoCrawls(folder);
        crawls.run("local", TwoCrawls.BOTH, new QuietLog()).execute();
        expected = crawls.duplicates("local");
        assertThat(expected).hasSize(10 + 15 + 5);
        cluster = StandaloneCluster.start(folder);
    }

    @AfterAll
    static void stop() throws IOException {
        if (cluster != null) {
            cluster.close();
        }
    }

    @Test
    void areTheSameWhateverThePartitionsAndHoweverOften() throws Exception {
        for (String output : List.of("cluster-7", "cluster-64", "again-7")) {
            run(output.substring(output.indexOf('-') + 1), "run", "--config", crawls.config(output, TwoCrawls.BOTH).toString());

            assertThat(crawls.duplicates(output)).isEqualTo(expected);
        }
    }

    @Test
    void areTheSameForACrawlThatComesLater() throws Exception {
        run("7", "run", "--config", crawls.config("grown", TwoCrawls.OLD).toString());
        run("7", "run", "--add-crawls", "--config", crawls.config("grown", TwoCrawls.BOTH).toString());

        assertThat(crawls.duplicates("grown")).isEqualTo(expected);
    }

    private static void run(String partitions, String... arguments) throws Exception {
        Path log = folder.resolve("submit.log");
        Process process = cluster.submit(Map.of("MATHLODE_SUBMIT_OPTS", "--conf spark.sql.shuffle.partitions=" + partitions), log, arguments);
        assertThat(process.waitFor()).as("exit code; see " + log).isZero();
    }
}
