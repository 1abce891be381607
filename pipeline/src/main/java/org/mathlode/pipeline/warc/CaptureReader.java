package org.mathlode.pipeline.warc;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.mathlode.pipeline.model.RejectReason;
import org.mathlode.pipeline.warc.HttpResponse.State;

/**
 * Turns the entries of a WARC file into captured pages and rejections, one outcome for each entry, in order. A response is
 * joined with the metadata record that follows it, if one does. Not thread-safe.
 */
public final class CaptureReader implements Iterator<CaptureOutcome>, Closeable {
    private final WarcReader entries;
    private final HttpDecoder decoder;
    private WarcEntry read;

    private CaptureReader(WarcReader entries, HttpDecoder decoder) {
        this.entries = entries;
        this.decoder = decoder;
    }

    /** Reads a whole file. */
    public static CaptureReader open(WarcSource source, WarcLimits limits) throws IOException {
        return openRange(source, limits, 0, Long.MAX_VALUE);
    }

    /** Reads the entries that begin in {@code [start, end)}, as {@link WarcReader#openRange} does. */
    public static CaptureReader openRange(WarcSource source, WarcLimits limits, long start, long end) throws IOException {
        return new CaptureReader(WarcReader.openRange(source, limits, start, end), new HttpDecoder(limits.maxPayloadBytes()));
    }

    /** @throws UncheckedIOException if the source fails */
    @Override
    public boolean hasNext() {
        return read != null || entries.hasNext();
    }

    @Override
    public CaptureOutcome next() {
        if (!hasNext()) {
            throw new NoSuchElementException("no more entries");
        }
        WarcEntry entry = read != null ? read : entries.next();
        read = null;
        return outcome(entry);
    }

    private CaptureOutcome outcome(WarcEntry entry) {
        if (entry instanceof WarcRecord record) {
            return record.isResponse()
                    ? response(record)
                    : rejected(record, null, RejectReason.NOT_A_RESPONSE, record.type());
        }
        return rejected(entry, null, RejectReason.DAMAGED_RECORD, ((WarcDamage) entry).reason());
    }

    private CaptureOutcome response(WarcRecord record) {
        HttpResponse http = decoder.decode(record);
        if (http.status() != 200 && http.state() != State.UNDECODABLE && record.blockLength() > 0) {
            return rejected(record, http, RejectReason.HTTP_STATUS, Integer.toString(http.status()));
        }
        if (!isWebUrl(record.targetUri())) {
            return rejected(record, http, RejectReason.NOT_A_WEB_URL, record.targetUri());
        }
        switch (http.state()) {
            case EMPTY:
                return rejected(record, http, RejectReason.EMPTY_PAYLOAD, http.note());
            case UNDECODABLE:
                return rejected(record, http, RejectReason.UNDECODABLE_HTTP, http.note());
            default:
        }
        if (MediaTypes.isBlank(http.payload())) {
            return rejected(record, http, RejectReason.EMPTY_PAYLOAD, "nothing but blanks");
        }
        String mediaType = mediaType(record, http);
        if (!MediaTypes.isHtml(mediaType) || MediaTypes.looksForeign(http.payload())) {
            return rejected(record, http, RejectReason.NOT_HTML, mediaType);
        }
        if (http.state() == State.TOO_LARGE) {
            return rejected(record, http, RejectReason.PAYLOAD_TOO_LARGE, http.note());
        }
        CrawlMetadata metadata = metadataBehind(record);
        return new CapturedPage(record, http, mediaType, PayloadDigest.of(record, http.payload()), metadata.languages(), metadata.charset());
    }

    private static boolean isWebUrl(String uri) {
        return uri.regionMatches(true, 0, "http://", 0, 7) && uri.length() > 7 || uri.regionMatches(true, 0, "https://", 0, 8) && uri.length() > 8;
    }

    /** The crawler has looked at the bytes and knows best; then the server; where it says nothing or two things, the first bytes. */
    private static String mediaType(WarcRecord record, HttpResponse http) {
        String identified = MediaTypes.essence(record.headers().first("WARC-Identified-Payload-Type").orElse(""));
        if (!identified.isEmpty() && !identified.equals("application/octet-stream")) {
            return identified;
        }
        String named = http.mediaType();
        boolean disputed = !MediaTypes.isHtml(named)
                && http.headers().all("Content-Type").stream().map(MediaTypes::essence).anyMatch(MediaTypes::isHtml);
        if (named.isEmpty() || disputed) {
            return MediaTypes.looksLikeHtml(http.payload()) ? "text/html" : named;
        }
        return named;
    }

    /** Looks at the next entry, also where it belongs to the next range: a page must not depend on where ranges end. */
    private CrawlMetadata metadataBehind(WarcRecord response) {
        WarcEntry following;
        if (entries.hasNext()) {
            read = entries.next();
            following = read;
        } else {
            following = entries.behindRange();
        }
        if (following instanceof WarcRecord record && record.type().equals("metadata") && isAbout(record, response)) {
            return CrawlMetadata.parse(record.block());
        }
        return CrawlMetadata.NONE;
    }

    private static boolean isAbout(WarcRecord metadata, WarcRecord response) {
        List<String> named = metadata.headers().all("WARC-Concurrent-To");
        List<String> ofResponse = response.headers().all("WARC-Concurrent-To");
        return !response.id().isEmpty()
                && (named.contains(response.id())
                        || metadata.headers().all("WARC-Refers-To").contains(response.id())
                        || named.stream().anyMatch(ofResponse::contains));
    }

    private static RejectedEntry rejected(WarcEntry entry, HttpResponse http, RejectReason reason, String detail) {
        return new RejectedEntry(entry, Optional.ofNullable(http), reason, detail);
    }

    @Override
    public void close() throws IOException {
        entries.close();
    }
}
