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
     * Opens a stream that gives the bytes from {@code offset} on; of a file that is not the {@code known} one, perhaps none.
     *
     * @param wanted bytes that are likely to be read; the stream goes on behind them
     */
    Opened open(long offset, long wanted, FileVersion known) throws IOException;

    /** Something has failed: the next {@link #open} may not rely on what was known before. */
    void forget();

    /** How often {@link #lookUp} or {@link #open} asked for nothing but the version. */
    long lookUps();

    /** @param told of which version the bytes are */
    record Opened(InputStream stream, Version told) {}

    /** A version that may have to be asked for. */
    interface Version {
        /** {@code null} if the store does not tell. */
        FileVersion ask() throws IOException;
    }
}
