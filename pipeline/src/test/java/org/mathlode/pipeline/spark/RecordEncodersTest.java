package org.mathlode.pipeline.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.spark.api.java.function.MapFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecordEncodersTest {
    /** One component of every kind. */
    public record Everything(
            String text, int number, Long boxed, double real, Float single, boolean flag, Instant time, byte[] bytes, long[] longs, int[] ints,
            List<String> list, Map<String, Integer> map, Inner inner, List<Inner> inners) {}

    public record Inner(String name, Integer value) {}

    /** Records with primitive components, within records. */
    public record Whole(String name, List<Piece> pieces, Piece first) {}

    public record Piece(long count, double share) {}

    /** A record that checks itself. */
    public record Positive(int value) {
        public Positive {
            if (value <= 0) {
                throw new IllegalArgumentException("not positive: " + value);
            }
        }
    }

    record Same() implements MapFunction<Everything, Everything> {
        @Override
        public Everything call(Everything row) {
            return row;
        }
    }

    record Negate() implements MapFunction<Positive, Positive> {
        @Override
        public Positive call(Positive row) {
            return new Positive(-row.value());
        }
    }

    @Test
    void takesEveryKindOfComponentThereAndBack() {
        Encoder<Everything> encoder = RecordEncoders.of(Everything.class);
        Everything row = new Everything("∑", 1, 2L, 0.5, 1.5f, true, Instant.parse("2026-01-02T03:04:05.678901Z"), new byte[] {1, -1}, new long[] {3}, new int[] {4, 5},
                List.of("a", "b"), Map.of("k", 1), new Inner("x", null), List.of(new Inner("y", 2)));
        Dataset<Everything> rows = SharedSession.spark().createDataset(List.of(row), encoder).map(new Same(), encoder);

        assertThat(rows.collectAsList()).usingRecursiveFieldByFieldElementComparator().containsExactly(row);
        assertThat(rows.columns()).startsWith("text", "number", "boxed");
    }

    @Test
    void readsRecordsWithinRecordsFromFiles(@TempDir Path folder) {
        Whole row = new Whole("a", List.of(new Piece(1, 0.5), new Piece(2, 1)), new Piece(3, 0));
        String table = folder.resolve("table").toString();
        RecordEncoders.table(SharedSession.spark().createDataset(List.of(row), RecordEncoders.of(Whole.class))).write().parquet(table);

        assertThat(RecordEncoders.read(SharedSession.spark().read().parquet(table), Whole.class).collectAsList()).containsExactly(row);
    }

    @Test
    void takesNulls() {
        Encoder<Inner> encoder = RecordEncoders.of(Inner.class);
        assertThat(SharedSession.spark().createDataset(List.of(new Inner(null, null)), encoder).collectAsList()).containsExactly(new Inner(null, null));
    }

    @Test
    void namesColumnsInSnakeCase() {
        assertThat(RecordEncoders.columnName("warcRecordOffset")).isEqualTo("warc_record_offset");
    }

    @Test
    void runsTheRecordsOwnChecks() {
        Encoder<Positive> encoder = RecordEncoders.of(Positive.class);
        Dataset<Positive> rows = SharedSession.spark().createDataset(List.of(new Positive(1)), encoder).map(new Negate(), encoder);

        assertThatThrownBy(rows::collectAsList).hasStackTraceContaining("not positive: -1");
    }

    @Test
    void refusesWhatNoColumnHolds() {
        record Odd(Thread thread) {}
        assertThatThrownBy(() -> RecordEncoders.of(Odd.class)).isInstanceOf(IllegalArgumentException.class).hasMessageContaining("java.lang.Thread");
    }
}
