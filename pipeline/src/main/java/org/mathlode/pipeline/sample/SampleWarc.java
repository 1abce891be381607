package org.mathlode.pipeline.sample;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.mathlode.pipeline.warc.WarcHeaders;
import org.mathlode.pipeline.warc.WarcWriter;

/** One WARC file of the sample crawl: warcinfo, then request, response and metadata of each capture; damages what is to be damaged. */
final class SampleWarc {
    private static final DateTimeFormatter HTTP_DATE = DateTimeFormatter.RFC_1123_DATE_TIME.withLocale(Locale.ROOT).withZone(ZoneOffset.UTC);

    private final ByteArrayOutputStream file = new ByteArrayOutputStream();
    private final ByteArrayOutputStream member = new ByteArrayOutputStream();
    private final WarcWriter writer = new WarcWriter(member, WarcWriter.Compression.GZIP_PER_RECORD);

    SampleWarc(String filename, String crawl, Instant begin) throws IOException {
        writer.warcinfo(filename, begin, lines(
                "isPartOf: " + crawl,
                "publisher: Mathlode",
                "description: Generated sample crawl; no page of it was ever on the web",
                "software: mathlode sample",
                "robots: checked via crawler-commons 1.4",
                "format: WARC File Format 1.0",
                "conformsTo: https://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.0/"));
        append(Optional.empty());
    }

    byte[] bytes() {
        return file.toByteArray();
    }

    /** Adds a capture; returns the offset of its response record in the compressed file. */
    long add(Capture capture) throws IOException {
        String host = capture.url().replaceFirst("^https?://([^/]+)/.*", "$1");
        String path = capture.url().replaceFirst("^https?://[^/]+", "");
        String request = writer.request(capture.url(), capture.date(), lines("GET " + path + " HTTP/1.1", "User-Agent: MathlodeSample/1.0",
                "Accept: text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", "Accept-Encoding: br,gzip", "Host: " + host,
                "Connection: Keep-Alive", "").getBytes(StandardCharsets.UTF_8));
        append(Optional.empty());
        long offset = file.size();
        byte[] message = message(capture);
        WarcHeaders headers = WarcHeaders.of(
                "WARC-Concurrent-To", request,
                "WARC-IP-Address", "192.0.2." + (1 + SplitMix64.named(host).below(254)),
                "WARC-Payload-Digest", digest(capture.payload()),
                "WARC-Block-Digest", digest(message),
                "WARC-Identified-Payload-Type", payloadType(capture));
        String response = writer.response(capture.url(), capture.date(), message,
                capture.planted().contains(Capture.TRUNCATED) ? headers.with("WARC-Truncated", "length") : headers);
        append(capture.damage());
        if (capture.damage().equals(Optional.of(Damage.CUT_FILE))) {
            return offset;
        }
        writer.metadata(capture.url(), capture.date(), response, lines("fetchTimeMs: " + (40 + capture.payload().length % 900),
                "charset-detected: " + capture.charset().name(), "languages-cld2: " + languages(capture)));
        append(Optional.empty());
        return offset;
    }

    private void append(Optional<Damage> damage) throws IOException {
        byte[] bytes = member.toByteArray();
        member.reset();
        file.write(damage.isEmpty() ? bytes : damaged(bytes, damage.get()));
    }

    private static byte[] damaged(byte[] bytes, Damage damage) throws IOException {
        return switch (damage) {
            case CUT_MEMBER, CUT_FILE -> Arrays.copyOf(bytes, bytes.length / 2);
            case FLIPPED_BIT -> {
                bytes[bytes.length / 2] ^= 1 << 3;
                yield bytes;
            }
            case WRONG_CONTENT_LENGTH -> {
                byte[] record = new GZIPInputStream(new ByteArrayInputStream(bytes)).readAllBytes();
                String altered = new String(record, StandardCharsets.ISO_8859_1).replaceFirst("\nContent-Length: (\\d+)\r", "\nContent-Length: 9$1\r");
                yield gzip(altered.getBytes(StandardCharsets.ISO_8859_1));
            }
            default -> bytes;
        };
    }

