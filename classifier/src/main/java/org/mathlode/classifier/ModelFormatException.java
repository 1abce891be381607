package org.mathlode.classifier;

import java.io.IOException;

/** A file that is no model, is damaged, or holds a model that cannot be represented. The message names file and reason. */
public final class ModelFormatException extends IOException {
    private static final long serialVersionUID = 1L;

    ModelFormatException(Object file, String reason) {
        super("Cannot read model " + file + ": " + reason);
    }
}
