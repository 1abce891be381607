package org.mathlode.pipeline.config;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A config folder, whole: what is passed around.
 *
 * @param folder where {@code run.yaml} lies
 * @param iterations iteration 1, 2, … without a gap; may be fewer than {@code stopping.max-iterations}
 */
public record Recipe(Path folder, RunConfig run, List<IterationConfig> iterations) {
    public Recipe {
        iterations = List.copyOf(iterations);
    }

    /** The settings of iteration {@code n}, 1-based, if its file was written already. */
    public Optional<IterationConfig> iteration(int n) {
        return n <= iterations.size() ? Optional.of(iterations.get(n - 1)) : Optional.empty();
    }

    /** fastText's settings in iteration {@code n}. */
    public ClassifierConfig classifier(int n) {
        return iteration(n).map(IterationConfig::classifier).orElse(run.classifier());
    }

    /** The training set's settings in iteration {@code n}. */
    public TrainingSetConfig trainingSet(int n) {
        return iteration(n).map(IterationConfig::trainingSet).orElse(run.trainingSet());
    }

    /** The sheet that iteration {@code n} ≥ 2 reads. */
    public Path annotations(int n) {
        return folder.resolve(iterations.get(n - 1).annotations());
    }
}
