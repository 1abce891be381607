package org.mathlode.pipeline.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mathlode.pipeline.config.ConfigLoader;
import org.mathlode.pipeline.servers.StandaloneCluster;
import org.mathlode.pipeline.spark.SharedSession;

/** The sample on a master and two workers, against the same in this JVM. */
@Tag("cluster")
class StandaloneClusterTest {
    @TempDir
    static Path folder;

    private static StandaloneCluster cluster;
    private static String expected;

    @BeforeAll
    static void start() throws IOException {
        SampleConfig local = SampleConfig.ofTwoIterations(folder.resolve("local"));
        new Run(ConfigLoader.load(local.config), SharedSession.spark(), new QuietLog()).execute();
        expected = rowsDigest(local);
        cluster = StandaloneCluster.start(folder);
    }

    @AfterAll
    static void stop() throws IOException {
        if (cluster != null) {
            cluster.close();
        }
    }

    @Test
    void givesTheSameCorpusWithTheDriverOutsideTheCluster() throws IOException {
        SampleConfig sample = SampleConfig.ofTwoIterations(folder.resolve("client"));
        Path log = folder.resolve("client.log");
        int code = cluster.run(log, "run", "--config", sample.config.toString());

        assertThat(log).content().contains("Finished after iteration 2");
        assertThat(code).isZero();
        assertThat(rowsDigest(sample)).isEqualTo(expected);
    }

    @Test
    void givesTheSameCorpusWithTheDriverOnAWorker() throws IOException {
        SampleConfig sample = SampleConfig.ofTwoIterations(folder.resolve("in-cluster"));
        Path log = folder.resolve("in-cluster.log");
        int code = cluster.run(log, "--cluster", "run", "--config", sample.config.toString());

        assertThat(log).content().contains("Finished after iteration 2");
        assertThat(code).isZero();
        assertThat(rowsDigest(sample)).isEqualTo(expected);
    }

    @Test
    void tellsAFailureOfTheDriverOnAWorker() throws IOException {
        Path log = folder.resolve("failure.log");
        int code = cluster.run(log, "--cluster", "run", "--config", folder.resolve("no-such-config").toString());

        assertThat(log).content().contains("no-such-config");
        assertThat(code).isNotZero();
    }

    private static String rowsDigest(SampleConfig sample) throws IOException {
        return new ObjectMapper().readTree(Files.readAllBytes(sample.output.resolve("corpus/manifest.json"))).at("/figures/rows-digest").asText();
    }
}
