package org.mathlode.pipeline.decontamination;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.Test;

class ContaminationReviewTest {
    private static HitRow hit(String before, String run) {
        return new HitRow("item/1", "bench", "question", true, "a b c", 7, 20, 12, "weak", "whole-text", before, run, " after", "", "the item's words", "");
    }

    @Test
    void marksTheCommonRunInBothTextsSideBySide() {
        ContaminationReview review = new ContaminationReview();
        review.add("id1", "https://example.org/a?b=1&c=2", "contaminated", List.of(hit("before ", "the run")));
        Document page = Jsoup.parse(review.page("Contamination"));
        assertThat(page.select("article td").eachText()).containsExactly("before the run after", "the item's words");
        assertThat(page.select("article mark").eachText()).containsExactly("the run", "the item's words");
        assertThat(page.select("article a").attr("href")).isEqualTo("https://example.org/a?b=1&c=2");
        assertThat(page.select("caption").text()).contains("item/1").contains("whole-text").contains("12 grams");
    }

    @Test
    void escapesEverythingFromOutside() {
        ContaminationReview review = new ContaminationReview();
        review.add("<script>1</script>", "javascript:alert(1)", "cut", List.of(hit("<script>alert(2)</script>", "\"'&<img onerror=x>\u0001")));
        Document fragment = Jsoup.parseBodyFragment(review.fragment());
        assertThat(fragment.select("script, img, a")).isEmpty();
        assertThat(fragment.text()).contains("<script>1</script>", "javascript:alert(1)", "<script>alert(2)</script>", "\"'&<img onerror=x>");
        assertThat(review.fragment()).doesNotContain("\u0001");
    }

    @Test
    void showsFiveHitsOfADocument() {
        ContaminationReview review = new ContaminationReview();
        review.add("id", "", "contaminated", IntStream.range(0, 8).mapToObj(i -> hit("", "run " + i)).toList());
        Document fragment = Jsoup.parseBodyFragment(review.fragment());
        assertThat(fragment.select("table")).hasSize(5);
        assertThat(fragment.text()).contains("and 3 more");
    }
}
