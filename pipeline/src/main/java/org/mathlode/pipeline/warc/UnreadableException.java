package org.mathlode.pipeline.warc;

/** The bytes here are no readable record. Stays inside the reader, which turns it into a {@link WarcDamage}. */
final class UnreadableException extends Exception {
    private static final long serialVersionUID = 1;

    private final Layer layer;

    /** What is broken, which decides where the next record may be. */
    enum Layer {
        /** The compressed member cannot be unpacked: nothing more comes out of it. */
        MEMBER,
        /** The file ends within the member, or seems to: a damaged one can swallow all that follows. */
        END,
        /** The member unpacks to its end, but its checksum says that something in it is wrong. */
        CHECKSUM,
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
