package org.mathlode.pipeline.stage;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.mathlode.pipeline.stage.CountPaths.CountTrees;
import org.mathlode.pipeline.stage.CountPaths.PathCount;
import org.mathlode.pipeline.stage.CountPaths.PathPage;

class PathTreeTest {
    private static final String DOMAIN = "site.example";
    private final List<PathPage> pages = new ArrayList<>();

    /** Adds {@code count} pages, of which the first {@code collected} are collected. */
    private void pages(int count, int collected, IntFunction<String> path) {
        IntStream.range(0, count).forEach(i -> pages.add(new PathPage(DOMAIN, path.apply(i), String.format("%04d", pages.size()), "https://site.example" + path.apply(i),
                i < collected ? 1 : 0, i < collected ? 3.0 : -2.0, 100, i % 2)));
    }

    private List<PathCount> counts() {
        pages.sort(Comparator.comparing(PathPage::domain).thenComparing(PathPage::path).thenComparing(PathPage::id));
        List<PathCount> counts = new ArrayList<>();
        new CountTrees(0.10).call(pages.iterator()).forEachRemaining(counts::add);
        return counts;
    }

    private PathCount count(String prefix) {
        return counts().stream().filter(one -> one.pathPrefix().equals(prefix)).findFirst().orElseThrow();
    }

    private List<String> suggested() {
        return counts().stream().filter(one -> one.suggestion().equals("math")).sorted(Comparator.comparingLong(one -> -one.adds())).map(PathCount::pathPrefix).toList();
    }

    @Test
    void countsPagesTokensScoresAndFormulas() {
        pages(10, 4, i -> "/notes/" + i);
        pages(10, 0, i -> "/blog/" + i);

        PathCount notes = count("/notes/");
        assertThat(notes.pages()).isEqualTo(10);
        assertThat(notes.collected()).isEqualTo(4);
        assertThat(notes.uncollectedTokens()).isEqualTo(600);
        assertThat(notes.share()).isEqualTo(0.4);
        assertThat(notes.formulaShare()).isEqualTo(0.5);
        // to a sixteenth
        assertThat(notes.logOddsP10()).isEqualTo(notes.logOddsP50()).isBetween(-2.1, -1.9);
        assertThat(notes.logOddsP90()).isBetween(2.85, 3.15);
        assertThat(notes.collectedIds()).hasSize(4);
        assertThat(notes.uncollectedIds()).containsExactly("0004", "0005", "0006", "0007");
        assertThat(count("/").pages()).isEqualTo(20);
    }

    @Test
    void suggestsTheFolderThatPartsCollectedFromUncollectedPages() {
        pages(60, 40, i -> "/math/" + i + "/");
        pages(300, 1, i -> "/travel/" + i + "/");

        assertThat(suggested()).containsExactly("/math/");
        assertThat(count("/math/").adds()).isEqualTo(20);
    }

    @Test
    void suggestsAQueryKeyAndABeginningOfNamesToo() {
        pages(80, 50, i -> "/board.php?forum=7&topic=" + i);
        pages(80, 2, i -> "/board.php?forum=9&topic=" + i);
        pages(50, 40, i -> "/doc/special." + (char) ('a' + i % 26) + i);
        pages(90, 1, i -> "/doc/io." + (char) ('a' + i % 26) + i);

        assertThat(suggested()).containsExactly("/board.php?forum=7&topic=", "/doc/special.");
    }

    @Test
    void suggestsAnExceptionFromADomainThatIsMostlyMathematics() {
        pages(300, 200, i -> "/wiki/" + (char) ('a' + i % 26) + "/" + i);
        pages(80, 0, i -> "/wiki/user:" + i);

        assertThat(suggested()).containsExactly("/");
        assertThat(count("/").adds()).isEqualTo(100);
        assertThat(count("/wiki/user:").suggestion()).isEqualTo("not-math");
    }

    @Test
    void takesAFolderWithFewCollectedPagesForAnExceptionFromTheFolderAroundIt() {
        pages(200, 160, i -> "/docs/" + (char) ('a' + i % 26) + "/" + i);
        pages(40, 12, i -> "/docs/tactic/" + i);

        assertThat(suggested()).containsExactly("/");
        assertThat(count("/docs/tactic/").suggestion()).isEqualTo("not-math");
    }

    @Test
    void suggestsTheBetterFolderNotWhatLiesAroundIt() {
        pages(100, 94, i -> "/math/" + (char) ('a' + i % 26) + i);
        pages(90, 30, i -> "/" + (char) ('a' + i % 10) + "/" + i);

        assertThat(suggested()).containsExactly("/math/");
    }

    @Test
    void suggestsAFolderWithASmallExceptionInADomainOfExceptions() {
        pages(60, 56, i -> "/doc/tutorial/stats/" + (char) ('a' + i % 26) + i);
        pages(8, 0, i -> "/doc/tutorial/stats/sampling_" + i);
        pages(370, 30, i -> "/doc/reference/" + (char) ('a' + i % 26) + i);
        pages(50, 0, i -> "/doc/release." + i);

        assertThat(suggested()).containsExactly("/doc/tutorial/stats/");
        assertThat(count("/doc/tutorial/stats/").adds()).isEqualTo(4);
        assertThat(count("/doc/tutorial/stats/sampling_").suggestion()).isEqualTo("not-math");
    }

    @Test
    void suggestsTheWholeDomainWhereItIsAllOfOneKind() {
        pages(50, 30, i -> "/a/" + i);
        pages(50, 30, i -> "/b/" + i);

        assertThat(suggested()).containsExactly("/");
    }

    @Test
    void doesNotSuggestOnChance() {
        pages(40, 1, i -> "/a/" + i);
        pages(40, 3, i -> "/b/" + i);

        assertThat(suggested()).isEmpty();
    }

    @Test
    void namesAFolderOnceHoweverDeepItIsNested() {
        pages(5, 2, i -> "/site/en/course/" + i);
        pages(1, 0, i -> "/");

        assertThat(counts()).extracting(PathCount::pathPrefix).containsExactly("/", "/site/en/course/");
    }

    @Test
    void keepsTheLargestPrefixesOfADomainWithVeryMany() {
        for (int folder = 0; folder < 700; folder++) {
            int number = folder;
            pages(3 + folder % 5, 0, i -> "/f-" + number + "-x/" + (char) ('a' + i));
        }

        List<PathCount> counts = counts();
        assertThat(counts).hasSize(80);
        assertThat(counts.get(0).pathPrefix()).isEqualTo("/");
        assertThat(counts.get(0).pages()).isEqualTo(pages.size());
    }

    @Test
    void keepsDomainsApart() {
        pages(4, 0, i -> "/a/" + i);
        pages.add(new PathPage("tale.example", "/a/", "9", "https://tale.example/a/", 0, 0, 1, 0));

        assertThat(counts()).extracting(PathCount::domain).containsExactly(DOMAIN, DOMAIN, "tale.example");
    }

    @Test
    void takesAPathWithoutASlashForTheWholeDomain() {
        pages(3, 0, i -> "odd" + i);

        assertThat(count("/").pages()).isEqualTo(3);
    }
}
