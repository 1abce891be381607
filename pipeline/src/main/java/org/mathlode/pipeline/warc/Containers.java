package org.mathlode.pipeline.warc;

import java.io.IOException;

/** Finds out how a file is packed, by its first bytes; the name says nothing reliable. */
final class Containers {
    private static final int LOOK_AHEAD = 4096;

    private Containers() {}

    /** The members of the file that begins at the window's offset, or null if its first bytes are none of the known ones. */
    static Members detect(ByteWindow window) throws IOException {
        window.ensure(LOOK_AHEAD);
        if (startsWith(window, 0x1f, 0x8b)) {
            return new GzipMembers(window);
        }
        if (ZstdMembers.isStart(window)) {
            return ZstdMembers.open(window);
        }
        for (StreamMembers.Format format : StreamMembers.Format.values()) {
            if (startsWith(window, format.magic())) {
                return new StreamMembers(window, format);
            }
        }
        if (startsWith(window, 0xef, 0xbb, 0xbf)) {
            window.skip(3);
        }
        return window.available() == 0 || RecordStart.isAt(window.bytes(), window.index(), window.limit()) ? new PlainMembers(window) : null;
    }

    /**
     * Searches a file whose beginning is no WARC for the first thing a record can be read from and moves the window there;
     * at the end of the file if there is nothing.
     */
    static Members search(ByteWindow window) throws IOException {
        GzipMembers gzip = new GzipMembers(window);
        boolean lineStart = true;
        while (window.ensure(1)) {
            window.anchor(window.offset());
            byte next = window.bytes()[window.index()];
            if (next == 0x1f && gzip.startsHere()) {
                return gzip;
            }
            if (lineStart && next == 'W') {
                window.ensure(RecordStart.LOOK_AHEAD);
                if (RecordStart.isWarcWithField(window.bytes(), window.index(), window.limit())) {
                    break;
                }
            }
            lineStart = next == '\n';
            window.skip(1);
        }
        gzip.close();
        return new PlainMembers(window);
    }

    private static boolean startsWith(ByteWindow window, int... magic) {
        for (int i = 0; i < magic.length; i++) {
            if (window.available() <= i || (window.bytes()[window.index() + i] & 0xff) != magic[i]) {
                return false;
            }
        }
        return true;
    }
}
