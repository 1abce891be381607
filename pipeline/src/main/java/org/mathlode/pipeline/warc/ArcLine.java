package org.mathlode.pipeline.warc;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The line before each record of an ARC file (Internet Archive's format of 1996): URL, IP address, date, media type and
 * length, in version 2 with five more fields before the length. The URL may hold blanks, against the format; so the
 * line is read around its date.
 */
record ArcLine(String url, String ip, String date, String mediaType, long length) {
    private static final Pattern LINE = Pattern.compile("([A-Za-z][A-Za-z0-9+.-]*:.*?) ([0-9A-Fa-f.:]*|-) (\\d{12,17}|null|-) (.*) (\\d{1,18})");
    private static final int LONGEST = 64 << 10;

    /** Whether a whole such line stands at {@code from}. */
    static boolean isAt(byte[] bytes, int from, int to) {
        return from < to && Character.isLetter(bytes[from]) && parse(bytes, from, to) != null;
    }

    /** The line at {@code from}, or null if there is none. */
    static ArcLine parse(byte[] bytes, int from, int to) {
        int end = lineEnd(bytes, from, to);
        if (end < 0 || end == from || !Character.isDigit(bytes[end - 1])) {
            return null;
        }
        Matcher line = LINE.matcher(new String(bytes, from, end - from, StandardCharsets.UTF_8));
        return line.matches()
                ? new ArcLine(line.group(1), line.group(2), line.group(3), line.group(4).split(" ")[0], Long.parseLong(line.group(5)))
                : null;
    }

    /** The index of the end of the text of the line, or -1 if no line ends within the bytes. */
    private static int lineEnd(byte[] bytes, int from, int to) {
        for (int i = from; i < Math.min(to, from + LONGEST); i++) {
            if (bytes[i] == '\n') {
                return i > from && bytes[i - 1] == '\r' ? i - 1 : i;
            }
            if (bytes[i] == 0) {
                return -1;
            }
        }
        return -1;
    }

    /** The line in the words of WARC. The first record describes the file and has no place on the web. */
    WarcHeaders headers() {
        List<WarcHeaders.Field> fields = new ArrayList<>();
        fields.add(new WarcHeaders.Field("WARC-Type", url.startsWith("filedesc:") ? "warcinfo" : "response"));
        fields.add(new WarcHeaders.Field("WARC-Target-URI", url));
        fields.add(new WarcHeaders.Field("WARC-Date", date));
        fields.add(new WarcHeaders.Field("WARC-IP-Address", ip));
        fields.add(new WarcHeaders.Field("Content-Type", mediaType));
        fields.add(new WarcHeaders.Field("Content-Length", Long.toString(length)));
        return WarcHeaders.of(fields);
    }
}
