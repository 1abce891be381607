package org.mathlode.dedup.ngram;

import java.util.Locale;

/** Which part of a benchmark item a text is. */
public enum BenchmarkField {
    /** Matched by n-grams, and whole where it is short. */
    QUESTION,
    /** Matched by n-grams only: short solutions are phrases that ordinary pages hold too. */
    SOLUTION;

    /** The word in tables and files: {@code question}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The field of that label, such as {@code solution}. */
    public static BenchmarkField ofLabel(String label) {
        for (BenchmarkField field : values()) {
            if (field.label().equals(label)) {
                return field;
            }
        }
        throw new IllegalArgumentException("Cannot use field " + label + ": benchmark texts are question or solution");
    }
}
