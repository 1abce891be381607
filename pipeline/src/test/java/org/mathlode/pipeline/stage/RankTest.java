package org.mathlode.pipeline.stage;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.mathlode.pipeline.config.AnnotationIndex;
import org.mathlode.pipeline.config.PathAnnotation;
import org.mathlode.pipeline.config.PathAnnotation.Verdict;
import org.mathlode.pipeline.model.RankKey;
import org.mathlode.pipeline.stage.ScorePages.Rank;
import org.mathlode.pipeline.stage.ScorePages.RankedPage;
import org.mathlode.pipeline.stage.ScorePages.ScoredPage;

class RankTest {
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
        RankedPage page = new Rank(VERDICTS, 2, 0).ranked(page("/algebra/rings", -1, null));

        assertThat(page.logOdds()).isEqualTo(-1);
        assertThat(page.verdict()).isEqualTo("math");
    }

    @Test
    void drawsPagesTowardsTheirNeighboursBeforeTheVerdictMovesThem() {
        RankedPage page = new Rank(VERDICTS, 2, 0.25).ranked(page("/algebra/rings", -1, 3f));

        assertThat(page.averagedLogOdds()).isEqualTo(-1);
        assertThat(page.rankedLogOdds()).isEqualTo(2);
        assertThat(RankKey.logOdds(page.rankKey())).isEqualTo(2);
    }

    private static List<String> inOrder(double weight) {
        Rank rank = new Rank(VERDICTS, weight, 0);
        return Stream.of(page("/algebra/rings", -1, null), page("/algebra/news/1", 1, null), page("/people/noether", 0.5f, null), page("/shop", 0, null))
                .map(rank::ranked).sorted((one, other) -> one.rankKey().compareTo(other.rankKey())).map(RankedPage::url).toList();
    }

    private static ScoredPage page(String path, float logOdds, Float neighbours) {
        return new ScoredPage("id", path, "example.org", path, 0.5, logOdds, 100, 100, logOdds, neighbours);
    }

    private static PathAnnotation annotation(String prefix, Verdict verdict) {
        return new PathAnnotation("example.org", prefix, verdict, "", "");
    }
}
