package org.mathlode.pipeline.html;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The formulas of one page.
 *
 * @param bySource formulas in the text by the {@link FormulaSource#label} of how the page carried them; only kinds that occur,
 *     always in the order of {@link FormulaSource}
 * @param display how many of them are displayed, not inline
 * @param balanced how many of them are LaTeX with braces, {@code \left}/{@code \right} and environments that match
 * @param onPage formulas found on the page, those in dropped blocks included and those that were not understood; what is missing
 *     from the text is the difference
 */
public record FormulaCounts(Map<String, Integer> bySource, int display, int balanced, int onPage) {
    /** No formula at all. */
    public static final FormulaCounts NONE = new FormulaCounts(Map.of(), 0, 0, 0);

    /** Formulas in the text. */
    public int inText() {
        return bySource.values().stream().mapToInt(Integer::intValue).sum();
    }

    static final class Tally {
        private final int[] bySource = new int[FormulaSource.values().length];
        private int display;
        private int balanced;
        private int count;

        void add(Formula formula, boolean displayed) {
            bySource[formula.source().ordinal()]++;
            count++;
            display += displayed ? 1 : 0;
            balanced += Latex.isBalanced(formula.tex()) ? 1 : 0;
        }

        int count() {
            return count;
        }

        FormulaCounts finish(int dropped, int marked) {
            if (count == 0 && dropped == 0 && marked == 0) {
                return NONE;
            }
            Map<String, Integer> labels = new LinkedHashMap<>();
            for (FormulaSource source : FormulaSource.values()) {
                if (bySource[source.ordinal()] > 0) {
                    labels.put(source.label(), bySource[source.ordinal()]);
                }
            }
            return new FormulaCounts(java.util.Collections.unmodifiableMap(labels), display, balanced, Math.max(count + dropped, marked));
        }

        @Override
        public String toString() {
            return Arrays.toString(bySource);
        }
    }
}
