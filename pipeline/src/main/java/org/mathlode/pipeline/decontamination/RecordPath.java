package org.mathlode.pipeline.decontamination;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds texts in a record by a path or a pattern of paths; see {@link BenchmarkPart}. */
final class RecordPath {
    private static final Pattern BRACES = Pattern.compile("\\{([^{}]+)}");

    private RecordPath() {}

    /** All texts the path leads to; none where the record has no such field. A list of texts gives each of them. */
    static List<String> texts(JsonNode record, String path) {
        if (path.indexOf('{') >= 0) {
            return filled(record, path);
        }
        List<JsonNode> found = List.of(record);
        for (String step : path.split("\\.")) {
            List<JsonNode> next = new ArrayList<>();
            for (JsonNode node : found) {
                if (step.equals("*")) {
                    node.forEach(next::add);
                } else if (node.isArray() && step.chars().allMatch(c -> c >= '0' && c <= '9')) {
                    next.add(node.path(Integer.parseInt(step)));
                } else {
                    next.add(node.path(step));
                }
            }
            found = next;
        }
        List<String> texts = new ArrayList<>();
        for (JsonNode node : found) {
            if (node.isArray()) {
                node.forEach(element -> addText(element, texts));
            } else {
                addText(node, texts);
            }
        }
        return texts;
    }

    private static List<String> filled(JsonNode record, String pattern) {
        StringBuilder out = new StringBuilder();
        Matcher braces = BRACES.matcher(pattern);
        boolean any = false;
        while (braces.find()) {
            List<String> texts = texts(record, braces.group(1));
            any |= !texts.isEmpty();
            braces.appendReplacement(out, Matcher.quoteReplacement(String.join(" ", texts)));
        }
        braces.appendTail(out);
        return any ? List.of(out.toString()) : List.of();
    }

    private static void addText(JsonNode node, List<String> texts) {
        if (node.isValueNode() && !node.isNull() && !node.isMissingNode()) {
            texts.add(node.asText());
        }
    }
}
