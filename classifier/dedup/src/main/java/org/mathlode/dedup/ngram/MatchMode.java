package org.mathlode.dedup.ngram;

import java.util.Locale;

/** What makes a page contaminated. */
public enum MatchMode {
    /** The paper's rule to the letter: one n-gram, or one short question whole. */
    PAPER_LITERAL,
    /** As above, but an n-gram that ordinary pages hold too needs a second witness. */
    WEAK_AWARE;

    /** The word in configs and on the command line: {@code weak-aware}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The mode of that label. */
    public static MatchMode ofLabel(String label) {
        for (MatchMode mode : values()) {
            if (mode.label().equals(label)) {
                return mode;
            }
        }
        throw new IllegalArgumentException("Cannot use decontamination.mode: paper-literal or weak-aware (" + label + ")");
    }
}
