package org.mathlode.pipeline.decontamination;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.mathlode.dedup.ngram.BenchmarkField;
import org.mathlode.dedup.ngram.BenchmarkText;

/**
 * JSON Lines of {@code {"item_id", "field", "text"}} and, optionally, {@code "benchmark"} and {@code "core"}. Fields
 * {@code question} and {@code solution}, {@code solution0}, {@code solution1}, … are read, texts with calculator notes with and without
 * them; answers, options and passages hit ordinary pages and are passed over, and so are rows with {@code "core": 0}.
 */
public final class ItemFile {
    /** GSM8K's {@code <<48/2=24>>}, which copies on the web leave out. */
    private static final String CALCULATOR_NOTES = "<<[^<>]*>>";

    private ItemFile() {}

    /** The texts in the order of the file; throws if it holds none that counts. */
    public static List<BenchmarkText> read(Path file) throws IOException {
        List<BenchmarkText> texts = new ArrayList<>();
        int number = 0;
        for (JsonNode row : RecordFile.read(file, RecordFormat.JSONL, null)) {
            number++;
            String field = required(row, "field", file, number);
            String itemId = required(row, "item_id", file, number);
            String text = required(row, "text", file, number);
            if (isCore(row.path("core")) && (field.equals("question") || field.matches("solution[0-9]*"))) {
                String benchmark = row.path("benchmark").isTextual() ? row.path("benchmark").textValue() : itemId.split("/", 2)[0];
                BenchmarkField read = field.equals("question") ? BenchmarkField.QUESTION : BenchmarkField.SOLUTION;
                texts.add(new BenchmarkText(itemId, benchmark, read, text));
                String shorter = text.replaceAll(CALCULATOR_NOTES, "");
                if (!shorter.equals(text)) {
                    texts.add(new BenchmarkText(itemId, benchmark, read, shorter));
                }
            }
        }
        if (texts.isEmpty()) {
            throw new IOException("Cannot use " + file + " as a benchmark: none of its " + number + " rows is a question or solution with core 1");
        }
        return texts;
    }

    private static boolean isCore(JsonNode core) {
        return core.isMissingNode() || core.isNull() || core.asInt(core.asBoolean(false) ? 1 : 0) == 1;
    }

    private static String required(JsonNode row, String key, Path file, int number) throws IOException {
        JsonNode value = row.get(key);
        if (value == null || !value.isValueNode() || value.isNull()) {
            throw new IOException("Cannot read " + file + ": row " + number + " has no " + key);
        }
        return value.asText();
    }
}
