package org.mathlode.pipeline.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.mathlode.pipeline.folder.Manifest;
import org.mathlode.pipeline.report.RunFigures.Extraction;
import org.mathlode.pipeline.report.Table.Cell;

/** The first page of a report: the run as a whole. */
public final class RunPage {
    /** The name of the file. */
    public static final String NAME = "index.html";
    /** The page beside it that shows what pages share with benchmarks. */
    public static final String CONTAMINATION = "contamination.html";

    private final RunFigures figures;
    private final Html html;
    private final PageFrame frame;

    private RunPage(RunFigures figures) {
        this.figures = figures;
        this.frame = new PageFrame(figures.run(), ways(figures.iterations(), 0), List.of(Map.entry("funnel", "From records to corpus"), Map.entry("iterations", "Iterations"),
                Map.entry("extraction", "Extraction"), Map.entry("duplicates", "Duplicates"), Map.entry("contamination", "Contamination"),
                Map.entry("time", "Time"), Map.entry("samples", "Sample pages")));
        this.html = frame.html();
    }

    /** The whole page. */
    public static String of(RunFigures figures) {
        return new RunPage(figures).page();
    }

    /** The ways from {@link #CONTAMINATION}. */
    public static List<Map.Entry<String, String>> waysFromContamination(int iterations) {
        List<Map.Entry<String, String>> ways = ways(iterations, -1);
        ways.add(Map.entry("", "Contamination"));
        return ways;
    }

    /** The pages of a report; the current one (0: the first page) has no address. */
    static List<Map.Entry<String, String>> ways(int iterations, int current) {
        List<Map.Entry<String, String>> ways = new ArrayList<>();
        ways.add(Map.entry(current == 0 ? "" : NAME, "Run"));
        for (int n = 1; n <= iterations; n++) {
            ways.add(Map.entry(n == current ? "" : IterationPage.name(n), "Iteration " + n));
        }
        return ways;
    }

    private String page() {
        html.element("p", figures.state(), "class", "state");
        tiles();
        section("funnel", "From records to corpus", this::funnel);
        section("iterations", "Iterations", this::iterations);
        section("extraction", "Extraction", this::extraction);
        section("duplicates", "Duplicates", this::duplicates);
        section("contamination", "Contamination", () -> ContaminationSection.write(html, figures));
        section("time", "Time", this::time);
        section("samples", "Sample pages", () -> SampleSection.write(html, figures.samples()));
        return frame.end();
    }

    private void section(String id, String title, Runnable content) {
        html.open("section", "id", id).element("h2", title);
        content.run();
        html.close();
    }

    private void tiles() {
        Tiles tiles = new Tiles(html);
        Manifest documents = figures.stage("documents");
        if (documents != null) {
            tiles.add("documents", Amount.brief(documents.kept()), "of " + Amount.brief(documents.in()) + " WARC records");
        }
        Manifest clusters = figures.stage("duplicate-clusters");
        if (clusters != null) {
            tiles.add("candidates", Amount.brief(clusters.kept()), "after duplicates were left out");
        }
        Manifest report = figures.stage("iterations/" + figures.iterations() + "/report");
        if (report != null) {
            tiles.add("collected", Amount.brief(Figure.number(report, "collected-pages")),
                    "pages in iteration " + figures.iterations() + ", " + Amount.brief(Figure.number(report, "collected-tokens")) + " tokens");
        }
        Manifest corpus = figures.stage("corpus");
        if (corpus != null) {
            tiles.add("corpus", Amount.brief(corpus.kept()), "pages, " + Amount.brief(Figure.number(corpus, "tokens")) + " tokens, "
                    + Amount.brief(Figure.number(corpus, "domains")) + " domains");
            tiles.add("formulas", Amount.brief(Figure.number(corpus, "formulas")), "in the corpus");
        }
        tiles.add("time", Amount.duration(figures.stages().stream().mapToDouble(Manifest::seconds).sum()), "in " + figures.stages().size() + " stages");
        tiles.close();
    }

    private void funnel() {
        Manifest documents = figures.stage("documents");
        if (documents == null) {
            html.element("p", "The documents are not complete yet.", "class", "remark");
            return;
        }
        double first = documents.in();
        Table table = new Table("step", "pages", "left out, by reason");
        table.row(Cell.words("WARC records"), Cell.bar(Amount.count(documents.in()), 1, "uncollected"), Cell.EMPTY);
        step(table, "documents", documents, first);
        step(table, "one capture a URL", figures.stage("url-keys"), first);
        step(table, "candidates: no near-duplicates", figures.stage("duplicate-clusters"), first);
        String last = "iterations/" + figures.iterations() + "/";
        step(table, "scored in iteration " + figures.iterations(), figures.stage(last + "scores"), first);
        step(table, "collected in iteration " + figures.iterations(), figures.stage(last + "collected"), first);
        step(table, "no benchmark quoted", figures.stage("contamination"), first);
        step(table, "corpus", figures.stage("corpus"), first);
        table.write(html, "From records to corpus");
    }

