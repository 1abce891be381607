package org.mathlode.pipeline.warc;

import java.io.Closeable;
import java.io.IOException;
import org.mathlode.pipeline.warc.UnreadableException.Layer;
import org.mathlode.pipeline.warc.WarcDamage.Kind;

/** Finds the records in the unpacked bytes, one after the other, and the way on after one that cannot be read. */
final class RecordReader implements Closeable {
    /** How far a block with too small a length is followed to the end of its member. */
    private static final int LONGEST_REST = 1 << 20;

    private final WarcSource source;
    private final WarcLimits limits;
    private final Members members;
    private final Unpacked unpacked;
    private final HeadReader heads;
    private final boolean packed;
    private final ByteWindow window;

    private long end;
    private boolean wholeFile = true;
    private long recordStart;
    private int recordsInMember;
    private long records;
    private long damages;
    private boolean separated = true;
    private long reread;
    private WarcEntry pending;
    /** Whether the bytes of the record that cannot be read ran out before its end. */
    private boolean recordCut;
    /** Bytes of the blank lines behind the block that is being read. */
    private int separator;
    private WarcRecord lent;

    RecordReader(WarcSource source, Members members, WarcLimits limits) {
        this.source = source;
        this.members = members;
        this.limits = limits;
        this.unpacked = new Unpacked(members);
        this.heads = new HeadReader(unpacked, limits.maxHeaderBytes());
        this.packed = !(members instanceof PlainMembers);
        this.window = members.window;
    }

    /**
     * Reads members that begin before {@code end}, and what lies between the last of them and the next record: a reader
     * that begins in the middle of the file cannot know of bytes that do not begin a record.
     */
    void begin(long end) {
        this.end = end;
    }

    /** The range does not begin with the file: that it has no entry means nothing. */
    void inTheMiddle() {
        wholeFile = false;
    }

    /** The file begins with bytes that are no WARC, up to {@code offset}. */
    void passedOver(long offset) throws IOException {
        boolean nothing = !window.ensure(1);
        pending = damage(0, offset, nothing ? Kind.NOT_A_WARC : Kind.DAMAGED,
                nothing ? "no WARC file: neither packed nor a record at its beginning" : "no record at the beginning of the file");
    }

    /** The next entry, or null at the end. */
    WarcEntry read() throws IOException {
        if (lent != null) {
            lent.giveBack();
            lent = null;
        }
        if (pending != null) {
            WarcEntry entry = pending;
            pending = null;
            return entry;
        }
        while (true) {
            try {
                if (!unpacked.isOpen()) {
                    if (window.offset() >= end && (!window.ensure(1) || members.startsHere())) {
                        return null;
                    }
                    recordStart = window.offset();
                    recordsInMember = 0;
                    if (!window.ensure(1)) {
                        return nothingAtAll();
                    }
                    unpacked.openMember();
                }
                if (skipBlank()) {
                    if (!packed) {
                        recordStart = unpacked.plainOffset();
                    }
                    WarcRecord record = record();
                    recordsInMember++;
                    records++;
                    return record;
                }
            } catch (UnreadableException e) {
                return recover(e);
            }
        }
    }

    /** One entry behind the end of the range, or null at the end of the file. */
    WarcEntry readBehindEnd() throws IOException {
        long endOfRange = end;
        end = Long.MAX_VALUE;
        WarcEntry entry = read();
        end = endOfRange;
        return entry;
    }

    private WarcEntry nothingAtAll() {
        if (!wholeFile || records + damages > 0) {
            return null;
        }
        return damage(0, window.offset(), Kind.EMPTY_FILE, window.offset() == 0 ? "the file is empty (0 bytes)" : "the file unpacks to nothing");
    }

    /** Passes over line ends and byte order marks; false at the end of the member. */
    private boolean skipBlank() throws IOException, UnreadableException {
        while (unpacked.ensure(1)) {
            int length = lineEndAt(0);
            if (length == 0 && unpacked.at(0) == (byte) 0xef && unpacked.ensure(3)
                    && RecordStart.isByteOrderMark(unpacked.bytes(), unpacked.index(), unpacked.limit())) {
                length = 3;
            }
            if (length == 0) {
                return true;
            }
            unpacked.skip(length);
        }
        return false;
    }

