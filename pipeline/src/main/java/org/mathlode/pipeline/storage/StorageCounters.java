package org.mathlode.pipeline.storage;

/**
 * What reading took, up to a moment. Tells nothing about the rows: these are never counted here.
 *
 * @param opened streams opened, again or for the first time
 * @param reopened those of them that went on where an earlier one had failed or given way
 * @param statusLookups times the store was asked for a file's length and version
 * @param throttled answers that asked for fewer requests (HTTP 429 and 503, S3 SlowDown)
 * @param resets other failures that were tried again: broken connections, time-outs, server errors
 * @param shortReads streams that ended before the end of the file without an error
 * @param gaveWay streams closed while nobody read from them, for others that waited for a place among the open requests
 * @param bytesRead bytes handed out
 * @param millisWaited time spent in waits before another attempt
 * @param millisQueued time spent waiting for a place among the open requests
 */
public record StorageCounters(long opened, long reopened, long statusLookups, long throttled, long resets, long shortReads, long gaveWay, long bytesRead,
        long millisWaited, long millisQueued) {
    public static final StorageCounters NONE = new StorageCounters(0, 0, 0, 0, 0, 0, 0, 0, 0, 0);

    /** Failures that were tried again, and the last one if reading gave up. */
    public long failures() {
        return throttled + resets + shortReads;
    }

    public StorageCounters plus(StorageCounters other) {
        return new StorageCounters(opened + other.opened, reopened + other.reopened, statusLookups + other.statusLookups, throttled + other.throttled,
                resets + other.resets, shortReads + other.shortReads, gaveWay + other.gaveWay, bytesRead + other.bytesRead,
                millisWaited + other.millisWaited, millisQueued + other.millisQueued);
    }
}
