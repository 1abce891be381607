package org.mathlode.pipeline.stage;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.mathlode.pipeline.spark.RecordEncoders;
import org.mathlode.pipeline.spark.SharedSession;
import org.mathlode.pipeline.stage.LanguageCopies.Counts;

class LanguageCopiesTest {
    /** An example. */
    public record Example(String id, String label, String language, boolean heldOut, long draw) {}

    @Test
    void bringsEachLanguageToAsManyPositivesForItsNegativesAsAllHave() {
        LanguageCopies copies = LanguageCopies.of(Map.of("eng", new Counts(2_880, 600), "zho", new Counts(100, 350), "fra", new Counts(20, 50)), 20);

        // three positives for a negative in all: 1,050 wanted of 100, 150 wanted of 20
        assertThat(copies.byLanguage()).isEqualTo(new TreeMap<>(Map.of("zho", 11, "fra", 8)));
    }

    @Test
    void keepsToTheLimit() {
        assertThat(LanguageCopies.of(Map.of("eng", new Counts(2_880, 600), "zho", new Counts(100, 350)), 4).byLanguage()).isEqualTo(Map.of("zho", 4));
    }

    @Test
    void copiesNothingWhereALanguageHasNoPositivesOrNoNegatives() {
        assertThat(LanguageCopies.of(Map.of("eng", new Counts(100, 100), "deu", new Counts(0, 250), "ell", new Counts(90, 0)), 8).byLanguage()).isEqualTo(Map.of());
    }

    @Test
    void writesCopiesOfPositivesApartFromEachOtherInTheSameOrderForAnyPartitioning() {
        List<Example> examples = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            examples.add(new Example("id" + i, i < 10 || i % 2 == 0 ? "math" : "other", i < 10 || i > 180 ? "zho" : "eng", i % 50 == 3, i * 0x9E3779B97F4A7C15L));
        }
        List<String> order = order(examples, 1);

        assertThat(order(examples, 5)).isEqualTo(order);
        Map<String, Long> times = order.stream().collect(Collectors.groupingBy(id -> id, Collectors.counting()));
        assertThat(times).containsEntry("id0", 3L).containsEntry("id1", 3L).containsEntry("id182", 3L).containsEntry("id181", 1L).containsEntry("id20", 1L);
        assertThat(order.indexOf("id0") + 1).isNotEqualTo(order.lastIndexOf("id0"));
    }

    @Test
    void leavesTheOrderOfTrainingAsItIsWithoutCopies() {
        List<Example> examples = List.of(new Example("b", "math", "eng", false, 2), new Example("a", "other", "zho", false, 5), new Example("c", "math", "zho", false, -1));

        assertThat(new LanguageCopies(new TreeMap<>()).ordered(table(examples, 2)).collectAsList()).extracting(row -> row.getAs("id")).containsExactly("c", "b", "a");
    }

    @Test
    void countsOnlyWhatIsTrainedOn() {
        List<Example> examples = List.of(new Example("a", "math", "eng", false, 1), new Example("b", "math", "eng", false, 1), new Example("c", "math", "zho", false, 1),
                new Example("d", "other", "zho", false, 1), new Example("e", "other", "zho", true, 1));

        assertThat(LanguageCopies.of(table(examples, 2), 8).byLanguage()).isEqualTo(Map.of("zho", 3));
        assertThat(LanguageCopies.of(table(examples, 2), 1).byLanguage()).isEmpty();
    }

    private static List<String> order(List<Example> examples, int partitions) {
        return new LanguageCopies(new TreeMap<>(Map.of("zho", 3))).ordered(table(examples, partitions)).collectAsList().stream().map(row -> row.<String>getAs("id")).toList();
    }

    private static Dataset<Row> table(List<Example> examples, int partitions) {
        return RecordEncoders.table(SharedSession.spark().createDataset(examples, RecordEncoders.of(Example.class)).repartition(partitions));
    }
}
