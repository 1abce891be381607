package org.mathlode.pipeline.stage;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.mathlode.pipeline.config.AnnotationIndex;
import org.mathlode.pipeline.config.PathAnnotation;
import org.mathlode.pipeline.config.PathAnnotation.Verdict;
import org.mathlode.pipeline.stage.ScorePages.Rank;
import org.mathlode.pipeline.stage.ScorePages.RankedPage;
import org.mathlode.pipeline.stage.ScorePages.ScoredPage;

class RankByVerdictTest {
    private static final AnnotationIndex VERDICTS = new AnnotationIndex(List.of(
            annotation("/algebra/", Verdict.MATH), annotation("/algebra/news/", Verdict.NOT_MATH), annotation("/people/", Verdict.SKIP)));

    @Test
    void movesPagesByTheVerdictOnTheirPath() {
        assertThat(inOrder(2)).containsExactly("/algebra/rings", "/people/noether", "/shop", "/algebra/news/1");
    }

    @Test
    void leavesTheOrderToTheClassifierWithoutAWeight() {
        assertThat(inOrder(0)).containsExactly("/algebra/news/1", "/people/noether", "/shop", "/algebra/rings");
    }

    @Test
    void keepsTheClassifiersLogOdds() {
        RankedPage page = new Rank(VERDICTS, 2).ranked(page("/algebra/rings", -1));

        assertThat(page.logOdds()).isEqualTo(-1);
        assertThat(page.verdict()).isEqualTo("math");
    }

    private static List<String> inOrder(double weight) {
        Rank rank = new Rank(VERDICTS, weight);
        return Stream.of(page("/algebra/rings", -1), page("/algebra/news/1", 1), page("/people/noether", 0.5f), page("/shop", 0))
                .map(rank::ranked).sorted((one, other) -> one.rankKey().compareTo(other.rankKey())).map(RankedPage::url).toList();
    }

    private static ScoredPage page(String path, float logOdds) {
        return new ScoredPage("id", path, "example.org", path, 0.5, logOdds, 100, 100);
    }

    private static PathAnnotation annotation(String prefix, Verdict verdict) {
        return new PathAnnotation("example.org", prefix, verdict, "", "");
    }
}
