package org.mathlode.pipeline.sample;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The sample's seed corpus in OpenWebMath's schema. Narrow on purpose: algebra and number theory, definition after theorem, in English. */
final class SeedCorpus {
    private static final int DOCUMENTS = 400;
    private static final List<String> KINDS = List.of("lemma", "ideal", "residue", "module", "lecture", "congruence", "galois");
    private static final List<String> PLACES = List.of("library", "garden", "notes", "archive", "cellar", "house", "pages", "seminar");
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT);

    private SeedCorpus() {}

    /** The corpus as JSON lines. */
    static String jsonLines() {
        List<Grammar> grammars = List.of(Grammar.named("algebra"), Grammar.named("numbers"));
        StringBuilder lines = new StringBuilder();
        for (int document = 0; document < DOCUMENTS; document++) {
            SplitMix64 dice = SplitMix64.named("seed corpus " + document);
            Article article = ArticleWriter.write(grammars.get(document % 2), dice, dice.between(120, 600));
            lines.append(jsonLine(article, document, dice)).append('\n');
        }
        return lines.toString();
    }

    private static String jsonLine(Article article, int document, SplitMix64 dice) {
        // many small sites, as in a corpus that was drawn from the web
        String host = dice.pick(KINDS) + "-" + dice.pick(PLACES) + ".example";
        Map<String, Object> metadata = new LinkedHashMap<>();
        metadata.put("title", article.title());
        metadata.put("extraction_info", Map.of("found_math", true));
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("url", "https://" + host + "/entry/" + (1000 + document));
        row.put("text", article.plainText());
        row.put("date", DATE.format(LocalDateTime.of(2023, 1, 1, 0, 0).plusMinutes(dice.below(500_000))));
        try {
            row.put("metadata", JSON.writeValueAsString(metadata));
            return JSON.writeValueAsString(row);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("maps of strings are always JSON", impossible);
        }
    }
}
