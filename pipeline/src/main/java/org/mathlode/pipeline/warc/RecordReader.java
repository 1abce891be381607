package org.mathlode.pipeline.warc;

import java.io.Closeable;
import java.io.IOException;
import java.util.Arrays;
import org.mathlode.pipeline.warc.UnreadableException.Layer;
import org.mathlode.pipeline.warc.WarcDamage.Kind;

/** Finds the records in the unpacked bytes, one after the other, and the way on after one that cannot be read. */
final class RecordReader implements Closeable {
    private static final byte[] NONE = {};
    /** A block that claims to be large gets its memory as it comes. */
    private static final int FIRST_BLOCK = 1 << 20;
    private static final int SEPARATOR = 4;
    /** How far a block with too small a length is followed to the end of its member. */
    private static final int LONGEST_REST = 1 << 20;
    private static final int SHOWN = 32;

    private final WarcSource source;
    private final WarcLimits limits;
    private final Members members;
    private final Unpacked unpacked;
    private final boolean packed;
    private final ByteWindow window;

    private LineForm form = LineForm.WARC;
    private long end;
    private boolean wholeFile = true;
    private long recordStart;
    private int recordsInMember;
    private long records;
    private long damages;
    private boolean startSeen;
    private boolean separated = true;
    private long reread;
    private WarcEntry pending;

    RecordReader(WarcSource source, Members members, WarcLimits limits) {
        this.source = source;
        this.members = members;
        this.limits = limits;
        this.unpacked = new Unpacked(members);
        this.packed = !(members instanceof PlainMembers);
        this.window = members.window;
    }

