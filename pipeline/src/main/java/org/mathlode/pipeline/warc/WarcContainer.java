package org.mathlode.pipeline.warc;

import java.io.IOException;
import java.io.Serializable;

/**
 * How a file is packed: found out by its first bytes, since the name says nothing reliable. Who reads several ranges of one
 * file, or has others read them, finds it out once. Immutable.
 */
public final class WarcContainer implements Serializable {
    private static final long serialVersionUID = 1;
    private static final int LOOK_AHEAD = 4096;
    private static final byte[] NONE = {};

    private final Packing packing;
    private final long start;
    private final boolean foreign;
    private final byte[] dictionary;

    private enum Packing {
        GZIP,
        ZSTD,
        LZ4,
        BZIP2,
        PLAIN
    }

    private WarcContainer(Packing packing, long start, boolean foreign, byte[] dictionary) {
        this.packing = packing;
        this.start = start;
        this.foreign = foreign;
        this.dictionary = dictionary;
    }

    /**
     * Reads the first 4 KiB of the file, or more where they hold a zstd dictionary or are no WARC.
     *
     * @throws IOException if the source fails
     */
    public static WarcContainer of(WarcSource source) throws IOException {
        try (ByteWindow window = new ByteWindow(source, 0, LOOK_AHEAD)) {
            return detect(window);
        }
    }

    /** Whether a reader may begin anywhere in the file. All of a file that is one piece belongs to the range that begins at 0. */
    public boolean splittable() {
        return packing == Packing.GZIP || packing == Packing.ZSTD;
    }

    /** The part of the file that begins in {@code [start, end)}; {@link Long#MAX_VALUE} is the end of the file. */
    public WarcRange range(long start, long end) {
        return new WarcRange(this, start, end);
    }

    /** Where the first member begins. */
    long start() {
        return start;
    }

    /** Whether the file begins with bytes that are no WARC; they end at {@link #start}. */
    boolean foreign() {
        return foreign;
    }

    /** The members from the window's offset on. */
    Members members(ByteWindow window) {
        return switch (packing) {
            case GZIP -> new GzipMembers(window);
            case ZSTD -> new ZstdMembers(window, dictionary);
            case LZ4 -> new StreamMembers(window, StreamMembers.Format.LZ4);
            case BZIP2 -> new StreamMembers(window, StreamMembers.Format.BZIP2);
            case PLAIN -> new PlainMembers(window);
        };
    }

    /** The container of the file that begins at the window's offset; the window then stands at its {@link #start}. */
    static WarcContainer detect(ByteWindow window) throws IOException {
        window.ensure(LOOK_AHEAD);
        if (startsWith(window, 0x1f, 0x8b)) {
            return at(window, Packing.GZIP);
        }
        if (ZstdMembers.isStart(window)) {
            byte[] dictionary = ZstdMembers.dictionary(window);
            return new WarcContainer(Packing.ZSTD, window.offset(), false, dictionary);
        }
        if (startsWith(window, StreamMembers.Format.LZ4.magic())) {
            return at(window, Packing.LZ4);
        }
        if (startsWith(window, StreamMembers.Format.BZIP2.magic())) {
            return at(window, Packing.BZIP2);
        }
        if (startsWith(window, 0xef, 0xbb, 0xbf)) {
            window.skip(3);
        }
        byte[] head = window.head(LOOK_AHEAD);
        return head.length == 0 || RecordStart.isAt(head, 0, head.length) ? at(window, Packing.PLAIN) : search(window);
    }

    private static WarcContainer at(ByteWindow window, Packing packing) {
        return new WarcContainer(packing, window.offset(), false, NONE);
    }

    /**
     * Searches a file whose beginning is no WARC for the first thing a record can be read from and moves the window there;
     * at the end of the file if there is nothing.
     */
    private static WarcContainer search(ByteWindow window) throws IOException {
        boolean lineStart = true;
        Packing found = Packing.PLAIN;
        try (GzipMembers gzip = new GzipMembers(window)) {
            while (window.ensure(1)) {
                window.anchor(window.offset());
                byte next = window.at(0);
                if (next == 0x1f && gzip.startsHere()) {
                    found = Packing.GZIP;
                    break;
                }
                if (lineStart && next == 'W') {
                    window.ensure(RecordStart.LOOK_AHEAD);
                    byte[] head = window.head(RecordStart.LOOK_AHEAD);
                    if (RecordStart.isWarcWithField(head, 0, head.length)) {
                        break;
                    }
                }
                lineStart = next == '\n' || next == 0;
                window.skip(1);
            }
        }
        return new WarcContainer(found, window.offset(), true, NONE);
    }

    private static boolean startsWith(ByteWindow window, int... magic) {
        for (int i = 0; i < magic.length; i++) {
            if (window.available() <= i || (window.at(i) & 0xff) != magic[i]) {
                return false;
            }
        }
        return true;
    }
}
