package org.mathlode.pipeline.storage;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.apache.hadoop.fs.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.mathlode.pipeline.storage.FaultyFileSystem.Store;

@Timeout(60)
class OpenRequestsTest {
    private static final byte[] FILE = StoredFiles.warc(20, 3000);

    private final OpenRequests requests = new OpenRequests(TimeUnit.MILLISECONDS.toNanos(20));

    @Test
    void leaveOneReaderTwoStreamsOfAFileAlthoughOnlyOneMayBeOpen() throws IOException {
        Store store = FaultyFileSystem.create("one", 1, 0);
        StoredWarc file = open(store.put("a.warc.gz", FILE), 1);
        try (InputStream first = file.open(0); InputStream second = file.open(0)) {
            for (byte expected : FILE) {
                assertThat((byte) first.read()).isEqualTo(expected);
                assertThat((byte) second.read()).isEqualTo(expected);
            }
        }
        assertThat(store.mostOpenStreams).isEqualTo(1);
        assertThat(file.counters().gaveWay()).isPositive();
        assertThat(file.counters().failures()).isZero();
    }

    @Test
    void leaveRangesOfAFileTheirRecordsAlthoughOnlyOneMayBeOpen() throws IOException {
        Store store = FaultyFileSystem.create("ranges", 1, 0);
        StoredWarc file = open(store.put("a.warc.gz", FILE), 1);
        List<String> whole = StoredFiles.records(file);
        List<String> joined = new ArrayList<>(StoredFiles.records(file, 0, 5000));
        joined.addAll(StoredFiles.records(file, 5000, Long.MAX_VALUE));
        assertThat(joined).isEqualTo(whole);
    }

    /** Each thread holds one stream and wants another, and all places are taken. */
    @Test
    void doNotLockUpWhereEveryoneHoldsOneAndWantsAnother() throws Exception {
        Store store = FaultyFileSystem.create("crossed", 1, 0.1);
        Path path = store.put("a.warc.gz", FILE);
        ExecutorService threads = Executors.newFixedThreadPool(6);
        try {
            List<Future<Boolean>> finished = new ArrayList<>();
            for (int i = 0; i < 6; i++) {
                finished.add(threads.submit(() -> {
                    StoredWarc file = open(path, 3);
                    try (InputStream first = file.open(0); InputStream second = file.open(0)) {
                        for (int at = 0; at < FILE.length; ) {
                            byte[] one = first.readNBytes(5000);
                            byte[] other = second.readNBytes(5000);
                            assertThat(one).isEqualTo(other).isEqualTo(java.util.Arrays.copyOfRange(FILE, at, Math.min(FILE.length, at + 5000)));
                            at += one.length;
                        }
                    }
                    return true;
                }));
            }
            for (Future<Boolean> one : finished) {
                assertThat(one.get()).isTrue();
            }
        } finally {
            threads.shutdownNow();
        }
        assertThat(store.mostOpenStreams).isLessThanOrEqualTo(3);
        assertThat(requests.open()).isZero();
    }

    @Test
    void takeThePlaceOfAStreamThatNobodyReadsFromAndGiveItBackLater() throws Exception {
        Store store = FaultyFileSystem.create("idle", 1, 0);
        Path path = store.put("a.warc.gz", FILE);
        StoredWarc idle = open(path, 1);
        InputStream forgotten = idle.open(0);
        assertThat(forgotten.readNBytes(100)).hasSize(100);
        ExecutorService other = Executors.newSingleThreadExecutor();
        try {
            StoredWarc file = open(path, 1);
            assertThat(other.submit(() -> {
                try (InputStream in = file.open(0)) {
                    return in.readAllBytes();
                }
            }).get()).isEqualTo(FILE);
        } finally {
            other.shutdownNow();
        }
        assertThat(idle.counters().gaveWay()).isEqualTo(1);
        assertThat(forgotten.readAllBytes()).hasSize(FILE.length - 100);
        forgotten.close();
        assertThat(idle.counters().reopened()).isEqualTo(1);
    }

    @Test
    void leaveNoPlaceTakenBehindAFailure() throws IOException {
        Store store = FaultyFileSystem.create("failing", 1, 0);
        StoredWarc file = StoredWarc.of("a", HadoopFile.of(store.put("a.warc.gz", FILE), FaultyFileSystem.configuration(), FILE.length),
                new FileVersion(FILE.length, 0, ""), new StorageLimits(2, Duration.ofMillis(1), Duration.ofMillis(1), 1), requests);
        store.hook = any -> {
            throw new IOException("Connection reset");
        };
        org.assertj.core.api.Assertions.assertThatThrownBy(() -> file.open(0)).isInstanceOf(IOException.class);
        assertThat(requests.open()).isZero();
    }

    private StoredWarc open(Path path, int limit) throws IOException {
        StorageLimits limits = new StorageLimits(100, Duration.ofMillis(1), Duration.ofMillis(2), limit);
        return StoredWarc.of("a.warc.gz", HadoopFile.of(path, FaultyFileSystem.configuration(), -1), null, limits, requests);
    }
}