    /** Reads members that begin before {@code end}. */
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
        if (pending != null) {
            WarcEntry entry = pending;
            pending = null;
            return entry;
        }
        while (true) {
            try {
                if (!unpacked.isOpen()) {
                    if (window.offset() >= end) {
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

    /** Passes over line ends; false at the end of the member. */
    private boolean skipBlank() throws IOException, UnreadableException {
        while (unpacked.ensure(1)) {
            int length = lineEndAt(0);
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
        byte next = unpacked.bytes()[unpacked.index() + ahead];
        if (next == '\n') {
            return 1;
        }
        return next == '\r' && unpacked.ensure(ahead + 2) && unpacked.bytes()[unpacked.index() + ahead + 1] == '\n' ? 2 : 0;
    }

    private WarcRecord record() throws IOException, UnreadableException {
        unpacked.ensure(RecordStart.LOOK_AHEAD);
        if (RecordStart.isWarc(unpacked.bytes(), unpacked.index(), unpacked.limit())) {
            form = LineForm.WARC;
            startSeen = true;
            return warcRecord();
        }
        boolean arcFile = RecordStart.isArcFile(unpacked.bytes(), unpacked.index(), unpacked.limit());
        if (arcFile) {
            form = LineForm.ARC;
            startSeen = true;
        }
        int line = lineLength();
        ArcLine arc = ArcLine.parse(unpacked.bytes(), unpacked.index(), unpacked.index() + line);
        if (arc == null) {
            String shown = shown();
            unpacked.skip(arcFile ? line : 0);
            throw unreadable("no record starts here but \"" + shown + "\"");
        }
        form = LineForm.ARC;
        startSeen = true;
        unpacked.skip(line);
        return block("ARC", arc.headers(), arc.length());
    }

    private WarcRecord warcRecord() throws IOException, UnreadableException {
        int length = headerLength();
        byte[] bytes = unpacked.bytes();
        int from = unpacked.index();
        int line = from;
        while (bytes[line] != '\n') {
            line++;
        }
        String version = HeaderLines.text(bytes, from, line).strip();
        WarcHeaders headers = HeaderLines.parse(bytes, line + 1, from + length);
        unpacked.skip(length);
        return block(version, headers, contentLength(headers));
    }

    private static long contentLength(WarcHeaders headers) throws UnreadableException {
        String written = headers.first("Content-Length").orElseThrow(() -> unreadable("the record has no Content-Length"));
        if (written.isEmpty() || written.length() > 18 || !written.chars().allMatch(c -> c >= '0' && c <= '9')) {
            String start = written.length() > SHOWN ? written.substring(0, SHOWN) + "…" : written;
            throw unreadable("Content-Length is no number of bytes: \"" + start + "\"");
        }
        return Long.parseLong(written);
    }

    /** Bytes up to and with the blank line behind the headers; all of them are then at hand. */
    private int headerLength() throws IOException, UnreadableException {
        int searched = 0;
        while (true) {
            int end = HeaderLines.end(unpacked.bytes(), unpacked.index() + searched, unpacked.limit());
            if (end >= 0) {
                return end - unpacked.index();
            }
            if (unpacked.available() > limits.maxHeaderBytes()) {
                unpacked.skip(unpacked.available() - 2);
                throw unreadable("the headers are longer than " + limits.maxHeaderBytes() + " bytes");
            }
            searched = Math.max(0, unpacked.available() - 2);
            if (!unpacked.more() && !unpacked.continues()) {
                unpacked.skip(unpacked.available());
                throw unreadable("the headers do not end");
            }
        }
    }

    /** Bytes of the line at hand with its end; all that is left of the member if it has none. */
    private int lineLength() throws IOException, UnreadableException {
        int i = 0;
        while (i < (64 << 10) && (i < unpacked.available() || unpacked.more())) {
            if (unpacked.bytes()[unpacked.index() + i++] == '\n') {
                return i;
            }
        }
        return i;
    }

    private WarcRecord block(String version, WarcHeaders headers, long length) throws IOException, UnreadableException {
        long blockStart = packed ? -1 : unpacked.plainOffset();
        if (!packed && source.length() >= 0 && length > source.length() - blockStart && window.reaches(blockStart)) {
            if (unpacked.findRecord(form)) {
                throw unreadable("Content-Length passes the end of the file: " + length);
            }
            goTo(blockStart);
        }
        int wanted = (int) Math.min(length, limits.maxBlockBytes());
        byte[] block = wanted == 0 ? NONE : new byte[Math.min(wanted, FIRST_BLOCK)];
        String note = "";
        long taken = 0;
        while (taken < length) {
            long step;
            if (taken < wanted) {
                if (taken == block.length) {
                    block = Arrays.copyOf(block, (int) Math.min(wanted, 2L * block.length));
                }
                step = unpacked.read(block, (int) taken, block.length - (int) taken);
            } else {
                step = unpacked.skipFully(length - taken);
                step = step == 0 ? -1 : step;
            }
            if (step < 0) {
                if (!unpacked.continues()) {
                    note = cut(block, taken, length);
                    block = Arrays.copyOf(block, (int) Math.min(taken, block.length));
                    length = taken;
                }
                step = 0;
            }
            taken += step;
        }
        if (note.isEmpty() && !separatedFromNext()) {
            byte[] longer = restOfMember(block, length);
            if (longer != null) {
                note = "Content-Length " + length + " is less than the block";
                length = longer.length;
                block = longer;
            } else {
                rejectIfTooLong(block, length, blockStart);
                note = "no blank lines behind the block";
            }
        }
        boolean alone = recordsInMember == 0 && !unpacked.isOpen();
        long size = !packed ? unpacked.plainOffset() - recordStart : alone ? window.offset() - recordStart : -1;
        return new WarcRecord(source.name(), recordStart, size, version, headers, block, length, note);
    }

    /**
     * The block ended before its length was reached. What was taken may hold the records that follow. Without any, the last
     * record of an unpacked file is given as far as it goes, with an error behind it; a packed one has no checksum to vouch for it.
     */
    private String cut(byte[] block, long taken, long length) throws UnreadableException {
        if (taken <= block.length && searchesMember()) {
            unpacked.putBack(block, 0, (int) taken);
            if (!unpacked.startsWithin(form, (int) taken)) {
                unpacked.skip((int) taken);
            }
        }
        String reason = "Content-Length is " + length + " but the block ends after " + taken + " bytes";
        if (packed || unpacked.isOpen()) {
            throw unreadable(reason);
        }
        pending = damage(unpacked.plainOffset(), 0, Kind.DAMAGED, reason);
        return reason;
    }

    /** Takes the blank lines behind a block; false if neither they, nor a record, nor the end of the member follow. */
    private boolean separatedFromNext() throws IOException, UnreadableException {
        int blank = 0;
        int lines = 0;
        for (int length = lineEndAt(0); length > 0 && lines < 2; length = lineEndAt(blank)) {
            blank += length;
            lines++;
        }
        boolean full = lines >= (form == LineForm.ARC ? 1 : 2);
        boolean last = !unpacked.ensure(blank + 1);
        if (!last && !full) {
            unpacked.ensure(blank + form.lookAhead());
            if (!RecordStart.isAt(unpacked.bytes(), unpacked.index() + blank, unpacked.limit())) {
                return false;
            }
        }
        unpacked.skip(blank);
        if (last && !packed && !full && separated && records > 0) {
            pending = damage(unpacked.plainOffset(), 0, Kind.DAMAGED, "the file ends before the blank lines behind its last record");
        }
        separated &= full;
        return true;
    }

    /**
     * A member that holds one record tells where the block really ends: Common Crawl's files of August 2018 have a
     * Content-Length that is two bytes short in every record. Null if the member holds more than this record.
     */
    private byte[] restOfMember(byte[] block, long length) throws IOException, UnreadableException {
        if (!packed || recordsInMember > 0 || block.length < length || block.length > limits.maxBlockBytes() - LONGEST_REST) {
            return null;
        }
        if (unpacked.ensure(LONGEST_REST) || form.find(unpacked.bytes(), unpacked.index(), unpacked.limit()) >= 0) {
            return null;
        }
        byte[] rest = unpacked.head(LONGEST_REST);
        unpacked.skip(rest.length);
        int end = rest.length;
        for (int i = 0; i < SEPARATOR && end > 0 && (rest[end - 1] == '\r' || rest[end - 1] == '\n'); i++) {
            end--;
        }
        byte[] longer = Arrays.copyOf(block, block.length + end);
        System.arraycopy(rest, 0, longer, block.length, end);
        return longer;
    }

    /** Nothing separates the block from what follows: if a record begins within it, its length was too large. */
    private void rejectIfTooLong(byte[] block, long length, long blockStart) throws IOException, UnreadableException {
        if (!searchesMember()) {
            return;
        }
        String reason = "Content-Length " + length + " goes beyond the start of the next record";
        if (block.length == length) {
            unpacked.ensure(form.lookAhead());
            unpacked.putBack(block, 0, block.length);
            if (unpacked.startsWithin(form, block.length)) {
                throw unreadable(reason);
            }
            unpacked.skip(block.length);
        } else if (!packed && window.reaches(blockStart) && reread <= 8 * window.offset()) {
            long here = unpacked.plainOffset();
            reread += here - blockStart;
            goTo(blockStart);
            if (unpacked.findRecord(form) && unpacked.plainOffset() < here) {
                throw unreadable(reason);
            }
            goTo(here);
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
                if (searchesMember() && unpacked.isOpen() && unpacked.findRecord(form)) {
                    return damage(from, packed ? -1 : unpacked.plainOffset() - from, Kind.DAMAGED, cause.getMessage());
                }
                unpacked.skipFully(Long.MAX_VALUE);
            } catch (UnreadableException e) {
                layer = e.layer();
            }
        }
        unpacked.abandon();
        boolean atMemberEnd = layer == Layer.RECORD || layer == Layer.CHECKSUM && (!window.ensure(1) || members.startsHere());
        if (!atMemberEnd) {
            window.seek(unpacked.memberStart() + 1);
        }
        if (window.ensure(1) && !members.startsHere()) {
            members.findStart();
        }
        boolean foreign = wholeFile && records == 0 && !startSeen && !window.ensure(1);
        return damage(from, window.offset() - from, foreign ? Kind.NOT_A_WARC : Kind.DAMAGED,
                foreign ? "no WARC file: " + cause.getMessage() : cause.getMessage());
    }

    private WarcDamage damage(long offset, long length, Kind kind, String reason) {
        damages++;
        return new WarcDamage(source.name(), offset, length, kind, reason);
    }

    private String shown() {
        StringBuilder text = new StringBuilder();
        for (byte b : unpacked.head(SHOWN)) {
            text.append(b >= ' ' && b < 127 ? (char) b : '.');
        }
        return text.toString();
    }

    private static UnreadableException unreadable(String reason) {
        return new UnreadableException(Layer.RECORD, reason);
    }

    @Override
    public void close() {
        members.close();
    }
}
