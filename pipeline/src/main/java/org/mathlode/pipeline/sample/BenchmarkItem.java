package org.mathlode.pipeline.sample;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** An invented problem of the sample's benchmark. {@code lookalike} is empty or a text on the same matter that is no copy. */
record BenchmarkItem(String id, String language, String question, String solution, String lookalike) {
    private static final ObjectMapper JSON = new ObjectMapper();

    static List<BenchmarkItem> all() {
        return Grammar.resourceLines("benchmark-items.tsv").stream().filter(line -> !line.startsWith("#")).map(BenchmarkItem::parse).toList();
    }

    private static BenchmarkItem parse(String line) {
        String[] cells = line.split("\t", -1);
        return new BenchmarkItem(String.format(Locale.ROOT, "sample/test/%03d", Integer.parseInt(cells[0])), cells[1], cells[2], cells[3], cells[4]);
    }

    boolean hasFormulas() {
        return question.contains("$");
    }

    /** The lines of {@code benchmarks/sample.jsonl}: one for the question, one for the solution. */
    List<String> jsonLines() {
        return List.of(jsonLine("question", question), jsonLine("solution", solution));
    }

    private String jsonLine(String field, String text) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("item_id", id);
        row.put("benchmark", "sample");
        row.put("field", field);
        row.put("lang", language);
        row.put("core", 1);
        row.put("text", text);
        try {
            return JSON.writeValueAsString(row);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("a map of strings is always JSON", impossible);
        }
    }

    /** How a page spells the question it quotes. */
    enum Spelling {
        /** Letter for letter. */
        VERBATIM,
        /** Capitals, wide blanks. */
        CAPITALS,
        /** No-break spaces and zero-width spaces between words and characters. */
        INVISIBLE_SPACES,
        /** Bold type around some words. */
        BOLD_WORDS,
        /** Digits, comma and question mark in their full-width forms; thousands without their separator. */
        OTHER_FORMS,
        /** Question and solution in one paragraph. */
        WITH_SOLUTION;

        String label() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    String spelled(Spelling spelling) {
        return switch (spelling) {
            case VERBATIM -> question;
            case CAPITALS -> hasFormulas() ? question.replace(" ", "  ") : question.toUpperCase(Locale.ROOT).replace(" ", "  ");
            case INVISIBLE_SPACES -> outsideFormulas(question, text -> language.equals("zh")
                    ? text.replace("，", "，\u200B") : text.replaceFirst(" ", "\u00A0").replace(", ", ",\u200B "));
            case BOLD_WORDS -> outsideFormulas(question, text -> text.replaceFirst("(\\p{L}{2,5})", Block.BOLD + "$1" + Block.PLAIN));
            case OTHER_FORMS -> outsideFormulas(question, language.equals("zh")
                    ? BenchmarkItem::fullWidth : text -> text.replaceAll("(\\d),(\\d{3})", "$1$2").replace("'", "’"));
            case WITH_SOLUTION -> question + (language.equals("zh") ? "" : " ") + solution;
        };
    }

    private static String outsideFormulas(String text, java.util.function.UnaryOperator<String> change) {
        String[] pieces = text.split("\\$", -1);
        for (int at = 0; at < pieces.length; at += 2) {
            pieces[at] = change.apply(pieces[at]);
        }
        return String.join("$", pieces);
    }

    private static String fullWidth(String text) {
        StringBuilder wide = new StringBuilder();
        text.chars().forEach(each -> wide.append((char) (each >= '0' && each <= '9' ? each - '0' + '０' : each)));
        return wide.toString();
    }
}
