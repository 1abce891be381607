package org.mathlode.dedup.cluster;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;

/**
 * What decides which document of a cluster is kept. The natural order puts the keeper first: most formulas, then longest text, then newest (a
 * document without a date is the oldest), then smallest id by its UTF-8 bytes. Not consistent with equals for ids alone: ids must be unique.
 *
 * @param characters of the text other than whitespace
 * @param date may be null
 */
public record Standing(int formulas, int characters, Instant date, String id) implements Comparable<Standing> {
    @Override
    public int compareTo(Standing other) {
        int order = Integer.compare(other.formulas, formulas);
        if (order == 0) {
            order = Integer.compare(other.characters, characters);
        }
        if (order == 0) {
            order = other.dateOrOldest().compareTo(dateOrOldest());
        }
        return order == 0 ? compareIds(id, other.id) : order;
    }

    /** The order of ids: that of their UTF-8 bytes, as in tables. */
    public static int compareIds(String one, String other) {
        return Arrays.compareUnsigned(one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
    }

    private Instant dateOrOldest() {
        return date == null ? Instant.MIN : date;
    }
}
