package org.mathlode.pipeline.annotate;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
import java.util.regex.Pattern;
import org.mathlode.pipeline.config.PathAnnotation;
import org.mathlode.pipeline.config.PathAnnotation.Verdict;

/**
 * A change of one line of the sheet, checked: what gets here can be written and read again.
 *
 * @param line the line as it shall be; empty to take it out
 * @param expected the line as the annotator saw it; empty if there was none
 */
record VerdictRequest(Sheet.Key key, Optional<PathAnnotation> line, Optional<PathAnnotation> expected) {
    private static final Pattern DOMAIN = Pattern.compile("[^\\s/:#\\p{Cntrl}\\p{Cf}][^\\s/:\\p{Cntrl}\\p{Cf}]{0,252}|\\[[0-9a-f:.]{2,60}\\]");
    private static final int MOST_PREFIX = 2_000;
    private static final int MOST_NOTE = 500;
    private static final int MOST_NAME = 80;

    /** Throws IllegalArgumentException with the field for what is no request. */
    static VerdictRequest of(JsonNode json) {
        String domain = text(json, "domain", 253);
        if (!DOMAIN.matcher(domain).matches()) {
            throw new IllegalArgumentException("domain must be a bare host name (" + domain + ")");
        }
        String prefix = text(json, "prefix", MOST_PREFIX);
        if (!prefix.startsWith("/") || !prefix.equals(prefix.strip())) {
            throw new IllegalArgumentException("prefix must begin with / and not end with a blank (" + prefix + ")");
        }
        Optional<PathAnnotation> line = text(json, "verdict", 20).isEmpty() ? Optional.empty() : Optional.of(annotation(domain, prefix, json));
        JsonNode expected = json.path("expected");
        return new VerdictRequest(new Sheet.Key(domain, prefix), line, expected.isObject() ? Optional.of(annotation(domain, prefix, expected)) : Optional.empty());
    }

    private static PathAnnotation annotation(String domain, String prefix, JsonNode json) {
        return new PathAnnotation(domain, prefix, verdict(text(json, "verdict", 20)), text(json, "note", MOST_NOTE).strip(), text(json, "annotator", MOST_NAME).strip());
    }

    /** Null for an undecided line. */
    private static Verdict verdict(String label) {
        for (Verdict verdict : Verdict.values()) {
            if (verdict.label().equals(label)) {
                return verdict;
            }
        }
        if (label.isEmpty()) {
            return null;
        }
        throw new IllegalArgumentException("verdict must be math, not-math or skip (" + label + ")");
    }

    private static String text(JsonNode json, String field, int most) {
        JsonNode value = json.path(field);
        if (!value.isTextual() && !(value.isMissingNode() && !field.equals("domain") && !field.equals("prefix"))) {
            throw new IllegalArgumentException(field + " must be a text");
        }
        String text = value.asText("");
        if (text.length() > most) {
            throw new IllegalArgumentException(field + " must not be longer than " + most + " characters (" + text.length() + ")");
        }
        if (text.chars().anyMatch(c -> Character.isISOControl(c) || Character.getType(c) == Character.LINE_SEPARATOR || Character.isSurrogate((char) c) && lone(text))) {
            throw new IllegalArgumentException(field + " must hold no control characters");
        }
        return text;
    }

    private static boolean lone(String text) {
        return !java.nio.charset.StandardCharsets.UTF_8.newEncoder().canEncode(text);
    }
}
