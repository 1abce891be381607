package org.mathlode.pipeline.model;

import java.util.List;

/**
 * What one token budget collects: a point of an iteration's budget curve.
 *
 * @param factor of the iteration's budget
 * @param tokens of the pages that fit
 * @param estimatedTokens how many of these tokens are estimates: 0 where the point is exact
 * @param logOdds of the last page that fits; null if none does
 * @param score the same as a probability
 * @param exhausted whether all candidates fit
 * @param languages in the order of their codes
 */
public record BudgetPoint(double factor, long budget, long tokens, long estimatedTokens, long pages, long domains, Double logOdds, Double score,
        boolean exhausted, List<LanguageShare> languages) {
    public BudgetPoint {
        languages = List.copyOf(languages);
    }

    /** The part of a language; {@code share} is of the tokens. */
    public record LanguageShare(String language, long pages, long tokens, double share) {}
}
