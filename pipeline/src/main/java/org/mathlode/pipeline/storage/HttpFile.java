package org.mathlode.pipeline.storage;

import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.URL;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.hadoop.fs.Path;

/**
 * A file on a web server, read with Range requests (RFC 9110, section 14). Servers that do not know these are right too: what lies before the offset is read and
 * dropped. Uses {@link HttpURLConnection}, since {@code java.net.http} has no time-out for a body that stops coming.
 */
final class HttpFile implements StoredFile {
    private static final int CONNECT_MILLIS = 20_000;
    private static final int SILENCE_MILLIS = 60_000;
    private static final int REDIRECTS = 5;
    private static final Pattern CONTENT_RANGE = Pattern.compile("(?i)\\s*bytes\\s+(?:(\\d+)-(\\d+)|\\*)/(\\d+|\\*)\\s*");
    private static final Pattern SECONDS = Pattern.compile("\\d{1,9}");

    private final URI address;
    private final AtomicLong lookUps = new AtomicLong();

    HttpFile(URI address) {
        this.address = address;
    }

    static boolean serves(Path path) {
        String scheme = path.toUri().getScheme();
        return "http".equalsIgnoreCase(scheme) || "https".equalsIgnoreCase(scheme);
    }

    /** @throws IllegalArgumentException if the path is no web address */
    static HttpFile of(Path path) {
        URI given;
        try {
            // as it was written: Hadoop's own URI escapes a second time
            given = URI.create(path.toString());
        } catch (IllegalArgumentException e) {
            given = path.toUri();
        }
        if (given.getHost() == null) {
            throw new IllegalArgumentException("Cannot read " + path + ": no web address");
        }
        return new HttpFile(given);
    }

    /** Without user and query, which can hold passwords and signatures. */
    @Override
    public String place() {
        return address.getScheme() + "://" + address.getHost() + (address.getPort() < 0 ? "" : ":" + address.getPort()) + address.getRawPath();
    }

    @Override
    public FileVersion lookUp() throws IOException {
        lookUps.incrementAndGet();
        HttpURLConnection head = request("HEAD", null);
        int status = head.getResponseCode();
        try {
            long length = number(head.getHeaderField("Content-Length"));
            if (status == 200 && length > 0) {
                return version(head, length);
            }
        } finally {
            head.disconnect();
        }
        if (isThrottle(status) || status == 404 || status == 410) {
            throw failure(head, status);
        }
        // addresses can be signed for GET alone, and there are servers that know no HEAD or answer it with a length of 0
        HttpURLConnection get = request("GET", "bytes=0-0");
        try {
            status = get.getResponseCode();
            if (status == 206) {
                return version(get, range(get).whole());
            }
            if (status == 200) {
                return version(get, number(get.getHeaderField("Content-Length")));
            }
            if (status == 416) {
                return version(get, 0);
            }
            throw failure(get, status);
        } finally {
            get.disconnect();
        }
    }

    @Override
    public Opened open(long offset, long wanted, FileVersion known) throws IOException {
        HttpURLConnection get = request("GET", offset == 0 ? null : "bytes=" + offset + "-");
        try {
            int status = get.getResponseCode();
            if (status == 206 && offset > 0) {
                ContentRange range = range(get);
                if (range.first() != offset) {
                    throw new StoreException(Failure.Kind.PERMANENT, "asked for the bytes from " + offset + " on, the server gave those from " + range.first() + " on");
                }
                FileVersion version = version(get, range.whole());
                return new Opened(new Body(get), () -> version);
            }
            if (status == 200) {
                FileVersion version = version(get, number(get.getHeaderField("Content-Length")));
                if (known != null && !known.agreesWith(version)) {
                    // said where both versions are known; no need to read up to the offset first
                    return new Opened(InputStream.nullInputStream(), () -> version);
                }
                Body body = new Body(get);
                drop(body, offset);
                return new Opened(body, () -> version);
            }
            if (status == 416) {
                throw new StoreException(Failure.Kind.CHANGED, "the server has no byte " + offset);
            }
            throw failure(get, status);
        } catch (IOException | RuntimeException e) {
            get.disconnect();
            throw e;
        }
    }

    @Override
    public long lookUps() {
        return lookUps.get();
    }

    @Override
    public void forget() {
        // every answer tells the version
    }

