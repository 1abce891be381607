package org.mathlode.pipeline.run;

import java.util.Locale;
import org.mathlode.pipeline.config.StoppingConfig;

/** When the loop has found what it can find: the paper stopped when about 98 % of an iteration had been collected before. */
final class Saturation {
    private final StoppingConfig config;

    Saturation(StoppingConfig config) {
        this.config = config;
    }

    /** Why iteration {@code n} is the last one, or null if it is not. */
    String reason(int n, double alreadyCollected) {
        if (n > 1 && alreadyCollected >= config.alreadyCollectedShare()) {
            return String.format(Locale.ROOT, "%.1f %% of iteration %d was already collected", 100 * alreadyCollected, n);
        }
        return n >= config.maxIterations() ? "stopping.max-iterations is " + config.maxIterations() : null;
    }
}
