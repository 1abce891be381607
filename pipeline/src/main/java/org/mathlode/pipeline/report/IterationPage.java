package org.mathlode.pipeline.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.mathlode.pipeline.folder.Manifest;
import org.mathlode.pipeline.model.BudgetPoint;
import org.mathlode.pipeline.model.BudgetPoint.LanguageShare;
import org.mathlode.pipeline.report.IterationFigures.Changes;
import org.mathlode.pipeline.report.IterationFigures.Domain;
import org.mathlode.pipeline.report.IterationFigures.DomainChange;
import org.mathlode.pipeline.report.IterationFigures.ScoreBin;
import org.mathlode.pipeline.report.Table.Cell;

/** The page of an iteration. */
public final class IterationPage {
    private static final int LANGUAGE_COLUMNS = 5;

    private final IterationFigures figures;
    private Html html;

    private IterationPage(IterationFigures figures) {
        this.figures = figures;
    }

    /** The name of the file. */
    public static String name(int iteration) {
        return "iteration-" + iteration + ".html";
    }

    /** The whole page. */
    public static String of(IterationFigures figures) {
        return new IterationPage(figures).page();
    }

    private String page() {
        List<Map.Entry<String, String>> sections = new ArrayList<>(List.of(Map.entry("scores", "Scores"), Map.entry("budget", "Token budget"),
                Map.entry("domains", "Domains"), Map.entry("languages", "Languages")));
        if (figures.changes() != null) {
            sections.add(Map.entry("changes", "New and lost"));
        }
        sections.addAll(List.of(Map.entry("model", "Model"), Map.entry("samples", "Sample pages")));
        PageFrame frame = new PageFrame(figures.run() + ": iteration " + figures.iteration(), RunPage.ways(figures.iterations(), figures.iteration()), sections);
        html = frame.html();
        tiles();
        section("scores", "Scores", this::scores);
        section("budget", "Token budget", this::budget);
        section("domains", "Domains", this::domains);
        section("languages", "Languages", this::languages);
        if (figures.changes() != null) {
            section("changes", "New and lost pages", this::changes);
        }
        section("model", "Model", this::model);
        section("samples", "Sample pages", this::samples);
        return frame.end();
    }

    private void section(String id, String title, Runnable content) {
        html.open("section", "id", id).element("h2", title);
        content.run();
        html.close();
    }

    private void tiles() {
        Manifest collected = figures.stages().get("collected");
        Manifest report = figures.stages().get("report");
        Tiles tiles = new Tiles(html);
        if (collected != null) {
            tiles.add("pages collected", Amount.count(collected.kept()), "of " + Amount.count(collected.in()) + " candidates");
            tiles.add("tokens", Amount.brief(Figure.number(collected, "tokens")), "budget " + Amount.brief(Figure.number(collected, "token-budget")));
        }
        if (figures.cutoff() != null) {
            tiles.add("cutoff", Amount.signed(figures.cutoff()), "log-odds; probability " + Amount.probability(probability(figures.cutoff())));
        }
        if (report != null) {
            tiles.add("math-related domains", Amount.count((long) Figure.number(report, "math-related-domains")), "enough of their pages collected");
            if (figures.iteration() > 1) {
                tiles.add("already collected", Amount.percent(Figure.number(report, "already-collected-share")),
                        "of the tokens; " + Amount.percent(Figure.number(report, "already-collected-share-by-pages")) + " of the pages");
            }
        }
        tiles.close();
    }

    private void scores() {
        if (figures.scores().isEmpty()) {
            html.element("p", "No page was scored.", "class", "remark");
            return;
        }
        List<Double> counts = figures.scores().stream().map(bin -> (double) bin.pages()).toList();
        // the outermost bins reach further than they are drawn
        double width = figures.scores().stream().mapToDouble(bin -> bin.to() - bin.from()).min().orElse(1);
        double min = figures.scores().get(0).to() - width;
        double max = figures.scores().get(figures.scores().size() - 1).from() + width;
        Plot plot = new Plot("Candidates by score", Axis.linear("score (log-odds of mathematics)", min, max), Axis.counts("pages", counts));
        Table table = new Table("log-odds from", "to", "pages", "");
        for (ScoreBin bin : figures.scores()) {
            String range = Amount.signed(bin.from()) + " to " + Amount.signed(bin.to());
            plot.bar(Math.max(min, bin.from()), Math.min(max, bin.to()), bin.pages(), bin.collected() ? "collected" : "uncollected",
                    range + ": " + Amount.count(bin.pages()) + " pages, " + (bin.collected() ? "collected" : "not collected"));
            table.row(Cell.number(Amount.signed(bin.from())), Cell.number(Amount.signed(bin.to())), Cell.count(bin.pages()),
                    Cell.words(bin.collected() ? "collected" : "uncollected"));
        }
        if (figures.cutoff() != null) {
            plot.upright(figures.cutoff(), "cutoff " + Amount.signed(figures.cutoff()));
        }
        html.open("ul", "class", "legend").element("li", "collected", "class", "collected").element("li", "uncollected", "class", "uncollected").close();
        plot.write(html, "bars for " + figures.scores().size() + " ranges of scores" + (figures.cutoff() == null ? "" : ", the cutoff at " + Amount.signed(figures.cutoff())));
        table.writeFolded(html, "Scores as a table");
    }

