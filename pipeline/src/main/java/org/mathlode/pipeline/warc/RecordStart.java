package org.mathlode.pipeline.warc;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Tells whether bytes are the beginning of a WARC or ARC record. */
final class RecordStart {
    private static final byte[] WARC = "warc/".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] FILEDESC = "filedesc:".getBytes(StandardCharsets.US_ASCII);
    private static final int LONGEST_VERSION = 16;
    /** Enough to hold a version line and the first header names. */
    static final int LOOK_AHEAD = 64;

    private RecordStart() {}

    /** Whether a record begins at {@code from}, or behind the blank lines there; too few bytes are no record. */
    static boolean isAt(byte[] bytes, int from, int to) {
        int start = isByteOrderMark(bytes, from, to) ? from + 3 : from;
        while (start < to && (bytes[start] == '\r' || bytes[start] == '\n')) {
            start++;
        }
        return isWarc(bytes, start, to) || isArcFile(bytes, start, to) || ArcLine.isAt(bytes, start, to);
    }

    /** Whether the mark of UTF-8 stands here, which editors and other software put in front of text. */
    static boolean isByteOrderMark(byte[] bytes, int from, int to) {
        return to - from >= 3 && bytes[from] == (byte) 0xef && bytes[from + 1] == (byte) 0xbb && bytes[from + 2] == (byte) 0xbf;
    }

    /** Whether a version line stands here: {@code WARC/} in any case, a number, a line end. */
    static boolean isWarc(byte[] bytes, int from, int to) {
        return behindVersion(bytes, from, to) > 0;
    }

    /** Whether a version line and the name of a header field stand here: what a search in the middle of a file asks for. */
    static boolean isWarcWithField(byte[] bytes, int from, int to) {
        int at = behindVersion(bytes, from, to);
        if (at < 0) {
            return false;
        }
        int name = at;
        while (at < to && at - name < LOOK_AHEAD && (Character.isLetterOrDigit(bytes[at]) || bytes[at] == '-')) {
            at++;
        }
        return at > name && at < to && bytes[at] == ':';
    }

    /** Whether the first record of an ARC file begins here, however broken its line. */
    static boolean isArcFile(byte[] bytes, int from, int to) {
        if (to - from < FILEDESC.length) {
            return false;
        }
        return Arrays.equals(bytes, from, from + FILEDESC.length, FILEDESC, 0, FILEDESC.length);
    }

    /** Whether the bytes could be the first of a version line whose rest is missing. */
    static boolean mayGoOn(byte[] bytes, int from, int to) {
        int compared = Math.min(to - from, WARC.length);
        if (compared == 0 || !beginsLikeWarc(bytes, from, compared)) {
            return false;
        }
        for (int i = from + compared; i < to; i++) {
            if (bytes[i] == '\n') {
                return false;
            }
        }
        return to - from < WARC.length + LONGEST_VERSION;
    }

    private static boolean beginsLikeWarc(byte[] bytes, int from, int compared) {
        for (int i = 0; i < compared; i++) {
            // the slash has this bit already
            if ((bytes[from + i] | 0x20) != WARC[i]) {
                return false;
            }
        }
        return true;
    }

    private static int behindVersion(byte[] bytes, int from, int to) {
        if (to - from < WARC.length) {
            return -1;
        }
        if (!beginsLikeWarc(bytes, from, WARC.length)) {
            return -1;
        }
        int at = from + WARC.length;
        int number = at;
        while (at < to && at - number < LONGEST_VERSION && (bytes[at] >= '0' && bytes[at] <= '9' || bytes[at] == '.')) {
            at++;
        }
        if (at == number) {
            return -1;
        }
        while (at < to && (bytes[at] == ' ' || bytes[at] == '\r')) {
            at++;
        }
        return at < to && bytes[at] == '\n' ? at + 1 : -1;
    }
}
