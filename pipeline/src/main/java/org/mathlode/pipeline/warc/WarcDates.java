package org.mathlode.pipeline.warc;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Reads the dates of WARC (W3C profile of ISO 8601) and ARC (14 digits) headers, and the departures that have been seen. */
final class WarcDates {
    private static final DateTimeFormatter DIGITS = DateTimeFormatter.ofPattern("uuuuMMddHHmmss", Locale.ROOT);
    /** {@code 2024-03-01T12:00:00Z}. */
    private static final int USUAL_LENGTH = 20;
    private static final String FULL = "00000101000000";

    private WarcDates() {}

    /** The instant, or null. A date without a zone is UTC, as the standard has it. */
    static Instant parse(String written) {
        String text = written.strip();
        try {
            if (text.length() == USUAL_LENGTH && text.charAt(10) == 'T' && text.endsWith("Z")) {
                return Instant.parse(text);
            }
            if (text.matches("\\d{8,17}")) {
                String digits = text.length() >= 14 ? text.substring(0, 14) : text + FULL.substring(text.length());
                return LocalDateTime.parse(digits, DIGITS).toInstant(ZoneOffset.UTC);
            }
            if (text.matches("\\d{4}-\\d{2}-\\d{2}")) {
                return Instant.parse(text + "T00:00:00Z");
            }
            if (text.matches(".*[+-]\\d{4}")) {
                text = text.substring(0, text.length() - 2) + ":" + text.substring(text.length() - 2);
            }
            text = text.replace(' ', 'T');
            return text.matches(".*(Z|[+-]\\d{2}:\\d{2})$")
                    ? OffsetDateTime.parse(text).toInstant()
                    : LocalDateTime.parse(text).toInstant(ZoneOffset.UTC);
        } catch (DateTimeException e) {
            return null;
        }
    }
}
