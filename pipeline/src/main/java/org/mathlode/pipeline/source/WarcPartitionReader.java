package org.mathlode.pipeline.source;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.security.AccessControlException;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.connector.metric.CustomTaskMetric;
import org.apache.spark.sql.connector.read.PartitionReader;
import org.mathlode.pipeline.source.WarcColumn.Depth;
import org.mathlode.pipeline.source.WarcOptions.UnreadableFiles;
import org.mathlode.pipeline.storage.StorageCounters;

/** The rows of one task, a range of a file after the other. Not thread-safe. */
final class WarcPartitionReader implements PartitionReader<InternalRow> {
    private final Iterator<WarcFileRange> ranges;
    private final Configuration configuration;
    private final WarcOptions options;
    private final WarcColumn[] columns;
    private final Depth depth;
    private final RecordFilter filter;
    private final ReadCounts counts = new ReadCounts();
    private RangeReader open;
    private EntryView row;

    WarcPartitionReader(WarcTask task, Configuration configuration, WarcOptions options, List<WarcColumn> columns, RecordFilter filter) {
        this.ranges = task.ranges().iterator();
        this.configuration = configuration;
        this.options = options;
        this.columns = columns.toArray(WarcColumn[]::new);
        this.depth = columns.stream().map(WarcColumn::depth).max(Depth::compareTo).orElse(Depth.RECORD);
        this.filter = filter;
    }

    @Override
    public boolean next() throws IOException {
        try {
            while (true) {
                if (open != null && open.hasNext()) {
                    row = open.next();
                    if (filter.passes(row)) {
                        return true;
                    }
                } else {
                    close();
                    if (!ranges.hasNext()) {
                        return false;
                    }
                    WarcFileRange range = ranges.next();
                    if (!openOrUnreadable(range) && filter.isEmpty()) {
                        return true;
                    }
                }
            }
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    /** Whether the range can be read; else the row says why not. */
    private boolean openOrUnreadable(WarcFileRange range) throws IOException {
        String why;
        try {
            open = RangeReader.open(range, configuration, options, depth, filter, counts);
            return true;
        } catch (FileNotFoundException e) {
            why = "no such file";
        } catch (AccessControlException e) {
            why = "not allowed to read it";
        }
        if (options.unreadableFiles() == UnreadableFiles.FAIL) {
            throw new IOException("Cannot read " + range.path() + ": " + why);
        }
        row = EntryView.unreadable(range, range.path() + ": " + why);
        return false;
    }

    @Override
    public InternalRow get() {
        Object[] values = new Object[columns.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = columns[i].of(row);
        }
        return new GenericInternalRow(values);
    }

    @Override
    public CustomTaskMetric[] currentMetricsValues() {
        return counts.metrics(open == null ? StorageCounters.NONE : open.storage());
    }

    @Override
    public void close() throws IOException {
        if (open != null) {
            RangeReader closing = open;
            open = null;
            counts.closed(closing.storage());
            closing.close();
        }
    }
}
