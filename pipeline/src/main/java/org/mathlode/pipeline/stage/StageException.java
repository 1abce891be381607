package org.mathlode.pipeline.stage;

import java.io.IOException;

/** A stage that cannot do its work: the message is one line with the place and what to do. */
public final class StageException extends IOException {
    public StageException(String message) {
        super(message);
    }
}