    private static void step(Table table, String name, Manifest stage, double first) {
        if (stage != null) {
            table.row(Cell.words(name), Cell.bar(Amount.count(stage.kept()), stage.kept() / Math.max(1, first), "collected"), Cell.words(reasons(stage.dropped())));
        }
    }

    private static String reasons(Map<String, Long> dropped) {
        return dropped.entrySet().stream().sorted(Map.Entry.<String, Long>comparingByValue().reversed())
                .map(entry -> entry.getKey() + " " + Amount.count(entry.getValue())).collect(Collectors.joining(" · "));
    }

    private void iterations() {
        if (figures.iterations() == 0) {
            html.element("p", "No iteration is done yet.", "class", "remark");
            return;
        }
        Table table = new Table("iteration", "positives", "negatives", "token budget", "tokens", "pages", "cutoff", "math-related domains", "collected before: tokens", "collected before: pages");
        List<Plot.Point> tokens = new ArrayList<>();
        List<Plot.Point> pages = new ArrayList<>();
        for (int n = 1; n <= figures.iterations(); n++) {
            Manifest report = figures.stage("iterations/" + n + "/report");
            Manifest collected = figures.stage("iterations/" + n + "/collected");
            Map<String, Double> labels = Figure.numbers(report.figures().get("training-set"));
            double byTokens = Figure.number(report, "already-collected-share");
            double byPages = Figure.number(report, "already-collected-share-by-pages");
            table.row(Cell.words(Integer.toString(n)), Cell.number(Amount.brief(labels.getOrDefault("math", 0.0))), Cell.number(Amount.brief(labels.getOrDefault("other", 0.0))),
                    Cell.number(Amount.brief(Figure.number(collected, "token-budget"))), Cell.count((long) Figure.number(report, "collected-tokens")),
                    Cell.count((long) Figure.number(report, "collected-pages")),
                    Cell.number(collected.figures().get("cutoff-log-odds") instanceof Number cutoff ? Amount.signed(cutoff.doubleValue()) : "–"),
                    Cell.count((long) Figure.number(report, "math-related-domains")),
                    n == 1 ? Cell.number("–") : Cell.share(byTokens, "collected"), n == 1 ? Cell.number("–") : Cell.share(byPages, "collected"));
            if (n > 1) {
                tokens.add(new Plot.Point(n, byTokens, "iteration " + n + ": " + Amount.percent(byTokens) + " of the tokens"));
                pages.add(new Plot.Point(n, byPages, "iteration " + n + ": " + Amount.percent(byPages) + " of the pages"));
            }
        }
        table.write(html, "Iterations");
        if (tokens.size() > 1) {
            Plot plot = new Plot("Already collected by earlier iterations", Axis.steps("iteration", 2, figures.iterations()), Axis.linear("share of what the iteration collected", 0, 1).inPercent());
            if (figures.stopShare() != null) {
                plot.level(figures.stopShare(), "the loop ends at " + Amount.percent(figures.stopShare()));
            }
            plot.line(pages, "uncollected").line(tokens, "collected");
            html.open("ul", "class", "legend").element("li", "by tokens", "class", "collected").element("li", "by pages", "class", "uncollected").close();
            plot.write(html, tokens.stream().map(Plot.Point::told).collect(Collectors.joining(", ")));
        }
    }

    private void extraction() {
        Manifest extraction = figures.stage("extraction");
        if (extraction == null) {
            html.element("p", "Extraction was not measured yet.", "class", "remark");
            return;
        }
        double found = Figure.number(extraction, "formulas-found");
        double kept = Figure.number(extraction, "formulas");
        html.element("p", Amount.count((long) kept) + " formulas stand in the texts, " + Amount.percent(found == 0 ? 1 : kept / found) + " of those found on the pages; "
                + Amount.percent(kept == 0 ? 1 : Figure.number(extraction, "formulas-balanced") / kept) + " are balanced LaTeX.");
        html.element("h3", "Formulas by the markup they came from");
        kinds(Figure.numbers(extraction.figures().get("formulas-by-source")));
        html.element("h3", "Domains that lost most formulas");
        html.element("p", figures.extraction().size() + " of " + Amount.count(figures.extractedDomains()) + " domains.", "class", "remark");
        Table table = new Table("domain", "pages", "left out", "formulas found", "in the texts", "kept", "balanced");
        for (Extraction domain : figures.extraction()) {
            table.row(Cell.words(domain.domain()), Cell.count(domain.pages()), Cell.count(domain.leftOut()), Cell.count(domain.formulasFound()), Cell.count(domain.formulas()),
                    Cell.share(domain.formulasFound() == 0 ? 1 : (double) domain.formulas() / domain.formulasFound(), "collected"),
                    domain.formulas() == 0 ? Cell.number("–") : Cell.share((double) domain.balanced() / domain.formulas(), "collected"));
        }
        table.write(html, "Extraction by domain");
    }

