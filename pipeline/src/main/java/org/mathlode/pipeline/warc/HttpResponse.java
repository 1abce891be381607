package org.mathlode.pipeline.warc;

import java.util.Objects;

/**
 * An HTTP answer out of a response record.
 *
 * @param status the status code; 200 for an answer without a status line (HTTP/0.9), 0 if the line has none
 * @param headers of the final answer, where interim ones (100 Continue) came before it
 * @param payload the body without chunk marks and content encodings, at most the limit's bytes; not to be changed
 * @param note what was odd about the message, one line, or ""
 */
public record HttpResponse(int status, WarcHeaders headers, byte[] payload, State state, String note) {
    /** How much of the payload could be had. */
    public enum State {
        /** All of it. */
        COMPLETE,
        /** Its beginning: the message is cut or damaged further on. */
        PARTIAL,
        /** Its beginning: it is longer than the limit. */
        TOO_LARGE,
        /** There is none. */
        EMPTY,
        /** None: the encoding is broken or unknown, and what is there is no text either. */
        UNDECODABLE
    }

    public HttpResponse {
        Objects.requireNonNull(headers, "headers");
        Objects.requireNonNull(payload, "payload");
        Objects.requireNonNull(state, "state");
        Objects.requireNonNull(note, "note");
    }

    /** Status and headers. */
    public HttpHead head() {
        return new HttpHead(status, headers);
    }

    /** {@link HttpHead#mediaType()}. */
    public String mediaType() {
        return head().mediaType();
    }
}
