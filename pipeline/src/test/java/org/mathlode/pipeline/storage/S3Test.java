package org.mathlode.pipeline.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mathlode.pipeline.servers.FaultyProxy;
import org.mathlode.pipeline.servers.S3Server;
import org.mathlode.pipeline.warc.WarcSource;

/** A real S3 server, read through Hadoop's S3 client, directly and through a proxy that fails. */
@Tag("stores")
class S3Test {
    private static final byte[] FILE = StoredFiles.warc(60, 4000);
    private static final byte[] LONG = StoredFiles.warc(200, 100_000);
    private static final Path PATH = new Path("s3a://crawls/a/test.warc.gz");
    private static final Path COMMON_CRAWL = new Path("s3a://commoncrawl/crawl-data/test.warc.gz");

    @TempDir
    static java.nio.file.Path folder;

    private static S3Server server;

    @BeforeAll
    static void start() throws IOException {
        server = S3Server.start(folder, "crawls", "commoncrawl");
        put(PATH, FILE);
        put(COMMON_CRAWL, LONG);
    }

    @AfterAll
    static void stop() throws IOException {
        server.close();
    }

    @Test
    void givesTheRecordsOfTheFile() throws IOException {
        StoredWarc file = StoredWarc.of("a", PATH, -1, direct(), StoredFiles.HASTY);
        assertThat(StoredFiles.records(file)).isEqualTo(expected());
        assertThat(file.counters().failures()).isZero();
        assertThat(file.counters().bytesRead()).isEqualTo(FILE.length);
    }

    @ParameterizedTest
    @ValueSource(strings = {"classic", "analytics"})
    void losesNothingBehindAProxyThatFails(String streamType) throws IOException {
        long failures = 0;
        long injected = 0;
        for (int randomSeed = 0; randomSeed < 3; randomSeed++) {
            try (FaultyProxy proxy = new FaultyProxy(server.port(), randomSeed, 0.8)) {
                Configuration configuration = through(proxy);
                configuration.set("fs.s3a.input.stream.type", streamType);
                List<String> joined = new ArrayList<>();
                for (int part = 0; part < 3; part++) {
                    StoredWarc file = StoredWarc.of("a", PATH, randomSeed % 2 == 0 ? -1 : FILE.length, configuration, StoredFiles.HASTY);
                    joined.addAll(StoredFiles.records(file, FILE.length * part / 3, FILE.length * (part + 1) / 3));
                    failures += file.counters().failures();
                }
                assertThat(joined).as("random seed %d", randomSeed).isEqualTo(expected());
                injected += proxy.throttled() + proxy.resets() + proxy.cuts();
            }
        }
        assertThat(injected).isPositive();
        assertThat(failures).as("failures that Hadoop's client passed on").isPositive();
    }

    @Test
    void asksForAFileOfCommonCrawlOnceOrTwice() throws IOException {
        try (FaultyProxy proxy = new FaultyProxy(server.port(), 1, 0)) {
            StoredFiles.records(StoredWarc.of("a", COMMON_CRAWL, LONG.length, through(proxy), StoredFiles.HASTY));
            assertThat(requests(proxy)).as("length known").containsExactly("GET");
        }
        try (FaultyProxy proxy = new FaultyProxy(server.port(), 1, 0)) {
            StoredFiles.records(StoredWarc.of("a", COMMON_CRAWL, -1, through(proxy), StoredFiles.HASTY));
            assertThat(requests(proxy)).as("length unknown").containsExactly("HEAD", "GET");
        }
    }

    @Test
    void signsNothingForCommonCrawlWithoutCredentials() throws IOException {
        System.setProperty("aws.disableEc2Metadata", "true");
        try (FaultyProxy proxy = new FaultyProxy(server.port(), 1, 0)) {
            Configuration configuration = through(proxy);
            configuration.unset("fs.s3a.access.key");
            configuration.unset("fs.s3a.secret.key");
            assertThat(StoredFiles.records(StoredWarc.of("a", COMMON_CRAWL, -1, configuration, StoredFiles.HASTY))).hasSize(201);
            assertThat(proxy.heads()).isNotEmpty().allSatisfy(head -> assertThat(head.toLowerCase(java.util.Locale.ROOT)).doesNotContain("authorization:"));
        }
    }

