package org.mathlode.pipeline.storage;

import java.io.IOException;
import java.io.InputStream;

/** One file of one store, without any second attempts. Thread-safe. */
interface StoredFile {
    /** Where the file lies, for messages: without passwords. */
    String place();

    /** Asks the store. */
    FileVersion lookUp() throws IOException;

    /**
     * Opens a stream that gives the bytes from {@code offset} on. Implementations ask the store for the version first where that is the only way to know that
     * the file is still the {@code known} one.
     */
    Opened open(long offset, FileVersion known) throws IOException;

    /** Something has failed: the next {@link #open} may not rely on what was known before. */
    void forget();

    /**
     * @param version what the store told with the stream; {@code null} if nothing
     */
    record Opened(InputStream stream, FileVersion version) {}
}
