package org.mathlode.classifier;

import java.time.Duration;

/**
 * What a training may take before it is ended.
 *
 * @param time wall-clock time
 * @param residentBytes memory of the training process, its native part included; watched where {@code /proc} is there
 */
public record TrainingLimits(Duration time, long residentBytes) {
    public TrainingLimits {
        if (time.isZero() || time.isNegative()) {
            throw new IllegalArgumentException("the time limit of a training must be positive (" + time + ")");
        }
        if (residentBytes < 64L << 20) {
            throw new IllegalArgumentException("the memory limit of a training must be at least 64 MiB (" + residentBytes + " bytes)");
        }
    }

    /** A day, and no limit of memory. */
    public static TrainingLimits defaults() {
        return new TrainingLimits(Duration.ofDays(1), Long.MAX_VALUE);
    }
}
