package org.mathlode.pipeline.source;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.connector.expressions.filter.Predicate;
import org.apache.spark.sql.connector.metric.CustomMetric;
import org.apache.spark.sql.connector.read.Batch;
import org.apache.spark.sql.connector.read.InputPartition;
import org.apache.spark.sql.connector.read.PartitionReaderFactory;
import org.apache.spark.sql.connector.read.Scan;
import org.apache.spark.sql.connector.read.Statistics;
import org.apache.spark.sql.connector.read.SupportsReportStatistics;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.util.SerializableConfiguration;

/** One query over WARC files. */
final class WarcScan implements Scan, Batch, SupportsReportStatistics {
    /** Text unpacks to about four times its bytes. */
    private static final int UNPACKED = 4;
    private static final int SHOWN = 3;

    private final WarcOptions options;
    private final StructType columns;
    private final RecordFilter filter;
    private final List<Predicate> pushed;
    private List<WarcTask> tasks;

    WarcScan(WarcOptions options, StructType columns, RecordFilter filter, List<Predicate> pushed) {
        this.options = options;
        this.columns = columns;
        this.filter = filter;
        this.pushed = pushed;
    }

    @Override
    public StructType readSchema() {
        return columns;
    }

    @Override
    public String description() {
        List<String> locations = options.locations();
        String where = locations.size() <= SHOWN ? locations.toString() : locations.subList(0, SHOWN) + " and " + (locations.size() - SHOWN) + " more";
        return "warc " + where + " " + Arrays.toString(columns.fieldNames()) + " where " + pushed;
    }

    @Override
    public Batch toBatch() {
        return this;
    }

    @Override
    public CustomMetric[] supportedCustomMetrics() {
        return WarcMetric.all();
    }

    @Override
    public Statistics estimateStatistics() {
        long bytes = tasks().stream().flatMap(task -> task.ranges().stream()).filter(range -> range.start() == 0).mapToLong(WarcFileRange::fileBytes).sum();
        return new Statistics() {
            @Override
            public OptionalLong sizeInBytes() {
                return OptionalLong.of(Math.max(1, bytes * UNPACKED));
            }

            @Override
            public OptionalLong numRows() {
                return OptionalLong.empty();
            }
        };
    }

    @Override
    public InputPartition[] planInputPartitions() {
        return tasks().toArray(InputPartition[]::new);
    }

    @Override
    public PartitionReaderFactory createReaderFactory() {
        JavaSparkContext context = JavaSparkContext.fromSparkContext(session().sparkContext());
        Broadcast<SerializableConfiguration> hadoop = context.broadcast(new SerializableConfiguration(configuration()));
        return new WarcReaderFactory(hadoop, options, Arrays.stream(columns.fieldNames()).map(WarcColumn::of).toList(), filter);
    }

    /** The work, planned once for a query. */
    private synchronized List<WarcTask> tasks() {
        if (tasks == null) {
            try {
                tasks = WarcSplits.plan(options, configuration(), SplitSizes.of(session()));
            } catch (IOException e) {
                throw new UncheckedIOException("Cannot read WARC files: " + e.getMessage(), e);
            }
        }
        return tasks;
    }

    private static SparkSession session() {
        return SparkSession.active();
    }

    private static Configuration configuration() {
        return session().sessionState().newHadoopConf();
    }
}
