package org.mathlode.pipeline.decontamination;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.StringReader;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;

/** Reads the records of a file, whatever its form, as JSON nodes. Errors name file and line. */
final class RecordFile {
    /** Benchmarks are written by Python, whose JSON has NaN. */
    private static final ObjectMapper MAPPER = JsonMapper.builder().enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS).build();

    private RecordFile() {}

    static List<JsonNode> read(Path file, RecordFormat format, String records) throws IOException {
        return switch (format) {
            case JSONL -> jsonLines(file);
            case JSON -> json(file, records);
            case CSV -> named(file, Csv.read(new StringReader(text(file)), file.toString()));
            case CSV_WITHOUT_HEADER -> numbered(Csv.read(new StringReader(text(file)), file.toString()));
            case PARQUET -> parquet(file);
            case TSV_WITHOUT_HEADER -> numbered(text(file).lines().filter(line -> !line.isBlank()).map(line -> List.of(line.split("\t", -1))).toList());
        };
    }

    private static List<JsonNode> jsonLines(Path file) throws IOException {
        List<JsonNode> records = new ArrayList<>();
        try (BufferedReader lines = reader(file)) {
            int number = 0;
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                number++;
                String json = number == 1 && line.startsWith("\uFEFF") ? line.substring(1) : line;
                if (!json.isBlank()) {
                    records.add(parse(json, file + " line " + number));
                }
            }
        }
        return records;
    }

    private static List<JsonNode> parquet(Path file) throws IOException {
        try {
            return ParquetFile.read(file);
        } catch (LinkageError missing) {
            throw new IOException(file + " is Parquet, which is read with Spark's libraries: call scripts/mathlode, which adds them", missing);
        }
    }

    private static List<JsonNode> json(Path file, String records) throws IOException {
        JsonNode root = parse(text(file), file.toString());
        if (records != null) {
            for (String step : records.split("\\.")) {
                root = root.path(step);
            }
            if (!root.isArray()) {
                throw new IOException("Cannot read " + file + ": no list of records at " + records);
            }
        }
        List<JsonNode> found = new ArrayList<>();
        if (root.isArray()) {
            root.forEach(found::add);
        } else {
            found.add(root);
        }
        return found;
    }

    private static JsonNode parse(String json, String place) throws IOException {
        try {
            return MAPPER.readTree(json);
        } catch (JsonProcessingException damaged) {
            throw new IOException("Cannot read " + place + ": not JSON: " + damaged.getOriginalMessage(), damaged);
        }
    }

    private static List<JsonNode> named(Path file, List<List<String>> rows) throws IOException {
        List<JsonNode> records = new ArrayList<>();
        for (int i = 1; i < rows.size(); i++) {
            List<String> header = rows.get(0);
            List<String> row = rows.get(i);
            if (row.size() != header.size()) {
                throw new IOException("Cannot read " + file + ": row " + (i + 1) + " has " + row.size() + " fields, the header " + header.size());
            }
            ObjectNode record = MAPPER.createObjectNode();
            for (int k = 0; k < row.size(); k++) {
                record.put(header.get(k).strip(), row.get(k));
            }
            records.add(record);
        }
        return records;
    }

    private static List<JsonNode> numbered(List<List<String>> rows) {
        List<JsonNode> records = new ArrayList<>();
        for (List<String> row : rows) {
            ObjectNode record = MAPPER.createObjectNode();
            for (int k = 0; k < row.size(); k++) {
                record.put(String.valueOf(k), row.get(k));
            }
            records.add(record);
        }
        return records;
    }

    private static String text(Path file) throws IOException {
        try (BufferedReader reader = reader(file)) {
            StringBuilder text = new StringBuilder();
            char[] block = new char[1 << 16];
            for (int n = reader.read(block); n >= 0; n = reader.read(block)) {
                text.append(block, 0, n);
            }
            return text.length() > 0 && text.charAt(0) == '\uFEFF' ? text.substring(1) : text.toString();
        }
    }

    private static BufferedReader reader(Path file) throws IOException {
        InputStream in = new BufferedInputStream(Files.newInputStream(file), 1 << 16);
        return new BufferedReader(new InputStreamReader(
                file.toString().endsWith(".gz") ? new GZIPInputStream(in, 1 << 16) : in,
                StandardCharsets.UTF_8.newDecoder().onMalformedInput(CodingErrorAction.REPORT)));
    }
}
