package org.mathlode.pipeline.stage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;

class GuardedExtractionTest {
    /** A page that is still extracted when so many waits are over, however long they were to be: as a process sees it that was paused. */
    private static final class PausedPage extends CompletableFuture<String> {
        private final int waits;
        private final List<Duration> waited = new ArrayList<>();

        PausedPage(int waits) {
            this.waits = waits;
            complete("text");
        }

        @Override
        public String get(long timeout, TimeUnit unit) throws TimeoutException {
            if (waited.size() == waits) {
                return join();
            }
            waited.add(Duration.of(timeout, unit.toChronoUnit()));
            throw new TimeoutException();
        }
    }

    @Test
    void keepsAPageThatWasInFlightWhenTheProcessWasPaused() throws Exception {
        assertThat(GuardedExtraction.await(new PausedPage(1), 60_000)).isEqualTo("text");
    }

    @Test
    void givesUpAfterAllOfTheLimit() {
        PausedPage endless = new PausedPage(Integer.MAX_VALUE);

        assertThatThrownBy(() -> GuardedExtraction.await(endless, 2_500)).isInstanceOf(TimeoutException.class);
        assertThat(endless.waited).containsExactly(Duration.ofSeconds(1), Duration.ofSeconds(1), Duration.ofMillis(500));
    }
}
