package org.mathlode.classifier;

import java.io.IOException;

/** A training that cannot start or came to nothing. The message names the cause and what to change. */
public final class TrainingException extends IOException {
    private static final long serialVersionUID = 1L;

    TrainingException(String message) {
        super("Cannot train the classifier: " + message);
    }

    TrainingException(String message, Throwable cause) {
        super("Cannot train the classifier: " + message, cause);
    }
}
