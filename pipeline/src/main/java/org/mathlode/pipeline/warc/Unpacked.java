package org.mathlode.pipeline.warc;

import java.io.IOException;
import java.util.Arrays;

/**
 * The unpacked bytes of a file, member by member, with as many at hand as the record needs that is being read. A record
 * is taken, by {@link #skip}, only when it is known what follows it; until then nothing of it is lost.
 */
final class Unpacked {
    /** Larger steps make unpacking faster up to here. */
    private static final int USUAL = 256 << 10;
    /** Few records are larger; memory for those is let go of. */
    private static final int RETAINED = 2 << 20;

    private final Members members;
    private byte[] bytes = new byte[USUAL];
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
        return members.window.offset() - available();
    }

    /** The bytes at hand: {@link #index} to {@link #limit}. Reading more moves them. */
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

    /** The byte so far ahead, which has to be at hand. */
    byte at(int ahead) {
        return bytes[position + ahead];
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
        makeRoom();
        int count = members.read(bytes, limit, bytes.length - limit);
        if (count < 0) {
            live = false;
            return false;
        }
        limit += count;
        return true;
    }

    private void makeRoom() {
        if (position == limit) {
            bytes = bytes.length > RETAINED ? new byte[USUAL] : bytes;
            position = 0;
            limit = 0;
        } else if (limit == bytes.length) {
            // the byte before the next one stays: whether a line begins here depends on it
            int from = Math.max(0, position - 1);
            byte[] target = from >= bytes.length / 2 ? bytes : new byte[Math.multiplyExact(bytes.length, 2)];
            System.arraycopy(bytes, from, target, 0, limit - from);
            bytes = target;
            position -= from;
            limit -= from;
        }
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

    /**
     * Keeps the next {@code kept} bytes, which have to be at hand, and drops bytes of this member behind them.
     *
     * @return how many were dropped: {@code count}, or fewer at the end of the member
     */
    long drop(int kept, long count) throws IOException, UnreadableException {
        long left = count;
        while (left > 0 && ensure(kept + 1)) {
            int from = position + kept;
            int step = (int) Math.min(left, limit - from);
            System.arraycopy(bytes, from + step, bytes, from, limit - from - step);
            limit -= step;
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

    /** Goes to the first record that begins behind the next byte and within {@code count} bytes; false if there is none. */
    boolean findWithin(LineForm form, int count) {
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
