package org.mathlode.pipeline.warc;

import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

/**
 * One record of a WARC or ARC file. Its block lies in the reader's memory until it is asked for, and can be had only
 * before the reader is asked for more; everything else may be kept. Not thread-safe while the block is not taken.
 */
public final class WarcRecord implements WarcEntry {
    private final String file;
    private final long offset;
    private final long length;
    private final int index;
    private final String version;
    private final WarcHeaders headers;
    private final String note;
    private final BlockRange range;
    private byte[] lent;
    private byte[] block;
    private String type;

    /**
     * Where the kept part of a block lies in the memory that is lent.
     *
     * @param fullLength bytes the block has in the file
     */
    record BlockRange(int from, int to, long fullLength) {}

    WarcRecord(Place place, String version, WarcHeaders headers, byte[] lent, BlockRange range, String note) {
        this.file = place.file;
        this.offset = place.offset;
        this.length = place.length;
        this.index = place.index;
        this.version = Objects.requireNonNull(version, "version");
        this.headers = Objects.requireNonNull(headers, "headers");
        this.lent = Objects.requireNonNull(lent, "lent");
        this.range = range;
        this.note = Objects.requireNonNull(note, "note");
    }

    /**
     * Where a record lies.
     *
     * @param index records before it in the same member
     */
    record Place(String file, long offset, long length, int index) {}

    @Override
    public String file() {
        return file;
    }

    @Override
    public long offset() {
        return offset;
    }

    @Override
    public long length() {
        return length;
    }

    /** How many records lie before it at the same {@link #offset}: more than 0 only in a compressed member that holds several. */
    public int index() {
        return index;
    }

    /** The version as written, such as {@code WARC/1.0}; {@code ARC} for ARC files. */
    public String version() {
        return version;
    }

    /** The WARC headers; an ARC record's line is told in their names. */
    public WarcHeaders headers() {
        return headers;
    }

    /**
     * The bytes after the headers, at most {@link WarcLimits#maxBlockBytes} of them; not to be changed.
     *
     * @throws IllegalStateException if the reader has gone on before the first call
     */
    public byte[] block() {
        if (block == null) {
            block = Arrays.copyOfRange(lent(), range.from, range.to);
        }
        return block;
    }

    /** The memory the block lies in. */
    byte[] lent() {
        if (lent == null) {
            throw new IllegalStateException("Cannot give the block of the record at " + offset + " of " + file
                    + ": the reader has gone on; take the block before asking it for more");
        }
        return lent;
    }

    /** Where in {@link #lent} the block lies. */
    BlockRange range() {
        return range;
    }

    /** The reader needs its memory again. */
    void giveBack() {
        lent = null;
    }

    /** How many bytes the block has in the file. */
    public long blockLength() {
        return range.fullLength;
    }

    /** What was odd about the record and was put right, one line, or "" — such as a {@code Content-Length} that is too small. */
    public String note() {
        return note;
    }

    /** The {@code WARC-Type} in lower case, or "". */
    public String type() {
        String known = type;
        if (known == null) {
            known = headers.first("WARC-Type").orElse("").toLowerCase(Locale.ROOT);
            type = known;
        }
        return known;
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

    /** Whether the block is longer than the limit and only its beginning is kept. */
    public boolean tooLarge() {
        return range.fullLength > range.to - range.from;
    }

    @Override
    public String toString() {
        return "WarcRecord[" + file + " at " + offset + ", " + type() + " " + targetUri() + "]";
    }
}