    private HttpURLConnection request(String method, String range) throws IOException {
        URI at = address;
        for (int redirects = 0; redirects <= REDIRECTS; redirects++) {
            HttpURLConnection request = (HttpURLConnection) new URL(at.toASCIIString()).openConnection();
            request.setRequestMethod(method);
            request.setInstanceFollowRedirects(false);
            request.setUseCaches(false);
            request.setConnectTimeout(CONNECT_MILLIS);
            request.setReadTimeout(SILENCE_MILLIS);
            request.setRequestProperty("User-Agent", "Mathlode");
            request.setRequestProperty("Accept", "*/*");
            // bytes are counted: nobody may pack them on the way
            request.setRequestProperty("Accept-Encoding", "identity");
            if (range != null) {
                request.setRequestProperty("Range", range);
            }
            int status = request.getResponseCode();
            if (status != 301 && status != 302 && status != 303 && status != 307 && status != 308) {
                return request;
            }
            String location = request.getHeaderField("Location");
            request.disconnect();
            URI next = location == null ? null : at.resolve(location);
            if (next == null || !"https".equalsIgnoreCase(next.getScheme()) && !at.getScheme().equalsIgnoreCase(next.getScheme())) {
                throw new StoreException(Failure.Kind.PERMANENT, "HTTP " + status + " leads nowhere" + (location == null ? "" : " that can be read"));
            }
            at = next;
        }
        throw new StoreException(Failure.Kind.PERMANENT, "more than " + REDIRECTS + " redirects");
    }

    private static void drop(InputStream body, long count) throws IOException {
        byte[] dropped = new byte[64 << 10];
        for (long left = count; left > 0; ) {
            int read = body.read(dropped, 0, (int) Math.min(left, dropped.length));
            if (read < 0) {
                throw new EOFException("the stream ends " + left + " bytes before the offset " + count);
            }
            left -= read;
        }
    }

    private static FileVersion version(HttpURLConnection answer, long length) {
        return new FileVersion(length, Math.max(0, answer.getLastModified()), answer.getHeaderField("ETag"));
    }

    private record ContentRange(long first, long whole) {}

    private static ContentRange range(HttpURLConnection answer) throws IOException {
        Matcher range = CONTENT_RANGE.matcher(String.valueOf(answer.getHeaderField("Content-Range")));
        if (!range.matches() || range.group(1) == null) {
            throw new StoreException(Failure.Kind.PERMANENT, "HTTP 206 without a Content-Range (" + answer.getHeaderField("Content-Range") + ")");
        }
        return new ContentRange(number(range.group(1)), number(range.group(3)));
    }

    /** -1 for what is none. */
    private static long number(String text) {
        try {
            return text == null ? -1 : Long.parseLong(text.strip());
        } catch (NumberFormatException e) {
            return -1;
        }
    }

    private static boolean isThrottle(int status) {
        return status == 429 || status == 503;
    }

    private static StoreException failure(HttpURLConnection answer, int status) {
        String message = "HTTP " + status;
        return switch (status) {
            case 404, 410 -> new StoreException(Failure.Kind.MISSING, message);
            case 401, 403, 407 -> new StoreException(Failure.Kind.DENIED, message);
            case 429, 503 -> new StoreException(Failure.Kind.THROTTLED, message, retryAfterMillis(answer.getHeaderField("Retry-After")));
            case -1, 408, 425, 500, 502, 504 -> new StoreException(Failure.Kind.RESET, status < 0 ? "no HTTP answer" : message);
            default -> new StoreException(status >= 520 ? Failure.Kind.RESET : Failure.Kind.PERMANENT, message);
        };
    }

    /** Seconds or a date (RFC 9110, section 10.2.3); 0 for anything else. */
    private static long retryAfterMillis(String value) {
        if (value == null) {
            return 0;
        }
        if (SECONDS.matcher(value.strip()).matches()) {
            return 1000 * Long.parseLong(value.strip());
        }
        try {
            Instant date = ZonedDateTime.parse(value.strip(), DateTimeFormatter.RFC_1123_DATE_TIME.withLocale(Locale.ROOT)).toInstant();
            return Math.max(0, Duration.between(Instant.now(), date).toMillis());
        } catch (DateTimeParseException e) {
            return 0;
        }
    }

    /** A body whose connection is cut when it is closed: reading the rest first would fetch a whole file for nothing. */
    private static final class Body extends FilterInputStream {
        private final HttpURLConnection connection;

        Body(HttpURLConnection connection) throws IOException {
            super(connection.getInputStream());
            this.connection = connection;
        }

        @Override
        public void close() {
            connection.disconnect();
        }
    }
}
