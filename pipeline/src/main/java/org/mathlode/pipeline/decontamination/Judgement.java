package org.mathlode.pipeline.decontamination;

import java.util.List;
import java.util.Locale;
import org.mathlode.dedup.ngram.Verdict;

/**
 * What becomes of a document.
 *
 * @param verdict on the document as it was
 * @param text the document, without what was cut; what is left of it even where the whole document is left out
 * @param cuts in the order of the document; empty unless segments are cut
 */
public record Judgement(Outcome outcome, Verdict verdict, String text, List<Cut> cuts) {
    /** What becomes of a document. */
    public enum Outcome {
        /** It quotes no benchmark. */
        CLEAN,
        /** It stays without the segments that quote one. */
        CUT,
        /** It is left out. */
        CONTAMINATED,
        /** Its segments were cut, and too little was left of it to stay. */
        TOO_LITTLE_LEFT;

        /** The word in tables: {@code too-little-left}. */
        public String label() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }

        /** Whether the document is left out. */
        public boolean isLeftOut() {
            return this == CONTAMINATED || this == TOO_LITTLE_LEFT;
        }
    }

    /**
     * Segments next to each other that were cut.
     *
     * @param start in the document as it was, in UTF-16 units
     * @param end exclusive
     * @param items ids of what is quoted there, in alphabetical order
     */
    public record Cut(int start, int end, List<String> items, String text) {
        public Cut {
            items = List.copyOf(items);
        }
    }

    public Judgement {
        cuts = List.copyOf(cuts);
    }
}
