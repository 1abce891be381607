package org.mathlode.pipeline.cli;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.function.LongSupplier;

/**
 * How far a tool is: a line that moves on a terminal, with what was done, how fast, and the time left where the size of the work is known. Where nobody
 * watches it says nothing. Thread-safe.
 */
final class ConsoleProgress implements AutoCloseable {
    static final String CLEAR_LINE = "\r\u001b[K";

    private static final long PERIOD_NANOS = 500_000_000L;

    private final PrintWriter terminal;
    private final String what;
    private final LongSupplier nanos;
    private final long start;
    private long toldAt;
    private long all;
    private long read;
    private long done;

    /** @param terminal null where nobody watches */
    ConsoleProgress(PrintWriter terminal, String what, LongSupplier nanos) {
        this.terminal = terminal;
        this.what = what;
        this.nanos = nanos;
        this.start = nanos.getAsLong();
        this.toldAt = start;
    }

    /** Of a tool that keeps standard output to itself. */
    static ConsoleProgress of(PrintWriter err, String what) {
        return new ConsoleProgress(Terminal.err() ? err : null, what, System::nanoTime);
    }

    /** Of a tool that writes its records to standard output: quiet where they go to the same terminal. */
    static ConsoleProgress besideRecords(PrintWriter err, String what) {
        return new ConsoleProgress(Terminal.err() && !Terminal.out() ? err : null, what, System::nanoTime);
    }

    /** The work to do: these files, which are read through {@link #counted}. */
    synchronized ConsoleProgress toRead(List<Path> files) throws IOException {
        for (Path file : files) {
            all += Files.isRegularFile(file) ? Files.size(file) : 0;
        }
        return this;
    }

    /** The work to do as a number of things. */
    synchronized ConsoleProgress toDo(long number) {
        all += number;
        return this;
    }

    /** Counts what is read of a file. */
    InputStream counted(InputStream in) {
        return terminal == null ? in : new FilterInputStream(in) {
            @Override
            public int read() throws IOException {
                int b = super.read();
                through(b < 0 ? 0 : 1);
                return b;
            }

            @Override
            public int read(byte[] buffer, int offset, int length) throws IOException {
                int n = super.read(buffer, offset, length);
                through(Math.max(0, n));
                return n;
            }
        };
    }

    /** So many units more of the work are through. */
    synchronized void through(long units) {
        read += units;
    }

    /** One thing more is done. */
    synchronized void one() {
        done++;
        if (terminal == null) {
            return;
        }
        long now = nanos.getAsLong();
        if (now - toldAt >= PERIOD_NANOS) {
            toldAt = now;
            terminal.print(CLEAR_LINE + line(done, what, (now - start) / 1e9, all > 0 ? (double) read / all : 0));
            terminal.flush();
        }
    }

    /** Removes the line, so that something else can be told. */
    synchronized void clear() {
        if (terminal != null && toldAt != start) {
            terminal.print(CLEAR_LINE);
            terminal.flush();
        }
    }

    @Override
    public void close() {
        clear();
    }

    /** {@code 12,300 pages, 410/s, 45 %, 1 min 20 s left}; without share and time where {@code share} is 0. */
    static String line(long done, String what, double seconds, double share) {
        String line = String.format(Locale.ROOT, "%,d %s, %,.0f/s", done, what, done / Math.max(seconds, 1e-3));
        return share <= 0 ? line : line + String.format(Locale.ROOT, ", %.0f %%%s", 100 * Math.min(1, share), left(seconds, share));
    }

    /** {@code , 2 min left}, or "" as long as nothing can be said. */
    static String left(double seconds, double share) {
        if (share < 0.005 || seconds < 1 || share >= 1) {
            return "";
        }
        Duration left = Duration.ofSeconds(Math.round(seconds * (1 - share) / share));
        return ", " + (left.toMinutes() < 2 ? left.toSeconds() + " s" : left.toHours() < 2 ? left.toMinutes() + " min" : left.toHours() + " h " + left.toMinutesPart() + " min")
                + " left";
    }
}
