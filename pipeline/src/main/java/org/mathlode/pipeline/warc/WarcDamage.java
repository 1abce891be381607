package org.mathlode.pipeline.warc;

import java.util.Objects;
import org.mathlode.pipeline.model.Kebab;

/**
 * A stretch of a file that gave no record. One damaged record is one damage, however many bytes had to be passed over to
 * find the next record.
 *
 * @param reason one line for a person
 */
public record WarcDamage(String file, long offset, long length, Kind kind, String reason) implements WarcEntry {
    /** What is wrong, roughly. */
    public enum Kind {
        /** A record, or several, cannot be read. */
        DAMAGED,
        /** The file ends within a record: its rest is missing, as after a broken transfer. */
        TRUNCATED,
        /** No record in the whole file: it is something else, or nothing is left of it. */
        NOT_A_WARC,
        /** The file has no content. */
        EMPTY_FILE;

        /** The word used in tables, such as {@code not-a-warc}. */
        public String label() {
            return Kebab.of(this);
        }
    }

    public WarcDamage {
        Objects.requireNonNull(file, "file");
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(reason, "reason");
    }
}
