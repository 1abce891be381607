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
    private static final int BEHIND_RANGE = 256 << 10;

    private final WarcSource source;
    /** Null, as are the records, where the range has none. */
    private final ByteWindow window;
    private final RecordReader records;
    private WarcEntry next;
    private boolean atEnd;

    private WarcReader(WarcSource source, ByteWindow window, RecordReader records) {
        this.source = source;
        this.window = window;
        this.records = records;
        this.atEnd = records == null;
    }

    /** Reads a whole file. */
    public static WarcReader open(WarcSource source, WarcLimits limits) throws IOException {
        return openRange(source, limits, 0, Long.MAX_VALUE);
    }

    /**
     * Reads the records that begin in {@code [start, end)}, beyond {@code end} where the last of them goes on, and the
     * damage behind each of them. Ranges that cover a file give each of its entries once, whatever the ranges. A file that is not packed member by member is one
     * piece: all of it belongs to the range that begins at 0.
     */
    public static WarcReader openRange(WarcSource source, WarcLimits limits, long start, long end) throws IOException {
        WarcRange.check(start, end);
        if (start > 0) {
            return open(source, limits, WarcContainer.of(source).range(start, end));
        }
        ByteWindow window = new ByteWindow(source, 0, reach(end));
        try {
            return atStart(source, limits, window, WarcContainer.detect(window).range(start, end));
        } catch (IOException | RuntimeException e) {
            window.close();
            throw e;
        }
    }

    /** Reads a range as {@link #openRange} does, of a file whose container is known: the beginning of the file is not looked at again. */
    public static WarcReader open(WarcSource source, WarcLimits limits, WarcRange range) throws IOException {
        WarcContainer container = range.container();
        if (range.start() > 0 && !container.splittable()) {
            return new WarcReader(source, null, null);
        }
        long from = Math.max(range.start(), container.start());
        long within = source.length() < 0 ? from : Math.min(from, source.length());
        ByteWindow window = new ByteWindow(source, source.reopens() ? within : 0, reach(range.end()));
        try {
            window.seek(within);
            return range.start() == 0 ? atStart(source, limits, window, range) : inTheMiddle(source, limits, window, range);
        } catch (IOException | RuntimeException e) {
            window.close();
            throw e;
        }
    }

    /** The last record of a range goes on behind it, and the metadata of the last page may lie there. */
    private static long reach(long end) {
        return end < Long.MAX_VALUE - BEHIND_RANGE ? end + BEHIND_RANGE : Long.MAX_VALUE;
    }

    private static WarcReader atStart(WarcSource source, WarcLimits limits, ByteWindow window, WarcRange range) throws IOException {
        RecordReader records = new RecordReader(source, range.container().members(window), limits);
        records.begin(range.container().splittable() ? range.end() : Long.MAX_VALUE);
        if (range.container().foreign()) {
            records.passedOver(window.offset());
        }
        return new WarcReader(source, window, records);
    }

    private static WarcReader inTheMiddle(WarcSource source, WarcLimits limits, ByteWindow window, WarcRange range) throws IOException {
        Members members = range.container().members(window);
        RecordReader records = new RecordReader(source, members, limits);
        try {
            members.findStart();
        } catch (IOException | RuntimeException e) {
            records.close();
            throw e;
        }
        records.begin(range.end());
        records.inTheMiddle();
        return new WarcReader(source, window, records);
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
            return records == null ? null : records.readBehindEnd();
        } catch (IOException e) {
            throw failed(e);
        }
    }

    private UncheckedIOException failed(IOException e) {
        return new UncheckedIOException("Cannot read " + source.name() + ": " + e.getMessage(), e);
    }

    @Override
    public void close() throws IOException {
        if (records == null) {
            return;
        }
        try {
            records.close();
        } finally {
            window.close();
        }
    }
}