    /** The HTTP message as Common Crawl stores it: decoded, the headers that no longer hold renamed. */
    private static byte[] message(Capture capture) {
        String status = switch (capture.status()) {
            case 404 -> "404 Not Found";
            case 301 -> "301 Moved Permanently";
            default -> "200 OK";
        };
        String head = lines("HTTP/1.1 " + status, "Date: " + HTTP_DATE.format(capture.date()), "Server: nginx",
                "Content-Type: " + capture.contentType(), "X-Crawler-Content-Encoding: gzip",
                "X-Crawler-Content-Length: " + (capture.payload().length / 4 + 20))
                + (capture.status() == 301 ? lines("Location: https://" + capture.section().domain() + "/") : "")
                + lines("Connection: keep-alive", "Content-Length: " + capture.payload().length, "");
        // HTTP/2 servers name their headers in lower case
        boolean lowerCase = SplitMix64.named(capture.section().domain()).chance(40);
        byte[] start = (lowerCase ? lowerCaseNames(head) : head).getBytes(StandardCharsets.UTF_8);
        byte[] message = Arrays.copyOf(start, start.length + capture.payload().length);
        System.arraycopy(capture.payload(), 0, message, start.length, capture.payload().length);
        return message;
    }

    private static String lowerCaseNames(String head) {
        return Pattern.compile("\n(?!X-Crawler)[A-Za-z-]+:").matcher(head).replaceAll(name -> name.group().toLowerCase(Locale.ROOT));
    }

    private static String payloadType(Capture capture) {
        return capture.damage().equals(Optional.of(Damage.BINARY_AS_HTML)) ? "image/png" : capture.contentType().replaceFirst(";.*", "");
    }

    private static String languages(Capture capture) {
        if (capture.article() == null) {
            return "{\"reliable\":false,\"text-bytes\":" + capture.payload().length + ",\"languages\":[]}";
        }
        String names = switch (capture.section().language()) {
            case "zh" -> "\"code\":\"zh\",\"code-iso-639-3\":\"zho\",\"text-covered\":0.97,\"score\":1998.0,\"name\":\"Chinese\"";
            case "zh-Hant" -> "\"code\":\"zh-Hant\",\"code-iso-639-3\":\"zho\",\"text-covered\":0.97,\"score\":1931.0,\"name\":\"ChineseT\"";
            case "ja" -> "\"code\":\"ja\",\"code-iso-639-3\":\"jpn\",\"text-covered\":0.98,\"score\":3011.0,\"name\":\"Japanese\"";
            default -> "\"code\":\"en\",\"code-iso-639-3\":\"eng\",\"text-covered\":0.98,\"score\":1132.0,\"name\":\"ENGLISH\"";
        };
        return "{\"reliable\":true,\"text-bytes\":" + capture.payload().length + ",\"languages\":[{" + names + "}]}";
    }

    private static String lines(String... lines) {
        return String.join("\r\n", lines) + "\r\n";
    }

    private static byte[] gzip(byte[] bytes) throws IOException {
        ByteArrayOutputStream member = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(member)) {
            gzip.write(bytes);
        }
        return member.toByteArray();
    }

    /** SHA-1 in base 32 (RFC 4648): 160 bits are 32 letters without a remainder. */
    private static String digest(byte[] bytes) {
        byte[] sha1;
        try {
            sha1 = MessageDigest.getInstance("SHA-1").digest(bytes);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java has SHA-1", impossible);
        }
        StringBuilder base32 = new StringBuilder("sha1:");
        for (int bit = 0; bit < 160; bit += 5) {
            int pair = (sha1[bit / 8] & 0xFF) << 8 | (bit / 8 + 1 < sha1.length ? sha1[bit / 8 + 1] & 0xFF : 0);
            base32.append("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".charAt(pair >> (11 - bit % 8) & 31));
        }
        return base32.toString();
    }
}
