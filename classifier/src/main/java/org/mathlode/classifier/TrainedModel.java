package org.mathlode.classifier;

import java.nio.file.Path;
import java.time.Duration;

/**
 * A finished training.
 *
 * @param file the fastText model
 * @param bytes its length
 * @param counts what it was trained on
 * @param threads threads that trained it; the model is reproducible bit for bit when it is 1
 * @param loss mean loss at the end
 * @param took wall-clock time
 */
public record TrainedModel(Path file, long bytes, TrainingCounts counts, int threads, double loss, Duration took) {
    public boolean deterministic() {
        return threads == 1;
    }
}
