package org.mathlode.pipeline.warc;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.mathlode.pipeline.warc.UnreadableException.Layer;

/** Reads what stands before the block of a record: version line and headers, or the line of an ARC file. */
final class HeadReader {
    private static final String USUAL_VERSION = "WARC/1.0";
    private static final byte[] USUAL_LINE = "WARC/1.0\r".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] CONTENT_LENGTH = "Content-Length: ".getBytes(StandardCharsets.US_ASCII);
    private static final int LONGEST_LINE = 64 << 10;
    private static final int SHOWN = 32;
    /** No length has more digits. */
    private static final int MOST_DIGITS = 18;

    private final Unpacked unpacked;
    private final int maxHeaderBytes;
    private LineForm form = LineForm.WARC;
    private boolean startSeen;
    private boolean cut;

    HeadReader(Unpacked unpacked, int maxHeaderBytes) {
        this.unpacked = unpacked;
        this.maxHeaderBytes = maxHeaderBytes;
    }

    /**
     * The head of a record.
     *
     * @param length bytes of the block, as the head says
     */
    record Head(String version, WarcHeaders headers, long length) {}

    /** How the records of the file begin, as far as it is known. */
    LineForm form() {
        return form;
    }

    /** Whether anything in the file looked like the beginning of a record. */
    boolean startSeen() {
        return startSeen;
    }

    /** Whether the head read last ended with the bytes of the file, before its time. */
    boolean cut() {
        return cut;
    }

    /** The head at hand, which then has been taken: the block is next. */
    Head read() throws IOException, UnreadableException {
        cut = false;
        boolean ahead = unpacked.ensure(RecordStart.LOOK_AHEAD);
        while (!ahead && RecordStart.mayGoOn(unpacked.bytes(), unpacked.index(), unpacked.limit()) && unpacked.continues()) {
            ahead = unpacked.ensure(RecordStart.LOOK_AHEAD);
        }
        if (RecordStart.isWarc(unpacked.bytes(), unpacked.index(), unpacked.limit())) {
            form = LineForm.WARC;
            startSeen = true;
            return warcHead();
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
        return new Head("ARC", arc.headers(), arc.length());
    }

    private Head warcHead() throws IOException, UnreadableException {
        int length = headerLength();
        byte[] bytes = unpacked.bytes();
        int from = unpacked.index();
        int line = HeaderLines.newline(bytes, from, from + length);
        String version = isUsual(bytes, from, line) ? USUAL_VERSION : HeaderLines.text(bytes, from, line).strip();
        WarcHeaders headers = WarcHeaders.ofLines(Arrays.copyOfRange(bytes, line + 1, from + length));
        long written = usualContentLength(bytes, line + 1, from + length);
        unpacked.skip(length);
        return new Head(version, headers, written >= 0 ? written : contentLength(headers));
    }

    /** The length where it is written as nearly everybody does, found without reading the other fields; else -1. */
    private static long usualContentLength(byte[] bytes, int from, int to) {
        int end;
        for (int line = from; line < to; line = end + 1) {
            end = HeaderLines.newline(bytes, line, to);
            if (bytes[line] == 'c' || bytes[line] == ' ' || bytes[line] == '\t' || bytes[line] == 'C' && bytes[line + 1] == 'O') {
                return -1;
            }
            int at = line + CONTENT_LENGTH.length;
            if (at < end && bytes[line] == 'C' && Arrays.equals(bytes, line, at - 2, CONTENT_LENGTH, 0, CONTENT_LENGTH.length - 2)) {
                int digits = at;
                long length = 0;
                while (bytes[at] >= '0' && bytes[at] <= '9') {
                    length = 10 * length + bytes[at++] - '0';
                }
                boolean usual = bytes[digits - 2] == ':' && bytes[digits - 1] == ' ' && at > digits && at - digits <= MOST_DIGITS && bytes[at] == '\r' && at + 1 == end
                        && (bytes[end + 1] == '\r' || bytes[end + 1] > ' ');
                return usual ? length : -1;
            }
        }
        return -1;
    }

    private static boolean isUsual(byte[] bytes, int from, int to) {
        return to - from == USUAL_LINE.length && Arrays.equals(bytes, from, to, USUAL_LINE, 0, USUAL_LINE.length);
    }

    private static long contentLength(WarcHeaders headers) throws UnreadableException {
        String written = headers.first("Content-Length").orElseThrow(() -> unreadable("the record has no Content-Length"));
        long length = 0;
        for (int i = 0; i < written.length() && length >= 0; i++) {
            char digit = written.charAt(i);
            length = digit >= '0' && digit <= '9' && i < MOST_DIGITS ? length * 10 + digit - '0' : -1;
        }
        if (length < 0 || written.isEmpty()) {
            String start = written.length() > SHOWN ? written.substring(0, SHOWN) + "…" : written;
            throw unreadable("Content-Length is no number of bytes: \"" + start + "\"");
        }
        return length;
    }

    /** Bytes up to and with the blank line behind the headers; all of them are then at hand. */
    private int headerLength() throws IOException, UnreadableException {
        int searched = 0;
        while (true) {
            int end = HeaderLines.end(unpacked.bytes(), unpacked.index() + searched, unpacked.limit());
            if (end >= 0) {
                return end - unpacked.index();
            }
            if (unpacked.available() > maxHeaderBytes) {
                unpacked.skip(unpacked.available() - 2);
                throw unreadable("the headers are longer than " + maxHeaderBytes + " bytes");
            }
            searched = Math.max(0, unpacked.available() - 2);
            if (!unpacked.more() && !unpacked.continues()) {
                unpacked.skip(unpacked.available());
                cut = true;
                throw unreadable("the headers do not end");
            }
        }
    }

    /** Bytes of the line at hand with its end; all that is left of the member if it has none. */
    private int lineLength() throws IOException, UnreadableException {
        int i = 0;
        while (i < LONGEST_LINE && (i < unpacked.available() || unpacked.more())) {
            if (unpacked.at(i++) == '\n') {
                return i;
            }
        }
        return i;
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
}
