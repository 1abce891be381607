package org.mathlode.pipeline.report;

import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.mathlode.pipeline.folder.Manifest;

/**
 * What the report tells of a run as a whole.
 *
 * @param run its name
 * @param state where it stands, in one line
 * @param stages manifests of the stages that are done, in their order
 * @param iterations how many are done
 * @param stopShare the already-collected share that ends the loop; null where it is not known
 * @param extraction domains, most formulas lost first
 * @param extractedDomains how many domains there are
 * @param corpusFormulas formulas of the corpus by the markup they came from; empty before there is one
 * @param contamination what pages share with benchmarks; null before they are compared
 * @param samples pages shown as examples
 */
public record RunFigures(String run, String state, List<Manifest> stages, int iterations, Double stopShare, List<Extraction> extraction, long extractedDomains,
        SortedMap<String, Long> corpusFormulas, ContaminationFigures contamination, List<SamplePage.Group> samples) {
    public RunFigures {
        stages = List.copyOf(stages);
        extraction = List.copyOf(extraction);
        corpusFormulas = new TreeMap<>(corpusFormulas);
        samples = List.copyOf(samples);
    }

    /** What extraction did to a domain. */
    public record Extraction(String domain, long pages, long leftOut, long formulasFound, long formulas, long balanced) {}

    /** The manifest of a stage, or null. */
    Manifest stage(String name) {
        return stages.stream().filter(stage -> stage.stage().equals(name)).findFirst().orElse(null);
    }
}
