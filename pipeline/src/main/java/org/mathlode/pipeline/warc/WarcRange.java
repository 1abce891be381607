package org.mathlode.pipeline.warc;

import java.io.Serializable;
import java.util.Objects;

/**
 * A part of a file: what begins in {@code [start, end)}. Ranges that cover a file give each of its entries once, whatever
 * the ranges.
 */
public record WarcRange(WarcContainer container, long start, long end) implements Serializable {
    public WarcRange {
        Objects.requireNonNull(container, "container");
        check(start, end);
    }

    static void check(long start, long end) {
        if (start < 0 || end < start) {
            throw new IllegalArgumentException("Cannot read the range " + start + " to " + end + ": it is none");
        }
    }
}
