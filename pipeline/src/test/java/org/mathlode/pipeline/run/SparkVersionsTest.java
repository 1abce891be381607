package org.mathlode.pipeline.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mathlode.pipeline.SharedData;
import org.mathlode.pipeline.servers.StandaloneCluster;

/** The jar under {@code spark-submit} of other Sparks than it was compiled for, with their own jars. */
@Tag("cluster")
class SparkVersionsTest {
    private static final Path JAR = SharedData.projectRoot().resolve("pipeline/target/mathlode.jar");

    @TempDir
    static Path folder;

    private static String expected;

    @BeforeAll
    static void runOnOurs() throws IOException {
        expected = LocalSample.rowsDigest();
    }

    @ParameterizedTest
    @ValueSource(strings = {"3.5.9", "4.0.4", "4.1.3", "4.2.0"})
    void haveWhatTheJarCalls(String version) throws IOException {
        assertThat(Linkage.missing(JAR, StandaloneCluster.home("--spark", version).resolve("jars"))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"3.5.9", "4.0.4", "4.1.3"})
    void giveTheSameCorpus(String version) throws Exception {
        SampleConfig sample = SampleConfig.ofOneIteration(folder.resolve(version));
        Path log = folder.resolve(version + ".log");
        ProcessBuilder run = new ProcessBuilder(SharedData.projectRoot().resolve("scripts/mathlode").toString(), "run", "--config", sample.config.toString())
                .redirectErrorStream(true).redirectOutput(log.toFile());
        run.environment().put("SPARK_HOME", StandaloneCluster.home("--spark", version).toString());
        run.environment().put("MATHLODE_MEMORY", "2g");
        run.environment().put("MATHLODE_SUBMIT_OPTS", "--master local[2]");

        assertThat(run.start().waitFor()).as(Files.readString(log)).isZero();
        assertThat(sample.rowsDigest()).isEqualTo(expected);
    }
}
