package org.mathlode.pipeline.stage;

import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import org.apache.spark.SparkContext;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerTaskEnd;
import org.apache.spark.scheduler.SparkListenerTaskStart;

/** The tasks that run, from now until {@link #close}: a job that fails only tells the others to stop, and some are in the middle of a page. Thread-safe. */
final class RunningTasks extends SparkListener implements AutoCloseable {
    private static final int LOOK_MILLIS = 500;

    private final SparkContext spark;
    private final Set<Long> running = new HashSet<>();

    RunningTasks(SparkContext spark) {
        this.spark = spark;
        spark.addSparkListener(this);
    }

    @Override
    public synchronized void onTaskStart(SparkListenerTaskStart task) {
        running.add(task.taskInfo().taskId());
    }

    @Override
    public synchronized void onTaskEnd(SparkListenerTaskEnd task) {
        running.remove(task.taskInfo().taskId());
        notifyAll();
    }

    /** Waits until no task runs, or the limit is over; false if this program is told to end meanwhile. */
    synchronized boolean awaitEnd(Duration limit) {
        long start = System.nanoTime();
        while (!running.isEmpty() && System.nanoTime() - start < limit.toNanos()) {
            if (spark.isStopped()) {
                return false;
            }
            try {
                wait(LOOK_MILLIS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return false;
            }
        }
        return true;
    }

    @Override
    public void close() {
        spark.removeSparkListener(this);
    }
}
