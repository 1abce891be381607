package org.mathlode.pipeline.source;

import java.io.Serializable;
import org.mathlode.pipeline.storage.FileVersion;

/**
 * A part of a file: the records that begin in it.
 *
 * @param name the {@code warc_filename}
 * @param path where the file lies
 * @param version what the file was when the query was planned: another one is an error; null if it could not be had
 * @param start the first byte
 * @param end behind the last byte; Long.MAX_VALUE for the end of the file
 */
record WarcFileRange(String name, String path, FileVersion version, long start, long end) implements Serializable {
    /** Bytes of the whole file, or 0 if nobody knows. */
    long fileBytes() {
        return version == null ? 0 : Math.max(0, version.length());
    }
}
