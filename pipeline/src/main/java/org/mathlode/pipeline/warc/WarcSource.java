package org.mathlode.pipeline.warc;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicBoolean;

/** Where the bytes of one WARC file come from: a local file, an object store, a pipe. */
public interface WarcSource {
    /** The name that records and errors carry. */
    String name();

    /** The length of the file in bytes, or -1 if nobody knows. A known length is checked: fewer bytes are an error. */
    long length();

    /**
     * The bytes from {@code offset} on; the caller closes the stream. One that is a
     * {@link java.nio.channels.ReadableByteChannel} too is read as such, into a direct buffer.
     *
     * @throws IOException if the file cannot be opened there
     */
    InputStream open(long offset) throws IOException;

    /**
     * The bytes from {@code offset} on, of which the caller expects to want {@code length}, within the known length of the
     * file: an object store can ask for no more than these. The stream may end there, or go on. A reader that wants more
     * after all opens the file again behind them.
     *
     * @throws IOException if the file cannot be opened there
     */
    default InputStream open(long offset, long length) throws IOException {
        return open(offset);
    }

    /** Whether {@link #open} can be called again, at any offset. Without it the reader keeps more of what it has read. */
    boolean reopens();

    /** A local file. */
    static WarcSource of(Path file) throws IOException {
        long length = Files.isRegularFile(file) ? Files.size(file) : -1;
        return length < 0 ? once(file.toString(), Files.newInputStream(file), -1) : new WarcSource() {
            @Override
            public String name() {
                return file.toString();
            }

            @Override
            public long length() {
                return length;
            }

            @Override
            public InputStream open(long offset) throws IOException {
                return new FileBytes(file, offset);
            }

            @Override
            public boolean reopens() {
                return true;
            }
        };
    }

    /** A stream that can be read once, such as standard input; {@code length} is -1 if unknown. */
    static WarcSource once(String name, InputStream stream, long length) {
        AtomicBoolean opened = new AtomicBoolean();
        return new WarcSource() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public long length() {
                return length;
            }

            @Override
            public InputStream open(long offset) {
                if (offset != 0 || opened.getAndSet(true)) {
                    throw new IllegalStateException("Cannot read " + name + " at " + offset + ": the stream can be read only once");
                }
                return stream;
            }

            @Override
            public boolean reopens() {
                return false;
            }
        };
    }
}
