package org.mathlode.pipeline.cli;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.apache.spark.SparkStageInfo;
import org.apache.spark.scheduler.AccumulableInfo;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerExecutorMetricsUpdate;
import org.apache.spark.scheduler.SparkListenerTaskEnd;
import org.apache.spark.sql.SparkSession;
import org.mathlode.pipeline.stage.StageLog;

/**
 * Watches Spark's tasks from a thread of its own and tells how far the running jobs are: tasks, rows read, rows a second, time left. For people only: what
 * is counted here may count a repeated task twice.
 */
final class TaskProgress extends SparkListener implements AutoCloseable {
    private static final long PERIOD_MILLIS = 1_000;
    private static final String ROWS_READ = "internal.metrics.input.recordsRead";
    private static final String ROWS_SHUFFLED = "internal.metrics.shuffle.read.recordsRead";

    private final SparkSession spark;
    private final StageLog log;
    private final Thread thread = new Thread(this::watch, "task-progress");
    private final Map<Integer, Long> ended = new HashMap<>();
    private final Map<Long, RunningTask> running = new HashMap<>();
    private volatile boolean closed;

    private record RunningTask(int stage, long rows) {}

    /** The active stages together. */
    private record Sum(int tasks, int completed, int active, long rows, double seconds) {}

    private TaskProgress(SparkSession spark, StageLog log) {
        this.spark = spark;
        this.log = log;
    }

    static TaskProgress watch(SparkSession spark, StageLog log) {
        TaskProgress progress = new TaskProgress(spark, log);
        spark.sparkContext().addSparkListener(progress);
        progress.thread.setDaemon(true);
        progress.thread.start();
        return progress;
    }

    @Override
    public synchronized void onTaskEnd(SparkListenerTaskEnd end) {
        running.remove(end.taskInfo().taskId());
        if (end.taskMetrics() != null) {
            ended.merge(end.stageId(), end.taskMetrics().inputMetrics().recordsRead() + end.taskMetrics().shuffleReadMetrics().recordsRead(), Long::sum);
        }
    }

    /** Executors tell now and then what their tasks have read so far. */
    @Override
    public synchronized void onExecutorMetricsUpdate(SparkListenerExecutorMetricsUpdate update) {
        update.accumUpdates().foreach(task -> {
            long rows = 0;
            scala.collection.Iterator<AccumulableInfo> values = task._4().iterator();
            while (values.hasNext()) {
                AccumulableInfo value = values.next();
                String name = value.name().isDefined() ? value.name().get() : "";
                if ((name.equals(ROWS_READ) || name.equals(ROWS_SHUFFLED)) && value.update().isDefined() && value.update().get() instanceof Number number) {
                    rows += number.longValue();
                }
            }
            running.put(((Number) (Object) task._1()).longValue(), new RunningTask(((Number) (Object) task._2()).intValue(), rows));
            return null;
        });
    }

    private void watch() {
        while (!closed) {
            Sum sum = sum();
            if (sum.tasks() > 0) {
                log.progress((double) sum.completed() / sum.tasks(), describe(sum));
            }
            try {
                Thread.sleep(PERIOD_MILLIS);
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    private synchronized Sum sum() {
        int tasks = 0;
        int completed = 0;
        int active = 0;
        long rows = 0;
        long since = Long.MAX_VALUE;
        for (int stage : spark.sparkContext().statusTracker().getActiveStageIds()) {
            scala.Option<SparkStageInfo> found = spark.sparkContext().statusTracker().getStageInfo(stage);
            if (found.isDefined()) {
                tasks += found.get().numTasks();
                completed += found.get().numCompletedTasks();
                active += found.get().numActiveTasks();
                rows += ended.getOrDefault(stage, 0L) + running.values().stream().filter(task -> task.stage() == stage).mapToLong(RunningTask::rows).sum();
                since = Math.min(since, found.get().submissionTime());
            }
        }
        return new Sum(tasks, completed, active, rows, tasks == 0 ? 0 : Math.max(0, System.currentTimeMillis() - since) / 1e3);
    }

    private static String describe(Sum sum) {
        String rows = sum.rows() == 0 || sum.seconds() < 1 ? "" : ConsoleProgress.line(sum.rows(), "rows", sum.seconds(), 0) + ", ";
        return rows + String.format(Locale.ROOT, "%d of %d tasks, %d running", sum.completed(), sum.tasks(), sum.active())
                + ConsoleProgress.left(sum.seconds(), (double) sum.completed() / sum.tasks());
    }

    @Override
    public void close() {
        closed = true;
        thread.interrupt();
        spark.sparkContext().removeSparkListener(this);
    }
}
