package org.mathlode.pipeline.storage;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.apache.hadoop.fs.Path;
import org.junit.jupiter.api.Test;
import org.mathlode.pipeline.storage.FaultyFileSystem.Store;
import org.mathlode.pipeline.warc.WarcSource;

/** Whatever a store does between, the bytes and records are those of a store without faults. */
class FaultsTest {
    private static final byte[] FILE = StoredFiles.warc(30, 4000);

    @Test
    void leaveEveryByteInPlace() throws IOException {
        for (int randomSeed = 0; randomSeed < 150; randomSeed++) {
            Random random = new Random(randomSeed);
            Store store = FaultyFileSystem.create("bytes" + randomSeed, randomSeed, random.nextDouble() * 0.7);
            StoredWarc file = open(store.put("a.warc.gz", FILE), random.nextBoolean() ? FILE.length : -1);
            int offset = random.nextInt(FILE.length + 1);
            byte[] read;
            try (InputStream in = file.open(offset)) {
                read = in.readAllBytes();
            }
            assertThat(read).as("random seed %d", randomSeed).isEqualTo(java.util.Arrays.copyOfRange(FILE, offset, FILE.length));
            assertThat(file.counters().bytesRead()).isEqualTo(read.length);
        }
    }

    @Test
    void areAllCounted() throws IOException {
        long reopened = 0;
        for (int randomSeed = 0; randomSeed < 150; randomSeed++) {
            Store store = FaultyFileSystem.create("counts" + randomSeed, randomSeed, 0.5);
            StoredWarc file = open(store.put("a.warc.gz", FILE), -1);
            StoredFiles.records(file);
            StorageCounters counters = file.counters();
            assertThat(counters.throttled()).as("throttled, random seed %d", randomSeed).isEqualTo(store.throttled);
            assertThat(counters.resets()).as("resets, random seed %d", randomSeed).isEqualTo(store.resets);
            assertThat(counters.shortReads()).as("short reads, random seed %d", randomSeed).isEqualTo(store.shortReads);
            assertThat(counters.opened()).as("opened, random seed %d", randomSeed).isEqualTo(store.opened);
            assertThat(store.openStreams).as("left open, random seed %d", randomSeed).isZero();
            reopened += counters.reopened();
        }
        assertThat(reopened).isPositive();
    }

    @Test
    void leaveTheRecordsOfAllRangesAsTheyAre() throws IOException {
        List<String> whole = StoredFiles.records(inMemory(FILE));
        for (int randomSeed = 0; randomSeed < 60; randomSeed++) {
            Store store = FaultyFileSystem.create("ranges" + randomSeed, randomSeed, 0.4);
            Path path = store.put("a.warc.gz", FILE);
            int parts = 1 + randomSeed % 5;
            List<String> joined = new ArrayList<>();
            for (int part = 0; part < parts; part++) {
                joined.addAll(StoredFiles.records(open(path, FILE.length), (long) FILE.length * part / parts, (long) FILE.length * (part + 1) / parts));
            }
            assertThat(joined).as("random seed %d, %d ranges", randomSeed, parts).isEqualTo(whole);
        }
    }

    private static StoredWarc open(Path path, long length) throws IOException {
        return StoredWarc.of("a.warc.gz", path, length, FaultyFileSystem.configuration(), StoredFiles.HASTY);
    }

    private static WarcSource inMemory(byte[] bytes) {
        return WarcSource.once("a.warc.gz", new ByteArrayInputStream(bytes), bytes.length);
    }
}
