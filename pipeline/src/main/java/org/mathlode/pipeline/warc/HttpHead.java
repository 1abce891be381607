package org.mathlode.pipeline.warc;

import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What an HTTP answer says of itself.
 *
 * @param status the status code; 200 for an answer without a status line (HTTP/0.9), 0 if the line has none
 * @param headers of the final answer, where interim ones (100 Continue) came before it
 */
public record HttpHead(int status, WarcHeaders headers) {
    public HttpHead {
        Objects.requireNonNull(headers, "headers");
    }

    /**
     * The media type the server named, such as {@code text/html}, in lower case and without parameters; "" if it named none
     * or nonsense. Of several the last valid one counts, as in the Fetch standard (extract a MIME type).
     */
    public String mediaType() {
        String type = "";
        for (String value : headers.all("Content-Type")) {
            String valid = MediaTypes.essence(value);
            type = valid.isEmpty() ? type : valid;
        }
        return type;
    }

    /**
     * What the payload is, as far as that can be told without looking at it: the crawler has looked at the bytes and knows
     * best; then the server, unless it names no type, or HTML and another one.
     */
    public Optional<String> namedMediaType(WarcRecord record) {
        String identified = MediaTypes.essence(record.headers().first("WARC-Identified-Payload-Type").orElse(""));
        if (!identified.isEmpty() && !identified.equals("application/octet-stream")) {
            return Optional.of(identified);
        }
        String named = mediaType();
        boolean disputed = !MediaTypes.isHtml(named) && headers.all("Content-Type").stream().map(MediaTypes::essence).anyMatch(MediaTypes::isHtml);
        return named.isEmpty() || disputed ? Optional.empty() : Optional.of(named);
    }

    /** {@link #namedMediaType}; where that tells nothing, the first bytes of the payload; else what the server said, or "". */
    public String mediaType(WarcRecord record, Supplier<byte[]> payload) {
        return namedMediaType(record).orElseGet(() -> MediaTypes.looksLikeHtml(payload.get()) ? "text/html" : mediaType());
    }
}
