package org.mathlode.pipeline.decontamination;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Attribute;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.Test;

class ContaminationReviewTest {
    private static final String HOSTILE = "</td></table><script>alert(2)</script><img src=x onerror=alert(1)>\u202e\u0001\ud800 \"'&<style>*{}</style>";

    private static HitRow hit(String before, String run) {
        return new HitRow("item/1", "bench", "question", true, "a b c", 7, 20, 12, "weak", "whole-text", before, run, " after", "", "the item's words", "");
    }

    private static Document page(ReviewedDocument... documents) {
        ContaminationReview review = new ContaminationReview();
        List.of(documents).forEach(review::add);
        return Jsoup.parse(review.page("Contamination"));
    }

    @Test
    void marksTheCommonRunInBothTextsSideBySide() {
        Document page = page(new ReviewedDocument("id1", "https://example.org/a?b=1&c=2", "contaminated", 1, List.of(hit("before ", "the run"))));

        assertThat(page.select("#condemned article td").eachText()).containsExactly("before the run after", "the item's words");
        assertThat(page.select("article mark").eachText()).containsExactly("the run", "the item's words");
        assertThat(page.select("article a").attr("href")).isEqualTo("https://example.org/a?b=1&c=2");
        assertThat(page.select("article a").attr("rel")).contains("noreferrer");
        assertThat(page.select("caption").text()).contains("item/1").contains("whole-text").contains("12 grams");
    }

    @Test
    void showsApartWhatHasWeakHitsOnly() {
        Document page = page(new ReviewedDocument("kept", "", "clean", 1, List.of(hit("", "run"))), new ReviewedDocument("cut", "", "cut", 1, List.of(hit("", "run"))));

        assertThat(page.select("#condemned article code:first-of-type").text()).contains("cut").doesNotContain("kept");
        assertThat(page.select("#spared article").text()).contains("kept");
    }

    @Test
    void escapesEverythingFromOutside() {
        HitRow hostile = new HitRow(HOSTILE, HOSTILE, HOSTILE, true, HOSTILE, 7, 20, 12, HOSTILE, HOSTILE, HOSTILE, HOSTILE, HOSTILE, HOSTILE, HOSTILE, HOSTILE);
        Document page = page(new ReviewedDocument(HOSTILE, "javascript:alert(1)//" + HOSTILE, HOSTILE, 1, List.of(hostile)),
                new ReviewedDocument("id", "https://site.example/?q=\"><script>", "clean", 1, List.of(hostile)));

        assertThat(page.select("script, img, iframe, object, form, link, base")).isEmpty();
        assertThat(page.select("style")).hasSize(1);
        assertThat(page.select("article a")).allMatch(link -> link.attr("href").startsWith("https://site.example/"));
        for (Element element : page.getAllElements()) {
            for (Attribute attribute : element.attributes()) {
                assertThat(attribute.getKey()).doesNotStartWith("on").isNotIn("style", "src");
            }
        }
        assertThat(page.text()).contains("<script>alert(2)</script>", "javascript:alert(1)");
        assertThat(page.html()).doesNotContain("\u0001", "\ud800 ");
        assertThat(page.selectFirst("meta[http-equiv=Content-Security-Policy]").attr("content")).startsWith("default-src 'none'");
    }

    @Test
    void showsFiveHitsOfADocument() {
        List<HitRow> hits = IntStream.range(0, 8).mapToObj(i -> hit("", "run " + i)).toList();
        Document all = page(new ReviewedDocument("id", "", "contaminated", 8, hits));

        assertThat(all.select("table")).hasSize(5);
        assertThat(all.text()).contains("and 3 more");
        assertThat(page(new ReviewedDocument("id", "", "contaminated", 8, hits.subList(0, 5))).text()).contains("and 3 more");
    }

    @Test
    void leadsBackToTheReportItBelongsTo() {
        Document page = Jsoup.parse(new ContaminationReview().page("run: contamination", List.of(Map.entry("index.html", "Run"), Map.entry("", "Contamination"))));

        assertThat(page.select("nav .ways a").attr("href")).isEqualTo("index.html");
        assertThat(page.select("nav .ways [aria-current=page]").text()).isEqualTo("Contamination");
        assertThat(page.select("#condemned, #spared").eachText()).allMatch(section -> section.endsWith("None is shown."));
    }
}
