package org.mathlode.pipeline.warc;

import java.time.Instant;
import java.util.Objects;

/**
 * A captured HTML page, status 200, with bytes.
 *
 * @param mediaType what it is: as the crawler found out, else as the server says, else by its first bytes
 * @param payloadDigest SHA-1 of the payload in base32, without {@code sha1:}: as the crawler says, else computed
 * @param languages ISO 639-3 codes with commas between, most text first, as in the Common Crawl index; "" if unknown
 * @param detectedCharset the charset the crawler found, or ""
 */
public record CapturedPage(
        WarcRecord record, HttpResponse http, String mediaType, String payloadDigest, String languages, String detectedCharset)
        implements CaptureOutcome {
    public CapturedPage {
        Objects.requireNonNull(record, "record");
        Objects.requireNonNull(http, "http");
        Objects.requireNonNull(mediaType, "mediaType");
        Objects.requireNonNull(payloadDigest, "payloadDigest");
        Objects.requireNonNull(languages, "languages");
        Objects.requireNonNull(detectedCharset, "detectedCharset");
    }

    @Override
    public WarcEntry entry() {
        return record;
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
}
