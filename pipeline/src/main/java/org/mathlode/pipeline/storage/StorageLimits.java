package org.mathlode.pipeline.storage;

import java.time.Duration;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;
import org.apache.hadoop.conf.Configuration;

/**
 * How patient and how greedy reading is. No setting changes what is read, only whether and when.
 *
 * @param attempts how often something is tried without a single byte of progress before it fails; 1 is once
 * @param firstWait the longest wait before the second attempt; it doubles from attempt to attempt
 * @param longestWait where doubling ends; also the bound of what a server may ask for
 * @param openRequests how many requests one JVM (an executor) keeps open at a time
 */
public record StorageLimits(int attempts, Duration firstWait, Duration longestWait, int openRequests) {
    public static final String ATTEMPTS = "mathlode.storage.attempts";
    public static final String FIRST_WAIT_MILLIS = "mathlode.storage.first-wait-millis";
    public static final String LONGEST_WAIT_MILLIS = "mathlode.storage.longest-wait-millis";
    public static final String OPEN_REQUESTS = "mathlode.storage.open-requests";

    /** Twelve attempts within two and a half minutes on average, five at most, and 32 open requests. */
    public static final StorageLimits DEFAULT = new StorageLimits(12, Duration.ofMillis(500), Duration.ofSeconds(60), 32);

    public StorageLimits {
        atLeastOne(ATTEMPTS, attempts);
        atLeastOne(FIRST_WAIT_MILLIS, firstWait.toMillis());
        atLeastOne(OPEN_REQUESTS, openRequests);
        if (longestWait.compareTo(firstWait) < 0) {
            throw new IllegalArgumentException(LONGEST_WAIT_MILLIS + ": must not be less than " + FIRST_WAIT_MILLIS + " (" + longestWait.toMillis() + " < " + firstWait.toMillis() + ")");
        }
    }

    /** The defaults with what the configuration sets of the keys above. */
    public static StorageLimits of(Configuration configuration) {
        return DEFAULT.with(configuration::get);
    }

    /** These limits with what the options set of the keys above. */
    public StorageLimits with(Map<String, String> options) {
        return with((UnaryOperator<String>) options::get);
    }

    private StorageLimits with(UnaryOperator<String> setting) {
        return new StorageLimits(
                (int) number(setting, ATTEMPTS, attempts, Integer.MAX_VALUE),
                Duration.ofMillis(number(setting, FIRST_WAIT_MILLIS, firstWait.toMillis(), Integer.MAX_VALUE)),
                Duration.ofMillis(number(setting, LONGEST_WAIT_MILLIS, longestWait.toMillis(), Integer.MAX_VALUE)),
                (int) number(setting, OPEN_REQUESTS, openRequests, Integer.MAX_VALUE));
    }

    private static long number(UnaryOperator<String> setting, String key, long otherwise, long most) {
        String value = setting.apply(key);
        if (value == null) {
            return otherwise;
        }
        try {
            long number = Long.parseLong(value.strip());
            if (number >= 1 && number <= most) {
                return number;
            }
        } catch (NumberFormatException e) {
            // told below
        }
        throw new IllegalArgumentException(key + ": wanted a whole number from 1 to " + most + " (" + value + ")");
    }

    private static void atLeastOne(String key, long value) {
        if (value < 1) {
            throw new IllegalArgumentException(key + ": must be at least 1 (" + value + ")");
        }
    }

    /**
     * Milliseconds to wait after so many failures in a row: anything from 0 to the doubled bound, so that readers that failed together do not come back
     * together ("full jitter"; M. Brooker, Exponential Backoff And Jitter, AWS Architecture Blog 2015).
     */
    long waitMillis(int failures, RandomGenerator random) {
        long bound = longestWait.toMillis();
        if (failures <= 32) {
            bound = Math.min(bound, firstWait.toMillis() << (failures - 1));
        }
        return random.nextLong(bound + 1);
    }
}
