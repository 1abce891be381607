package org.mathlode.pipeline.stage;

import java.nio.charset.StandardCharsets;
import org.mathlode.pipeline.folder.Manifest;

/** A 64-bit hash of a text, equal for equal texts. */
final class TextHash {
    private TextHash() {}

    static long of(String text) {
        return Long.parseUnsignedLong(Manifest.sha256(text.getBytes(StandardCharsets.UTF_8)).substring(0, 16), 16);
    }
}
