package org.mathlode.pipeline.config;

import java.util.HashSet;
import java.util.List;

/**
 * How a model is judged before an iteration uses it.
 *
 * @param heldOutShare part of the domains whose pages are kept out of training; 0 = none
 * @param minHeldOutAuc least AUC on these pages; 0 = no gate
 * @param suites labelled texts of other kinds than the seed corpus
 */
public record EvaluationConfig(
        @OptionalKey Double heldOutShare, @OptionalKey Double minHeldOutAuc, @OptionalKey List<Suite> suites) {
    /**
     * One file of labelled texts.
     *
     * @param name in the model card
     * @param file JSON Lines, relative to the config folder
     * @param minAuc least AUC on them
     */
    public record Suite(String name, String file, double minAuc) {
        public Suite {
            Check.text("name", name);
            Check.text("file", file);
            Check.share("min-auc", minAuc);
        }
    }

    public EvaluationConfig {
        heldOutShare = Check.share("held-out-share", heldOutShare == null ? 0.05 : heldOutShare);
        if (heldOutShare > 0.5) {
            throw new IllegalArgumentException("held-out-share must be at most 0.5 (" + heldOutShare + "): the rest is what a model learns from");
        }
        minHeldOutAuc = Check.share("min-held-out-auc", minHeldOutAuc == null ? 0 : minHeldOutAuc);
        suites = suites == null ? List.of() : List.copyOf(suites);
        if (new HashSet<>(suites.stream().map(Suite::name).toList()).size() < suites.size()) {
            throw new IllegalArgumentException("suites names a suite twice");
        }
    }

    static EvaluationConfig defaults() {
        return new EvaluationConfig(null, null, null);
    }
}
