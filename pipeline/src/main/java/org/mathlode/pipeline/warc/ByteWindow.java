package org.mathlode.pipeline.warc;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.util.Queue;
import java.util.concurrent.ArrayBlockingQueue;

/**
 * A file's bytes as they go by, with what was read since the anchor kept at hand (up to a bound), so that the search for
 * the next record can start again right behind the start of a damaged one. The memory is not on the Java heap: files are
 * read into it and unpacked from it without a copy.
 */
final class ByteWindow implements Closeable {
    private static final int FIRST = 256 << 10;
    /** Damage shows within some 64 KiB (the longest stored deflate block) of where it is; this is ample. */
    private static final int KEPT = 1 << 20;
    /** A stream that cannot be opened again also has to serve a record whose length lies. */
    private static final int KEPT_OF_STREAM = 8 << 20;
    private static final int STEP = 64 << 10;
    /** Only a garbage collection frees such memory, and many files are read between two of them: it is used again. */
    private static final Queue<ByteBuffer> SPARE = new ArrayBlockingQueue<>(32);

    private final WarcSource source;
    private final int kept;
    private InputStream in;
    /** The file offset up to which the open stream was asked for. */
    private long asked;
    private ByteBuffer bytes;
    /** The same memory, for those who read from it at a position of their own. */
    private ByteBuffer view;
    private byte[] step;
    private long base;
    private int position;
    private int limit;
    private long anchor;
    private boolean ended;
    private boolean closed;

    /** Begins at {@code offset} and expects to be read to {@code end}, which is no limit. */
    ByteWindow(WarcSource source, long offset, long end) throws IOException {
        this.source = source;
        this.kept = source.reopens() ? KEPT : KEPT_OF_STREAM;
        ByteBuffer spare = SPARE.poll();
        this.bytes = spare != null ? spare : ByteBuffer.allocateDirect(FIRST);
        this.view = bytes.duplicate();
        this.base = offset;
        this.anchor = offset;
        this.asked = end;
        try {
            openAt(offset);
        } catch (IOException | RuntimeException e) {
            close();
            throw e;
        }
    }

    private void openAt(long offset) throws IOException {
        if (asked > offset && asked < source.length() && source.reopens()) {
            in = source.open(offset, asked - offset);
        } else {
            asked = Long.MAX_VALUE;
            in = source.open(offset);
        }
    }

    /** The byte so far ahead, which has to be at hand. */
    byte at(int ahead) {
        return bytes.get(position + ahead);
    }

    /** The four bytes so far ahead, the first of them the lowest. */
    int int32(int ahead) {
        return at(ahead) & 0xff | (at(ahead + 1) & 0xff) << 8 | (at(ahead + 2) & 0xff) << 16 | at(ahead + 3) << 24;
    }

    /** A copy of the next {@code count} bytes, fewer if fewer are at hand. */
    byte[] head(int count) {
        byte[] head = new byte[Math.min(count, available())];
        bytes.get(position, head);
        return head;
    }

    /** Takes bytes that are at hand. */
    void take(byte[] into, int offset, int count) {
        bytes.get(position, into, offset, count);
        position += count;
    }

    /** All bytes at hand, which are taken with that; good until more is asked for. What is left in it can be given back with {@link #skip}. */
    ByteBuffer takeAll() {
        view.limit(limit).position(position);
        position = limit;
        return view;
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
        if (closed) {
            throw new IOException("the reader is closed");
        }
        if (limit == bytes.capacity()) {
            makeRoom();
        }
        int count = read();
        while (count < 0 && readTo() >= asked && readTo() < source.length()) {
            in.close();
            asked = Long.MAX_VALUE;
            openAt(readTo());
            count = read();
        }
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

    private int read() throws IOException {
        int room = bytes.capacity() - limit;
        if (in instanceof ReadableByteChannel channel) {
            view.limit(bytes.capacity()).position(limit);
            return channel.read(view);
        }
        if (step == null) {
            step = new byte[STEP];
        }
        int count = in.read(step, 0, Math.min(room, STEP));
        if (count > 0) {
            bytes.put(limit, step, 0, count);
        }
        return count;
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
        ByteBuffer target = bytes;
        if (drop < bytes.capacity() / 2 && (bytes.capacity() < 4 * kept || drop == 0)) {
            target = ByteBuffer.allocateDirect(bytes.capacity() * 2);
        }
        target.put(0, bytes, drop, limit - drop);
        if (target != bytes) {
            giveBack(bytes);
            bytes = target;
            view = target.duplicate();
        }
        base += drop;
        position -= drop;
        limit -= drop;
    }

    private static void giveBack(ByteBuffer memory) {
        if (memory.capacity() == FIRST) {
            SPARE.offer(memory);
        }
    }

    /** Goes to a file offset, or to the nearest later one still at hand if the file can be read only once. */
    void seek(long offset) throws IOException {
        if (offset >= base && offset <= readTo()) {
            position = (int) (offset - base);
        } else if (source.reopens()) {
            in.close();
            openAt(offset);
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
        if (closed) {
            return;
        }
        closed = true;
        position = 0;
        limit = 0;
        giveBack(bytes);
        bytes = ByteBuffer.allocate(0);
        view = bytes;
        if (in != null) {
            in.close();
        }
    }
}
