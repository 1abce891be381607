package org.mathlode.pipeline.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
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
import org.mathlode.pipeline.servers.HdfsServer;
import org.mathlode.pipeline.warc.WarcSource;

/** A real HDFS. */
@Tag("stores")
class HdfsTest {
    private static final byte[] FILE = StoredFiles.warc(60, 4000);
    private static final int BLOCK = 8192;

    @TempDir
    static java.nio.file.Path folder;

    private static HdfsServer server;
    private static Path path;

    @BeforeAll
    static void start() throws IOException {
        server = HdfsServer.start(folder);
        path = put("/crawl/test.warc.gz", FILE);
    }

    @AfterAll
    static void stop() throws IOException {
        server.close();
    }

    @Test
    void givesTheRecordsOfTheFile() throws IOException {
        List<String> expected = StoredFiles.records(WarcSource.once("a", new ByteArrayInputStream(FILE), FILE.length));
        for (long length : new long[] {-1, FILE.length}) {
            StoredWarc file = StoredWarc.of("a", path, length, new Configuration(), StoredFiles.HASTY);
            assertThat(StoredFiles.records(file)).isEqualTo(expected);
            assertThat(file.counters().failures()).isZero();
        }
    }

    @Test
    void givesTheBytesFromAnyOffset() throws IOException {
        StoredWarc file = StoredWarc.of("a", path, -1, new Configuration(), StoredFiles.HASTY);
        for (int offset : new int[] {0, 1, BLOCK - 1, BLOCK, 3 * BLOCK + 5, FILE.length - 1, FILE.length}) {
            try (InputStream in = file.open(offset)) {
                assertThat(in.readAllBytes()).isEqualTo(java.util.Arrays.copyOfRange(FILE, offset, FILE.length));
            }
        }
    }

    @Test
    void goesOnWithAnotherClientWhereSomebodyClosesTheFirst() throws IOException {
        StoredWarc file = StoredWarc.of("a", path, -1, new Configuration(), StoredFiles.HASTY);
        try (InputStream in = file.open(0)) {
            assertThat(in.readNBytes(10)).hasSize(10);
            path.getFileSystem(new Configuration()).close();
            assertThat(in.readAllBytes()).hasSize(FILE.length - 10);
        }
        assertThat(file.counters().resets()).isPositive();
    }

    @Test
    void refusesAFileThatGrowsOrIsReplaced() throws IOException {
        Path growing = put("/crawl/growing.warc.gz", FILE);
        FileStatus listed = growing.getFileSystem(new Configuration()).getFileStatus(growing);
        try (OutputStream out = growing.getFileSystem(new Configuration()).append(growing)) {
            out.write(1);
        }
        assertThatThrownBy(() -> StoredWarc.of("a", growing, FileVersion.of(listed), new Configuration(), StoredFiles.HASTY).open(0))
                .isInstanceOf(IOException.class).hasMessageContaining("changed");
    }

    @Test
    void failsAtOnceOnWhatIsMissing() {
        assertThatThrownBy(() -> StoredWarc.of("a", new Path(server.address() + "/missing"), -1, new Configuration(), StoredFiles.HASTY))
                .isInstanceOf(FileNotFoundException.class).hasMessageContaining("no such file");
    }

    private static Path put(String name, byte[] bytes) throws IOException {
        Path path = new Path(server.address() + name);
        FileSystem files = path.getFileSystem(new Configuration());
        try (OutputStream out = files.create(path, true, 4096, (short) 1, BLOCK)) {
            out.write(bytes);
        }
        return path;
    }
}
