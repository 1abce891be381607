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
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/**
 * Reads JSON Lines, plain text with one text a line, or Parquet. Gzip is recognised by its first bytes; blank lines are passed over.
 */
final class TextRecords implements Closeable {
    enum Form { JSON_LINES, PLAIN }

    /** Where records come from. */
    private interface Source extends Closeable {
        /** Null at the end. */
        ObjectNode next() throws IOException;
    }

    private final String name;
    private final String unit;
    private final Source source;
    private final ObjectMapper mapper = new ObjectMapper();
    private long number;

    TextRecords(String name, InputStream in, Form form) throws IOException {
        this.name = name;
        this.unit = "line";
        this.source = new Lines(new BufferedReader(new InputStreamReader(plain(in), StandardCharsets.UTF_8), 1 << 16), form);
    }

    private TextRecords(Path parquet) throws IOException {
        this.name = parquet.toString();
        this.unit = "row";
        this.source = new Rows(rows(parquet, name));
    }

    /** As {@link #open(Path, ConsoleProgress)}, of a file nobody waits for. */
    static TextRecords open(Path file) throws IOException {
        return open(file, new ConsoleProgress(null, "", () -> 0));
    }

    /** By its name JSON Lines ({@code .jsonl}, {@code .ndjson}, {@code .json}, each also with {@code .gz}), Parquet ({@code .parquet}), else plain text. */
    static TextRecords open(Path file, ConsoleProgress progress) throws IOException {
        if (isParquet(file)) {
            return new TextRecords(file);
        }
        String name = file.getFileName().toString().toLowerCase(Locale.ROOT).replaceFirst("\\.gz$", "");
        boolean json = name.endsWith(".jsonl") || name.endsWith(".ndjson") || name.endsWith(".json");
        return new TextRecords(file.toString(), new BufferedInputStream(progress.counted(Files.newInputStream(file)), 1 << 16), json ? Form.JSON_LINES : Form.PLAIN);
    }

    /** The files themselves, and of folders what lies directly in them but hidden files, in the order of their names. */
    static List<Path> files(List<Path> filesAndFolders) throws IOException {
        List<Path> files = new ArrayList<>();
        for (Path path : filesAndFolders) {
            if (!Files.isDirectory(path)) {
                files.add(path);
                continue;
            }
            try (Stream<Path> entries = Files.list(path)) {
                List<Path> inside = entries.filter(Files::isRegularFile).filter(file -> !file.getFileName().toString().matches("[._].*")).sorted().toList();
                if (inside.isEmpty()) {
                    throw new IOException(path + " has no files");
                }
                files.addAll(inside);
            }
        }
        return files;
    }

    private static boolean isParquet(Path file) {
        return file.getFileName().toString().toLowerCase(Locale.ROOT).endsWith(".parquet");
    }

    private static ParquetRecords rows(Path file, String name) throws IOException {
        if (!Files.exists(file)) {
            throw new java.nio.file.NoSuchFileException(name);
        }
        try {
            return new ParquetRecords(file);
        } catch (LinkageError e) {
            throw new IOException(name + " is Parquet, which is read with Spark's libraries: call scripts/mathlode, which adds them", e);
        } catch (IOException | RuntimeException e) {
            throw new IOException(name + " cannot be read as Parquet: " + e.getMessage(), e);
        }
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
        return name + " " + unit + " " + number;
    }

    /** The next record, in plain text an object with the field {@code text}; null at the end. */
    ObjectNode next() throws IOException {
        return source.next();
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
        source.close();
    }

    private final class Lines implements Source {
        private final BufferedReader reader;
        private final Form form;

        Lines(BufferedReader reader, Form form) {
            this.reader = reader;
            this.form = form;
        }

        @Override
        public ObjectNode next() throws IOException {
            String read;
            while ((read = reader.readLine()) != null) {
                number++;
                if (number == 1 && read.startsWith("\uFEFF")) {
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

        @Override
        public void close() throws IOException {
            reader.close();
        }
    }

    private final class Rows implements Source {
        private final ParquetRecords rows;

        Rows(ParquetRecords rows) {
            this.rows = rows;
        }

        @Override
        public ObjectNode next() throws IOException {
            number++;
            return rows.next();
        }

        @Override
        public void close() throws IOException {
            rows.close();
        }
    }
}
