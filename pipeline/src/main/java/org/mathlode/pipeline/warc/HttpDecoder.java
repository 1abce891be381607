package org.mathlode.pipeline.warc;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.mathlode.pipeline.warc.HttpResponse.State;

/**
 * Reads the HTTP message in the block of a response record: what a browser would make of it, with the length of the record,
 * not {@code Content-Length}, as its end. Nothing is decoded that only a header claims to be encoded: Common Crawl stores
 * decoded bodies (and renames the headers to {@code X-Crawler-…}), and many servers lie. Immutable, thread-safe.
 */
public final class HttpDecoder {
    private static final byte[] NONE = {};
    private static final int LONGEST_STATUS_LINE = 1024;
    /** More encodings around each other than anybody means. */
    private static final int MOST_CODINGS = 4;

    private final int maxPayloadBytes;

    /** Decodes at most this many payload bytes of a message. */
    public HttpDecoder(int maxPayloadBytes) {
        this.maxPayloadBytes = maxPayloadBytes;
    }

    /** The answer in the block of a response record. */
    public HttpResponse decode(WarcRecord record) {
        WarcRecord.BlockRange range = record.range();
        HttpResponse response = decode(record.lent(), range.from(), range.to());
        if (!record.tooLarge() || response.state() == State.UNDECODABLE) {
            return response;
        }
        return new HttpResponse(response.status(), response.headers(), response.payload(), State.TOO_LARGE,
                "the block has " + record.blockLength() + " bytes");
    }

    /** Status and headers of the answer in the block of a response record; the payload is not touched, unless there are no headers at all. */
    public HttpHead head(WarcRecord record) {
        WarcRecord.BlockRange range = record.range();
        Message message = message(record.lent(), range.from(), range.to());
        return message.head != null ? message.head : decode(record).head();
    }

    private HttpResponse decode(byte[] bytes, int start, int end) {
        if (start == end) {
            return new HttpResponse(0, WarcHeaders.EMPTY, NONE, State.EMPTY, "the block is empty");
        }
        Message message = message(bytes, start, end);
        return message.head == null
                ? withoutHeaders(Arrays.copyOfRange(bytes, message.body, end))
                : body(message.head.status(), message.head.headers(), Arrays.copyOfRange(bytes, message.body, end));
    }

    /** The head of an answer, or null if it has none, and where its body begins. */
    private record Message(HttpHead head, int body) {}

    /** The final answer, behind interim ones. */
    private static Message message(byte[] bytes, int start, int end) {
        int from = start;
        while (true) {
            int line = lineEnd(bytes, from, Math.min(end, from + LONGEST_STATUS_LINE));
            int status = status(bytes, from, line);
            if (status < 0) {
                return new Message(null, from);
            }
            int body = bodyStart(bytes, line + 1, end);
            if (status >= 100 && status < 200 && status != 101 && body < end) {
                from = body;
                continue;
            }
            return new Message(new HttpHead(status, WarcHeaders.ofLines(Arrays.copyOfRange(bytes, Math.min(line + 1, body), body))), body);
        }
    }

    /** The three digits of a status line, 0 if it has none, -1 if it is no status line. */
    private static int status(byte[] bytes, int from, int to) {
        int at = from;
        while (at < to && isBlank(bytes[at])) {
            at++;
        }
        boolean http = startsWith(bytes, at, to, "http");
        if (!http && !startsWith(bytes, at, to, "icy")) {
            return -1;
        }
        boolean sure = http && at + 4 < to && bytes[at + 4] == '/';
        while (at < to && !isBlank(bytes[at])) {
            at++;
        }
        while (at < to && isBlank(bytes[at])) {
            at++;
        }
        int status = 0;
        int digits = 0;
        while (at < to && bytes[at] >= '0' && bytes[at] <= '9' && digits <= 3) {
            status = 10 * status + bytes[at++] - '0';
            digits++;
        }
        return digits == 3 ? status : sure ? 0 : -1;
    }

    private static boolean startsWith(byte[] bytes, int from, int to, String lowerCase) {
        if (to - from < lowerCase.length()) {
            return false;
        }
        for (int i = 0; i < lowerCase.length(); i++) {
            if ((bytes[from + i] | 0x20) != lowerCase.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    private static boolean isBlank(byte b) {
        return b == ' ' || b >= '\t' && b <= '\r';
    }

    /** HTTP/0.9 and careless crawlers: the page and nothing else. */
    private HttpResponse withoutHeaders(byte[] page) {
        if (!MediaTypes.looksLikeHtml(page)) {
            return new HttpResponse(0, WarcHeaders.EMPTY, NONE, State.UNDECODABLE, "no HTTP status line");
        }
        return limited(200, WarcHeaders.EMPTY, page, State.COMPLETE, "no HTTP headers");
    }

    /** Behind the blank line; a line that begins with a tag ends the headers too. */
    private static int bodyStart(byte[] bytes, int from, int to) {
        int start = Math.min(from, to);
        while (start < to) {
            int end = lineEnd(bytes, start, to);
            if (end == start || end == start + 1 && bytes[start] == '\r') {
                return Math.min(to, end + 1);
            }
            if (bytes[start] == '<') {
                return start;
            }
            start = end + 1;
        }
        return to;
    }

    private static int lineEnd(byte[] bytes, int from, int to) {
        int newline = HeaderLines.newline(bytes, from, to);
        return newline < 0 ? Math.max(from, to) : newline;
    }

    private HttpResponse body(int status, WarcHeaders headers, byte[] stored) {
        List<String> codings = codings(headers, "Content-Encoding");
        List<String> transfer = codings(headers, "Transfer-Encoding");
        if (codings.isEmpty() && transfer.isEmpty()) {
            return limited(status, headers, stored, State.COMPLETE, "");
        }
        boolean chunked = transfer.remove("chunked");
        codings.addAll(transfer);
        Decoded decoded = new Decoded(stored, State.COMPLETE, "");
        if (chunked) {
            decoded = Chunks.join(stored);
        }
        if (codings.size() > MOST_CODINGS) {
            return new HttpResponse(status, headers, NONE, State.UNDECODABLE, codings.size() + " content encodings");
        }
        for (int i = codings.size() - 1; i >= 0 && decoded.bytes().length > 0; i--) {
            Decoded outer = decoded;
            decoded = ContentCoding.decode(codings.get(i), outer.bytes(), maxPayloadBytes).after(outer);
            if (decoded.state() == State.UNDECODABLE) {
                return new HttpResponse(status, headers, NONE, State.UNDECODABLE, decoded.note());
            }
        }
        return limited(status, headers, decoded.bytes(), decoded.state(), decoded.note());
    }

    private HttpResponse limited(int status, WarcHeaders headers, byte[] payload, State state, String note) {
        if (payload.length > maxPayloadBytes) {
            return new HttpResponse(status, headers, Arrays.copyOf(payload, maxPayloadBytes), State.TOO_LARGE, "more than " + maxPayloadBytes + " bytes");
        }
        return new HttpResponse(status, headers, payload, payload.length == 0 ? State.EMPTY : state, note);
    }

    private static List<String> codings(WarcHeaders headers, String name) {
        List<String> codings = new ArrayList<>(0);
        for (String value : headers.all(name)) {
            for (String coding : value.toLowerCase(Locale.ROOT).split(",")) {
                String word = coding.strip();
                if (!word.isEmpty() && !word.equals("identity")) {
                    codings.add(word);
                }
            }
        }
        return codings;
    }
}