    private void kinds(Map<String, Double> documents) {
        double all = documents.values().stream().mapToDouble(Double::doubleValue).sum();
        double corpus = figures.corpusFormulas().values().stream().mapToLong(Long::longValue).sum();
        Map<String, Double> kinds = new TreeMap<>(documents);
        figures.corpusFormulas().keySet().forEach(kind -> kinds.putIfAbsent(kind, 0.0));
        Table table = corpus == 0 ? new Table("markup", "documents", "of all") : new Table("markup", "documents", "of all", "corpus", "of the corpus");
        kinds.entrySet().stream().sorted(Map.Entry.<String, Double>comparingByValue().reversed()).forEach(kind -> {
            List<Cell> cells = new ArrayList<>(List.of(Cell.words(kind.getKey()), Cell.count(kind.getValue().longValue()), Cell.share(all == 0 ? 0 : kind.getValue() / all, "uncollected")));
            if (corpus > 0) {
                long own = figures.corpusFormulas().getOrDefault(kind.getKey(), 0L);
                cells.addAll(List.of(Cell.count(own), Cell.share(own / corpus, "collected")));
            }
            table.row(cells.toArray(Cell[]::new));
        });
        table.write(html, "Formulas by markup");
    }

    private void duplicates() {
        Manifest urls = figures.stage("url-keys");
        Manifest clusters = figures.stage("duplicate-clusters");
        if (urls == null || clusters == null) {
            html.element("p", "Duplicates were not looked for yet.", "class", "remark");
            return;
        }
        html.element("p", Amount.count(urls.dropped().getOrDefault("duplicate-url", 0L)) + " captures of a URL that was captured again ("
                + Amount.count((long) Figure.number(urls, "duplicate-urls-with-the-same-content")) + " of them with the same content), "
                + Amount.count(clusters.dropped().getOrDefault("duplicate-content", 0L)) + " pages with the text of another, "
                + Amount.count(clusters.dropped().getOrDefault("near-duplicate", 0L)) + " near-duplicates.");
        html.open("div", "class", "columns");
        counts("Clusters by size", "pages in the cluster", "clusters", new TreeMap<>(Figure.numbers(clusters.figures().get("clusters"))));
        counts("Pages left out by similarity to the one kept", "similarity from", "pages", new TreeMap<>(Figure.numbers(clusters.figures().get("similarity-to-keeper"))));
        html.close();
    }

    private void counts(String title, String name, String what, TreeMap<String, Double> counts) {
        counts.remove("all");
        Double largest = counts.remove("largest");
        double most = counts.values().stream().mapToDouble(Double::doubleValue).max().orElse(1);
        Table table = new Table(name, what);
        counts.entrySet().stream().sorted(java.util.Comparator.comparingDouble(entry -> Double.parseDouble(entry.getKey().replaceFirst("-.*", ""))))
                .forEach(entry -> table.row(Cell.words(entry.getKey()), Cell.bar(Amount.brief(entry.getValue()), entry.getValue() / most, "dropped")));
        html.open("div").element("h3", title);
        table.write(html, title);
        if (largest != null) {
            html.element("p", "The largest has " + Amount.brief(largest) + " pages.", "class", "remark");
        }
        html.close();
    }

    private void time() {
        double most = figures.stages().stream().mapToDouble(Manifest::seconds).max().orElse(1);
        Table table = new Table("stage", "rows", "time", "rows a second");
        for (Manifest stage : figures.stages()) {
            table.row(Cell.words(stage.stage()), Cell.count(stage.in()), Cell.bar(Amount.duration(stage.seconds()), stage.seconds() / Math.max(most, 1e-9), "uncollected"),
                    Cell.number(stage.seconds() > 0 ? Amount.brief(Math.rint(stage.in() / stage.seconds())) : "–"));
        }
        table.write(html, "Time by stage");
    }
}
