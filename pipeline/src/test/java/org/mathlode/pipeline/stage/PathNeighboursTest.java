package org.mathlode.pipeline.stage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.mathlode.pipeline.spark.RecordEncoders;
import org.mathlode.pipeline.spark.SharedSession;
import org.mathlode.pipeline.stage.PathNeighbours.Page;

class PathNeighboursTest {
    private static Map<String, Float> expected(List<Page> pages, int partitions) {
        Map<String, Float> expected = new TreeMap<>();
        PathNeighbours.add(RecordEncoders.table(SharedSession.spark().createDataset(pages, RecordEncoders.of(Page.class)).repartition(partitions)))
                .collectAsList().forEach(row -> expected.put(row.getAs("id"), row.getAs("neighbours_log_odds")));
        return expected;
    }

    @Test
    void takesTheDomainAndItsFoldersButNoFileNameAndNoQuery() {
        assertThat(PathNeighbours.prefixes("a.org", "/x/y/page.html?back=/z/")).containsExactly("a.org", "a.org/x/", "a.org/x/y/");
        assertThat(PathNeighbours.prefixes("a.org", "/")).containsExactly("a.org");
        assertThat(PathNeighbours.prefixes("a.org", "")).containsExactly("a.org");
        assertThat(PathNeighbours.prefixes("", "no url")).isEmpty();
    }

    @Test
    void looksAtFiveFoldersAtMost() {
        assertThat(PathNeighbours.prefixes("a.org", "/1/2/3/4/5/6/7")).hasSize(6).endsWith("a.org/1/2/3/4/5/");
    }

    @Test
    void expectsOfALonePageWhatItIs() {
        assertThat(expected(List.of(new Page("a", "a.org", "/x/", 3), new Page("b", "b.org", "/x/", -3)), 2)).isEqualTo(Map.of("a", 3f, "b", -3f));
    }

    @Test
    void takesPagesWithoutADomainForStrangers() {
        assertThat(expected(List.of(new Page("a", "", "", 3), new Page("b", "", "", -3)), 2)).isEqualTo(Map.of("a", 3f, "b", -3f));
    }

    @Test
    void drawsFewNeighboursTowardsThePageAndManyTowardsThemselves() {
        List<Page> pages = new ArrayList<>(List.of(new Page("few-1", "few.org", "/1", 0), new Page("few-2", "few.org", "/2", 11)));
        for (int i = 0; i < 91; i++) {
            pages.add(new Page("many-" + i, "many.org", "/" + i, i == 0 ? 0 : 10));
        }
        Map<String, Float> expected = expected(pages, 3);

        // one page of 11 among ten of 0; ninety of 10 among ten of 0
        assertThat(expected.get("few-1")).isCloseTo(1, within(1e-5f));
        assertThat(expected.get("many-0")).isCloseTo(9, within(1e-5f));
    }

    @Test
    void believesTheFolderMoreThanTheDomain() {
        List<Page> pages = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            pages.add(new Page("math-" + i, "a.org", "/math/" + i, 5));
            pages.add(new Page("news-" + i, "a.org", "/news/" + i, -5));
        }
        Map<String, Float> expected = expected(pages, 3);

        assertThat(expected.get("math-0")).isGreaterThan(3);
        assertThat(expected.get("news-0")).isLessThan(-3);
    }

    @Test
    void saysTheSameForAnyPartitioning() {
        SplittableRandom random = new SplittableRandom(3);
        List<Page> pages = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            pages.add(new Page("p" + i, "d" + random.nextInt(20), "/" + random.nextInt(3) + "/" + random.nextInt(3) + "/x", (float) random.nextDouble(-9, 9)));
        }
        assertThat(expected(pages, 1)).hasSize(500).isEqualTo(expected(pages, 7));
    }
}
