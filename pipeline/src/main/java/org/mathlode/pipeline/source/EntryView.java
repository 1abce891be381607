package org.mathlode.pipeline.source;

import java.util.Optional;
import org.mathlode.pipeline.model.RejectReason;
import org.mathlode.pipeline.warc.CaptureOutcome;
import org.mathlode.pipeline.warc.CapturedPage;
import org.mathlode.pipeline.warc.HttpDecoder;
import org.mathlode.pipeline.warc.HttpHead;
import org.mathlode.pipeline.warc.HttpResponse;
import org.mathlode.pipeline.warc.RejectedEntry;
import org.mathlode.pipeline.warc.WarcDamage;
import org.mathlode.pipeline.warc.WarcEntry;
import org.mathlode.pipeline.warc.WarcRecord;

/** What a row is made of: an entry of a file, decoded as far as somebody asks. Valid until the reader goes on. Not thread-safe. */
final class EntryView {
    private final WarcFileRange file;
    private final HttpDecoder decoder;
    private final WarcEntry entry;
    /** Null where no column asks for the payload. */
    private final CaptureOutcome outcome;
    /** Why the file cannot be read at all, or null. */
    private final String unreadable;
    private HttpHead head;

    private EntryView(WarcFileRange file, HttpDecoder decoder, WarcEntry entry, CaptureOutcome outcome, String unreadable) {
        this.file = file;
        this.decoder = decoder;
        this.entry = entry;
        this.outcome = outcome;
        this.unreadable = unreadable;
    }

    static EntryView of(WarcFileRange file, HttpDecoder decoder, WarcEntry entry) {
        return new EntryView(file, decoder, entry, null, null);
    }

    static EntryView of(WarcFileRange file, HttpDecoder decoder, CaptureOutcome outcome) {
        return new EntryView(file, decoder, outcome.entry(), outcome, null);
    }

    static EntryView unreadable(WarcFileRange file, String why) {
        return new EntryView(file, null, null, null, why);
    }

    WarcFileRange file() {
        return file;
    }

    Optional<WarcEntry> entry() {
        return Optional.ofNullable(entry);
    }

    Optional<WarcRecord> record() {
        return entry instanceof WarcRecord record ? Optional.of(record) : Optional.empty();
    }

    /** The record's type, or null. */
    String type() {
        return entry instanceof WarcRecord record ? record.type() : null;
    }

    /** What is wrong where there is no record, or null. */
    String damage() {
        if (unreadable != null) {
            return RejectReason.UNREADABLE_FILE.label();
        }
        return entry instanceof WarcDamage damage ? damage.kind().label() : null;
    }

    /** Of a response that has a head. */
    Optional<HttpHead> head() {
        if (head == null && entry instanceof WarcRecord record && record.isResponse()) {
            head = outcome == null ? decoder.head(record) : http().orElseThrow().head();
        }
        return Optional.ofNullable(head);
    }

    /** The media type of a response's payload. */
    Optional<String> mime() {
        return head().map(found -> found.mediaType((WarcRecord) entry, this::payload));
    }

    private byte[] payload() {
        return outcome == null ? decoder.decode((WarcRecord) entry).payload() : http().orElseThrow().payload();
    }

    /** The decoded answer, where a column asks for it. */
    Optional<HttpResponse> http() {
        if (outcome instanceof RejectedEntry rejected) {
            return rejected.http();
        }
        return page().map(CapturedPage::http);
    }

    Optional<CapturedPage> page() {
        return outcome instanceof CapturedPage captured ? Optional.of(captured) : Optional.empty();
    }

    String outcomeName() {
        if (damage() != null) {
            return "error";
        }
        return outcome instanceof CapturedPage ? "ok" : "skipped";
    }

    /** Label of a reject reason, or null. */
    String reason() {
        if (unreadable != null) {
            return RejectReason.UNREADABLE_FILE.label();
        }
        return outcome instanceof RejectedEntry rejected ? rejected.reason().label() : null;
    }

    /** One line on the reason, or null. */
    String detail() {
        if (unreadable != null) {
            return unreadable;
        }
        return outcome instanceof RejectedEntry rejected ? rejected.detail() : null;
    }
}
