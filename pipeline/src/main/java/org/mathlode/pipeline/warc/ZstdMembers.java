package org.mathlode.pipeline.warc;

import com.github.luben.zstd.ZstdDecompressCtx;
import com.github.luben.zstd.ZstdDictDecompress;
import com.github.luben.zstd.ZstdException;
import com.github.luben.zstd.ZstdInputStreamNoFinalizer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.mathlode.pipeline.warc.UnreadableException.Layer;

/**
 * Zstandard frames (RFC 8878), one after the other. Internet Archive's files begin with a skippable frame that holds the
 * dictionary of all others, itself compressed or not.
 */
final class ZstdMembers extends Members {
    private static final int DICTIONARY_FRAME = 0x184d2a5d;
    private static final int SKIPPABLE = 0x184d2a50;
    private static final int FRAME = 0xfd2fb528;
    private static final int LONGEST_DICTIONARY = 16 << 20;
    private static final int PROBED = 4096;

    private final ZstdDecompressCtx context = new ZstdDecompressCtx();
    private final ByteBuffer unpacked = ByteBuffer.allocateDirect(128 << 10);
    private final byte[] probed = new byte[PROBED];
    /** Null without one. */
    private final ZstdDictDecompress dictionary;
    private boolean ended;

    ZstdMembers(ByteWindow window, byte[] dictionary) {
        super(window);
        this.dictionary = dictionary.length > 0 ? new ZstdDictDecompress(dictionary) : null;
    }

    /** The dictionary of the file that begins at the window's offset, which stays where it is; no bytes if there is none. */
    static byte[] dictionary(ByteWindow window) throws IOException {
        long start = window.offset();
        byte[] dictionary = {};
        if (window.int32(0) == DICTIONARY_FRAME && window.ensure(8)) {
            int length = window.int32(4);
            if (length > 0 && length <= LONGEST_DICTIONARY && window.ensure(8 + length)) {
                window.skip(8);
                dictionary = unpackDictionary(window.head(length));
            }
        }
        window.seek(start);
        return dictionary;
    }

    /** A dictionary that cannot be unpacked shows as damage of every frame. */
    private static byte[] unpackDictionary(byte[] stored) {
        if (stored.length < 4 || ByteBuffer.wrap(stored).order(java.nio.ByteOrder.LITTLE_ENDIAN).getInt(0) != FRAME) {
            return stored;
        }
        try (ZstdInputStreamNoFinalizer in = new ZstdInputStreamNoFinalizer(new ByteArrayInputStream(stored))) {
            return in.readNBytes(LONGEST_DICTIONARY);
        } catch (IOException e) {
            return new byte[0];
        }
    }

    static boolean isStart(ByteWindow window) throws IOException {
        if (!window.ensure(4)) {
            return false;
        }
        int magic = window.int32(0);
        return magic == FRAME || (magic & 0xfffffff0) == SKIPPABLE;
    }

    @Override
    void open() throws IOException, UnreadableException {
        if (!window.ensure(4)) {
            throw new UnreadableException(Layer.END, "the file ends within a zstd frame");
        }
        int magic = window.int32(0);
        unpacked.clear().flip();
        ended = false;
        if ((magic & 0xfffffff0) == SKIPPABLE) {
            skipFrame();
            ended = true;
        } else if (magic == FRAME) {
            context.reset();
            if (dictionary != null) {
                context.loadDict(dictionary);
            }
        } else {
            throw damage("no zstd frame starts here");
        }
    }

    private void skipFrame() throws IOException, UnreadableException {
        if (!window.ensure(8)) {
            throw new UnreadableException(Layer.END, "the file ends within a zstd frame");
        }
        long left = 8 + (window.int32(4) & 0xffffffffL);
        while (left > 0) {
            if (!window.ensure(1)) {
                throw new UnreadableException(Layer.END, "the file ends within a zstd frame");
            }
            int step = (int) Math.min(left, window.available());
            window.skip(step);
            window.anchor(window.offset());
            left -= step;
        }
        // bytes to pass over have no checksum: what follows tells whether their length is right
        if (window.ensure(4) && !isStart(window)) {
            throw damage("no zstd frame follows a skippable frame");
        }
    }

    @Override
    int read(byte[] into, int offset, int length) throws IOException, UnreadableException {
        while (!unpacked.hasRemaining()) {
            if (ended) {
                return -1;
            }
            if (!decompress()) {
                throw new UnreadableException(Layer.END, "the file ends within a zstd frame");
            }
        }
        int count = Math.min(length, unpacked.remaining());
        unpacked.get(into, offset, count);
        return count;
    }

    /** One step; false if the file ends first. */
    private boolean decompress() throws IOException, UnreadableException {
        unpacked.clear();
        int taken;
        try {
            // without input first: the decoder may hold back what did not fit before
            ByteBuffer packed = window.takeAll();
            int before = packed.remaining();
            ended = context.decompressDirectByteBufferStream(unpacked, packed);
            window.skip(-packed.remaining());
            taken = before - packed.remaining();
        } catch (ZstdException e) {
            unpacked.clear().flip();
            throw damage("the zstd frame is damaged: " + e.getMessage());
        }
        boolean stuck = taken == 0 && unpacked.position() == 0 && !ended;
        unpacked.flip();
        return !stuck || window.fill();
    }

    @Override
    boolean findStart() throws IOException {
        while (true) {
            window.anchor(window.offset());
            if (!window.ensure(4)) {
                window.skip(window.available());
                return false;
            }
            if (window.at(0) == 0x28 && startsHere()) {
                return true;
            }
            window.skip(1);
        }
    }

    @Override
    boolean startsHere() throws IOException {
        if (!window.ensure(4) || window.int32(0) != FRAME) {
            return false;
        }
        long start = window.offset();
        int length = 0;
        try {
            open();
            while (length < PROBED) {
                int count = read(probed, length, PROBED - length);
                if (count < 0) {
                    break;
                }
                length += count;
            }
        } catch (UnreadableException e) {
            // what came out before the damage counts: the reader will find the damage and name it
        }
        window.seek(start);
        return RecordStart.isAt(probed, 0, length);
    }

    private static UnreadableException damage(String reason) {
        return new UnreadableException(Layer.MEMBER, reason);
    }

    @Override
    boolean splittable() {
        return true;
    }

    @Override
    public void close() {
        context.close();
        if (dictionary != null) {
            dictionary.close();
        }
    }
}
