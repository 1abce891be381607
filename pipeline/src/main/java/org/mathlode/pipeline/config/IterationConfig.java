package org.mathlode.pipeline.config;

/**
 * The content of {@code iterations/N.yaml}.
 *
 * @param iteration 1-based
 * @param annotations the sheet people filled in after the iteration before, relative to the config folder; null in iteration 1
 * @param classifier replaces {@code run.yaml}'s whole section in this iteration; null keeps it
 * @param trainingSet replaces {@code run.yaml}'s whole section in this iteration; null keeps it
 */
public record IterationConfig(
        int iteration,
        long tokenBudget,
        @OptionalKey String annotations,
        long randomSeed,
        @OptionalKey ClassifierConfig classifier,
        @OptionalKey TrainingSetConfig trainingSet) {
    public IterationConfig {
        Check.atLeast(1, "iteration", iteration);
        Check.atLeast(1L, "token-budget", tokenBudget);
        if (iteration == 1 && annotations != null) {
            throw new IllegalArgumentException("annotations has no place in iteration 1: nothing was collected before it");
        }
        if (iteration > 1) {
            if (annotations == null) {
                throw new IllegalArgumentException("annotations is missing: iteration " + iteration + " needs what people marked after iteration " + (iteration - 1));
            }
            Check.text("annotations", annotations);
        }
    }
}
