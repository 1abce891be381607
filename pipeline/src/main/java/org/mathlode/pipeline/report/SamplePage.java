package org.mathlode.pipeline.report;

import java.util.List;

/**
 * A page shown as an example.
 *
 * @param logOdds its score in the iteration; null where there is none
 * @param note what else is to be said of it: its rank, the reason it was left out
 * @param ngrams what moved its score, strongest first
 * @param text the beginning of its text; null where it has none
 */
public record SamplePage(String id, String url, String language, Double logOdds, String note, List<Weight> ngrams, String text) {
    public SamplePage {
        ngrams = List.copyOf(ngrams);
    }

    /** An n-gram and its part of the log-odds. */
    public record Weight(String ngram, int occurrences, double contribution) {}

    /**
     * Pages that are shown together.
     *
     * @param title what they are
     * @param remark how they were chosen
     */
    public record Group(String title, String remark, List<SamplePage> pages) {
        public Group {
            pages = List.copyOf(pages);
        }
    }
}
