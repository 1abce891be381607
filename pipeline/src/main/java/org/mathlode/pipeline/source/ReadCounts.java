package org.mathlode.pipeline.source;

import org.apache.spark.sql.connector.metric.CustomTaskMetric;
import org.mathlode.pipeline.storage.StorageCounters;
import org.mathlode.pipeline.warc.WarcRecord;

/** What a task has read, for {@link WarcMetric}s. Not thread-safe. */
final class ReadCounts {
    private long records;
    private long damaged;
    private long tooLarge;
    private StorageCounters closedFiles = StorageCounters.NONE;

    void record(WarcRecord record) {
        records++;
        if (record.tooLarge()) {
            tooLarge++;
        }
    }

    void damage() {
        damaged++;
    }

    void closed(StorageCounters file) {
        closedFiles = closedFiles.plus(file);
    }

    /** The values now, with those of the file that is open. */
    CustomTaskMetric[] metrics(StorageCounters openFile) {
        StorageCounters storage = closedFiles.plus(openFile);
        return new CustomTaskMetric[] {
            new WarcMetric.Value(WarcMetric.Records.NAME, records),
            new WarcMetric.Value(WarcMetric.Damaged.NAME, damaged),
            new WarcMetric.Value(WarcMetric.TooLarge.NAME, tooLarge),
            new WarcMetric.Value(WarcMetric.BytesRead.NAME, storage.bytesRead()),
            new WarcMetric.Value(WarcMetric.Requests.NAME, storage.opened() + storage.statusLookups()),
            new WarcMetric.Value(WarcMetric.Throttled.NAME, storage.throttled()),
            new WarcMetric.Value(WarcMetric.Retries.NAME, storage.resets() + storage.shortReads()),
            new WarcMetric.Value(WarcMetric.MillisWaited.NAME, storage.millisWaited())
        };
    }
}
