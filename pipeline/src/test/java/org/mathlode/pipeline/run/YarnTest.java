package org.mathlode.pipeline.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mathlode.pipeline.SharedData;
import org.mathlode.pipeline.servers.HdfsServer;
import org.mathlode.pipeline.servers.StandaloneCluster;
import org.mathlode.pipeline.servers.YarnServer;

/** The sample from an HDFS to the same HDFS on YARN, submitted as {@code docs/cluster.md} says. */
@Tag("cluster")
class YarnTest {
    private static final Path ROOT = SharedData.projectRoot();
    private static final String SIZE = "--executor-memory 1g --executor-cores 1 --num-executors 2";

    @TempDir
    static Path folder;

    private static String expected;
    private static Path sparkHome;
    private static HdfsServer hdfs;
    private static YarnServer yarn;

    @BeforeAll
    static void start() throws IOException {
        expected = LocalSample.rowsDigest();
        sparkHome = StandaloneCluster.home("--yarn");
        hdfs = HdfsServer.start(folder.resolve("hdfs"));
        yarn = YarnServer.start(folder.resolve("yarn"));
    }

    @AfterAll
    static void stop() throws IOException {
        if (yarn != null) {
            yarn.close();
        }
        if (hdfs != null) {
            hdfs.close();
        }
    }

    @Test
    void givesTheSameCorpusInClientMode() throws Exception {
        try (FileSystem files = FileSystem.newInstance(URI.create(hdfs.address()), new Configuration())) {
            StoredRun run = new StoredRun(hdfs.address() + "/client", files);
            Path config = run.sampleConfig(folder.resolve("client"));
            ProcessBuilder mathlode = new ProcessBuilder(ROOT.resolve("scripts/mathlode").toString(), "run", "--config", config.toString());
            mathlode.environment().put("MATHLODE_MEMORY", "1g");
            mathlode.environment().put("MATHLODE_SUBMIT_OPTS", "--master yarn --deploy-mode client " + SIZE);

            assertThat(call(mathlode, "client")).as(output("client")).isZero();
            assertThat(output("client")).contains("Finished after iteration 1");
            assertThat(run.rowsDigest()).isEqualTo(expected);
        }
    }

    @Test
    void givesTheSameCorpusInClusterMode() throws Exception {
        try (FileSystem files = FileSystem.newInstance(URI.create(hdfs.address()), new Configuration())) {
            StoredRun run = new StoredRun(hdfs.address() + "/in-cluster", files);
            Path configs = zipped(run.sampleConfig(folder.resolve("in-cluster")));

            assertThat(submitToCluster("in-cluster", List.of("--archives", configs + "#configs"), "run", "--config", "configs/sample")).as(output("in-cluster")).isZero();
            assertThat(run.rowsDigest()).isEqualTo(expected);
        }
    }

    @Test
    void tellsAFailureInClusterMode() throws Exception {
        assertThat(submitToCluster("failure", List.of(), "run", "--config", "configs/no-such-config")).isNotZero();
        assertThat(output("failure")).contains("mathlode run: configs/no-such-config");
    }

    private static int submitToCluster(String log, List<String> options, String... command) throws Exception {
        List<String> submit = new ArrayList<>(List.of(sparkHome.resolve("bin/spark-submit").toString(), "--master", "yarn", "--deploy-mode", "cluster",
                "--conf", "spark.yarn.maxAppAttempts=1", "--driver-memory", "1g"));
        submit.addAll(List.of(SIZE.split(" ")));
        submit.addAll(options);
        submit.addAll(List.of("--class", "org.mathlode.pipeline.cli.Mathlode", ROOT.resolve("pipeline/target/mathlode.jar").toString()));
        submit.addAll(List.of(command));
        return call(new ProcessBuilder(submit), log);
    }

    private static int call(ProcessBuilder command, String log) throws Exception {
        command.environment().put("SPARK_HOME", sparkHome.toString());
        command.environment().put("HADOOP_CONF_DIR", yarn.configuration().toString());
        return command.redirectErrorStream(true).redirectOutput(folder.resolve(log + ".log").toFile()).start().waitFor();
    }

    private static String output(String log) throws IOException {
        return Files.readString(folder.resolve(log + ".log"));
    }

    /** The folder in an archive, under the name {@code sample}. */
    private static Path zipped(Path config) throws IOException {
        Path archive = config.resolveSibling("configs.zip");
        try (OutputStream out = Files.newOutputStream(archive); ZipOutputStream zip = new ZipOutputStream(out); Stream<Path> files = Files.walk(config)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                zip.putNextEntry(new ZipEntry("sample/" + config.relativize(file)));
                Files.copy(file, zip);
            }
        }
        return archive;
    }
}
