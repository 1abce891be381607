package org.mathlode.pipeline.sample;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.mathlode.pipeline.model.RejectReason;

/** What is wrong with a broken capture, and the reason for which a reader leaves it out. */
enum Damage {
    /** A gzip member that lost its second half; good members follow. */
    CUT_MEMBER(RejectReason.DAMAGED_RECORD),
    /** A bit flipped inside the compressed data. */
    FLIPPED_BIT(RejectReason.DAMAGED_RECORD),
    /** The WARC header promises more bytes than the member holds. */
    WRONG_CONTENT_LENGTH(RejectReason.DAMAGED_RECORD),
    /** The file ends in the middle of its last record. */
    CUT_FILE(RejectReason.DAMAGED_RECORD),
    NOT_FOUND(RejectReason.HTTP_STATUS),
    MOVED(RejectReason.HTTP_STATUS),
    PDF(RejectReason.NOT_HTML),
    IMAGE(RejectReason.NOT_HTML),
    JSON(RejectReason.NOT_HTML),
    EMPTY(RejectReason.EMPTY_PAYLOAD),
    /** More than 8 MiB of HTML that compresses to a few kilobytes. */
    TOO_LARGE(RejectReason.PAYLOAD_TOO_LARGE),
    /** An image that the server calls text/html. */
    BINARY_AS_HTML(RejectReason.NOT_HTML),
    /** A frame without a text. */
    NO_TEXT(RejectReason.TOO_SHORT);

    private final RejectReason reason;

    Damage(RejectReason reason) {
        this.reason = reason;
    }

    RejectReason reason() {
        return reason;
    }

    /** The word in the truth table, such as {@code damage:cut-member}. */
    String label() {
        return "damage:" + name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static Optional<Damage> of(String planted) {
        return Arrays.stream(values()).filter(each -> Arrays.asList(planted.split("\\+")).contains(each.label())).findFirst();
    }
}
