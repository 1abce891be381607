package org.mathlode.pipeline.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mathlode.pipeline.servers.HdfsServer;
import org.mathlode.pipeline.servers.S3Server;

/** Four iterations over real pages, from a store to the same store, on a master and two workers, against {@link RealCrawlTest}'s run in this JVM. */
@Tag("cluster")
class RealCrawlOnClusterTest {
    @TempDir
    static Path folder;

    private static RealCrawl crawl;
    private static String expected;

    @BeforeAll
    static void runHere() throws IOException {
        crawl = RealCrawl.require();
        crawl.runHere();
        expected = SampleConfig.rowsDigest(RealCrawl.RUN);
    }

    @Test
    void givesTheSameCorpusFromS3ToS3() throws Exception {
        try (S3Server server = S3Server.start(folder.resolve("s3"), "crawl");
                FileSystem files = FileSystem.newInstance(URI.create("s3a://crawl/"), S3Server.configuration(server.endpoint()))) {
            assertThat(digest("s3a://crawl", files, S3Server.submitOptions(server.endpoint()), "--s3a")).isEqualTo(expected);
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
        StoredRun stored = new StoredRun(store, files);
        try (DirectoryStream<Path> inputs = Files.newDirectoryStream(crawl.pages(), "{*.warc.gz,seed.jsonl.gz}")) {
            for (Path input : inputs) {
                files.copyFromLocalFile(new org.apache.hadoop.fs.Path(input.toUri()), stored.path("input/" + input.getFileName()));
            }
        }
        Path place = Files.createTempDirectory(folder, "cluster");
        Path config = crawl.annotatedConfig(place.resolve("config"), store + "/input", store + "/run");
        long start = System.nanoTime();
        String digest = stored.rowsDigestOnACluster(config, place, Map.of("MATHLODE_MEMORY", "2g", "MATHLODE_SUBMIT_OPTS", "--executor-memory 2g " + options), clusterOptions);
        System.out.println(store + ": " + (System.nanoTime() - start) / 1_000_000_000 + " s");
        return digest;
    }
}
