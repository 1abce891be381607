package org.mathlode.pipeline.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Attribute;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mathlode.pipeline.folder.Manifest;
import org.mathlode.pipeline.model.BudgetPoint;
import org.mathlode.pipeline.model.BudgetPoint.LanguageShare;
import org.mathlode.pipeline.report.IterationFigures.Changes;
import org.mathlode.pipeline.report.IterationFigures.Domain;
import org.mathlode.pipeline.report.IterationFigures.DomainChange;
import org.mathlode.pipeline.report.IterationFigures.ScoreBin;

class ReportPagesTest {
    private static final String HOSTILE = "</pre></details><script>alert(1)</script><img src=x onerror=alert(1)>\u202e\u0000 ' \" <style>*{}</style>";

    private static Manifest manifest(String stage, long kept, Map<String, Long> dropped, Map<String, Object> figures) {
        long in = kept + dropped.values().stream().mapToLong(Long::longValue).sum();
        return new Manifest(Manifest.VERSION, stage, "digest", new TreeMap<>(), new TreeMap<>(), in, kept, new TreeMap<>(dropped), new TreeMap<>(figures), List.of(), 1.5);
    }

    private static List<SamplePage.Group> samples() {
        return List.of(new SamplePage.Group("Collected pages", "Drawn at random.", List.of(
                new SamplePage("0".repeat(32), "javascript:alert(1)//" + HOSTILE, HOSTILE, 0.19, HOSTILE, List.of(new SamplePage.Weight(HOSTILE, 3, -0.02)), HOSTILE),
                new SamplePage("1".repeat(32), "https://site.example/?q=\"><script>", "und", null, "", List.of(), null))));
    }

    private static String iterationPage() {
        SortedMap<String, Manifest> stages = new TreeMap<>(Map.of(
                "collected", manifest("iterations/2/collected", 2_937, Map.of("below-cutoff", 5_807L), Map.of("tokens", 4_963_360, "token-budget", 5_000_000)),
                "report", manifest("iterations/2/report", 2_937, Map.of(), Map.of("already-collected-share", 0.816, "already-collected-share-by-pages", 0.717)),
                "training-set", manifest("iterations/2/training-set", 10, Map.of(), Map.of("by-label", Map.of(HOSTILE, 5), "positives-by-source", Map.of("seed", 5)))));
        List<BudgetPoint> budgets = List.of(
                new BudgetPoint(0.5, 2_500_000, 2_499_000, 0, 1_200, 30, 1.5, 0.82, false, List.of(new LanguageShare(HOSTILE, 5, 2_499_000, 1))),
                new BudgetPoint(1, 5_000_000, 4_963_360, 0, 2_937, 50, 0.975, 0.73, false, List.of(new LanguageShare("zho", 5, 4_963_360, 1))));
        return IterationPage.of(new IterationFigures(2, HOSTILE, 3, stages, Map.of("evaluation", Map.of(HOSTILE, Map.of("math", 5, "other", 5, "auc", 0.9))), 0.975,
                List.of(new ScoreBin(-2, 0.975, 5_807, false), new ScoreBin(0.975, 9, 2_937, true)), budgets,
                List.of(new Domain(HOSTILE, 10, 5, 2, 100, true)), List.of(new LanguageRow(HOSTILE, 10, 5, 100)),
                new Changes(2_106, 831, 524, List.of(new DomainChange(HOSTILE, 355, 5))), samples(), ""));
    }

    private static String runPage() {
        List<Manifest> stages = List.of(manifest("documents", 9_312, Map.of(HOSTILE, 177L), Map.of()), contamination("page"), manifest("self-test", 99, Map.of("missed", 1L), Map.of()));
        return runPage(stages);
    }

    private static Manifest contamination(String action) {
        Manifest bare = manifest("contamination", 9_000, Map.of("contaminated", 312L), Map.of("benchmark-texts", 45_986, "pages-with-hits", 614, "pages-cut", 41, "cuts", 57));
        return new Manifest(bare.version(), bare.stage(), bare.digest(), new TreeMap<>(Map.of("decontamination.action", action, "decontamination.mode", HOSTILE)), bare.inputs(),
                bare.in(), bare.kept(), bare.dropped(), bare.figures(), bare.outputs(), bare.seconds());
    }

