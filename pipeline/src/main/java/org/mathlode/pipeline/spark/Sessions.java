package org.mathlode.pipeline.spark;

import org.apache.spark.sql.SparkSession;

/** Spark sessions with the settings that results depend on, the same on every Spark and machine. */
public final class Sessions {
    private Sessions() {}

    /**
     * The session of this application. Under {@code spark-submit} master and memory are what was passed there; without one it is
     * embedded and uses all cores.
     */
    public static SparkSession open(String application) {
        SparkSession.Builder builder = SparkSession.builder()
                .appName(application)
                .config("spark.sql.session.timeZone", "UTC")
                .config("spark.sql.ansi.enabled", "true")
                .config("spark.sql.caseSensitive", "true")
                .config("spark.sql.parquet.compression.codec", "zstd")
                .config("spark.sql.parquet.outputTimestampType", "TIMESTAMP_MICROS")
                .config("spark.sql.sources.partitionColumnTypeInference.enabled", "false")
                // kept and rejected rows leave a task together: without writers of their own Spark would sort whole pages first
                .config("spark.sql.maxConcurrentOutputFileWriters", "4")
                // a site's defaults must not lose rows in silence, nor serialise records with Kryo, which cannot
                .config("spark.sql.files.ignoreCorruptFiles", "false")
                .config("spark.sql.files.ignoreMissingFiles", "false")
                .config("spark.serializer", "org.apache.spark.serializer.JavaSerializer")
                // no table here was written by a stream: without this each reading asks the store for a folder of such a one, and logs that a glob is none
                .config("spark.sql.streaming.fileStreamSink.ignoreMetadata", "true")
                // tables in object stores are read by lists of files: Spark would make a task for each of them, up to 10,000, to ask for its length
                .config("spark.sql.sources.parallelPartitionDiscovery.parallelism", "256")
                .config("spark.sql.sources.commitProtocolClass", ListedOutput.class.getName());
        if (System.getProperty("spark.master") == null) {
            builder.master("local[*]")
                    .config("spark.ui.enabled", "false")
                    // nobody reads the plans, and writing one down takes longer than a query of a small run
                    .config("spark.sql.ui.explainMode", "simple")
                    .config("spark.driver.host", "localhost")
                    .config("spark.driver.bindAddress", "127.0.0.1")
                    .config("spark.sql.shuffle.partitions", Integer.toString(4 * Runtime.getRuntime().availableProcessors()));
        }
        return builder.getOrCreate();
    }
}
