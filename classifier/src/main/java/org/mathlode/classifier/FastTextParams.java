package org.mathlode.classifier;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * The settings of a training; the loss is always softmax over two labels, without character n-grams.
 *
 * @param dim length of the word vectors
 * @param lr learning rate at the start, above 0 and at most 10; it falls to 0 over the training
 * @param wordNgrams longest run of words that counts as a feature, 1 to 5
 * @param minCount words seen fewer times in the training text are left out
 * @param epoch passes over the training text
 * @param bucket hash buckets of the n-grams; not used when {@code wordNgrams} is 1
 * @param threads training threads; more than one make the model differ from run to run.
 *     0 = one for up to {@value #SMALL_TRAINING_BYTES} bytes of training text, every processor beyond
 */
public record FastTextParams(int dim, double lr, int wordNgrams, int minCount, int epoch, int bucket, int threads) {
    /** Up to here training takes one thread, minutes, and is reproducible bit for bit. */
    public static final long SMALL_TRAINING_BYTES = 256L << 20;

    public FastTextParams {
        within("dim", dim, 1, 4096);
        if (!(lr > 0 && lr <= 10)) {
            throw new IllegalArgumentException("lr must be above 0 and at most 10 (" + lr + ")");
        }
        within("word-ngrams", wordNgrams, 1, 5);
        within("min-count", minCount, 1, 1_000_000);
        within("epoch", epoch, 1, 1000);
        within("bucket", bucket, 1, 100_000_000);
        within("threads", threads, 0, 1024);
    }

    private static void within(String key, int value, int least, int most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(key + " must be from " + least + " to " + most + " (" + value + ")");
        }
    }

    /** The settings of DeepSeekMath (arXiv 2402.03300, section 2.1); bucket is fastText's default. */
    public static FastTextParams paperDefaults() {
        return new FastTextParams(256, 0.1, 3, 3, 3, 2_000_000, 0);
    }

    public FastTextParams withThreads(int count) {
        return new FastTextParams(dim, lr, wordNgrams, minCount, epoch, bucket, count);
    }

    /** The threads that a training on this much text gets. */
    public int threadsFor(long trainingBytes) {
        if (threads > 0) {
            return threads;
        }
        return trainingBytes <= SMALL_TRAINING_BYTES ? 1 : Runtime.getRuntime().availableProcessors();
    }

    /** The settings by their names in configs. */
    public Map<String, Object> asMap() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("dim", dim);
        map.put("lr", lr);
        map.put("word-ngrams", wordNgrams);
        map.put("min-count", minCount);
        map.put("epoch", epoch);
        map.put("bucket", bucket);
        map.put("threads", threads);
        map.put("loss", "softmax");
        return map;
    }

    /** fastText's own command line. */
    String[] arguments(String input, String output, int threadCount) {
        return new String[] {
            "supervised", "-input", input, "-output", output,
            "-dim", Integer.toString(dim), "-lr", String.format(Locale.ROOT, "%s", lr),
            "-wordNgrams", Integer.toString(wordNgrams), "-minCount", Integer.toString(minCount),
            "-epoch", Integer.toString(epoch), "-bucket", Integer.toString(bucket),
            "-thread", Integer.toString(threadCount), "-loss", "softmax",
            "-minn", "0", "-maxn", "0", "-verbose", "2"
        };
    }
}
