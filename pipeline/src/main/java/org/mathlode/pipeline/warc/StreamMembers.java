package org.mathlode.pipeline.warc;

import java.io.IOException;
import java.io.InputStream;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorInputStream;
import org.apache.commons.compress.compressors.lz4.FramedLZ4CompressorInputStream;
import org.mathlode.pipeline.warc.UnreadableException.Layer;

/** A file packed in a way nobody seeks in (lz4, bzip2): one member, and nothing behind its first damage. */
final class StreamMembers extends Members {
    private final Format format;
    private InputStream in;

    /** The formats that have been seen around WARC files. */
    enum Format {
        LZ4(0x04, 0x22, 0x4d, 0x18),
        BZIP2('B', 'Z', 'h');

        private final int[] magic;

        Format(int... magic) {
            this.magic = magic;
        }

        int[] magic() {
            return magic;
        }

        private InputStream open(InputStream packed) throws IOException {
            return this == LZ4 ? new FramedLZ4CompressorInputStream(packed, true) : new BZip2CompressorInputStream(packed, true);
        }
    }

    StreamMembers(ByteWindow window, Format format) {
        super(window);
        this.format = format;
    }

    /** Sets an error of the source apart from the unpacker's complaints about the bytes, which are IOExceptions too. */
    private static final class SourceException extends IOException {
        private static final long serialVersionUID = 1;

        SourceException(IOException cause) {
            super(cause);
        }
    }

    private final class WindowStream extends InputStream {
        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            try {
                window.anchor(window.offset());
                if (window.available() == 0 && !window.fill()) {
                    return -1;
                }
            } catch (IOException e) {
                throw new SourceException(e);
            }
            int count = Math.min(length, window.available());
            window.take(into, offset, count);
            return count;
        }
    }

    @Override
    void open() throws IOException, UnreadableException {
        try {
            in = format.open(new WindowStream());
        } catch (SourceException e) {
            throw (IOException) e.getCause();
        } catch (IOException | RuntimeException e) {
            throw damage(e);
        }
    }

    @Override
    int read(byte[] into, int offset, int length) throws IOException, UnreadableException {
        try {
            return in.read(into, offset, length);
        } catch (SourceException e) {
            throw (IOException) e.getCause();
        } catch (IOException | RuntimeException e) {
            throw damage(e);
        }
    }

    private UnreadableException damage(Exception e) {
        return new UnreadableException(Layer.MEMBER, "the " + format.name().toLowerCase(java.util.Locale.ROOT) + " data is damaged: " + e.getMessage());
    }

    @Override
    boolean findStart() throws IOException {
        while (window.ensure(1)) {
            window.skip(window.available());
            window.anchor(window.offset());
        }
        return false;
    }

    @Override
    boolean startsHere() {
        return false;
    }

    @Override
    boolean splittable() {
        return false;
    }
}
