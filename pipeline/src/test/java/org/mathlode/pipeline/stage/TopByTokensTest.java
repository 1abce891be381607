package org.mathlode.pipeline.stage;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mathlode.pipeline.model.DocumentId;
import org.mathlode.pipeline.model.RankKey;
import org.mathlode.pipeline.spark.RecordEncoders;
import org.mathlode.pipeline.spark.SharedSession;

class TopByTokensTest {
    /** A page in the ranking. */
    public record Ranked(String rankKey, long tokens) {}

    private static final List<Ranked> PAGES = pages();

    private static List<Ranked> pages() {
        SplittableRandom random = new SplittableRandom(3);
        List<Ranked> pages = new ArrayList<>();
        for (int i = 0; i < 60_000; i++) {
            // few distinct scores, so that the cutoff falls into ties, and more ties than the driver sorts at once
            float score = i < 55_000 ? 1.25f : random.nextInt(8);
            pages.add(new Ranked(RankKey.of(score, DocumentId.of("file", i, 0)), 1 + random.nextInt(500)));
        }
        return pages;
    }

    private static Dataset<Row> dataset(int partitions) {
        return RecordEncoders.table(SharedSession.spark().createDataset(PAGES, RecordEncoders.of(Ranked.class)).repartition(partitions));
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 499, 10_000, 1_000_000, 5_000_000, 14_000_000})
    void cutsWhereAFullSortWould(long budget) {
        String key = null;
        long tokens = 0;
        long count = 0;
        for (Ranked page : PAGES.stream().sorted(Comparator.comparing(Ranked::rankKey)).toList()) {
            if (tokens + page.tokens() > budget) {
                break;
            }
            tokens += page.tokens();
            count++;
            key = page.rankKey();
        }
        TopByTokens.Cutoff cutoff = TopByTokens.cutoff(dataset(4), PAGES.size(), budget);

        assertThat(cutoff.key().orElse(null)).isEqualTo(key);
        assertThat(cutoff.tokens()).isEqualTo(tokens);
        assertThat(cutoff.pages()).isEqualTo(count);
        assertThat(cutoff.exhausted()).isFalse();
    }

    @Test
    void cutsAtTheSamePlaceForAnyPartitioning() {
        assertThat(TopByTokens.cutoff(dataset(1), PAGES.size(), 2_000_000)).isEqualTo(TopByTokens.cutoff(dataset(9), PAGES.size(), 2_000_000));
    }

    @Test
    void sortsFewPagesAtOnce() {
        Dataset<Row> few = dataset(3).limit(1_000).persist();
        for (long budget : new long[] {0, 100, 100_000, Long.MAX_VALUE}) {
            assertThat(TopByTokens.cutoff(few, 1_000, budget)).isEqualTo(TopByTokens.cutoff(few, Long.MAX_VALUE, budget));
        }
        few.unpersist();
    }

    @Test
    void saysWhenEverythingFits() {
        TopByTokens.Cutoff cutoff = TopByTokens.cutoff(dataset(2), PAGES.size(), Long.MAX_VALUE);

        assertThat(cutoff.exhausted()).isTrue();
        assertThat(cutoff.pages()).isEqualTo(PAGES.size());
        assertThat(cutoff.key()).contains(PAGES.stream().map(Ranked::rankKey).max(Comparator.naturalOrder()).orElseThrow());
    }
}
