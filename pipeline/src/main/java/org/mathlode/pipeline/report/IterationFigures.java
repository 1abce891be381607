package org.mathlode.pipeline.report;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.mathlode.pipeline.folder.Manifest;
import org.mathlode.pipeline.model.BudgetPoint;

/**
 * What the report tells of an iteration.
 *
 * @param run the run's name
 * @param iterations how many are done, for the way to the others
 * @param stages manifests of its stages, by their names without the iteration
 * @param modelCard the content of {@code model-card.json}
 * @param cutoff log-odds of the last page collected; null if there is none
 * @param scores how many candidates have which score, lowest first; no bin lies on both sides of the cutoff
 * @param budgets the budget curve, smallest budget first; empty in runs made before there was one
 * @param domains those with most collected pages first
 * @param languages those with most collected tokens first
 * @param changes against the iteration before; null in the first
 * @param samples pages shown as examples
 * @param sampledFrom which part of the documents the examples were drawn from
 */
public record IterationFigures(int iteration, String run, int iterations, SortedMap<String, Manifest> stages, Map<String, Object> modelCard, Double cutoff,
        List<ScoreBin> scores, List<BudgetPoint> budgets, List<Domain> domains, List<LanguageRow> languages, Changes changes, List<SamplePage.Group> samples,
        String sampledFrom) {
    public IterationFigures {
        stages = new TreeMap<>(stages);
        modelCard = new LinkedHashMap<>(modelCard);
        scores = List.copyOf(scores);
        budgets = List.copyOf(budgets);
        domains = List.copyOf(domains);
        languages = List.copyOf(languages);
        samples = List.copyOf(samples);
    }

    /** Candidates with log-odds from {@code from} (inclusive) to {@code to}. */
    public record ScoreBin(double from, double to, long pages, boolean collected) {}

    /**
     * A domain.
     *
     * @param before pages the iteration before collected
     */
    public record Domain(String domain, long pages, long collected, long before, long tokens, boolean mathRelated) {
        double share() {
            return pages == 0 ? 0 : (double) collected / pages;
        }
    }

    /**
     * What is new and what was lost.
     *
     * @param kept pages that both iterations collected
     * @param domains those with most changes first
     */
    public record Changes(long kept, long fresh, long lost, List<DomainChange> domains) {
        public Changes {
            domains = List.copyOf(domains);
        }
    }

    /** Pages of a domain collected now and not before, and the other way round. */
    public record DomainChange(String domain, long fresh, long lost) {}
}
