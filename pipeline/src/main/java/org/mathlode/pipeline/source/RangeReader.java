package org.mathlode.pipeline.source;

import java.io.IOException;
import java.util.Iterator;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.mathlode.pipeline.source.WarcColumn.Depth;
import org.mathlode.pipeline.storage.StorageCounters;
import org.mathlode.pipeline.storage.StorageLimits;
import org.mathlode.pipeline.storage.StoredWarc;
import org.mathlode.pipeline.warc.CaptureReader;
import org.mathlode.pipeline.warc.HttpDecoder;
import org.mathlode.pipeline.warc.WarcDamage;
import org.mathlode.pipeline.warc.WarcEntry;
import org.mathlode.pipeline.warc.WarcReader;
import org.mathlode.pipeline.warc.WarcRecord;

/** The entries of one range that may pass the filter, decoded as far as the columns ask. Not thread-safe. */
final class RangeReader implements Iterator<EntryView>, AutoCloseable {
    private final WarcFileRange range;
    private final StoredWarc file;
    private final WarcReader entries;
    private final HttpDecoder decoder;
    private final RecordFilter filter;
    private final ReadCounts counts;
    /** Null where no column asks for the payload. */
    private final CaptureReader captures;
    private WarcEntry next;

    private RangeReader(WarcFileRange range, StoredWarc file, WarcReader entries, WarcOptions options, Depth depth, RecordFilter filter, ReadCounts counts) {
        this.range = range;
        this.file = file;
        this.entries = entries;
        this.decoder = new HttpDecoder(options.maxPayloadBytes());
        this.filter = filter;
        this.counts = counts;
        this.captures = depth == Depth.PAYLOAD ? CaptureReader.of(entries, options.limits(), this::countAndTest) : null;
    }

    /** The limits are the same for every depth: what a record is must not depend on the columns asked for. */
    static RangeReader open(WarcFileRange range, Configuration configuration, WarcOptions options, Depth depth, RecordFilter filter, ReadCounts counts)
            throws IOException {
        StoredWarc file = StoredWarc.of(range.name(), new Path(range.path()), range.version(), configuration, StorageLimits.of(configuration));
        return new RangeReader(range, file, WarcReader.openRange(file, options.limits(), range.start(), range.end()), options, depth, filter, counts);
    }

    private boolean countAndTest(WarcEntry entry) {
        if (entry instanceof WarcRecord record) {
            counts.record(record);
        } else if (entry instanceof WarcDamage) {
            counts.damage();
        }
        return filter.mayPass(entry, decoder);
    }

    @Override
    public boolean hasNext() {
        if (captures != null) {
            return captures.hasNext();
        }
        while (next == null && entries.hasNext()) {
            WarcEntry entry = entries.next();
            next = countAndTest(entry) ? entry : null;
        }
        return next != null;
    }

    @Override
    public EntryView next() {
        if (captures != null) {
            return EntryView.of(range, decoder, captures.next());
        }
        hasNext();
        WarcEntry entry = next;
        next = null;
        return EntryView.of(range, decoder, entry);
    }

    /** What reading has taken so far. */
    StorageCounters storage() {
        return file.counters();
    }

    @Override
    public void close() throws IOException {
        entries.close();
    }
}