    private void budget() {
        List<BudgetPoint> points = figures.budgets().stream().filter(point -> point.logOdds() != null).toList();
        if (points.size() < 2) {
            html.element("p", figures.budgets().isEmpty() ? "This run was made before the curve was stored." : "The budget holds too few pages for a curve.", "class", "remark");
            return;
        }
        html.element("p", "What other budgets would have collected with this iteration's scores. Beyond the pages whose tokens were counted, tokens are estimated.", "class", "remark");
        double budget = points.stream().filter(point -> point.factor() == 1).mapToDouble(BudgetPoint::budget).findFirst().orElse(0);
        double most = points.stream().mapToDouble(BudgetPoint::budget).max().orElse(1);
        Axis tokens = Axis.linear("token budget", 0, most);
        html.open("div", "class", "plots");
        curve("Cutoff", tokens, points, "probability of mathematics of the last page", BudgetPoint::score, budget);
        curve("Pages", tokens, points, "pages collected", point -> (double) point.pages(), budget);
        curve("Domains", tokens, points, "domains with a collected page", point -> (double) point.domains(), budget);
        html.close();
        budgetTable();
    }

    private void curve(String title, Axis tokens, List<BudgetPoint> points, String name, java.util.function.ToDoubleFunction<BudgetPoint> value, double budget) {
        double max = points.stream().mapToDouble(value).max().orElse(1);
        double min = points.stream().mapToDouble(value).min().orElse(0);
        // a cutoff is no amount: its axis need not begin at 0
        Axis axis = Axis.linear(name, title.equals("Cutoff") && max - min < 0.5 * max ? min - 0.1 * (max - min) : 0, max * 1.02);
        Plot plot = new Plot(title, tokens, axis).upright(budget, "budget");
        plot.line(points.stream().map(point -> new Plot.Point(point.budget(), value.applyAsDouble(point),
                times(point) + ": " + Amount.brief(value.applyAsDouble(point)) + " " + name)).toList(), "collected");
        plot.write(html, "from " + Amount.brief(value.applyAsDouble(points.get(0))) + " at " + times(points.get(0)) + " of the budget to "
                + Amount.brief(value.applyAsDouble(points.get(points.size() - 1))) + " at " + times(points.get(points.size() - 1)));
    }

    private void budgetTable() {
        List<String> languages = mainLanguages();
        List<String> columns = new ArrayList<>(List.of("budget", "tokens", "estimated", "cutoff (log-odds)", "probability", "pages", "domains"));
        languages.forEach(language -> columns.add(language + " (of the tokens)"));
        Table table = new Table(columns.toArray(String[]::new));
        for (BudgetPoint point : figures.budgets()) {
            List<Cell> cells = new ArrayList<>(List.of(Cell.number(times(point) + " = " + Amount.brief(point.budget())), Cell.count(point.tokens()),
                    Cell.number(point.estimatedTokens() == 0 ? "none" : Amount.percent((double) point.estimatedTokens() / point.tokens())),
                    Cell.number(point.logOdds() == null ? "–" : Amount.signed(point.logOdds())),
                    Cell.number(point.score() == null ? "–" : Amount.probability(point.score())),
                    Cell.number(Amount.count(point.pages()) + (point.exhausted() ? " (all)" : "")), Cell.count(point.domains())));
            for (String language : languages) {
                cells.add(Cell.share(point.languages().stream().filter(one -> one.language().equals(language)).mapToDouble(LanguageShare::share).sum(), "collected"));
            }
            table.row(cells.toArray(Cell[]::new));
        }
        table.write(html, "Budget curve");
    }