    private static String runPage(List<Manifest> stages) {
        return RunPage.of(new RunFigures(HOSTILE, HOSTILE, stages, 0, 0.98, List.of(), 0, new TreeMap<>(Map.of(HOSTILE, 5L)),
                new ContaminationFigures(List.of(new ContaminationFigures.Benchmark(HOSTILE, 1_207, 313, 302)), List.of(new ContaminationFigures.Item(HOSTILE, HOSTILE, 204, 6)),
                        List.of(new ContaminationFigures.Quoting("data:text/html," + HOSTILE, "contaminated", 2, HOSTILE, "question", HOSTILE, HOSTILE)),
                        List.of(new ContaminationFigures.CutOut("vbscript:" + HOSTILE, List.of(HOSTILE), HOSTILE.repeat(9)))), samples()));
    }

    private static Document page(String name) {
        return Jsoup.parse(name.equals("run") ? runPage() : iterationPage());
    }

    @ParameterizedTest
    @ValueSource(strings = {"run", "iteration"})
    void holdsNothingOfAPageButItsEscapedText(String name) {
        Document page = page(name);

        assertThat(page.select("script, img, iframe, object, embed, form, link, base, video, audio")).isEmpty();
        assertThat(page.select("style")).hasSize(1);
        assertThat(page.text()).contains("<script>alert(1)</script>");
        for (Element element : page.getAllElements()) {
            for (Attribute attribute : element.attributes()) {
                assertThat(attribute.getKey()).doesNotStartWith("on").isNotIn("style", "src", "srcset", "xlink:href");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"run", "iteration"})
    void linksOnlyInsideTheReportOrToWebPagesThatLearnNothing(String name) {
        for (Element link : page(name).select("a[href]")) {
            if (link.attr("href").startsWith("https://")) {
                assertThat(link.attr("rel")).contains("noopener", "noreferrer");
            } else {
                assertThat(link.attr("href")).matches("#[a-z]+|index\\.html|contamination\\.html|iteration-[0-9]+\\.html");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"run", "iteration"})
    void allowsItsOwnStylesAndNothingElse(String name) {
        Element policy = page(name).selectFirst("meta[http-equiv=Content-Security-Policy]");

        assertThat(policy.attr("content")).startsWith("default-src 'none'; style-src 'sha256-").doesNotContain("unsafe");
    }

    @ParameterizedTest
    @ValueSource(strings = {"run", "iteration"})
    void tellsWhatPlotsShowToThoseWhoCannotSeeThem(String name) {
        Document page = page(name);

        assertThat(page.select("figure > div[role=img]")).allMatch(plot -> plot.attr("aria-label").length() > 20);
        assertThat(page.select("html[lang=en] h1")).hasSize(1);
        assertThat(page.select("table thead th[scope=col]")).isNotEmpty();
    }

    @Test
    void marksTheCutoffBetweenCollectedAndUncollected() {
        Document page = page("iteration");

        assertThat(page.select("rect.bar.uncollected > title").text()).contains("5,807 pages, not collected");
        assertThat(page.select("rect.bar.collected > title").text()).contains("2,937 pages, collected");
        assertThat(page.select("text.marker-label").eachText()).contains("cutoff +0.975");
    }

    @Test
    void tellsWhatWasSharedWithBenchmarksAndLinksTheReview() {
        Element section = page("run").selectFirst("#contamination");

        assertThat(section.select("a[href=contamination.html]")).hasSize(1);
        assertThat(section.text()).contains("45,986 benchmark texts", "614 pages share an n-gram", "Action page: 312 quote one and are left out", "99 were found (99.0 %)");
        assertThat(section.select("div[aria-label=Hits by benchmark] tbody td").eachText()).contains("1,207", "313", "3.4 %", "302");
        assertThat(section.select("div[aria-label=Items that condemn most pages] tbody td").eachText()).contains("204", "6");
        assertThat(section.select("div[aria-label=Segments that were cut] tbody td").get(2).text()).hasSizeLessThan(402).endsWith("…");
    }

    @Test
    void tellsHowManyPagesStayWithoutWhatWasCut() {
        String told = Jsoup.parse(runPage(List.of(contamination("segment")))).select("#contamination").text();

        assertThat(told).contains("Action segment: 41 pages stay without the segments that quote one (57 cuts), of 312 too little was left.").doesNotContain("Self-test");
    }

    @Test
    void saysThatPagesAreComparedAtTheEndAndLinksNoReviewBefore() {
        Element section = Jsoup.parse(runPage(List.of())).selectFirst("#contamination");

        assertThat(section.text()).contains("when the last iteration is done");
        assertThat(section.select("a, table")).isEmpty();
    }

    @Test
    void isTheSameForTheSameFigures() {
        assertThat(iterationPage()).isEqualTo(iterationPage());
    }
}
