package org.mathlode.dedup.cluster;

import java.time.Instant;

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
        int length = Math.min(one.length(), other.length());
        for (int i = 0; i < length; i++) {
            int difference = Integer.compare(inUtf8Order(one.charAt(i)), inUtf8Order(other.charAt(i)));
            if (difference != 0) {
                return difference;
            }
        }
        return Integer.compare(one.length(), other.length());
    }

    /** UTF-8 sorts by code points: surrogates, which stand for the highest of them, come last. */
    private static int inUtf8Order(char c) {
        return Character.isSurrogate(c) ? c + 0x10000 : c;
    }

    private Instant dateOrOldest() {
        return date == null ? Instant.MIN : date;
    }
}
