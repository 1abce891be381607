package org.mathlode.pipeline.storage;

import java.io.IOException;

/** A failure whose meaning is known where it is found. */
final class StoreException extends IOException {
    private static final long serialVersionUID = 1;

    private final Failure.Kind kind;
    private final long retryAfterMillis;

    StoreException(Failure.Kind kind, String message) {
        this(kind, message, 0);
    }

    StoreException(Failure.Kind kind, String message, long retryAfterMillis) {
        super(message);
        this.kind = kind;
        this.retryAfterMillis = retryAfterMillis;
    }

    Failure failure() {
        return new Failure(kind, this, retryAfterMillis);
    }
}
