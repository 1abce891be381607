package org.mathlode.pipeline.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;

/** The text of a document record: its {@code text}, or what extraction makes of its {@code html}. */
final class DocumentTexts {
    /** A page that extraction rejects has no text: it is clean, and the record says why under {@code rejected}. */
    String of(ObjectNode record, TextRecords records) throws IOException {
        return records.text(record, "text");
    }
}
