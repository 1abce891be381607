package org.mathlode.pipeline.warc;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;
import org.mathlode.pipeline.warc.WarcWriter.Compression;

/**
 * Reads files that are larger than the memory of this JVM, made while they are read, and prints what it found: one line
 * for each file, {@code name records pages damaged reasons}. A test starts it with a small heap.
 */
final class HugeFiles {
    static final int MIB = 1 << 20;
    private static final byte[] BEHIND = Warcs.crawl(Compression.GZIP_PER_RECORD, 1, 500);
    private static final String HTTP = "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n";

    private HugeFiles() {}

    public static void main(String[] args) throws IOException {
        tell("member-of-5-gib", new SequenceInputStream(gzipMember(5 << 10), new ByteArrayInputStream(BEHIND)));
        tell("gzip-page-of-200-mib", new SequenceInputStream(gzipMember(200), new ByteArrayInputStream(BEHIND)));
        tell("unpacked-page-of-200-mib", sequence(responseHeader(200L * MIB + 44), new Repeated(new byte[MIB], 200),
                Warcs.ascii("\r\n\r\n"), Warcs.crawl(Compression.NONE, 1, 500)));
        byte[] tiny = Warcs.ascii("WARC/1.0\r\nWARC-Type: resource\r\nContent-Length: 1\r\n\r\nx\r\n\r\n");
        tell("tiny-records-each-packed", sequence(new Repeated(Warcs.gzip(tiny), 200_000), BEHIND));
        tell("tiny-records-in-one-member", new ByteArrayInputStream(gzipOf(new Repeated(tiny, 200_000))));
        tell("tiny-records-unpacked", sequence(new Repeated(tiny, 200_000)));
        tell("gzip-bomb", new ByteArrayInputStream(bomb("gzip", gzipOf(new Repeated(new byte[MIB], 2 << 10)))));
        tell("gzip-bomb-in-a-gzip-bomb", new ByteArrayInputStream(bomb("gzip, gzip", Warcs.gzip(gzipOf(new Repeated(new byte[MIB], 2 << 10))))));
        tell("brotli-bomb", new ByteArrayInputStream(bomb("br", BROTLI_BOMB)));
        tell("header-of-300-mib", sequence(Warcs.ascii("WARC/1.0\r\nX: "), new Repeated(Warcs.ascii("x".repeat(MIB)), 300), Warcs.ascii("\r\n\r\n"), tiny));
    }

    /** 64 MiB of zeros behind {@code <p>}, packed by the brotli command line at its best. */
    private static final byte[] BROTLI_BOMB = HexFormat.of().parseHex("cbffff3ff8a701787ce0c4698180edfd9f07ffffffe09f0088c32200ddfb3ffeffffc13f0110870500baf77ffcffff837f02200e0b0074effff8ffff07ff04401c1600e8defff1ffff0ffe0980382c00d0bdffe3ffff1ffc1300715800a07bff97ffff7ff82700e2b00040f7fe0f");

    private static byte[] bomb(String coding, byte[] content) {
        return Warcs.response(Warcs.concat(Warcs.ascii(HTTP + "Content-Encoding: " + coding + "\r\n\r\n"), content), WarcHeaders.EMPTY);
    }

    private static void tell(String name, InputStream file) throws IOException {
        WarcFileSummary summary = new WarcFileSummary(name);
        try (CaptureReader reader = CaptureReader.open(WarcSource.once(name, file, -1), WarcLimits.DEFAULT)) {
            while (reader.hasNext()) {
                summary.add(reader.next());
            }
        }
        System.out.printf(Locale.ROOT, "%s %d %d %d %s%n", name, summary.records(), summary.pages(), summary.damaged(), summary.rejected());
    }

    private static byte[] responseHeader(long blockLength) {
        return Warcs.ascii("WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: http://example.org/huge\r\nContent-Length: " + blockLength
                + "\r\n\r\n" + HTTP + "\r\n");
    }

    private static InputStream sequence(Object... parts) {
        List<InputStream> streams = new ArrayList<>();
        for (Object part : parts) {
            streams.add(part instanceof InputStream stream ? stream : new ByteArrayInputStream((byte[]) part));
        }
        return new SequenceInputStream(Collections.enumeration(streams));
    }

    private static byte[] gzipOf(InputStream content) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            content.transferTo(gzip);
        }
        return packed.toByteArray();
    }

    /** A gzip member of a response with so many MiB of zeros: one packed piece of a MiB, again and again. */
    private static InputStream gzipMember(int mebibytes) {
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
        return sequence(new byte[] {0x1f, (byte) 0x8b, 8, 0, 0, 0, 0, 0, 0, 0}, first, new Repeated(block, mebibytes), last, trailer);
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

    /** The same bytes so many times. */
    private static final class Repeated extends InputStream {
        private final byte[] bytes;
        private long left;

        Repeated(byte[] bytes, int times) {
            this.bytes = bytes;
            this.left = (long) bytes.length * times;
        }

        @Override
        public int read() {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] into, int offset, int length) {
            if (left == 0) {
                return -1;
            }
            int from = (int) (bytes.length - 1 - (left - 1) % bytes.length);
            int count = Math.min(length, bytes.length - from);
            System.arraycopy(bytes, from, into, offset, count);
            left -= count;
            return count;
        }
    }
}
