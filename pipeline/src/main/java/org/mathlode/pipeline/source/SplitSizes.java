package org.mathlode.pipeline.source;

import org.apache.spark.sql.SparkSession;

/**
 * How large tasks become, as Spark itself decides for its file formats.
 *
 * @param mostBytes bytes of a task at most ({@code spark.sql.files.maxPartitionBytes})
 * @param openCost what opening a file costs, in bytes that could be read meanwhile ({@code spark.sql.files.openCostInBytes})
 * @param cores tasks that can run at once
 */
record SplitSizes(long mostBytes, long openCost, int cores) {
    static SplitSizes of(SparkSession session) {
        return new SplitSizes(session.sessionState().conf().filesMaxPartitionBytes(), session.sessionState().conf().filesOpenCostInBytes(),
                session.sparkContext().defaultParallelism());
    }

    /** The size of a task for this much input, so that all cores have work; never less than opening a file costs. */
    long splitBytes(long totalBytes, int files) {
        long perCore = (totalBytes + files * openCost) / Math.max(1, cores);
        return Math.max(1, Math.min(mostBytes, Math.max(openCost, perCore)));
    }
}
