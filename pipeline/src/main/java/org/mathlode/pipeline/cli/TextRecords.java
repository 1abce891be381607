package org.mathlode.pipeline.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PushbackInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.zip.GZIPInputStream;

/** Reads JSON Lines, or plain text with one text a line; gzip is recognised by its first bytes. Blank lines are passed over. */
final class TextRecords implements Closeable {
    enum Form { JSON_LINES, PLAIN }

    private final String name;
    private final BufferedReader reader;
    private final ObjectMapper mapper = new ObjectMapper();
    private final Form form;
    private long line;

    TextRecords(String name, InputStream in, Form form) throws IOException {
        this.name = name;
        this.form = form;
        this.reader = new BufferedReader(new InputStreamReader(plain(in), StandardCharsets.UTF_8), 1 << 16);
    }

    /** JSON Lines when the name says so ({@code .jsonl}, {@code .ndjson}, {@code .json}, each also with {@code .gz}), else plain text. */
    static TextRecords open(Path file) throws IOException {
        String name = file.getFileName().toString().toLowerCase(Locale.ROOT).replaceFirst("\\.gz$", "");
        boolean json = name.endsWith(".jsonl") || name.endsWith(".ndjson") || name.endsWith(".json");
        return new TextRecords(file.toString(), new BufferedInputStream(Files.newInputStream(file), 1 << 16), json ? Form.JSON_LINES : Form.PLAIN);
    }

    private static InputStream plain(InputStream in) throws IOException {
        PushbackInputStream start = new PushbackInputStream(in, 2);
        byte[] magic = start.readNBytes(2);
        start.unread(magic);
        boolean gzip = magic.length == 2 && magic[0] == 0x1F && magic[1] == (byte) 0x8B;
        return gzip ? new GZIPInputStream(start, 1 << 16) : start;
    }

    /** Where the last record stood, for messages. */
    String place() {
        return name + " line " + line;
    }

    /** The next record, in plain text an object with the field {@code text}; null at the end. */
    ObjectNode next() throws IOException {
        String read;
        while ((read = reader.readLine()) != null) {
            line++;
            if (line == 1 && read.startsWith("\uFEFF")) {
                read = read.substring(1);
            }
            if (!read.isBlank()) {
                return form == Form.PLAIN ? mapper.createObjectNode().put("text", read) : parse(read);
            }
        }
        return null;
    }

    private ObjectNode parse(String json) throws IOException {
        JsonNode node;
        try {
            node = mapper.readTree(json);
        } catch (JsonProcessingException e) {
            throw new IOException(place() + " is not JSON: " + e.getOriginalMessage(), e);
        }
        if (node instanceof ObjectNode object) {
            return object;
        }
        throw new IOException(place() + " is not a JSON object");
    }

    /** The text in a field of the last record. */
    String text(ObjectNode record, String field) throws IOException {
        JsonNode value = record.get(field);
        if (value == null || !value.isTextual()) {
            throw new IOException(place() + " has no text in the field \"" + field + "\"");
        }
        return value.textValue();
    }

    @Override
    public void close() throws IOException {
        reader.close();
    }
}
