package org.mathlode.pipeline.stage;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.mathlode.pipeline.spark.RecordEncoders;
import org.mathlode.pipeline.spark.SharedSession;

class DrawByHashTest {
    /** A row of a pool. */
    public record Pooled(String id, String domain, String pathPrefix, long draw) {}

    private static final List<Pooled> POOL = pool();

    private static List<Pooled> pool() {
        SplittableRandom random = new SplittableRandom(5);
        List<Pooled> pool = new ArrayList<>();
        for (int i = 0; i < 3_000; i++) {
            int domain = (int) Math.pow(100, random.nextDouble());
            // some hashes meet: the id decides then
            pool.add(new Pooled(String.format("%032x", random.nextInt(1 << 20) * 4096L + i), "d" + domain,
                    i % 3 == 0 ? "" : "/p" + i % 7, i % 10 == 0 ? 7 : random.nextLong()));
        }
        return pool;
    }

    private static List<String> ids(DrawByHash draw, int partitions) {
        Dataset<Row> pool = RecordEncoders.table(SharedSession.spark().createDataset(POOL, RecordEncoders.of(Pooled.class)).repartition(partitions));
        return draw.from(pool, 3_000).collectAsList().stream().map(row -> row.<String>getAs("id")).sorted().toList();
    }

    @Test
    void takesTheSmallestHashesExactlyAsManyAsAsked() {
        List<String> expected = POOL.stream().sorted(Comparator.comparingLong(Pooled::draw).thenComparing(Pooled::id)).limit(1_234)
                .map(Pooled::id).sorted().toList();

        assertThat(ids(new DrawByHash(1_234, 0, 0), 5)).isEqualTo(expected);
    }

    @Test
    void takesTheSameRowsForAnyPartitioning() {
        DrawByHash draw = new DrawByHash(500, 20, 9);
        assertThat(ids(draw, 1)).hasSize(500).isEqualTo(ids(draw, 7));
    }

    @Test
    void takesAllOfASmallPoolAndNoneWhenNoneAreWanted() {
        assertThat(ids(new DrawByHash(10_000, 0, 0), 3)).hasSize(3_000);
        assertThat(ids(new DrawByHash(0, 0, 0), 3)).isEmpty();
    }

    @Test
    void keepsToTheCapsOfDomainsAndPaths() {
        List<String> drawn = ids(new DrawByHash(10_000, 40, 5), 3);
        List<Pooled> rows = POOL.stream().filter(row -> drawn.contains(row.id())).toList();

        assertThat(rows.stream().collect(Collectors.groupingBy(Pooled::domain, Collectors.counting())).values()).contains(40L).allMatch(count -> count <= 40);
        assertThat(rows.stream().filter(row -> !row.pathPrefix().isEmpty())
                .collect(Collectors.groupingBy(row -> row.domain() + row.pathPrefix(), Collectors.counting())).values()).contains(5L).allMatch(count -> count <= 5);
    }
}
