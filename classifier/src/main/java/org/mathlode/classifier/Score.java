package org.mathlode.classifier;

/**
 * What a model says of a text.
 *
 * @param logOdds log-odds of mathematics; 0 when the model knows nothing in the text
 * @param tokens tokens of the text, without the end of the line: a text of few tokens has no score worth the name
 */
public record Score(double logOdds, long tokens) {
    /** Probability of mathematics; it saturates at 0 and 1, so rank by {@link #logOdds}. */
    public double probability() {
        return LinearModel.probability(logOdds);
    }
}
