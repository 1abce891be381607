package org.mathlode.pipeline.folder;

import java.io.IOException;

/** Another run works in the folder, or has taken it over from this one. */
public final class FolderInUseException extends IOException {
    private static final long serialVersionUID = 1;

    FolderInUseException(String message) {
        super(message);
    }
}