    @Test
    void refusesAnObjectThatIsReplacedWhileItIsRead() throws IOException {
        Path path = new Path("s3a://crawls/replaced.warc.gz");
        put(path, FILE);
        StoredWarc file = StoredWarc.of("a", path, -1, direct(), StoredFiles.HASTY);
        try (InputStream in = file.open(0)) {
            assertThat(in.readNBytes(100)).hasSize(100);
            byte[] other = FILE.clone();
            other[FILE.length - 1] ^= 1;
            put(path, other);
            // what another stream in need of its place would do
            file.requests().giveBack((OpenRequests.Holder) in);
            OpenRequests.closeQuietly(((OpenRequests.Holder) in).giveWay());
            assertThatThrownBy(in::readAllBytes).isInstanceOf(IOException.class).hasMessageContaining("changed");
        }
    }

    @Test
    void takesTheVersionOfAListing() throws IOException {
        FileStatus listed = PATH.getFileSystem(direct()).globStatus(new Path("s3a://crawls/a/*.warc.gz"))[0];
        FileVersion version = FileVersion.of(listed);
        assertThat(version.etag()).isNotEmpty();
        assertThat(StoredFiles.records(StoredWarc.of("a", PATH, version, direct(), StoredFiles.HASTY))).isEqualTo(expected());
        FileVersion other = new FileVersion(version.length(), version.modifiedMillis(), "other");
        assertThatThrownBy(() -> StoredWarc.of("a", PATH, other, direct(), StoredFiles.HASTY).open(0)).isInstanceOf(IOException.class).hasMessageContaining("changed");
    }

    @Test
    void failsAtOnceOnWhatIsMissing() {
        assertThatThrownBy(() -> StoredWarc.of("a", new Path("s3a://crawls/missing"), -1, direct(), StoredFiles.HASTY))
                .isInstanceOf(FileNotFoundException.class).hasMessageContaining("no such file");
        assertThatThrownBy(() -> StoredWarc.of("a", new Path("s3a://nobucket/missing"), -1, direct(), StoredFiles.HASTY)).isInstanceOf(IOException.class);
    }

    @Test
    void isReadThroughHttpAsWell() throws IOException {
        StoredWarc file = StoredWarc.of("a", new Path(server.endpoint() + "/crawls/a/test.warc.gz"), -1, new Configuration(false), StoredFiles.HASTY);
        assertThat(StoredFiles.records(file)).isEqualTo(expected());
    }

    private static Configuration direct() throws IOException {
        return S3Server.configuration(server.endpoint());
    }

    /** Hadoop's client hardly tries again by itself, so that failures come through; and each test has its own. */
    private static Configuration through(FaultyProxy proxy) throws IOException {
        Configuration configuration = S3Server.configuration(proxy.endpoint());
        configuration.setBoolean("fs.s3a.impl.disable.cache", true);
        configuration.set("fs.s3a.attempts.maximum", "1");
        configuration.set("fs.s3a.retry.limit", "1");
        configuration.set("fs.s3a.retry.interval", "1ms");
        configuration.set("fs.s3a.retry.throttle.limit", "1");
        configuration.set("fs.s3a.retry.throttle.interval", "1ms");
        return configuration;
    }

    private static List<String> requests(FaultyProxy proxy) {
        return proxy.heads().stream().filter(head -> head.contains("test.warc.gz")).map(head -> head.substring(0, head.indexOf(' '))).toList();
    }

    private static void put(Path path, byte[] bytes) throws IOException {
        FileSystem files = path.getFileSystem(direct());
        try (OutputStream out = files.create(path, true)) {
            out.write(bytes);
        }
    }

    private static List<String> expected() {
        return StoredFiles.records(WarcSource.once("a", new ByteArrayInputStream(FILE), FILE.length));
    }
}
