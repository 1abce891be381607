package org.mathlode.pipeline.source;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.apache.spark.sql.util.CaseInsensitiveStringMap;
import org.mathlode.pipeline.warc.WarcLimits;

/**
 * Options of {@code format("warc")}; any other is refused.
 *
 * @param locations files, folders, globs and listings ({@code warc.paths.gz}): {@code load}'s arguments
 * @param splitBytes {@code splitBytes}: a file longer than this is read as several tasks; files shorter than it may share one. 0, the default: as
 *     {@code spark.sql.files.maxPartitionBytes} says, less if the cores would not all have work
 * @param maxPayloadBytes {@code maxPayloadBytes}: decoded bytes of a payload, 8 MiB by default; longer ones are {@code payload-too-large}
 * @param maxFiles {@code maxFiles}: no more than the first so many files
 * @param unreadableFiles {@code unreadableFiles}: what becomes of a file that is missing or may not be read
 */
record WarcOptions(List<String> locations, long splitBytes, int maxPayloadBytes, int maxFiles, UnreadableFiles unreadableFiles) implements Serializable {
    private static final Set<String> KNOWN = Set.of("path", "paths", "splitbytes", "maxpayloadbytes", "maxfiles", "unreadablefiles");
    private static final int LARGEST_PAYLOAD = 1 << 28;

    /** What becomes of a file that cannot be read at all. */
    enum UnreadableFiles {
        /** The query fails. */
        FAIL,
        /** A row with outcome {@code error} and reason {@code unreadable-file}, for every part of the file that a task cannot open. */
        ROW
    }

    WarcOptions {
        locations = List.copyOf(locations);
    }

    static WarcOptions of(CaseInsensitiveStringMap options) {
        for (String key : options.keySet()) {
            if (!KNOWN.contains(key.toLowerCase(Locale.ROOT))) {
                throw new IllegalArgumentException("Cannot read WARC files: unknown option " + key
                        + " (known: splitBytes, maxPayloadBytes, maxFiles, unreadableFiles)");
            }
        }
        return new WarcOptions(locations(options), number(options, "splitBytes", 0, 0, Long.MAX_VALUE),
                (int) number(options, "maxPayloadBytes", WarcLimits.DEFAULT.maxPayloadBytes(), 1, LARGEST_PAYLOAD),
                (int) number(options, "maxFiles", Integer.MAX_VALUE, 1, Integer.MAX_VALUE), unreadableFiles(options));
    }

    private static List<String> locations(Map<String, String> options) {
        List<String> locations = new ArrayList<>();
        if (options.get("path") != null) {
            locations.add(options.get("path"));
        }
        if (options.get("paths") != null) {
            try {
                locations.addAll(List.of(new ObjectMapper().readValue(options.get("paths"), String[].class)));
            } catch (JsonProcessingException e) {
                throw new IllegalArgumentException("Cannot read WARC files: option paths is no JSON list (" + options.get("paths") + ")", e);
            }
        }
        if (locations.isEmpty()) {
            throw new IllegalArgumentException("Cannot read WARC files: no path is given; name files, folders, globs or listings in load(…)");
        }
        return locations;
    }

    private static long number(Map<String, String> options, String key, long otherwise, long least, long most) {
        String value = options.get(key);
        if (value == null) {
            return otherwise;
        }
        try {
            long number = Long.parseLong(value.strip().replace("_", ""));
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException e) {
            // told below
        }
        throw new IllegalArgumentException("Cannot read WARC files: option " + key + " is no number from " + least + " to " + most + " (" + value + ")");
    }

    private static UnreadableFiles unreadableFiles(Map<String, String> options) {
        String value = options.getOrDefault("unreadableFiles", "fail");
        return switch (value.toLowerCase(Locale.ROOT)) {
            case "fail" -> UnreadableFiles.FAIL;
            case "row" -> UnreadableFiles.ROW;
            default -> throw new IllegalArgumentException("Cannot read WARC files: option unreadableFiles is neither fail nor row (" + value + ")");
        };
    }

    WarcLimits limits() {
        return WarcLimits.forPayload(maxPayloadBytes);
    }
}
