package org.mathlode.pipeline.config;

import java.time.Duration;
import org.mathlode.classifier.FastTextParams;
import org.mathlode.classifier.TrainingLimits;

/**
 * fastText's settings, by fastText's own names; DeepSeekMath (section 2.1) used dim 256, lr 0.1, wordNgrams 3, minCount 3, epoch 3.
 *
 * @param threads training threads; the result repeats bit for bit with 1 only
 * @param timeLimitMinutes how long a training may take before it is ended
 * @param memoryLimitMib memory its process may take before it is ended; 0 = no limit
 */
public record ClassifierConfig(
        int dim,
        double lr,
        int wordNgrams,
        int minCount,
        int epoch,
        int bucket,
        @OptionalKey Integer threads,
        @OptionalKey Integer timeLimitMinutes,
        @OptionalKey Integer memoryLimitMib) {
    public ClassifierConfig {
        Check.atLeast(1, "dim", dim);
        if (!(lr > 0 && lr <= 5)) {
            throw new IllegalArgumentException("lr must be above 0 and at most 5 (" + lr + ")");
        }
        Check.atLeast(1, "word-ngrams", wordNgrams);
        Check.atLeast(1, "min-count", minCount);
        Check.atLeast(1, "epoch", epoch);
        Check.atLeast(1, "bucket", bucket);
        threads = Check.atLeast(1, "threads", threads == null ? 1 : threads);
        timeLimitMinutes = Check.atLeast(1, "time-limit-minutes", timeLimitMinutes == null ? 24 * 60 : timeLimitMinutes);
        memoryLimitMib = Check.atLeast(0, "memory-limit-mib", memoryLimitMib == null ? 0 : memoryLimitMib);
        if (memoryLimitMib > 0 && memoryLimitMib < 64) {
            throw new IllegalArgumentException("memory-limit-mib must be 0 or at least 64 (" + memoryLimitMib + ")");
        }
        new FastTextParams(dim, lr, wordNgrams, minCount, epoch, bucket, threads);
    }

    /** The same for the trainer. */
    public FastTextParams params() {
        return new FastTextParams(dim, lr, wordNgrams, minCount, epoch, bucket, threads);
    }

    /** What a training may take; it changes no model, only whether there is one. */
    public TrainingLimits limits() {
        return new TrainingLimits(Duration.ofMinutes(timeLimitMinutes), memoryLimitMib == 0 ? Long.MAX_VALUE : (long) memoryLimitMib << 20);
    }
}
