package org.mathlode.pipeline.warc;

/**
 * How much of one record is kept in memory, whatever the record says of itself. Beyond a limit the record is counted and
 * marked, not refused.
 *
 * @param maxHeaderBytes WARC headers longer than this make the record damage
 * @param maxBlockBytes block bytes kept of a record; the rest is read, checked and dropped
 * @param maxPayloadBytes decoded payload bytes; a longer payload is {@code payload-too-large}
 */
public record WarcLimits(int maxHeaderBytes, int maxBlockBytes, int maxPayloadBytes) {
    /** 2 MiB of headers, 16 MiB of block, 8 MiB of payload. */
    public static final WarcLimits DEFAULT = forPayload(8 << 20);

    private static final int MOST = 1 << 29;

    public WarcLimits {
        if (maxHeaderBytes < 1024 || maxBlockBytes < 0 || maxHeaderBytes > MOST || maxBlockBytes > MOST || maxPayloadBytes < 0) {
            throw new IllegalArgumentException("Cannot set WARC limits: header " + maxHeaderBytes + " (at least 1024), block "
                    + maxBlockBytes + ", payload " + maxPayloadBytes + " (from 0), at most " + MOST);
        }
    }

    /** Limits for payloads of this many decoded bytes: the block may be twice as long, for chunk marks and HTTP headers. */
    public static WarcLimits forPayload(int maxPayloadBytes) {
        return new WarcLimits(2 << 20, (int) Math.min(MOST, 2L * Math.max(maxPayloadBytes, 1 << 20)), maxPayloadBytes);
    }

    /** Limits that keep no block: for listing headers. */
    public static WarcLimits headersOnly() {
        return new WarcLimits(2 << 20, 0, 0);
    }
}