    /** Bytes of the line end that lies so far ahead: 1 for LF, 2 for CRLF, 0 if there is none. */
    private int lineEndAt(int ahead) throws IOException, UnreadableException {
        if (!unpacked.ensure(ahead + 1)) {
            return 0;
        }
        if (unpacked.at(ahead) == '\n') {
            return 1;
        }
        return unpacked.at(ahead) == '\r' && unpacked.ensure(ahead + 2) && unpacked.at(ahead + 1) == '\n' ? 2 : 0;
    }

    private WarcRecord record() throws IOException, UnreadableException {
        recordCut = false;
        HeadReader.Head head = heads.read();
        return block(head.version(), head.headers(), head.length());
    }

    private WarcRecord block(String version, WarcHeaders headers, long length) throws IOException, UnreadableException {
        long start = packed ? -1 : unpacked.plainOffset();
        if (!packed && source.length() >= 0 && length > source.length() - start && window.reaches(start)) {
            if (unpacked.findRecord(heads.form())) {
                throw unreadable("Content-Length passes the end of the file: " + length);
            }
            goTo(start);
        }
        int kept = (int) Math.min(length, limits.maxBlockBytes());
        long dropped = 0;
        boolean cut = false;
        while (!cut && (!unpacked.ensure(kept) || (dropped += unpacked.drop(kept, length - kept - dropped)) < length - kept)) {
            cut = !unpacked.continues();
        }
        String note = "";
        int taken = kept;
        if (cut) {
            long there = unpacked.available() + dropped;
            note = cut(there, length);
            kept = unpacked.available();
            length = there;
            taken = kept;
        } else if (separatedFromNext(kept)) {
            taken = kept + separator;
        } else {
            int longer = restOfMember(kept, length);
            if (longer > 0) {
                note = "Content-Length " + length + " is less than the block";
                kept = longer;
                length = longer;
                taken = unpacked.available();
            } else {
                rejectIfTooLong(kept, length, start);
                note = "no blank lines behind the block";
            }
        }
        unpacked.skip(taken);
        boolean alone = recordsInMember == 0 && !unpacked.isOpen();
        long size = !packed ? unpacked.plainOffset() - recordStart : alone ? window.offset() - recordStart : -1;
        int from = unpacked.index() - taken;
        lent = new WarcRecord(new WarcRecord.Place(source.name(), recordStart, size, packed ? recordsInMember : 0), version, headers, unpacked.bytes(),
                new WarcRecord.BlockRange(from, from + kept, length), note);
        return lent;
    }

    /**
     * The block ended before its length was reached. What was taken may hold the records that follow. Without any, the last
     * record of an ARC file is given as far as it goes, with an error behind it: lengths in ARC files are often a little off.
     */
    private String cut(long taken, long length) throws IOException, UnreadableException {
        String reason = "Content-Length is " + length + " but the block ends after " + taken + " bytes";
        recordCut = true;
        if (heads.form() == LineForm.WARC || window.ensure(1) || searchesMember() && unpacked.findWithin(heads.form(), unpacked.available())) {
            throw unreadable(reason);
        }
        pending = damage(window.offset(), 0, Kind.TRUNCATED, reason);
        return reason;
    }

    /** Whether blank lines, a record or the end of the member follow the block; counts the bytes of the blank lines. */
    private boolean separatedFromNext(int kept) throws IOException, UnreadableException {
        separator = 0;
        int lines = 0;
        for (int length = lineEndAt(kept); length > 0 && lines < 2; length = lineEndAt(kept + separator)) {
            separator += length;
            lines++;
        }
        boolean full = lines >= (heads.form() == LineForm.ARC ? 1 : 2);
        int behind = kept + separator;
        boolean last = !unpacked.ensure(behind + 1);
        if (!last && !full) {
            unpacked.ensure(behind + heads.form().lookAhead());
            // the rest of an ARC line is an ARC line too
            boolean lineStart = behind == 0 || heads.form() == LineForm.WARC || unpacked.at(behind - 1) == '\n';
            if (!lineStart || !RecordStart.isAt(unpacked.bytes(), unpacked.index() + behind, unpacked.limit())) {
                return false;
            }
        }
        if (last && !packed && !full && separated) {
            pending = damage(window.offset(), 0, Kind.TRUNCATED, "the file ends before the blank lines behind its last record");
        }
        separated &= full;
        return true;
    }

