package org.mathlode.pipeline.warc;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.NoSuchElementException;

/**
 * Reads WARC 0.17 to 1.1 and ARC files, packed or not, whatever they are called. Every record comes back as a
 * {@link WarcRecord}; what cannot be read comes back as a {@link WarcDamage}, and reading goes on at the next record.
 * Gzip members are read one by one and their checksums compared before the record is handed out (where a member holds
 * several records, before the last of them is).
 *
 * <p>Memory is bounded by {@link WarcLimits}, whatever the file says. An IOException of the source is never taken for the
 * end of the file: it is thrown, as {@link UncheckedIOException} by the methods of {@link Iterator}. Not thread-safe.
 */
public final class WarcReader implements Iterator<WarcEntry>, Closeable {
    private final WarcSource source;
    private final ByteWindow window;
    private final RecordReader records;
    private WarcEntry next;
    private boolean atEnd;

    private WarcReader(WarcSource source, ByteWindow window, RecordReader records) {
        this.source = source;
        this.window = window;
        this.records = records;
    }

    /** Reads a whole file. */
    public static WarcReader open(WarcSource source, WarcLimits limits) throws IOException {
        return openRange(source, limits, 0, Long.MAX_VALUE);
    }

    /**
     * Reads the entries that begin in {@code [start, end)}, beyond {@code end} where the last of them goes on. Ranges that
     * cover a file give each of its entries once, whatever the ranges. A file that is not packed member by member is one
     * piece: all of it belongs to the range that begins at 0.
     */
    public static WarcReader openRange(WarcSource source, WarcLimits limits, long start, long end) throws IOException {
        if (start < 0 || end < start) {
            throw new IllegalArgumentException("Cannot read " + source.name() + ": the range " + start + " to " + end + " is none");
        }
        ByteWindow window = new ByteWindow(source, 0);
        try {
            Members members = Containers.detect(window);
            boolean foreign = members == null;
            if (foreign) {
                members = Containers.search(window);
            }
            RecordReader records = new RecordReader(source, members, limits);
            if (start == 0) {
                records.begin(members.splittable() ? end : Long.MAX_VALUE);
                if (foreign) {
                    records.passedOver(window.offset());
                }
            } else if (members.splittable()) {
                window.seek(Math.max(source.length() < 0 ? start : Math.min(start, source.length()), window.offset()));
                members.findStart();
                records.begin(end);
                records.inTheMiddle();
            } else {
                records.begin(0);
                records.inTheMiddle();
            }
            return new WarcReader(source, window, records);
        } catch (IOException | RuntimeException e) {
            window.close();
            throw e;
        }
    }

    /** @throws UncheckedIOException if the source fails */
    @Override
    public boolean hasNext() {
        if (next == null && !atEnd) {
            try {
                next = records.read();
            } catch (IOException e) {
                throw failed(e);
            }
            atEnd = next == null;
        }
        return next != null;
    }

    @Override
    public WarcEntry next() {
        if (!hasNext()) {
            throw new NoSuchElementException("no more entries in " + source.name());
        }
        WarcEntry entry = next;
        next = null;
        return entry;
    }

    /** The entry behind the range that has been read to its end, or null: for a look at what belongs to the last record. */
    WarcEntry behindRange() {
        try {
            return records.readBehindEnd();
        } catch (IOException e) {
            throw failed(e);
        }
    }

    private UncheckedIOException failed(IOException e) {
        return new UncheckedIOException("Cannot read " + source.name() + ": " + e.getMessage(), e);
    }

    @Override
    public void close() throws IOException {
        try {
            records.close();
        } finally {
            window.close();
        }
    }
}
