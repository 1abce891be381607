package org.mathlode.pipeline.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import java.util.Random;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;

class StorageLimitsTest {
    @Test
    void areTheDefaultsWhereNothingIsSet() {
        assertThat(StorageLimits.of(new Configuration(false))).isEqualTo(StorageLimits.DEFAULT);
    }

    @Test
    void areSetByTheConfigurationAndThenByOptions() {
        Configuration configuration = new Configuration(false);
        configuration.set(StorageLimits.ATTEMPTS, "3");
        configuration.set(StorageLimits.FIRST_WAIT_MILLIS, "10");
        StorageLimits limits = StorageLimits.of(configuration).with(Map.of(StorageLimits.ATTEMPTS, "4", StorageLimits.LONGEST_WAIT_MILLIS, "20", StorageLimits.OPEN_REQUESTS, "5"));
        assertThat(limits).isEqualTo(new StorageLimits(4, Duration.ofMillis(10), Duration.ofMillis(20), 5));
    }

    @Test
    void nameTheKeyOfAValueThatIsNone() {
        for (String value : new String[] {"0", "-1", "many", "", "99999999999"}) {
            assertThatThrownBy(() -> StorageLimits.DEFAULT.with(Map.of(StorageLimits.OPEN_REQUESTS, value)))
                    .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("mathlode.storage.open-requests").hasMessageContaining("(" + value + ")");
        }
    }

    @Test
    void refuseALongestWaitBelowTheFirst() {
        assertThatThrownBy(() -> StorageLimits.DEFAULT.with(Map.of(StorageLimits.LONGEST_WAIT_MILLIS, "1"))).isInstanceOf(IllegalArgumentException.class);
    }

    /** Waits are even over [0, bound]: the mean of 10,000 lies within 5 standard deviations of the middle. */
    @Test
    void spreadWaitsOverADoublingBound() {
        StorageLimits limits = new StorageLimits(12, Duration.ofMillis(1000), Duration.ofMillis(60_000), 1);
        Random random = new Random(7);
        for (int failures : new int[] {1, 2, 5, 6, 7, 40, 1000}) {
            long bound = failures <= 6 ? 1000L << (failures - 1) : 60_000;
            double sum = 0;
            long most = 0;
            for (int i = 0; i < 10_000; i++) {
                long wait = limits.waitMillis(failures, random);
                assertThat(wait).isBetween(0L, bound);
                most = Math.max(most, wait);
                sum += wait;
            }
            assertThat(sum / 10_000).isCloseTo(bound / 2.0, org.assertj.core.data.Offset.offset(5 * bound / Math.sqrt(12 * 10_000)));
            assertThat(most).isGreaterThan(bound * 99 / 100);
        }
    }
}
