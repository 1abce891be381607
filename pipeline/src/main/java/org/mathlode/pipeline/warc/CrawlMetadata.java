package org.mathlode.pipeline.warc;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.MissingResourceException;
import java.util.Set;

/**
 * What Common Crawl's metadata record says about the response before it, as lines {@code name: value}.
 *
 * @param languages ISO 639-3 codes with commas between, most text first, or ""
 * @param charset the charset detected, or ""
 */
record CrawlMetadata(String languages, String charset) {
    static final CrawlMetadata NONE = new CrawlMetadata("", "");
    private static final ObjectMapper JSON = new ObjectMapper();
    /** The index lists at most three. */
    private static final int MOST_LANGUAGES = 3;

    static CrawlMetadata parse(byte[] block) {
        WarcHeaders fields = WarcHeaders.ofLines(block);
        return new CrawlMetadata(
                fields.first("languages-cld2").map(CrawlMetadata::languages).orElse(""),
                fields.first("charset-detected").orElse(""));
    }

    /** The codes in CLD2's answer, {@code {"languages":[{"code":"en","code-iso-639-3":"eng",…}]}}; "" if it is none. */
    static String languages(String json) {
        Set<String> codes = new LinkedHashSet<>();
        try {
            for (JsonNode language : JSON.readTree(json.getBytes(StandardCharsets.UTF_8)).path("languages")) {
                String code = language.path("code-iso-639-3").asText(iso3(language.path("code").asText("")));
                if (!code.isEmpty() && codes.size() < MOST_LANGUAGES) {
                    codes.add(code);
                }
            }
        } catch (JsonProcessingException e) {
            return "";
        } catch (java.io.IOException e) {
            throw new IllegalStateException("Cannot read from memory", e);
        }
        return String.join(",", codes);
    }

    private static String iso3(String code) {
        try {
            return Locale.forLanguageTag(code).getISO3Language();
        } catch (MissingResourceException e) {
            return "";
        }
    }
}
