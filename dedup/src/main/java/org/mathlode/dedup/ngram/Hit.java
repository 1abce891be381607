package org.mathlode.dedup.ngram;

import java.util.Locale;

/**
 * A run of grams that a document and a benchmark text have in common.
 *
 * @param itemId one item that holds the run; where several do, the one with the longest run, then the first in the index
 * @param ngram the first strong n-gram of the run, or its first n-gram, in the normal form
 * @param start where the run begins in the document, in UTF-16 units
 * @param end where it ends, exclusive
 * @param grams how many grams the run is long
 * @param documentSnippet the run as the document spells it, with what stands around it
 * @param benchmarkSnippet the run as the benchmark spells it
 */
public record Hit(
        String itemId,
        String benchmark,
        BenchmarkField field,
        String ngram,
        int start,
        int end,
        int grams,
        Strength strength,
        Witness witness,
        Snippet documentSnippet,
        Snippet benchmarkSnippet) {

    /**
     * A piece of a text.
     *
     * @param before what stands before the run, cut off at the side away from it
     * @param run the run itself, cut off at its end if it is long
     * @param after what stands behind the run; empty if that was cut off
     */
    public record Snippet(String before, String run, String after) {
        private static final int LONGEST_RUN = 300;
        private static final int CONTEXT = 80;
        private static final String CUT = " …";

        static Snippet of(String text, int start, int end) {
            String before = text.substring(whole(text, Math.max(0, start - CONTEXT)), start);
            int last = Math.min(end, start + LONGEST_RUN);
            return last < end
                    ? new Snippet(before, text.substring(start, whole(text, last)) + CUT, "")
                    : new Snippet(before, text.substring(start, end), text.substring(end, whole(text, Math.min(text.length(), end + CONTEXT))));
        }

        /** Not in the middle of a supplementary character. */
        private static int whole(String text, int at) {
            return at > 0 && at < text.length() && Character.isLowSurrogate(text.charAt(at)) ? at - 1 : at;
        }
    }

    /** Whether a run is evidence by itself. */
    public enum Strength {
        /** It holds an n-gram of three or more distinct words that fewer than three unrelated items share. */
        STRONG,
        /** All of its n-grams are poor in words or shared by several items. */
        WEAK;

        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** What confirms a weak run. */
    public enum Witness {
        /** The run is strong and needs none. */
        NOT_NEEDED,
        /** The whole benchmark text is in the document. */
        WHOLE_TEXT,
        /** Numbers and formulas have the same signs between them as in the benchmark, and the run is the item's own. */
        SAME_SPELLING,
        /** The run ends where the benchmark text ends, and the document's sentence too: the second half of a problem. */
        END_OF_TEXT,
        /** The same item matches in another place too. */
        OTHER_RUN,
        /** Nothing does: the run does not count. */
        NONE;

        public String label() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /** Whether this hit alone makes its document contaminated in {@link MatchMode#WEAK_AWARE}. */
    public boolean counts() {
        return witness != Witness.NONE;
    }
}
