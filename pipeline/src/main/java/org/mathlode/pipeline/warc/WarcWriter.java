package org.mathlode.pipeline.warc;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import java.util.UUID;
import java.util.zip.GZIPOutputStream;

/**
 * Writes WARC 1.0 in Common Crawl's form: warcinfo, request, response, metadata; one gzip member per record.
 * The same calls give the same bytes: no clock, no random record ids, no time stamp in the gzip header. Not thread-safe.
 */
public final class WarcWriter implements Closeable {
    private static final byte[] SEPARATOR = {'\r', '\n', '\r', '\n'};

    private final OutputStream out;
    private final Compression compression;
    private long position;
    private String warcinfoId;

    /** How records lie in the file. */
    public enum Compression {
        /** A {@code .warc}: records as they are. */
        NONE,
        /** A {@code .warc.gz}: each record is a gzip member of its own, so a reader can start at any of them. */
        GZIP_PER_RECORD
    }

    /** Writes to {@code out}, which {@link #close} closes. */
    public WarcWriter(OutputStream out, Compression compression) {
        this.out = Objects.requireNonNull(out, "out");
        this.compression = Objects.requireNonNull(compression, "compression");
    }

    /** Bytes written so far: the offset of the next record. */
    public long position() {
        return position;
    }

    /** The record that describes the file; {@code fields} are lines {@code name: value}. Returns its record id. */
    public String warcinfo(String filename, Instant date, String fields) throws IOException {
        WarcHeaders headers = common("warcinfo", date, "application/warc-fields", filename).with("WARC-Filename", filename);
        warcinfoId = write(headers, fields.getBytes(StandardCharsets.UTF_8));
        return warcinfoId;
    }

    /** What the crawler sent. Returns the record id, which the response names as concurrent. */
    public String request(String uri, Instant date, byte[] httpMessage) throws IOException {
        return write(common("request", date, "application/http; msgtype=request", uri).with("WARC-Target-URI", uri), httpMessage);
    }

    /**
     * What the server answered: status line, headers, blank line, payload. {@code more} are further WARC headers, such as
     * {@code WARC-Concurrent-To} or {@code WARC-Identified-Payload-Type}. Returns the record id.
     */
    public String response(String uri, Instant date, byte[] httpMessage, WarcHeaders more) throws IOException {
        WarcHeaders headers = common("response", date, "application/http; msgtype=response", uri).with("WARC-Target-URI", uri);
        for (WarcHeaders.Field field : more.fields()) {
            headers = headers.with(field.name(), field.value());
        }
        return write(headers, httpMessage);
    }

    /** What the crawler noted about the response {@code responseId}; {@code fields} are lines {@code name: value}. */
    public String metadata(String uri, Instant date, String responseId, String fields) throws IOException {
        WarcHeaders headers = common("metadata", date, "application/warc-fields", uri)
                .with("WARC-Concurrent-To", responseId)
                .with("WARC-Target-URI", uri);
        return write(headers, fields.getBytes(StandardCharsets.UTF_8));
    }

    /** Writes one record as given; {@code Content-Length} is added. Returns its {@code WARC-Record-ID}, or "" without one. */
    public String write(WarcHeaders headers, byte[] block) throws IOException {
        ByteArrayOutputStream record = new ByteArrayOutputStream(block.length + 1024);
        StringBuilder head = new StringBuilder("WARC/1.0\r\n");
        for (WarcHeaders.Field field : headers.fields()) {
            head.append(field.name()).append(": ").append(field.value()).append("\r\n");
        }
        head.append("Content-Length: ").append(block.length).append("\r\n\r\n");
        record.write(head.toString().getBytes(StandardCharsets.UTF_8));
        record.write(block);
        record.write(SEPARATOR);
        byte[] bytes = compression == Compression.NONE ? record.toByteArray() : gzip(record.toByteArray());
        out.write(bytes);
        position += bytes.length;
        return headers.first("WARC-Record-ID").orElse("");
    }

    private WarcHeaders common(String type, Instant date, String contentType, String subject) {
        String id = "<urn:uuid:" + UUID.nameUUIDFromBytes((position + " " + type + " " + date + " " + subject).getBytes(StandardCharsets.UTF_8)) + ">";
        WarcHeaders headers = WarcHeaders.of(
                "WARC-Type", type,
                "WARC-Date", date.truncatedTo(ChronoUnit.SECONDS).toString(),
                "WARC-Record-ID", id,
                "Content-Type", contentType);
        return warcinfoId == null ? headers : headers.with("WARC-Warcinfo-ID", warcinfoId);
    }

    private static byte[] gzip(byte[] bytes) throws IOException {
        ByteArrayOutputStream member = new ByteArrayOutputStream(bytes.length / 3 + 64);
        try (GZIPOutputStream gzip = new GZIPOutputStream(member)) {
            gzip.write(bytes);
        }
        return member.toByteArray();
    }

    @Override
    public void close() throws IOException {
        out.close();
    }
}
