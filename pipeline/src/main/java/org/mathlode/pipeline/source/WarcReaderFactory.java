package org.mathlode.pipeline.source;

import java.util.List;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.connector.read.InputPartition;
import org.apache.spark.sql.connector.read.PartitionReader;
import org.apache.spark.sql.connector.read.PartitionReaderFactory;
import org.apache.spark.util.SerializableConfiguration;

/** Makes the reader of a task, on the executor. */
record WarcReaderFactory(Broadcast<SerializableConfiguration> hadoop, WarcOptions options, List<WarcColumn> columns, RecordFilter filter)
        implements PartitionReaderFactory {
    @Override
    public PartitionReader<InternalRow> createReader(InputPartition partition) {
        return new WarcPartitionReader((WarcTask) partition, hadoop.value().value(), options, columns, filter);
    }
}
