package org.mathlode.pipeline.storage;

import java.io.Serializable;
import org.apache.hadoop.fs.EtagSource;
import org.apache.hadoop.fs.FileStatus;

/**
 * What tells one content of a file from another.
 *
 * @param length in bytes; -1 if unknown
 * @param modifiedMillis milliseconds since 1970; 0 if unknown
 * @param etag the store's tag of the content, without quotes; empty if it has none
 */
public record FileVersion(long length, long modifiedMillis, String etag) implements Serializable {
    public FileVersion {
        etag = etag == null ? "" : bare(etag);
    }

    /** As a listing or a look-up found it. */
    public static FileVersion of(FileStatus status) {
        return new FileVersion(status.getLen(), status.getModificationTime(), status instanceof EtagSource tagged ? tagged.getEtag() : "");
    }

    /** Whether both can be the same content, by what is known of both: the tag, or without one the time; and always the length. */
    boolean agreesWith(FileVersion other) {
        if (length >= 0 && other.length >= 0 && length != other.length) {
            return false;
        }
        if (!etag.isEmpty() && !other.etag.isEmpty()) {
            return etag.equals(other.etag);
        }
        return modifiedMillis <= 0 || other.modifiedMillis <= 0 || modifiedMillis == other.modifiedMillis;
    }

    /** This version, with what only the other one knows. */
    FileVersion and(FileVersion other) {
        return new FileVersion(length >= 0 ? length : other.length, modifiedMillis > 0 ? modifiedMillis : other.modifiedMillis, etag.isEmpty() ? other.etag : etag);
    }

    private static String bare(String etag) {
        String tag = etag.startsWith("W/") ? etag.substring(2) : etag;
        return tag.length() >= 2 && tag.startsWith("\"") && tag.endsWith("\"") ? tag.substring(1, tag.length() - 1) : tag;
    }

    @Override
    public String toString() {
        return (length < 0 ? "unknown length" : length + " bytes")
                + (modifiedMillis > 0 ? ", modified " + java.time.Instant.ofEpochMilli(modifiedMillis) : "")
                + (etag.isEmpty() ? "" : ", ETag " + etag);
    }
}
