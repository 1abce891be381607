package org.mathlode.pipeline.stage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.VoidFunction;
import org.junit.jupiter.api.Test;
import org.mathlode.pipeline.spark.SharedSession;

class RunningTasksTest {
    private static final CountDownLatch IN_A_PAGE = new CountDownLatch(1);
    private static final AtomicBoolean ENDED = new AtomicBoolean();

    /** Task 0 works for a second, whoever tells it to stop; task 1 fails as soon as it does. */
    private static final class OneFails implements VoidFunction<Integer> {
        private static final long serialVersionUID = 1;

        @Override
        public void call(Integer task) throws Exception {
            if (task == 1) {
                IN_A_PAGE.await();
                throw new IllegalStateException("failed");
            }
            IN_A_PAGE.countDown();
            Thread.sleep(1_000);
            ENDED.set(true);
        }
    }

    @Test
    void waitsForTasksThatWereToldToStop() {
        var spark = SharedSession.spark().sparkContext();
        try (RunningTasks tasks = new RunningTasks(spark)) {
            assertThatThrownBy(() -> JavaSparkContext.fromSparkContext(spark).parallelize(List.of(0, 1), 2).foreach(new OneFails())).hasMessageContaining("failed");
            assertThat(ENDED).isFalse();

            assertThat(tasks.awaitEnd(Duration.ofMinutes(1))).isTrue();

            assertThat(ENDED).isTrue();
        }
    }
}