    /**
     * A member that holds one record tells where the block really ends: Common Crawl's files of August 2018 have a
     * Content-Length that is two bytes short in every record. The length of the block, or 0 if the member holds more than
     * this record.
     */
    private int restOfMember(int kept, long length) throws IOException, UnreadableException {
        if (!packed || recordsInMember > 0 || kept < length || unpacked.ensure(kept + LONGEST_REST)
                || heads.form().find(unpacked.bytes(), unpacked.index() + kept, unpacked.limit()) >= 0) {
            return 0;
        }
        int end = unpacked.available();
        for (int i = 0; i < 4 && end > kept && (unpacked.at(end - 1) == '\r' || unpacked.at(end - 1) == '\n'); i++) {
            end--;
        }
        return end;
    }

    /** Nothing separates the block from what follows: if a record begins within it, its length was too large. */
    private void rejectIfTooLong(int kept, long length, long start) throws IOException, UnreadableException {
        if (!searchesMember()) {
            return;
        }
        String reason = "Content-Length " + length + " goes beyond the start of the next record";
        if (kept == length) {
            unpacked.ensure(kept + heads.form().lookAhead());
            if (unpacked.findWithin(heads.form(), kept)) {
                throw unreadable(reason);
            }
        } else if (!packed && window.reaches(start) && reread <= 8 * window.offset()) {
            long behind = start + length;
            reread += length;
            goTo(start);
            if (unpacked.findRecord(heads.form()) && unpacked.plainOffset() < behind) {
                throw unreadable(reason);
            }
            goTo(start);
            unpacked.ensure(kept);
            unpacked.drop(kept, length - kept);
        }
    }

    private void goTo(long plainOffset) throws IOException, UnreadableException {
        unpacked.abandon();
        window.seek(plainOffset);
        unpacked.openMember();
    }

    /**
     * Whether the next record may lie in the same member. Where members hold one record each they are the better guide: a
     * page may quote a WARC record.
     */
    private boolean searchesMember() {
        return !packed || recordsInMember > 0 || unpacked.memberStart() == 0;
    }

    private WarcDamage recover(UnreadableException cause) throws IOException {
        long from = recordStart;
        Layer layer = cause.layer();
        if (layer == Layer.RECORD) {
            try {
                if (searchesMember() && unpacked.isOpen() && unpacked.findRecord(heads.form())) {
                    return damage(from, packed ? -1 : unpacked.plainOffset() - from, Kind.DAMAGED, cause.getMessage());
                }
                unpacked.drop(0, Long.MAX_VALUE);
            } catch (UnreadableException e) {
                layer = e.layer();
            }
        }
        unpacked.abandon();
        if (layer != Layer.RECORD) {
            window.seek(unpacked.memberStart() + 1);
        }
        if (window.ensure(1) && !members.startsHere()) {
            members.findStart();
        }
        boolean nothingFollows = !window.ensure(1);
        boolean foreign = wholeFile && records == 0 && !heads.startSeen() && nothingFollows;
        if (foreign) {
            return damage(from, window.offset() - from, Kind.NOT_A_WARC, "no WARC file: " + cause.getMessage());
        }
        boolean truncated = nothingFollows && (layer == Layer.END || cause.layer() == Layer.END || recordCut || heads.cut());
        return damage(from, window.offset() - from, truncated ? Kind.TRUNCATED : Kind.DAMAGED, cause.getMessage());
    }

    private WarcDamage damage(long offset, long length, Kind kind, String reason) {
        damages++;
        return new WarcDamage(source.name(), offset, length, kind, reason);
    }

    private static UnreadableException unreadable(String reason) {
        return new UnreadableException(Layer.RECORD, reason);
    }

    @Override
    public void close() {
        members.close();
    }
}
