package org.mathlode.pipeline.warc;

import java.io.IOException;
import java.util.Arrays;

/** The unpacked bytes of a file, member by member, with as many at hand as the record needs that is being read. */
final class Unpacked {
    private static final int FIRST = 64 << 10;

    private final Members members;
    private byte[] bytes = new byte[FIRST];
    private int position;
    private int limit;
    private boolean live;
    private long memberStart;

    Unpacked(Members members) {
        this.members = members;
    }

    /** Whether the open member has bytes at hand or may give more. */
    boolean isOpen() {
        return live || position < limit;
    }

    /** The file offset of the member that is open, or was. */
    long memberStart() {
        return memberStart;
    }

    /** The file offset of the next byte, where files are not packed. */
    long plainOffset() {
        return members.window.offset() - (limit - position);
    }

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

    void skip(int count) {
        position += count;
    }

    void openMember() throws IOException, UnreadableException {
        memberStart = members.window.offset();
        members.window.anchor(memberStart);
        members.open();
        live = true;
    }

    /** Forgets the open member and what was unpacked of it. */
    void abandon() {
        live = false;
        position = 0;
        limit = 0;
    }

    /** Unpacks more behind what is at hand; false at the end of the member. */
    boolean more() throws IOException, UnreadableException {
        if (!live) {
            return false;
        }
        if (position == limit) {
            position = 0;
            limit = 0;
        } else if (limit == bytes.length) {
            // the byte before the next one stays: whether a line begins here depends on it
            int from = Math.max(0, position - 1);
            if (from >= bytes.length / 2) {
                System.arraycopy(bytes, from, bytes, 0, limit - from);
            } else {
                byte[] larger = new byte[bytes.length * 2];
                System.arraycopy(bytes, from, larger, 0, limit - from);
                bytes = larger;
            }
            position -= from;
            limit -= from;
        }
        int count = members.read(bytes, limit, bytes.length - limit);
        if (count < 0) {
            live = false;
            return false;
        }
        limit += count;
        return true;
    }

    /** Makes {@code count} bytes available; false if the member ends before. */
    boolean ensure(int count) throws IOException, UnreadableException {
        while (limit - position < count) {
            if (!more()) {
                return false;
            }
        }
        return true;
    }

    /** Takes bytes of the open member, straight into {@code into} where none are at hand; -1 at its end. */
    int read(byte[] into, int offset, int length) throws IOException, UnreadableException {
        if (position < limit) {
            int count = Math.min(length, limit - position);
            System.arraycopy(bytes, position, into, offset, count);
            position += count;
            return count;
        }
        int count = live ? members.read(into, offset, length) : -1;
        live = count >= 0;
        return count;
    }

    /** Passes over at most {@code count} bytes of the open member; how many there were. */
    long skipFully(long count) throws IOException, UnreadableException {
        long left = count;
        while (left > 0 && (position < limit || more())) {
            int step = (int) Math.min(left, limit - position);
            position += step;
            left -= step;
        }
        return count - left;
    }

    /**
     * At the end of a member within a record: opens the next one if the record goes on there. False if the file ends or a
     * new record begins; the window then stands there.
     */
    boolean continues() throws IOException, UnreadableException {
        while (members.window.ensure(1) && !members.startsHere()) {
            openMember();
            if (more()) {
                return true;
            }
        }
        return false;
    }

    /** Puts bytes that were taken back in front. */
    void putBack(byte[] taken, int from, int to) {
        byte[] joined = new byte[Math.max(FIRST, to - from + limit - position)];
        System.arraycopy(taken, from, joined, 0, to - from);
        System.arraycopy(bytes, position, joined, to - from, limit - position);
        limit = to - from + limit - position;
        position = 0;
        bytes = joined;
    }

    /** Goes to the first record that begins behind the next byte and within {@code count} bytes, all at hand; false if there is none. */
    boolean startsWithin(LineForm form, int count) {
        int found = form.find(bytes, position + 1, limit);
        if (found < 0 || found >= position + count) {
            return false;
        }
        position = found;
        return true;
    }

    /** Goes to the next line in this member that begins a record; false, at the end of the member, if there is none. */
    boolean findRecord(LineForm form) throws IOException, UnreadableException {
        while (true) {
            int found = form.find(bytes, position, limit);
            if (found >= 0) {
                position = found;
                return true;
            }
            // the beginning of a record may be at hand already, its rest not
            position = Math.max(position, limit - form.lookAhead());
            if (!more()) {
                position = limit;
                return false;
            }
        }
    }

    /** A copy of the first bytes at hand. */
    byte[] head(int count) {
        return Arrays.copyOfRange(bytes, position, Math.min(limit, position + count));
    }
}
