package org.mathlode.pipeline.storage;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.mathlode.pipeline.warc.WarcDamage;
import org.mathlode.pipeline.warc.WarcEntry;
import org.mathlode.pipeline.warc.WarcHeaders;
import org.mathlode.pipeline.warc.WarcLimits;
import org.mathlode.pipeline.warc.WarcReader;
import org.mathlode.pipeline.warc.WarcRecord;
import org.mathlode.pipeline.warc.WarcSource;
import org.mathlode.pipeline.warc.WarcWriter;
import org.mathlode.pipeline.warc.WarcWriter.Compression;

/** Small WARC files for tests of stores, and what readers make of them. */
final class StoredFiles {
    /** Hardly any waits, and so many attempts that chance does not use them up. */
    static final StorageLimits HASTY = new StorageLimits(100, Duration.ofMillis(1), Duration.ofMillis(2), 32);

    private static final Instant DATE = Instant.parse("2024-03-01T12:00:00Z");

    private StoredFiles() {}

    static byte[] warc(int pages, int pageBytes) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (WarcWriter writer = new WarcWriter(bytes, Compression.GZIP_PER_RECORD)) {
            writer.warcinfo("test.warc.gz", DATE, "software: test\r\n");
            for (int i = 0; i < pages; i++) {
                StringBuilder page = new StringBuilder("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<html><body>");
                Random words = new Random(i);
                while (page.length() < pageBytes) {
                    page.append(Integer.toString(words.nextInt(1 << 20), 36)).append(' ');
                }
                writer.response("http://example.org/" + i, DATE, page.toString().getBytes(StandardCharsets.ISO_8859_1), WarcHeaders.of("X-Page", Integer.toString(i)));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /** The records of a source, each as offset, length, type, address and block; damage would show among them. */
    static List<String> records(WarcSource source) {
        return records(source, 0, Long.MAX_VALUE);
    }

    static List<String> records(WarcSource source, long start, long end) {
        List<String> records = new ArrayList<>();
        try (WarcReader reader = WarcReader.openRange(source, WarcLimits.DEFAULT, start, end)) {
            while (reader.hasNext()) {
                WarcEntry entry = reader.next();
                records.add(entry.offset() + "+" + entry.length() + " " + (entry instanceof WarcRecord record
                        ? record.type() + " " + record.targetUri() + " " + new String(record.block(), StandardCharsets.ISO_8859_1)
                        : ((WarcDamage) entry).reason()));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return records;
    }
}
