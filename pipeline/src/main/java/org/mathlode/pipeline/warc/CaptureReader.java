package org.mathlode.pipeline.warc;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.function.Predicate;
import org.mathlode.pipeline.model.RejectReason;
import org.mathlode.pipeline.warc.HttpResponse.State;

/**
 * Turns the entries of a WARC file into captured pages and rejections, one outcome for each entry, in order. A response is
 * joined with the metadata record that follows it, if one does. Not thread-safe.
 */
public final class CaptureReader implements Iterator<CaptureOutcome>, Closeable {
    private final WarcReader entries;
    private final HttpDecoder decoder;
    private final Predicate<WarcEntry> wanted;
    private WarcEntry read;
    /** Whether {@link #read} has been found to be wanted. */
    private boolean found;

    private CaptureReader(WarcReader entries, HttpDecoder decoder, Predicate<WarcEntry> wanted) {
        this.entries = entries;
        this.decoder = decoder;
        this.wanted = wanted;
    }

    /** Reads a whole file. */
    public static CaptureReader open(WarcSource source, WarcLimits limits) throws IOException {
        return openRange(source, limits, 0, Long.MAX_VALUE);
    }

    /** Reads the entries that begin in {@code [start, end)}, as {@link WarcReader#openRange} does. */
    public static CaptureReader openRange(WarcSource source, WarcLimits limits, long start, long end) throws IOException {
        return of(WarcReader.openRange(source, limits, start, end), limits, entry -> true);
    }

    /** The outcomes of the entries that are wanted; the others are passed over undecoded. A record's block may be looked at by {@code wanted}. */
    public static CaptureReader of(WarcReader entries, WarcLimits limits, Predicate<WarcEntry> wanted) {
        return new CaptureReader(entries, new HttpDecoder(limits.maxPayloadBytes()), wanted);
    }

    /** Reads the entries of a range of a file whose container is known. */
    public static CaptureReader open(WarcSource source, WarcLimits limits, WarcRange range) throws IOException {
        return of(WarcReader.open(source, limits, range), limits, entry -> true);
    }

    /** @throws UncheckedIOException if the source fails */
    @Override
    public boolean hasNext() {
        while (!found && (read != null || entries.hasNext())) {
            read = read != null ? read : entries.next();
            found = wanted.test(read);
            read = found ? read : null;
        }
        return found;
    }

    @Override
    public CaptureOutcome next() {
        if (!hasNext()) {
            throw new NoSuchElementException("no more entries");
        }
        WarcEntry entry = read;
        read = null;
        found = false;
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
        String mediaType = http.head().mediaType(record, http::payload);
        if (!MediaTypes.isHtml(mediaType) || MediaTypes.looksForeign(http.payload())) {
            return rejected(record, http, RejectReason.NOT_HTML, mediaType);
        }
        if (http.state() == State.TOO_LARGE) {
            return rejected(record, http, RejectReason.PAYLOAD_TOO_LARGE, http.note());
        }
        return new CapturedPage(record, http, mediaType, metadataBehind(record));
    }

    private static boolean isWebUrl(String uri) {
        return uri.regionMatches(true, 0, "http://", 0, 7) && uri.length() > 7 || uri.regionMatches(true, 0, "https://", 0, 8) && uri.length() > 8;
    }

    /**
     * The block of the metadata record about the page, or null. Looks at the next entry, also where it belongs to the next
     * range: a page must not depend on where ranges end.
     */
    private byte[] metadataBehind(WarcRecord response) {
        WarcEntry following;
        if (entries.hasNext()) {
            read = entries.next();
            following = read;
        } else {
            following = entries.behindRange();
        }
        if (following instanceof WarcRecord record && record.type().equals("metadata") && isAbout(record, response)) {
            return record.block();
        }
        return null;
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
