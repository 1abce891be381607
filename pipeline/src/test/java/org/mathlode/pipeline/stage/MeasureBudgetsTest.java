package org.mathlode.pipeline.stage;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.mathlode.pipeline.model.BudgetPoint;
import org.mathlode.pipeline.model.BudgetPoint.LanguageShare;
import org.mathlode.pipeline.model.DocumentId;
import org.mathlode.pipeline.model.RankKey;
import org.mathlode.pipeline.spark.RecordEncoders;
import org.mathlode.pipeline.spark.SharedSession;
import org.mathlode.pipeline.stage.CollectPages.PageTokens;

class MeasureBudgetsTest {
    private static final long BUDGET = 20_000;

    /** A page in the ranking. */
    public record Ranked(String id, String rankKey, long estimatedTokens, String domain, String language) {}

    /** Best first: scores with ties, two languages; the tokens of a page are a multiple of its estimate that its language tells. */
    private static final List<Ranked> PAGES = pages();

    private static List<BudgetPoint> curve;

    @BeforeAll
    static void trace() {
        curve = curve(1_500, 3);
    }

    private static List<Ranked> pages() {
        SplittableRandom random = new SplittableRandom(7);
        List<Ranked> pages = new ArrayList<>();
        for (int i = 0; i < 3_000; i++) {
            String id = DocumentId.of("file", i, 0);
            pages.add(new Ranked(id, RankKey.of(random.nextInt(12), id), 1 + random.nextInt(9), "site" + random.nextInt(60) + ".example", i % 3 == 0 ? "zho" : "eng"));
        }
        pages.sort(Comparator.comparing(Ranked::rankKey));
        return pages;
    }

    private static long tokens(Ranked page) {
        return page.estimatedTokens() * (page.language().equals("zho") ? 5 : 3);
    }

    private static List<BudgetPoint> curve(int counted, int partitions) {
        Dataset<Row> ranked = RecordEncoders.table(SharedSession.spark().createDataset(PAGES, RecordEncoders.of(Ranked.class)).repartition(partitions));
        List<PageTokens> tokens = PAGES.subList(0, counted).stream().map(page -> new PageTokens(page.id(), tokens(page))).toList();
        return MeasureBudgets.curve(ranked, RecordEncoders.table(SharedSession.spark().createDataset(tokens, RecordEncoders.of(PageTokens.class))), ranked.count(), BUDGET);
    }

    @Test
    void everyPointIsWhatAFullSortWouldCollect() {
        // the estimate is right for every page of a language, so that it makes no difference what was counted
        for (BudgetPoint point : curve) {
            List<Ranked> collected = new ArrayList<>();
            long sum = 0;
            for (Ranked page : PAGES) {
                if (sum + tokens(page) > point.budget()) {
                    break;
                }
                sum += tokens(page);
                collected.add(page);
            }
            assertThat(point.budget()).isEqualTo((long) (point.factor() * BUDGET));
            assertThat(point.tokens()).isEqualTo(sum);
            assertThat(point.pages()).isEqualTo(collected.size());
            assertThat(point.domains()).isEqualTo(collected.stream().map(Ranked::domain).distinct().count());
            assertThat(point.logOdds()).isEqualTo(RankKey.logOdds(collected.get(collected.size() - 1).rankKey()));
            assertThat(point.exhausted()).isEqualTo(collected.size() == PAGES.size());
            assertThat(point.languages().stream().collect(Collectors.toMap(LanguageShare::language, LanguageShare::tokens)))
                    .isEqualTo(collected.stream().collect(Collectors.groupingBy(Ranked::language, Collectors.summingLong(MeasureBudgetsTest::tokens))));
        }
    }

    @Test
    void saysHowManyTokensAreEstimates() {
        assertThat(curve).extracting(BudgetPoint::factor).containsExactly(0.25, 0.5, 0.75, 1.0, 1.5, 2.0, 3.0, 4.0);
        assertThat(curve.subList(0, 4)).extracting(BudgetPoint::estimatedTokens).containsOnly(0L);
        assertThat(curve.get(5).estimatedTokens()).isPositive();
    }

    @Test
    void isTheSameForAnyPartitioning() {
        assertThat(curve(1_500, 7)).isEqualTo(curve);
    }
}
