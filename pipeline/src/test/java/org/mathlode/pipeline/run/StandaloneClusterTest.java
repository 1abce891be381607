package org.mathlode.pipeline.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mathlode.pipeline.SharedData;
import org.mathlode.pipeline.servers.BadPages;
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
        expected = LocalSample.rowsDigest();
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
        SampleConfig sample = SampleConfig.ofOneIteration(folder.resolve("client"));
        Path log = folder.resolve("client.log");
        int code = cluster.run(log, "run", "--config", sample.config.toString());

        assertThat(log).content().contains("Finished after iteration 1");
        assertThat(code).isZero();
        assertThat(sample.rowsDigest()).isEqualTo(expected);
    }

    @Test
    void givesTheSameCorpusWithTheDriverOnAWorker() throws IOException {
        SampleConfig sample = SampleConfig.ofOneIteration(folder.resolve("in-cluster"));
        Path log = folder.resolve("in-cluster.log");
        int code = cluster.run(log, "--cluster", "run", "--config", sample.config.toString());

        assertThat(log).content().contains("Finished after iteration 1");
        assertThat(code).isZero();
        assertThat(sample.rowsDigest()).isEqualTo(expected);
    }

    /** Written in place, as in object stores: what killed and second attempts leave must be no part of a table. */
    @Test
    void givesTheSameCorpusWhenExecutorsAreKilledAndTasksRunTwice() throws Exception {
        SampleConfig sample = SampleConfig.ofOneIteration(folder.resolve("killed"));
        Path log = folder.resolve("killed.log");
        Process run = cluster.submit(Map.of("MATHLODE_SUBMIT_OPTS", "--conf spark.hadoop.mathlode.run.publishing=in-place --conf spark.speculation=true "
                + "--conf spark.speculation.interval=10ms --conf spark.speculation.multiplier=1.01 --conf spark.speculation.quantile=0.1 "
                + "--conf spark.speculation.efficiency.enabled=false --conf spark.deploy.maxExecutorRetries=-1"), log, "run", "--config", sample.config.toString());
        int killed = 0;
        for (String stage : List.of("documents", "duplicate-clusters", "scores", "corpus")) {
            killed += killAnExecutorIn(sample, stage, run) ? 1 : 0;
        }

        assertThat(run.waitFor()).as(Files.readString(log)).isZero();
        assertThat(killed).as("killed executors").isGreaterThanOrEqualTo(3);
        assertThat(sample.rowsDigest()).isEqualTo(expected);
    }

    private static boolean killAnExecutorIn(SampleConfig sample, String stage, Process run) throws Exception {
        Path staging = sample.output.resolve("_staging/" + (stage.equals("scores") ? "iterations/1/scores" : stage));
        while (run.isAlive() && !Files.exists(staging)) {
            Thread.sleep(20);
        }
        // into its first tasks
        Thread.sleep(500);
        List<ProcessHandle> executors = cluster.executors();
        return run.isAlive() && !executors.isEmpty() && executors.get(0).destroyForcibly();
    }

    @Test
    void leavesOutPagesThatEndTheJvmOrNeverEnd() throws IOException {
        Path jar = SharedData.projectRoot().resolve("pipeline/target/mathlode.jar");
        Path defect = folder.resolve("defect");
        BadPages.write(jar, defect, BadPages.EndsOrNeverEnds.class);
        SampleConfig sample = SampleConfig.ofOneIteration(folder.resolve("bad")).edit("run.yaml", "timeout-millis: 5_000", "timeout-millis: 1_000");
        Path log = folder.resolve("bad.log");
        int code = cluster.run(Map.of("MATHLODE_SUBMIT_OPTS", "--conf spark.executor.extraClassPath=" + defect + ":" + jar + " --conf spark.deploy.maxExecutorRetries=-1"),
                log, "run", "--config", sample.config.toString());

        assertThat(code).as(Files.readString(log)).isZero();
        List<String> left = SharedSession.spark().read().parquet(sample.output.resolve("rejections/documents").toString())
                .where("reason in ('crashed-extraction', 'timeout')").select("url", "reason").orderBy("reason").collectAsList().stream().map(Row::toString).toList();
        assertThat(left).containsExactly("[" + BadPages.ENDS_THE_JVM + ",crashed-extraction]", "[" + BadPages.NEVER_ENDS + ",timeout]");
    }

    @Test
    void givesTheSameCorpusWhenTheMemoryOfAnExecutorEndsOnce() throws IOException {
        Path jar = SharedData.projectRoot().resolve("pipeline/target/mathlode.jar");
        Path defect = folder.resolve("memory");
        BadPages.write(jar, defect, BadPages.RunsOutOfMemoryOnce.class);
        Path happened = folder.resolve("happened");
        SampleConfig sample = SampleConfig.ofOneIteration(folder.resolve("full-heap"));
        Path log = folder.resolve("full-heap.log");
        int code = cluster.run(Map.of("MATHLODE_SUBMIT_OPTS", "--conf spark.executor.extraClassPath=" + defect + ":" + jar
                + " --conf spark.executor.extraJavaOptions=-D" + BadPages.HAPPENED + "=" + happened), log, "run", "--config", sample.config.toString());

        assertThat(code).as(Files.readString(log)).isZero();
        assertThat(happened).exists();
        assertThat(log).content().contains("OutOfMemoryError");
        assertThat(sample.rowsDigest()).isEqualTo(expected);
    }

    @Test
    void tellsAFailureOfTheDriverOnAWorker() throws IOException {
        Path log = folder.resolve("failure.log");
        int code = cluster.run(log, "--cluster", "run", "--config", folder.resolve("no-such-config").toString());

        assertThat(log).content().contains("no-such-config");
        assertThat(code).isNotZero();
    }
}
