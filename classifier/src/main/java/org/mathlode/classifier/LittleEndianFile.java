package org.mathlode.classifier;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Reads a file of little-endian numbers front to back, with jumps, through a small buffer. Not thread-safe. */
final class LittleEndianFile implements Closeable {
    private static final int BUFFER = 1 << 20;

    private final Path path;
    private final FileChannel channel;
    private final long size;
    private final ByteBuffer buffer = ByteBuffer.allocate(BUFFER).order(ByteOrder.LITTLE_ENDIAN);
    /** Where in the file the buffer's end stands. */
    private long bufferEnd;

    LittleEndianFile(Path path) throws IOException {
        this.path = path;
        this.channel = FileChannel.open(path, StandardOpenOption.READ);
        this.size = channel.size();
        buffer.limit(0);
    }

    Path path() {
        return path;
    }

    long position() {
        return bufferEnd - buffer.remaining();
    }

    long remaining() {
        return size - position();
    }

    void seek(long position) {
        bufferEnd = position;
        buffer.position(0).limit(0);
    }

    /** Passes over bytes that must be there. */
    void skip(long bytes, String what) throws ModelFormatException {
        if (bytes < 0 || bytes > remaining()) {
            throw new ModelFormatException(path, "it is truncated or damaged: the " + what + " should take " + bytes
                    + " bytes from offset " + position() + ", the file has " + remaining());
        }
        seek(position() + bytes);
    }

    private ByteBuffer need(int bytes) throws IOException {
        if (buffer.remaining() < bytes) {
            buffer.compact();
            while (buffer.position() < bytes) {
                int read = channel.read(buffer, bufferEnd);
                if (read < 0) {
                    throw new ModelFormatException(path, "it is truncated at " + size + " bytes");
                }
                bufferEnd += read;
            }
            buffer.flip();
        }
        return buffer;
    }

    byte readByte() throws IOException {
        return need(1).get();
    }

    int readInt() throws IOException {
        return need(4).getInt();
    }

    long readLong() throws IOException {
        return need(8).getLong();
    }

    double readDouble() throws IOException {
        return need(8).getDouble();
    }

    void readFloats(float[] to) throws IOException {
        int done = 0;
        while (done < to.length) {
            ByteBuffer from = need(4);
            int now = Math.min(to.length - done, from.remaining() / 4);
            from.asFloatBuffer().get(to, done, now);
            from.position(from.position() + now * 4);
            done += now;
        }
    }

    void readBytes(byte[] to) throws IOException {
        int done = 0;
        while (done < to.length) {
            ByteBuffer from = need(1);
            int now = Math.min(to.length - done, from.remaining());
            from.get(to, done, now);
            done += now;
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
