package org.mathlode.pipeline.warc;

import java.io.Closeable;
import java.io.IOException;

/**
 * The parts a file unpacks into: gzip members, zstd frames, or the whole file where nothing is packed. The reader asks for
 * one after the other and, after damage, for the next place a record starts at.
 */
abstract class Members implements Closeable {
    final ByteWindow window;

    Members(ByteWindow window) {
        this.window = window;
    }

    /** Begins the member at the window's offset, where there is at least one byte. */
    abstract void open() throws IOException, UnreadableException;

    /** Up to {@code length} unpacked bytes; -1 at the end of the member, whose checksum has then been found right. */
    abstract int read(byte[] into, int offset, int length) throws IOException, UnreadableException;

    /** Moves the window to the first member at or behind it that begins with a record; false, at the end, if there is none. */
    abstract boolean findStart() throws IOException;

    /** Whether a member that begins with a record starts at the window's offset; the window stays where it is. */
    abstract boolean startsHere() throws IOException;

    /** Whether a reader may begin anywhere in the file and find the next member. */
    abstract boolean splittable();

    @Override
    public void close() {}
}
