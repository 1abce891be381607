package org.mathlode.pipeline.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Iterator;
import org.mathlode.pipeline.folder.Manifest;

/**
 * A document of a plain file.
 *
 * @param url null where it is not known
 * @param formulas 0 where it is not known
 * @param date null where it is not known
 */
record DocumentRecord(String id, String text, String url, int formulas, Instant date) {
    /** Throws IOException that names {@code place} and field for a value that cannot be read. */
    static DocumentRecord of(ObjectNode record, String place) throws IOException {
        JsonNode id = record.get("id");
        if (id == null || !id.isValueNode() || id.isNull()) {
            throw new IOException(place + " has no id in the field \"id\"");
        }
        JsonNode text = record.get("text");
        if (text == null || !text.isTextual()) {
            throw new IOException(place + " has no text in the field \"text\"");
        }
        JsonNode url = record.get("url");
        return new DocumentRecord(id.asText(), text.textValue(), url == null || !url.isTextual() ? null : url.textValue(), formulas(record.get("formulas"), place),
                date(record.get("date"), place));
    }

    /** Equal for equal texts. */
    long textHash() {
        return Long.parseUnsignedLong(Manifest.sha256(text.getBytes(StandardCharsets.UTF_8)).substring(0, 16), 16);
    }

    private static int formulas(JsonNode formulas, String place) throws IOException {
        if (formulas == null || formulas.isNull()) {
            return 0;
        }
        if (formulas.isIntegralNumber()) {
            return formulas.intValue();
        }
        int sum = 0;
        for (Iterator<JsonNode> kinds = formulas.elements(); kinds.hasNext(); ) {
            JsonNode count = kinds.next();
            if (!count.isIntegralNumber()) {
                throw new IOException(place + ": \"formulas\" is no number, nor numbers by kind (" + formulas + ")");
            }
            sum += count.intValue();
        }
        if (!formulas.isObject()) {
            throw new IOException(place + ": \"formulas\" is no number, nor numbers by kind (" + formulas + ")");
        }
        return sum;
    }

    private static Instant date(JsonNode date, String place) throws IOException {
        if (date == null || date.isNull()) {
            return null;
        }
        String text = date.asText().strip().replace(' ', 'T');
        try {
            if (text.length() <= "2026-01-02".length()) {
                return LocalDate.parse(text).atStartOfDay().toInstant(ZoneOffset.UTC);
            }
            boolean hasOffset = text.endsWith("Z") || text.lastIndexOf('+') > 0 || text.lastIndexOf('-') > text.indexOf('T');
            return hasOffset ? OffsetDateTime.parse(text).toInstant() : LocalDateTime.parse(text).toInstant(ZoneOffset.UTC);
        } catch (DateTimeException e) {
            throw new IOException(place + ": \"date\" is no date as in ISO 8601 (" + date.asText() + ")");
        }
    }
}
