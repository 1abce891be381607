package org.mathlode.pipeline.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.security.AccessControlException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.mathlode.pipeline.storage.FaultyFileSystem.Store;

/** What one source does about one failure. */
class StoredWarcTest {
    private static final byte[] FILE = "0123456789abcdefghij".getBytes(StandardCharsets.US_ASCII);
    private static final StorageLimits THREE_ATTEMPTS = new StorageLimits(3, Duration.ofMillis(1), Duration.ofMillis(2), 4);

    private Store store;
    private Path path;

    @BeforeEach
    void makeStore(TestInfo test) {
        store = FaultyFileSystem.create(test.getTestMethod().orElseThrow().getName().toLowerCase(java.util.Locale.ROOT), 1, 0);
        path = store.put("a.warc.gz", FILE);
    }

    @Test
    void goesOnAtTheByteReached() throws IOException {
        StoredWarc file = open(-1);
        store.breakNextAfter = 7;
        try (InputStream in = file.open(2)) {
            assertThat(new String(in.readAllBytes(), StandardCharsets.US_ASCII)).isEqualTo("23456789abcdefghij");
        }
        assertThat(file.counters().reopened()).isEqualTo(1);
        assertThat(file.counters().failures()).isEqualTo(1);
    }

    @Test
    void asksNothingBeforeItOpensAFileOfKnownLength() throws IOException {
        StoredWarc file = open(FILE.length);
        read(file);
        assertThat(store.statuses).isZero();
        assertThat(file.counters().statusLookups()).isZero();
    }

    @Test
    void triesAgainWhereTheStatusIsNotToldAtFirst() throws IOException {
        failFirst(2, new IOException("Status Code: 503; Error Code: SlowDown"));
        StoredWarc file = open(-1);
        assertThat(file.length()).isEqualTo(FILE.length);
        assertThat(file.counters().throttled()).isEqualTo(2);
        assertThat(file.counters().statusLookups()).isEqualTo(3);
    }

    @Test
    void givesUpAfterTheLastAttemptAndSaysWhere() throws IOException {
        StoredWarc file = open(FILE.length);
        store.breakNextAfter = 5;
        InputStream in = file.open(0);
        store.hook = any -> {
            throw new IOException("Connection reset by peer");
        };
        assertThatThrownBy(in::readAllBytes).isInstanceOf(IOException.class)
                .hasMessage("Cannot read " + path + ": gave up at byte 5 of 20 after 3 attempts without progress: Connection reset by peer");
        assertThat(file.counters().failures()).isEqualTo(3);
        in.close();
    }

    @Test
    void startsCountingAfreshWithEachByte() throws IOException {
        StoredWarc file = open(FILE.length);
        try (InputStream in = file.open(0)) {
            for (byte expected : FILE) {
                assertThat(in.read()).isEqualTo(expected);
                failFirst(2, new IOException("Connection reset"));
                // forces another request before the next byte
                file.requests().giveBack((OpenRequests.Holder) in);
                OpenRequests.closeQuietly(((OpenRequests.Holder) in).giveWay());
            }
        }
        assertThat(file.counters().resets()).isEqualTo(2L * (FILE.length - 1));
    }

    @Test
    void neverTakesAnEarlyEndForTheEnd() throws IOException {
        StoredWarc file = StoredWarc.of("a.warc.gz", path, FILE.length + 5, FaultyFileSystem.configuration(), THREE_ATTEMPTS);
        assertThatThrownBy(() -> read(file)).isInstanceOf(IOException.class).hasMessageContaining("changed").hasMessageContaining("was 25 bytes; is 20 bytes");
        assertThat(file.counters().shortReads()).isEqualTo(1);
    }

    @Test
    void refusesAFileThatIsLongerThanListed() throws IOException {
        StoredWarc file = open(FILE.length - 5);
        assertThatThrownBy(() -> read(file)).isInstanceOf(IOException.class).hasMessageContaining("changed").hasMessageContaining("15 bytes");
    }

    @Test
    void refusesToMixTwoVersionsOfOneLength() throws IOException {
        StoredWarc file = open(-1);
        store.breakNextAfter = 5;
        try (InputStream in = file.open(0)) {
            assertThat(in.readNBytes(5)).hasSize(5);
            byte[] other = FILE.clone();
            Arrays.fill(other, (byte) 'x');
            store.put("a.warc.gz", other);
            assertThatThrownBy(in::readAllBytes).isInstanceOf(IOException.class).hasMessageContaining("the file changed while it was read");
        }
    }

