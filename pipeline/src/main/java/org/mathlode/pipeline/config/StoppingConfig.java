package org.mathlode.pipeline.config;

/** When the loop ends: enough of an iteration had been collected before, or the last iteration is reached. */
public record StoppingConfig(double alreadyCollectedShare, int maxIterations) {
    public StoppingConfig {
        Check.share("already-collected-share", alreadyCollectedShare);
        Check.atLeast(1, "max-iterations", maxIterations);
    }
}
