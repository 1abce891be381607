package org.mathlode.pipeline.model;

/** Why something was left out. Stored by its {@link #label}, which never changes once a run has used it. */
public enum RejectReason {
    // reading WARC files
    /** A listed file that is missing or cannot be opened. */
    UNREADABLE_FILE,
    /** A file without a single response record: an error page, a WET file, something else. */
    NOT_A_WARC_FILE,
    /** A file that ends in the middle of a record: an incomplete download. */
    TRUNCATED_FILE,
    /** Bytes that are no readable record: damaged, cut or foreign. */
    DAMAGED_RECORD,
    /** A record other than an HTTP response: request, metadata, warcinfo, revisit … */
    NOT_A_RESPONSE,
    /** An HTTP status other than 200. */
    HTTP_STATUS,
    /** A response whose record names no http or https URL. */
    NOT_A_WEB_URL,
    /** A response whose media type is not HTML. */
    NOT_HTML,
    /** The HTTP message could not be decoded: broken chunks, broken or unknown content encoding. */
    UNDECODABLE_HTTP,
    /** A payload without bytes. */
    EMPTY_PAYLOAD,
    /** The payload passes the byte limit. */
    PAYLOAD_TOO_LARGE,
    // HTML to text
    /** The page took longer than its time budget. */
    TIMEOUT,
    /** The bytes are no HTML after all: a PDF, an image, a binary. */
    BINARY_PAYLOAD,
    /** The page has no text, or less than the configured number of characters. */
    TOO_SHORT,
    /** Extraction threw: a defect of ours, worth a report. */
    EXTRACTION_FAILED,
    /** Several attempts of a task died at the page, JVM and all: a defect, worth a report. */
    CRASHED_EXTRACTION,
    // duplicates
    /** Another capture with the same URL key was kept. */
    DUPLICATE_URL,
    /** Another page with the same content was kept. */
    DUPLICATE_CONTENT,
    /** Another page of the same duplicate cluster was kept. */
    NEAR_DUPLICATE,
    // the loop
    /** Too few tokens to be scored. */
    TOO_FEW_TOKENS,
    /** Ranked below the cutoff of the token budget. */
    BELOW_CUTOFF,
    /** Not drawn for the training set. */
    NOT_DRAWN,
    /** An example of a domain that is held out of training, to judge the model by. */
    HELD_OUT,
    // the corpus
    /** The page quotes a benchmark. */
    CONTAMINATED,
    /** The segments that quote a benchmark were cut, and less than {@code extraction.min-characters} was left. */
    TOO_LITTLE_LEFT;

    /** The word used in tables, manifests and reports, such as {@code payload-too-large}. */
    public String label() {
        return Kebab.of(this);
    }
}
