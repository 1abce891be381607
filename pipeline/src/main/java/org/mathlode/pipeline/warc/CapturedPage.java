package org.mathlode.pipeline.warc;

import java.time.Instant;
import java.util.Objects;

/** A captured HTML page, status 200, with bytes. May be kept; what has to be computed is computed when it is asked for. */
public final class CapturedPage implements CaptureOutcome {
    private final WarcRecord record;
    private final HttpResponse http;
    private final String mediaType;
    /** The block of the metadata record behind the page, or null. */
    private final byte[] metadataBlock;
    /** Null until somebody asks; computing them twice gives the same, so threads need not agree on who does it. */
    private CrawlMetadata metadata;
    private String payloadDigest;

    CapturedPage(WarcRecord record, HttpResponse http, String mediaType, byte[] metadataBlock) {
        this.record = Objects.requireNonNull(record, "record");
        this.http = Objects.requireNonNull(http, "http");
        this.mediaType = Objects.requireNonNull(mediaType, "mediaType");
        this.metadataBlock = metadataBlock;
    }

    @Override
    public WarcEntry entry() {
        return record;
    }

    public WarcRecord record() {
        return record;
    }

    public HttpResponse http() {
        return http;
    }

    /** What it is: as the crawler found out, else as the server says, else by its first bytes. */
    public String mediaType() {
        return mediaType;
    }

    /** SHA-1 of the payload in base32, without {@code sha1:}: as the crawler says, else computed. */
    public String payloadDigest() {
        String digest = payloadDigest;
        if (digest == null) {
            digest = PayloadDigest.of(record, http.payload());
            payloadDigest = digest;
        }
        return digest;
    }

    /** ISO 639-3 codes with commas between, most text first, as in the Common Crawl index; "" if unknown. */
    public String languages() {
        return metadata().languages();
    }

    /** The charset the crawler found, or "". */
    public String detectedCharset() {
        return metadata().charset();
    }

    private CrawlMetadata metadata() {
        CrawlMetadata read = metadata;
        if (read == null) {
            read = metadataBlock == null ? CrawlMetadata.NONE : CrawlMetadata.parse(metadataBlock);
            metadata = read;
        }
        return read;
    }

    /** The address as written, without angle brackets. */
    public String url() {
        return record.targetUri();
    }

    /** When it was captured, or null. */
    public Instant date() {
        return record.date();
    }

    /** The {@code Content-Type} header as written, or "": it may name the charset. */
    public String contentType() {
        return http.headers().first("Content-Type").orElse("");
    }

    /** The decoded bytes of the page; not to be changed. */
    public byte[] payload() {
        return http.payload();
    }

    /** Why the page is not all there: the crawler's {@code WARC-Truncated}, or what the decoder met; "" if it is. */
    public String truncated() {
        return record.truncated().orElse(http.state() == HttpResponse.State.PARTIAL ? http.note() : "");
    }

    @Override
    public String toString() {
        return "CapturedPage[" + record + "]";
    }
}