    private List<String> mainLanguages() {
        Map<String, Long> tokens = new TreeMap<>();
        figures.budgets().forEach(point -> point.languages().forEach(language -> tokens.merge(language.language(), language.tokens(), Math::max)));
        return tokens.entrySet().stream().sorted(Map.Entry.<String, Long>comparingByValue().reversed().thenComparing(Map.Entry.comparingByKey()))
                .limit(LANGUAGE_COLUMNS).map(Map.Entry::getKey).toList();
    }

    private static String times(BudgetPoint point) {
        return String.format(Locale.ROOT, "%s×", Amount.brief(point.factor()));
    }

    private void domains() {
        Manifest measured = figures.stages().get("domains");
        long all = measured == null ? figures.domains().size() : measured.kept();
        html.element("p", figures.domains().size() + " of " + Amount.count(all) + " domains, those with most collected pages first.", "class", "remark");
        Table table = figures.iteration() == 1 ? new Table("domain", "share collected", "collected", "candidates", "tokens", "")
                : new Table("domain", "share collected", "collected", "change", "candidates", "tokens", "");
        for (Domain domain : figures.domains()) {
            List<Cell> cells = new ArrayList<>(List.of(Cell.words(domain.domain().isEmpty() ? "(none)" : domain.domain()),
                    Cell.share(domain.share(), domain.mathRelated() ? "collected" : "uncollected"), Cell.count(domain.collected())));
            if (figures.iteration() > 1) {
                cells.add(Cell.number(change(domain.collected() - domain.before())));
            }
            cells.addAll(List.of(Cell.count(domain.pages()), Cell.count(domain.tokens()), Cell.words(domain.mathRelated() ? "math-related" : "")));
            table.row(cells.toArray(Cell[]::new));
        }
        table.write(html, "Domains");
    }

    private static String change(long change) {
        return change == 0 ? "" : (change > 0 ? "+" : "−") + Amount.count(Math.abs(change));
    }

    private void languages() {
        long candidates = figures.languages().stream().mapToLong(LanguageRow::candidates).sum();
        long tokens = figures.languages().stream().mapToLong(LanguageRow::tokens).sum();
        Table table = new Table("language", "of the tokens collected", "tokens", "pages collected", "of its candidates", "candidates", "of all");
        for (LanguageRow row : figures.languages()) {
            table.row(Cell.words(row.language()), Cell.share(share(row.tokens(), tokens), "collected"), Cell.count(row.tokens()), Cell.count(row.collected()),
                    Cell.share(share(row.collected(), row.candidates()), "collected"), Cell.count(row.candidates()),
                    Cell.share(share(row.candidates(), candidates), "uncollected"));
        }
        table.write(html, "Languages");
        html.element("p", "und: the crawler said nothing and the script serves many languages.", "class", "remark");
    }

    private void changes() {
        Changes changes = figures.changes();
        long all = changes.kept() + changes.fresh() + changes.lost();
        html.element("p", Amount.count(changes.kept()) + " pages were collected by iteration " + (figures.iteration() - 1) + " too, " + Amount.count(changes.fresh())
                + " are new, " + Amount.count(changes.lost()) + " were lost.");
        if (changes.domains().isEmpty()) {
            return;
        }
        double most = changes.domains().stream().mapToLong(domain -> Math.max(domain.fresh(), domain.lost())).max().orElse(1);
        Table table = new Table("domain", "new", "lost");
        for (DomainChange domain : changes.domains()) {
            table.row(Cell.words(domain.domain()), Cell.bar(Amount.count(domain.fresh()), domain.fresh() / most, "collected"),
                    Cell.bar(Amount.count(domain.lost()), domain.lost() / most, "dropped"));
        }
        long shown = changes.domains().stream().mapToLong(domain -> domain.fresh() + domain.lost()).sum();
        table.write(html, "New and lost pages by domain");
        if (shown < all - changes.kept()) {
            html.element("p", "Other domains: " + Amount.count(all - changes.kept() - shown) + " pages.", "class", "remark");
        }
    }

    private void model() {
        ModelSection.write(html, figures);
    }

    private void samples() {
        html.element("p", "Open a line to read the beginning of the text and what moved its score. " + figures.sampledFrom(), "class", "remark");
        SampleSection.write(html, figures.samples());
    }

    private static double share(long part, long whole) {
        return whole == 0 ? 0 : (double) part / whole;
    }

    private static double probability(double logOdds) {
        return 1 / (1 + Math.exp(-logOdds));
    }
}
