package org.mathlode.pipeline.source;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Random;
import org.mathlode.pipeline.warc.WarcHeaders;
import org.mathlode.pipeline.warc.WarcWriter;
import org.mathlode.pipeline.warc.WarcWriter.Compression;

/** A WARC file in Common Crawl's form: pages, a PDF, an error page, a page whose media type nobody names. */
final class SmallCrawl {
    private static final Instant DATE = Instant.parse("2024-03-01T12:00:00.5Z");

    private SmallCrawl() {}

    static byte[] warc(Compression compression, int captures) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (WarcWriter writer = new WarcWriter(bytes, compression)) {
            writer.warcinfo("small.warc.gz", DATE, "software: test\r\n");
            for (int i = 0; i < captures; i++) {
                String uri = "https://example.org/" + i;
                String request = writer.request(uri, DATE, utf8("GET /" + i + " HTTP/1.1\r\nHost: example.org\r\n\r\n"));
                String response = writer.response(uri, DATE, message(i), WarcHeaders.of("WARC-Concurrent-To", request));
                writer.metadata(uri, DATE, response, "languages-cld2: {\"reliable\":true,\"languages\":[{\"code\":\"en\",\"code-iso-639-3\":\"eng\"}]}\r\ncharset-detected: UTF-8\r\n");
            }
        }
        return bytes.toByteArray();
    }

    private static byte[] message(int i) {
        String page = page(i);
        return switch (i) {
            case 2 -> utf8("HTTP/1.1 404 Not Found\r\nServer: small\r\nContent-Type: text/html\r\n\r\n" + page);
            case 3 -> utf8("HTTP/1.1 200 OK\r\nContent-Type: application/pdf\r\n\r\n%PDF-1.4 " + page);
            case 4 -> utf8("HTTP/1.1 200 OK\r\n\r\n" + page);
            case 5 -> utf8("nonsense");
            default -> utf8("HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n" + page);
        };
    }

    /** Words that do not compress to nothing. */
    private static String page(int number) {
        StringBuilder page = new StringBuilder("<!DOCTYPE html><html><body>page " + number + " ");
        Random words = new Random(number);
        while (page.length() < 900) {
            page.append(Integer.toString(words.nextInt(1 << 20), 36)).append(' ');
        }
        return page.append("</body></html>").toString();
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
