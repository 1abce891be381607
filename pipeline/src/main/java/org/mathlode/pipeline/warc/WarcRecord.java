package org.mathlode.pipeline.warc;

import java.time.Instant;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

/**
 * One record of a WARC or ARC file.
 *
 * @param version as written, such as {@code WARC/1.0}; {@code ARC} for ARC files
 * @param headers the WARC headers; an ARC record's line is told in their names
 * @param block the bytes after the headers, at most {@link WarcLimits#maxBlockBytes} of them; shared, not to be changed
 * @param blockLength how many bytes the block has in the file
 * @param note what was odd about it and was put right, one line, or "" — such as a {@code Content-Length} that is too small
 */
public record WarcRecord(
        String file, long offset, long length, String version, WarcHeaders headers, byte[] block, long blockLength, String note)
        implements WarcEntry {
    public WarcRecord {
        Objects.requireNonNull(file, "file");
        Objects.requireNonNull(version, "version");
        Objects.requireNonNull(headers, "headers");
        Objects.requireNonNull(block, "block");
        Objects.requireNonNull(note, "note");
    }

    /** The {@code WARC-Type} in lower case, or "". */
    public String type() {
        return headers.first("WARC-Type").orElse("").toLowerCase(Locale.ROOT);
    }

    /** Whether the record is an HTTP answer as it came, the records pages are made from. */
    public boolean isResponse() {
        return type().equals("response");
    }

    /** The {@code WARC-Record-ID} as written, or "". It is no key: files have been seen with the same one twice. */
    public String id() {
        return headers.first("WARC-Record-ID").orElse("");
    }

    /** The target URI without the angle brackets old wget puts around it, or "". */
    public String targetUri() {
        String uri = headers.first("WARC-Target-URI").orElse("");
        return uri.length() > 1 && uri.startsWith("<") && uri.endsWith(">") ? uri.substring(1, uri.length() - 1).strip() : uri;
    }

    /** When it was captured, or null if the record does not say or says it in no form anybody uses. */
    public Instant date() {
        return headers.first("WARC-Date").map(WarcDates::parse).orElse(null);
    }

    /** Why the crawler cut the block: {@code length}, {@code time}, {@code disconnect}; empty if it did not. */
    public Optional<String> truncated() {
        return headers.first("WARC-Truncated").filter(value -> !value.isEmpty());
    }

    /** Whether the block is longer than the limit and only its beginning is here. */
    public boolean tooLarge() {
        return blockLength > block.length;
    }
}
