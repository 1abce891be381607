package org.mathlode.pipeline.cli;

import java.io.PrintWriter;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/** Tells a person at a terminal how many records were read: one line that moves; nothing where the output is no terminal. */
final class ReadingProgress {
    private static final long PERIOD_NANOS = TimeUnit.MILLISECONDS.toNanos(500);
    private static final String CLEAR_LINE = "\r\u001b[K";

    private final PrintWriter out;
    private final boolean terminal = System.console() != null;
    private String doing = "";
    private long records;
    private long start;
    private long next;

    ReadingProgress(PrintWriter out) {
        this.out = out;
    }

    /** Begins to count anew. */
    void begin(String what) {
        doing = what;
        records = 0;
        start = System.nanoTime();
        next = start + PERIOD_NANOS;
    }

    /** Counts a record. */
    void read() {
        records++;
        long now = terminal ? System.nanoTime() : 0;
        if (terminal && now - next >= 0) {
            next = now + PERIOD_NANOS;
            out.print(String.format(Locale.ROOT, "%s%s: %,d documents, %,.0f/s", CLEAR_LINE, doing, records, records / ((now - start) / 1e9)));
            out.flush();
        }
    }

    /** Removes the line. */
    void end() {
        if (terminal) {
            out.print(CLEAR_LINE);
            out.flush();
        }
    }
}
