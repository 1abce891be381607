package org.mathlode.pipeline.report;

import org.mathlode.pipeline.folder.Manifest;
import org.mathlode.pipeline.report.Table.Cell;

/** What pages share with benchmarks, and what became of them. */
final class ContaminationSection {
    private static final int CUT_CHARACTERS = 400;

    private ContaminationSection() {}

    static void write(Html html, RunFigures figures) {
        Manifest stage = figures.stage("contamination");
        if (stage == null || figures.contamination() == null) {
            html.element("p", "Pages are compared with the benchmarks when the last iteration is done.", "class", "remark");
            return;
        }
        ContaminationFigures found = figures.contamination();
        html.element("p", told(stage));
        selfTest(html, figures.stage("self-test"));
        html.open("p").element("a", "Pages and benchmark texts side by side", "href", RunPage.CONTAMINATION).close();
        benchmarks(html, stage, found);
        items(html, found);
        pages(html, found);
        cuts(html, found);
    }

    private static String told(Manifest stage) {
        String rules = stage.settings().getOrDefault("decontamination.mode", "") + ", " + stage.settings().getOrDefault("decontamination.ngram", "") + "-grams";
        String told = "Compared with " + Amount.count((long) Figure.number(stage, "benchmark-texts")) + " benchmark texts (" + rules + "): "
                + Amount.count((long) Figure.number(stage, "pages-with-hits")) + " pages share an n-gram with one.";
        if (stage.settings().getOrDefault("decontamination.action", "").equals("segment")) {
            return told + " Action segment: " + Amount.count((long) Figure.number(stage, "pages-cut")) + " pages stay without the segments that quote one ("
                    + Amount.count((long) Figure.number(stage, "cuts")) + " cuts), of " + Amount.count(stage.in() - stage.kept()) + " too little was left.";
        }
        return told + " Action page: " + Amount.count(stage.in() - stage.kept()) + " quote one and are left out.";
    }

    private static void selfTest(Html html, Manifest stage) {
        if (stage != null && stage.in() > 0) {
            html.element("p", "Self-test: of " + Amount.count(stage.in()) + " benchmark texts put into pages of this run in many spellings, " + Amount.count(stage.kept())
                    + " were found (" + Amount.percent((double) stage.kept() / stage.in()) + ").");
        }
    }

    private static void benchmarks(Html html, Manifest stage, ContaminationFigures found) {
        if (found.benchmarks().isEmpty()) {
            return;
        }
        Table table = new Table("benchmark", "hits", "pages that quote it", "of the pages", "pages with weak hits only");
        found.benchmarks().forEach(benchmark -> table.row(Cell.words(benchmark.name()), Cell.count(benchmark.hits()), Cell.count(benchmark.condemned()),
                Cell.share(benchmark.condemned() / (double) Math.max(1, stage.in()), "dropped"), Cell.count(benchmark.spared())));
        html.element("h3", "Hits by benchmark");
        table.write(html, "Hits by benchmark");
    }

    private static void items(Html html, ContaminationFigures found) {
        if (found.items().isEmpty()) {
            return;
        }
        Table table = new Table("item", "benchmark", "pages that quote it", "pages with weak hits only");
        found.items().forEach(item -> table.row(Cell.words(item.id()), Cell.words(item.benchmark()), Cell.count(item.condemned()), Cell.count(item.spared())));
        html.element("h3", "Items that condemn most pages");
        table.write(html, "Items that condemn most pages");
    }

    private static void pages(Html html, ContaminationFigures found) {
        if (found.pages().isEmpty()) {
            return;
        }
        Table table = new Table("page", "outcome", "item", "hits", "on the page", "in the benchmark");
        found.pages().forEach(page -> table.row(Cell.url(page.url()), Cell.words(page.outcome()), Cell.words(page.itemId() + " (" + page.field() + ")"), Cell.count(page.hits()),
                Cell.words(page.pageSnippet()), Cell.words(page.benchmarkSnippet())));
        html.element("h3", "Pages that quote a benchmark");
        table.write(html, "Pages that quote a benchmark");
    }

    private static void cuts(Html html, ContaminationFigures found) {
        if (found.cuts().isEmpty()) {
            return;
        }
        Table table = new Table("page", "quotes", "what was cut");
        found.cuts().forEach(cut -> table.row(Cell.url(cut.url()), Cell.words(String.join(", ", cut.items())), Cell.words(brief(cut.text()))));
        html.element("h3", "Segments that were cut");
        table.write(html, "Segments that were cut");
    }

    private static String brief(String text) {
        return text.length() <= CUT_CHARACTERS ? text : text.substring(0, text.offsetByCodePoints(0, text.codePointCount(0, CUT_CHARACTERS) - 1)) + "…";
    }
}
