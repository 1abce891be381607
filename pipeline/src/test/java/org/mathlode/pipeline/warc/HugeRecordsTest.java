package org.mathlode.pipeline.warc;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import org.junit.jupiter.api.Test;
import org.mathlode.pipeline.model.RejectReason;
import org.mathlode.pipeline.warc.WarcWriter.Compression;

/** Memory stays bounded, whatever the records say. */
class HugeRecordsTest {
    private static final int MIB = 1 << 20;

    /** Bytes this thread allocates while it reads all outcomes. */
    private static long allocated(WarcSource source, List<CaptureOutcome> outcomes) {
        var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        try (CaptureReader reader = CaptureReader.open(source, WarcLimits.DEFAULT)) {
            reader.forEachRemaining(outcomes::add);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return threads.getCurrentThreadAllocatedBytes() - before;
    }

    private static byte[] responseHeader(long blockLength) {
        return Warcs.ascii("WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: http://example.org/huge\r\nContent-Length: " + blockLength
                + "\r\n\r\nHTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n");
    }

    /** A gzip member of the header, so many MiB of zeros and the blank lines, without ever holding it. */
    private static InputStream member(int mebibytes) {
        byte[] header = responseHeader((long) mebibytes * MIB + 44);
        byte[] zeros = new byte[MIB];
        byte[] end = Warcs.ascii("\r\n\r\n");
        CRC32 crc = new CRC32();
        crc.update(header);
        for (int i = 0; i < mebibytes; i++) {
            crc.update(zeros);
        }
        crc.update(end);
        Deflater deflater = new Deflater(9, true);
        byte[] first = deflate(deflater, header, Deflater.FULL_FLUSH);
        byte[] block = deflate(deflater, zeros, Deflater.FULL_FLUSH);
        deflater.finish();
        byte[] last = deflate(deflater, end, Deflater.NO_FLUSH);
        deflater.end();
        byte[] trailer = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putInt((int) crc.getValue())
                .putInt((int) (header.length + (long) mebibytes * MIB + end.length)).array();
        List<InputStream> parts = new ArrayList<>();
        parts.add(new ByteArrayInputStream(new byte[] {0x1f, (byte) 0x8b, 8, 0, 0, 0, 0, 0, 0, 0}));
        parts.add(new ByteArrayInputStream(first));
        for (int i = 0; i < mebibytes; i++) {
            parts.add(new ByteArrayInputStream(block));
        }
        parts.add(new ByteArrayInputStream(last));
        parts.add(new ByteArrayInputStream(trailer));
        return new SequenceInputStream(Collections.enumeration(parts));
    }

    private static byte[] deflate(Deflater deflater, byte[] bytes, int flush) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        byte[] buffer = new byte[8192];
        deflater.setInput(bytes);
        int count;
        do {
            count = deflater.deflate(buffer, 0, buffer.length, flush);
            out.write(buffer, 0, count);
        } while (count == buffer.length);
        return out.toByteArray();
    }

    @Test
    void readsOverAMemberOfFiveGibibytes() {
        byte[] behind = Warcs.crawl(Compression.GZIP_PER_RECORD, 1, 500);
        List<CaptureOutcome> outcomes = new ArrayList<>();

        long allocated = allocated(WarcSource.once("huge", new SequenceInputStream(member(5 << 10), new ByteArrayInputStream(behind)), -1), outcomes);

        assertThat(outcomes).hasSize(5);
        assertThat(((RejectedEntry) outcomes.get(0)).reason()).isEqualTo(RejectReason.PAYLOAD_TOO_LARGE);
        assertThat(((WarcRecord) outcomes.get(0).entry()).blockLength()).isEqualTo((5L << 30) + 44);
        assertThat(outcomes.get(3)).isInstanceOf(CapturedPage.class);
        assertThat(allocated).isLessThan(300L * MIB);
    }

    @Test
    void readsOverAnUnpackedPageOf200Megabytes() {
        byte[] behind = Warcs.crawl(Compression.NONE, 1, 500);
        List<CaptureOutcome> outcomes = new ArrayList<>();
        InputStream file = new SequenceInputStream(Collections.enumeration(List.of(
                new ByteArrayInputStream(responseHeader(200L * MIB + 44)), new Zeros(200L * MIB),
                new ByteArrayInputStream(Warcs.ascii("\r\n\r\n")), new ByteArrayInputStream(behind))));

        long allocated = allocated(WarcSource.once("huge", file, -1), outcomes);

        assertThat(outcomes).hasSize(5);
        assertThat(((RejectedEntry) outcomes.get(0)).reason()).isEqualTo(RejectReason.PAYLOAD_TOO_LARGE);
        assertThat(allocated).isLessThan(300L * MIB);
    }

    @Test
    void readsTwoHundredThousandTinyRecords() throws IOException {
        byte[] member = new byte[0];
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (WarcWriter writer = new WarcWriter(bytes, Compression.GZIP_PER_RECORD)) {
            writer.write(WarcHeaders.of("WARC-Type", "resource"), new byte[] {'x'});
            member = bytes.toByteArray();
        }
        bytes.reset();
        for (int i = 0; i < 200_000; i++) {
            bytes.writeBytes(member);
        }
        int count = 0;
        try (WarcReader reader = WarcReader.open(Warcs.file(bytes.toByteArray()), WarcLimits.DEFAULT)) {
            while (reader.hasNext()) {
                assertThat(reader.next()).isInstanceOf(WarcRecord.class);
                count++;
            }
        }
        assertThat(count).isEqualTo(200_000);
    }

    @Test
    void asksForNoMemoryOnTheWordOfARecord() {
        byte[] liar = Warcs.concat(responseHeader(400L * MIB), Warcs.ascii("<p>short"));
        List<CaptureOutcome> outcomes = new ArrayList<>();

        long allocated = allocated(Warcs.pipe(liar), outcomes);

        assertThat(outcomes).hasSize(1);
        assertThat(allocated).isLessThan(10L * MIB);
    }

    /** So many zero bytes. */
    private static final class Zeros extends InputStream {
        private long left;

        Zeros(long length) {
            left = length;
        }

        @Override
        public int read() {
            return left-- > 0 ? 0 : -1;
        }

        @Override
        public int read(byte[] into, int offset, int length) {
            if (left <= 0) {
                return -1;
            }
            int count = (int) Math.min(left, length);
            java.util.Arrays.fill(into, offset, offset + count, (byte) 0);
            left -= count;
            return count;
        }
    }
}
