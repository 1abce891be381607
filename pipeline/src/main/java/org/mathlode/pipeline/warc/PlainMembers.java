package org.mathlode.pipeline.warc;

import java.io.IOException;

/** A file that is not packed: one member, from the window's offset to the end. */
final class PlainMembers extends Members {
    PlainMembers(ByteWindow window) {
        super(window);
    }

    @Override
    void open() {}

    @Override
    int read(byte[] into, int offset, int length) throws IOException {
        window.anchor(window.offset());
        if (window.available() == 0 && !window.fill()) {
            return -1;
        }
        int count = Math.min(length, window.available());
        window.take(into, offset, count);
        return count;
    }

    /** The reader looks for the next record in what it has unpacked; beyond that there is nothing. */
    @Override
    boolean findStart() throws IOException {
        window.skip(window.available());
        return false;
    }

    @Override
    boolean startsHere() throws IOException {
        window.ensure(RecordStart.LOOK_AHEAD);
        byte[] head = window.head(RecordStart.LOOK_AHEAD);
        return RecordStart.isAt(head, 0, head.length);
    }

    @Override
    boolean splittable() {
        return false;
    }
}
