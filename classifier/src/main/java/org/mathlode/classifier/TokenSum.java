package org.mathlode.classifier;

/** The weights of the features of one text, added up. */
final class TokenSum {
    private double weights;
    private long features;

    void add(double more, long count) {
        weights += more;
        features += count;
    }

    /** The mean weight; 0 when no feature is known. */
    double logOdds() {
        return features == 0 ? 0 : weights / features;
    }
}
