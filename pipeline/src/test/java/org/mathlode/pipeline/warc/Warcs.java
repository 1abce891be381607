package org.mathlode.pipeline.warc;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.mathlode.pipeline.warc.WarcWriter.Compression;

/** WARC files in memory for tests, and what readers make of them. */
final class Warcs {
    static final Instant DATE = Instant.parse("2024-03-01T12:00:00Z");

    private Warcs() {}

    /** A file in Common Crawl's form: warcinfo, then request, response and metadata for each page. */
    static byte[] crawl(Compression compression, int pages, int pageBytes) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (WarcWriter writer = new WarcWriter(bytes, compression)) {
            writer.warcinfo("test.warc.gz", DATE, "software: test\r\n");
            for (int i = 0; i < pages; i++) {
                String uri = "http://example.org/" + i;
                String request = writer.request(uri, DATE, ascii("GET /" + i + " HTTP/1.1\r\nHost: example.org\r\n\r\n"));
                String response = writer.response(uri, DATE, http("text/html", page(i, pageBytes)), WarcHeaders.of("WARC-Concurrent-To", request));
                writer.metadata(uri, DATE, response,
                        "fetchTimeMs: 5\r\nlanguages-cld2: {\"reliable\":true,\"languages\":[{\"code\":\"en\",\"code-iso-639-3\":\"eng\"},{\"code\":\"fr\",\"code-iso-639-3\":\"fra\"}]}\r\n");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /** A page of words that do not compress to nothing. */
    static byte[] page(int number, int length) {
        StringBuilder page = new StringBuilder("<!DOCTYPE html><html><body>page " + number + " ");
        Random words = new Random(number);
        while (page.length() < length) {
            page.append(Integer.toString(words.nextInt(1 << 20), 36)).append(' ');
        }
        return ascii(page.append("</body></html>").toString());
    }

    static byte[] http(String contentType, byte[] payload) {
        return concat(ascii("HTTP/1.1 200 OK\r\nContent-Type: " + contentType + "\r\n\r\n"), payload);
    }

    /** A file with one response of this block, after a warcinfo record. */
    static byte[] response(byte[] block, WarcHeaders more) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (WarcWriter writer = new WarcWriter(bytes, Compression.GZIP_PER_RECORD)) {
            writer.warcinfo("test.warc.gz", DATE, "software: test\r\n");
            writer.response("http://example.org/", DATE, block, more);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    /** One gzip member of these bytes. */
    static byte[] gzip(byte[] bytes) {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return packed.toByteArray();
    }

    static byte[] concat(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }

    /** Bytes that can be opened anywhere, as a file can. */
    static WarcSource file(byte[] bytes) {
        return new WarcSource() {
            @Override
            public String name() {
                return "test.warc.gz";
            }

            @Override
            public long length() {
                return bytes.length;
            }

            @Override
            public InputStream open(long offset) {
                int from = (int) Math.min(offset, bytes.length);
                return new ByteArrayInputStream(bytes, from, bytes.length - from);
            }

            @Override
            public boolean reopens() {
                return true;
            }
        };
    }

    /** Bytes as they come through a pipe. */
    static WarcSource pipe(byte[] bytes) {
        return WarcSource.once("test.warc.gz", new ByteArrayInputStream(bytes), -1);
    }

    /** An entry without the reader's memory: "type uri block" or "damage reason". */
    record Seen(long offset, long length, boolean damage, String text, String note) {
        static Seen of(WarcEntry entry) {
            if (entry instanceof WarcRecord record) {
                String block = new String(record.block(), StandardCharsets.ISO_8859_1);
                return new Seen(record.offset(), record.length(), false, record.type() + " " + record.targetUri() + " " + block, record.note());
            }
            return new Seen(entry.offset(), entry.length(), true, ((WarcDamage) entry).reason(), "");
        }
    }

    static List<Seen> read(WarcSource source) {
        return read(source, WarcLimits.DEFAULT, 0, Long.MAX_VALUE);
    }

    static List<Seen> read(WarcSource source, WarcLimits limits, long start, long end) {
        List<Seen> seen = new ArrayList<>();
        try (WarcReader reader = WarcReader.openRange(source, limits, start, end)) {
            reader.forEachRemaining(entry -> seen.add(Seen.of(entry)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return seen;
    }

    static List<Seen> records(List<Seen> seen) {
        return seen.stream().filter(entry -> !entry.damage()).toList();
    }

    static List<Seen> damages(List<Seen> seen) {
        return seen.stream().filter(Seen::damage).toList();
    }

    static List<CaptureOutcome> outcomes(WarcSource source) {
        return outcomes(source, WarcLimits.DEFAULT, 0, Long.MAX_VALUE);
    }

    static List<CaptureOutcome> outcomes(WarcSource source, WarcLimits limits, long start, long end) {
        List<CaptureOutcome> outcomes = new ArrayList<>();
        try (CaptureReader reader = CaptureReader.openRange(source, limits, start, end)) {
            reader.forEachRemaining(outcomes::add);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return outcomes;
    }
}
