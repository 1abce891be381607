package org.mathlode.pipeline.warc;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Memory stays bounded, whatever the records say. */
class HugeRecordsTest {
    /** A JVM of its own, whose heap is smaller than any of these files and whose other memory is smaller still. */
    @Test
    void readsHugeFilesWithAHeapOfOneGibibyte() throws IOException, InterruptedException {
        Process reading = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx1g", "-XX:MaxDirectMemorySize=64m", "-cp", System.getProperty("java.class.path"), HugeFiles.class.getName())
                .redirectErrorStream(true).start();
        String told = new String(reading.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(reading.waitFor()).as(told).isZero();
        assertThat(told.lines()).containsExactly(
                "member-of-5-gib 5 1 0 {NOT_A_RESPONSE=3, PAYLOAD_TOO_LARGE=1}",
                "gzip-page-of-200-mib 5 1 0 {NOT_A_RESPONSE=3, PAYLOAD_TOO_LARGE=1}",
                "unpacked-page-of-200-mib 5 1 0 {NOT_A_RESPONSE=3, PAYLOAD_TOO_LARGE=1}",
                "tiny-records-each-packed 200004 1 0 {NOT_A_RESPONSE=200003}",
                "tiny-records-in-one-member 200000 0 0 {NOT_A_RESPONSE=200000}",
                "tiny-records-unpacked 200000 0 0 {NOT_A_RESPONSE=200000}",
                "gzip-bomb 2 0 0 {NOT_A_RESPONSE=1, PAYLOAD_TOO_LARGE=1}",
                "gzip-bomb-in-a-gzip-bomb 2 0 0 {NOT_A_RESPONSE=1, PAYLOAD_TOO_LARGE=1}",
                "brotli-bomb 2 0 0 {NOT_A_RESPONSE=1, PAYLOAD_TOO_LARGE=1}",
                "header-of-300-mib 1 0 1 {DAMAGED_RECORD=1, NOT_A_RESPONSE=1}");
    }

    @Test
    void asksForNoMemoryOnTheWordOfARecord() throws IOException {
        byte[] liar = Warcs.ascii("WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: http://example.org/huge\r\nContent-Length: " + (400 << 20)
                + "\r\n\r\nHTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<p>short");
        List<CaptureOutcome> outcomes = new ArrayList<>();
        var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();

        try (CaptureReader reader = CaptureReader.open(Warcs.pipe(liar), WarcLimits.DEFAULT)) {
            reader.forEachRemaining(outcomes::add);
        }

        assertThat(outcomes).hasSize(1);
        assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(10L << 20);
    }
}
