package org.mathlode.pipeline.warc;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;

/**
 * A file's bytes as they go by, with what was read since the anchor kept at hand (up to a bound), so that the search for
 * the next record can start again right behind the start of a damaged one.
 */
final class ByteWindow implements Closeable {
    private static final int FIRST = 256 << 10;
    /** Damage shows within some 64 KiB (the longest stored deflate block) of where it is; this is ample. */
    private static final int KEPT = 1 << 20;
    /** A stream that cannot be opened again also has to serve a record whose length lies. */
    private static final int KEPT_OF_STREAM = 8 << 20;

    private final WarcSource source;
    private final int kept;
    private InputStream in;
    private byte[] bytes = new byte[FIRST];
    private long base;
    private int position;
    private int limit;
    private long anchor;
    private boolean ended;

    ByteWindow(WarcSource source, long offset) throws IOException {
        this.source = source;
        this.kept = source.reopens() ? KEPT : KEPT_OF_STREAM;
        this.in = source.open(offset);
        this.base = offset;
        this.anchor = offset;
    }

    /** The bytes at hand: {@link #index} to {@link #limit}. Changes with {@link #fill}. */
    byte[] bytes() {
        return bytes;
    }

    int index() {
        return position;
    }

    int limit() {
        return limit;
    }

    int available() {
        return limit - position;
    }

    /** The file offset of the next byte. */
    long offset() {
        return base + position;
    }

    /** The file offset behind the last byte at hand. */
    long readTo() {
        return base + limit;
    }

    void skip(int count) {
        position += count;
    }

    /** From here on bytes are kept, as far as the bound allows. */
    void anchor(long offset) {
        anchor = offset;
    }

    /** Reads more behind what is at hand; false at the end of the file. */
    boolean fill() throws IOException {
        if (ended) {
            return false;
        }
        if (limit == bytes.length) {
            makeRoom();
        }
        int count = in.read(bytes, limit, bytes.length - limit);
        if (count < 0) {
            if (source.length() >= 0 && readTo() < source.length()) {
                throw new EOFException("Cannot read " + source.name() + ": the stream ends at byte " + readTo() + " of " + source.length());
            }
            ended = true;
            return false;
        }
        limit += count;
        return true;
    }

    /** Makes {@code count} bytes available; false if the file ends before. */
    boolean ensure(int count) throws IOException {
        while (available() < count) {
            if (!fill()) {
                return false;
            }
        }
        return true;
    }

    private void makeRoom() {
        long from = Math.max(Math.min(anchor, offset()), offset() - kept);
        int drop = (int) Math.max(0, from - base);
        if (drop >= bytes.length / 2 || bytes.length >= 4 * kept) {
            System.arraycopy(bytes, drop, bytes, 0, limit - drop);
        } else {
            byte[] larger = new byte[bytes.length * 2];
            System.arraycopy(bytes, drop, larger, 0, limit - drop);
            bytes = larger;
        }
        base += drop;
        position -= drop;
        limit -= drop;
    }

    /** Goes to a file offset, or to the nearest later one still at hand if the file can be read only once. */
    void seek(long offset) throws IOException {
        if (offset >= base && offset <= readTo()) {
            position = (int) (offset - base);
        } else if (source.reopens()) {
            in.close();
            in = source.open(offset);
            base = offset;
            position = 0;
            limit = 0;
            ended = false;
        } else if (offset < base) {
            position = 0;
        } else {
            position = limit;
            while (offset() < offset && fill()) {
                position = (int) (Math.min(offset, readTo()) - base);
            }
        }
        anchor = offset();
    }

    /** Whether {@link #seek} to that offset goes there exactly. */
    boolean reaches(long offset) {
        return source.reopens() || offset >= base;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
