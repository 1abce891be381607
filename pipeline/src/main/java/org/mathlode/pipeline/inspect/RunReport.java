package org.mathlode.pipeline.inspect;

import java.io.IOException;
import java.util.SortedMap;
import java.util.TreeMap;
import org.mathlode.pipeline.folder.Manifest;
import org.mathlode.pipeline.report.IterationPage;
import org.mathlode.pipeline.report.RunPage;

/** The report of a run: files of HTML by their names. */
public final class RunReport {
    /** Where the report lies in a run's folder. */
    public static final String FOLDER = "report";

    private final RunTables tables;
    private final Double stopShare;

    /** @param stopShare the already-collected share that ends the loop; null where it is not known */
    public RunReport(RunTables tables, Double stopShare) {
        this.tables = tables;
        this.stopShare = stopShare;
    }

    /** All pages. */
    public SortedMap<String, String> pages() throws IOException {
        return pages(1);
    }

    /** The first page, the one of contamination and those of the iterations from {@code first} on. */
    public SortedMap<String, String> pages(int first) throws IOException {
        int iterations = tables.iterations();
        SampledTexts texts = SampledTexts.of(tables);
        String run = name();
        SortedMap<String, String> pages = new TreeMap<>();
        ReadContamination contamination = tables.done("contamination") ? new ReadContamination(tables, iterations) : null;
        pages.put(RunPage.NAME, RunPage.of(new ReadRun(tables, texts).figures(run, iterations, stopShare, contamination == null ? null : contamination.figures())));
        if (contamination != null) {
            pages.put(RunPage.CONTAMINATION, contamination.review(run));
        }
        for (int n = first; n <= iterations; n++) {
            pages.put(IterationPage.name(n), IterationPage.of(new ReadIteration(tables, n, texts).figures(run, iterations)));
        }
        return pages;
    }

    /** The run's name: of the corpus, or of its folder before there is one. */
    private String name() throws IOException {
        String named = tables.folder().manifest("corpus").map(Manifest::settings).map(settings -> settings.get("run")).orElse(null);
        return named == null ? tables.folder().root().getName() : named;
    }
}
