package org.mathlode.pipeline.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mathlode.pipeline.servers.FaultyProxy;
import org.mathlode.pipeline.servers.HdfsServer;
import org.mathlode.pipeline.servers.S3Server;

/** The sample from a store to the same store, on a master and two workers. */
@Tag("cluster")
class StoresOnClusterTest {
    @TempDir
    static Path folder;

    private static String expected;

    @BeforeAll
    static void runOnTheLocalDisk() throws IOException {
        expected = LocalSample.rowsDigest();
    }

    @Test
    void givesTheSameCorpusFromS3ToAnS3ThatFailsNowAndThen() throws Exception {
        try (S3Server server = S3Server.start(folder.resolve("s3"), "crawl");
                FaultyProxy proxy = new FaultyProxy(server.port(), 1, 0.03);
                FileSystem files = FileSystem.newInstance(URI.create("s3a://crawl/"), S3Server.configuration(server.endpoint()))) {
            assertThat(digest("s3a://crawl", files, S3Server.submitOptions(proxy.endpoint()), "--s3a")).isEqualTo(expected);
            assertThat(proxy.throttled() + proxy.resets() + proxy.cuts()).isPositive();
        }
    }

    @Test
    void givesTheSameCorpusFromHdfsToHdfs() throws Exception {
        try (HdfsServer server = HdfsServer.start(folder.resolve("hdfs"));
                FileSystem files = FileSystem.newInstance(URI.create(server.address()), new Configuration())) {
            assertThat(digest(server.address(), files, "")).isEqualTo(expected);
        }
    }

    private static String digest(String store, FileSystem files, String options, String... clusterOptions) throws Exception {
        StoredRun run = new StoredRun(store, files);
        Path place = Files.createTempDirectory(folder, "cluster");
        return run.rowsDigestOnACluster(run.sampleConfig(place), place, Map.of("MATHLODE_SUBMIT_OPTS", options), clusterOptions);
    }
}