    @Test
    void refusesAFileThatIsNotTheOneListed() throws IOException {
        FileVersion listed = new FileVersion(FILE.length, 999, "");
        StoredWarc file = StoredWarc.of("a.warc.gz", path, listed, FaultyFileSystem.configuration(), THREE_ATTEMPTS);
        assertThatThrownBy(() -> file.open(0)).isInstanceOf(IOException.class).hasMessageContaining("changed");
    }

    @Test
    void failsAtOnceWhereThereIsNoFile() {
        Path missing = new Path(path.getParent(), "missing.warc.gz");
        AtomicInteger requests = countRequests();
        assertThatThrownBy(() -> StoredWarc.of("m", missing, -1, FaultyFileSystem.configuration(), THREE_ATTEMPTS))
                .isInstanceOf(FileNotFoundException.class).hasMessageStartingWith("Cannot read " + missing + ": no such file");
        assertThat(requests).hasValue(1);
    }

    @Test
    void failsAtOnceWhereReadingIsForbidden() {
        Path forbidden = store.put("forbidden.warc.gz", FILE);
        AtomicInteger requests = countRequests();
        assertThatThrownBy(() -> StoredWarc.of("f", forbidden, FILE.length, FaultyFileSystem.configuration(), THREE_ATTEMPTS).open(0))
                .isInstanceOf(AccessControlException.class).hasMessageStartingWith("Cannot read " + forbidden + ": not allowed to read it");
        assertThat(requests).hasValue(1);
    }

    @Test
    void failsAtOnceOnAnUnknownScheme() {
        assertThatThrownBy(() -> StoredWarc.of("n", new Path("nosuch://host/a.warc.gz"), -1, new Configuration(false), THREE_ATTEMPTS))
                .isInstanceOf(IOException.class).hasMessageStartingWith("Cannot read nosuch://host/a.warc.gz: No FileSystem for scheme");
    }

    @Test
    void failsAtOnceOnAFolder(@TempDir java.nio.file.Path folder) throws IOException {
        assertThatThrownBy(() -> StoredWarc.of("d", new Path(folder.toUri()), -1, new Configuration(), THREE_ATTEMPTS))
                .isInstanceOf(FileNotFoundException.class).hasMessageContaining("is a directory");
    }

    @Test
    void readsLocalFiles(@TempDir java.nio.file.Path folder) throws IOException {
        java.nio.file.Path local = Files.write(folder.resolve("a b%20c.warc"), FILE);
        StoredWarc file = StoredWarc.of("l", new Path(local.toString()), -1, new Configuration(), THREE_ATTEMPTS);
        assertThat(read(file)).isEqualTo(FILE);
    }

    @Test
    @Timeout(60)
    void stopsWaitingWhenTheThreadIsToStop() throws IOException {
        StorageLimits patient = new StorageLimits(1000, Duration.ofHours(1), Duration.ofHours(1), 4);
        store.hook = any -> {
            Thread.currentThread().interrupt();
            throw new IOException("Connection reset");
        };
        assertThatThrownBy(() -> StoredWarc.of("a", path, -1, FaultyFileSystem.configuration(), patient)).isInstanceOf(InterruptedIOException.class);
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void givesNothingFromAClosedStream() throws IOException {
        InputStream in = open(-1).open(0);
        in.close();
        in.close();
        assertThatThrownBy(in::read).isInstanceOf(IOException.class).hasMessageContaining("closed");
        assertThat(store.openStreams).isZero();
    }

    @Test
    void isEmptyAtTheEndOfTheFile() throws IOException {
        try (InputStream in = open(-1).open(FILE.length)) {
            assertThat(in.read()).isEqualTo(-1);
        }
    }

    private AtomicInteger countRequests() {
        AtomicInteger requests = new AtomicInteger();
        store.hook = any -> requests.incrementAndGet();
        return requests;
    }

    private void failFirst(int count, IOException failure) {
        AtomicInteger left = new AtomicInteger(count);
        store.hook = any -> {
            if (left.getAndDecrement() > 0) {
                throw failure;
            }
        };
    }

    private StoredWarc open(long length) throws IOException {
        return StoredWarc.of("a.warc.gz", path, length, FaultyFileSystem.configuration(), THREE_ATTEMPTS);
    }

    private static byte[] read(StoredWarc file) throws IOException {
        try (InputStream in = file.open(0)) {
            return in.readAllBytes();
        }
    }
}
