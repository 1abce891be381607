package org.mathlode.pipeline.cli;

import java.util.Locale;
import org.apache.spark.SparkStageInfo;
import org.apache.spark.sql.SparkSession;
import org.mathlode.pipeline.stage.StageLog;

/** Watches Spark's tasks from a thread of its own and tells how far the running job is. */
final class TaskProgress implements AutoCloseable {
    private static final long PERIOD_MILLIS = 1_000;

    private final SparkSession spark;
    private final StageLog log;
    private final Thread thread = new Thread(this::watch, "task-progress");
    private volatile boolean closed;

    private TaskProgress(SparkSession spark, StageLog log) {
        this.spark = spark;
        this.log = log;
    }

    static TaskProgress watch(SparkSession spark, StageLog log) {
        TaskProgress progress = new TaskProgress(spark, log);
        progress.thread.setDaemon(true);
        progress.thread.start();
        return progress;
    }

    private void watch() {
        while (!closed) {
            for (int stage : spark.sparkContext().statusTracker().getActiveStageIds()) {
                scala.Option<SparkStageInfo> found = spark.sparkContext().statusTracker().getStageInfo(stage);
                if (found.isDefined() && found.get().numTasks() > 1) {
                    SparkStageInfo info = found.get();
                    log.progress((double) info.numCompletedTasks() / info.numTasks(),
                            String.format(Locale.ROOT, "%d of %d tasks, %d running", info.numCompletedTasks(), info.numTasks(), info.numActiveTasks()));
                }
            }
            try {
                Thread.sleep(PERIOD_MILLIS);
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    @Override
    public void close() {
        closed = true;
        thread.interrupt();
    }
}
