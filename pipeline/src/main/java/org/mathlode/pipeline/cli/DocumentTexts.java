package org.mathlode.pipeline.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.mathlode.pipeline.html.Extraction;
import org.mathlode.pipeline.html.ExtractionParams;
import org.mathlode.pipeline.html.ExtractionParams.Favour;
import org.mathlode.pipeline.html.HtmlToText;

/** The text of a document record: its {@code text}, or what extraction makes of its {@code html}. */
final class DocumentTexts {
    private static final int MAX_PAYLOAD_BYTES = 8 << 20;
    private static final int TIMEOUT_MILLIS = 5_000;

    /** Doubtful blocks stay: what a run might keep in its corpus must not be missed here. */
    private final HtmlToText extractor = new HtmlToText(new ExtractionParams(MAX_PAYLOAD_BYTES, 1, TIMEOUT_MILLIS, Favour.RECALL));

    /** A page that extraction rejects has no text and is clean; the reason is added to the record as {@code rejected}. */
    String of(ObjectNode record, TextRecords records) throws IOException {
        if (record.has("text") || !record.path("html").isTextual()) {
            return records.text(record, "text");
        }
        byte[] payload = record.get("html").textValue().getBytes(StandardCharsets.UTF_8);
        Extraction extraction = extractor.extract(payload, "text/html; charset=utf-8", record.path("id").asText(records.place()));
        if (extraction instanceof Extraction.ExtractedPage page) {
            return page.text();
        }
        Extraction.RejectedPage rejected = (Extraction.RejectedPage) extraction;
        record.put("rejected", rejected.reason().label());
        return "";
    }
}
