package org.mathlode.pipeline.warc;

/** The bytes here are no readable record. Stays inside the reader, which turns it into a {@link WarcDamage}. */
final class UnreadableException extends Exception {
    private static final long serialVersionUID = 1;

    private final Layer layer;

    /** What is broken, which decides where the next record may be. */
    enum Layer {
        /**
         * The compressed member cannot be unpacked, or its checksum is wrong. Where it ends says nothing then: what is left
         * of a cut member may unpack on into the next ones, fall into step with one of them and end where that one ends.
         */
        MEMBER,
        /** The file ends within the member, or seems to: a damaged one can swallow all that follows. */
        END,
        /** The member is fine so far, the record in it is not. */
        RECORD
    }

    UnreadableException(Layer layer, String reason) {
        super(reason, null, false, false);
        this.layer = layer;
    }

    Layer layer() {
        return layer;
    }
}
