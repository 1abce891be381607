package org.mathlode.pipeline.sample;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetEncoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;

/**
 * One fetched page of the sample crawl, with the truth about it.
 *
 * @param article null where the payload is no article: an image, an error page
 * @param charset the charset the payload is really in
 * @param contentType the value of the HTTP header, empty where the server sent none
 * @param planted what was planted, apart by {@code +}; empty for an ordinary page
 * @param duplicateOf the URL of the capture it repeats, or empty
 */
record Capture(String url, Section section, Article article, byte[] payload, int status, String contentType, Charset charset,
        Instant date, String planted, String duplicateOf) {

    /** Planted in captures that the crawler cut. */
    static final String TRUNCATED = "truncated";

    /** The bytes of a page; characters the charset lacks become character references, as editors and servers write them. */
    static byte[] encode(String html, Charset charset) {
        if (charset.equals(StandardCharsets.UTF_8)) {
            return html.getBytes(charset);
        }
        CharsetEncoder encoder = charset.newEncoder();
        CharBuffer in = CharBuffer.wrap(html);
        ByteBuffer out = ByteBuffer.allocate(html.length() * 8);
        while (true) {
            CoderResult result = encoder.encode(in, out, true);
            if (!result.isUnmappable()) {
                break;
            }
            int point = Character.codePointAt(in, 0);
            in.position(in.position() + result.length());
            out.put(("&#" + point + ";").getBytes(StandardCharsets.US_ASCII));
        }
        encoder.flush(out);
        return Arrays.copyOf(out.array(), out.position());
    }

    /** The same page fetched under another address. */
    Capture repeatedAs(String otherUrl, Instant otherDate, String how) {
        return new Capture(otherUrl, section, article, payload, status, contentType, charset, otherDate, how, url);
    }

    Capture with(String otherPlanted) {
        return new Capture(url, section, article, payload, status, contentType, charset, date,
                planted.isEmpty() ? otherPlanted : planted + "+" + otherPlanted, duplicateOf);
    }

    /** The same capture with the last quarter of its payload missing, as when a crawler's limit was reached. */
    Capture truncated() {
        byte[] cut = Arrays.copyOf(payload, payload.length / 4 * 3);
        return new Capture(url, section, article, cut, status, contentType, charset, date, planted, duplicateOf).with(TRUNCATED);
    }

    /** The domain: the host without {@code www.}. */
    String host() {
        return url.replaceFirst("^https?://(?:www\\.)?([^/:]+).*", "$1");
    }

    /** {@code math}, {@code other}, or {@code none} where there is no article. */
    String label() {
        return article == null ? "none" : section.label();
    }

    /** The payload as text. */
    String html() {
        return new String(payload, charset);
    }

    Optional<Damage> damage() {
        return Damage.of(planted);
    }
}
