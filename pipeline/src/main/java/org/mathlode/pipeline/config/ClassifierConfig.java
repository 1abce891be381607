package org.mathlode.pipeline.config;

import org.mathlode.classifier.FastTextParams;

/**
 * fastText's settings, by fastText's own names; DeepSeekMath (section 2.1) used dim 256, lr 0.1, wordNgrams 3, minCount 3, epoch 3.
 *
 * @param threads training threads; the result repeats bit for bit with 1 only
 */
public record ClassifierConfig(
        int dim, double lr, int wordNgrams, int minCount, int epoch, int bucket, @OptionalKey Integer threads) {
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
        new FastTextParams(dim, lr, wordNgrams, minCount, epoch, bucket, threads);
    }

    /** The same for the trainer. */
    public FastTextParams params() {
        return new FastTextParams(dim, lr, wordNgrams, minCount, epoch, bucket, threads);
    }
}
