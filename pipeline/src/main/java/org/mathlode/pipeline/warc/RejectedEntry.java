package org.mathlode.pipeline.warc;

import java.util.Objects;
import java.util.Optional;
import org.mathlode.pipeline.model.RejectReason;

/**
 * An entry that is no captured page.
 *
 * @param http the HTTP answer, where the entry is one that could be read
 * @param detail one line on top of the reason, such as the status or the media type, or ""
 */
public record RejectedEntry(WarcEntry entry, Optional<HttpResponse> http, RejectReason reason, String detail) implements CaptureOutcome {
    public RejectedEntry {
        Objects.requireNonNull(entry, "entry");
        Objects.requireNonNull(http, "http");
        Objects.requireNonNull(reason, "reason");
        Objects.requireNonNull(detail, "detail");
    }
}
