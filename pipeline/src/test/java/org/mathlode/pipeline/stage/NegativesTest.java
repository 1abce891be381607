package org.mathlode.pipeline.stage;

import static org.apache.spark.sql.functions.col;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.mathlode.pipeline.config.TrainingSetConfig;
import org.mathlode.pipeline.spark.RecordEncoders;
import org.mathlode.pipeline.spark.SharedSession;

class NegativesTest {
    /** A candidate. */
    public record Page(String id, int texCommands, String verdict) {}

    /** An id. */
    public record Id(String id) {}

    private static List<String> negatives(int texCommands, List<String> collected, Page... candidates) {
        TrainingSetConfig config = new TrainingSetConfig(10, 10, null, null, null, null, texCommands, null, null, null);
        Dataset<Row> ids = RecordEncoders.table(SharedSession.spark().createDataset(collected.stream().map(Id::new).toList(), RecordEncoders.of(Id.class)));
        Dataset<Row> pages = RecordEncoders.table(SharedSession.spark().createDataset(List.of(candidates), RecordEncoders.of(Page.class)));
        return DrawTrainingSet.negatives(pages, col("verdict"), ids, config).collectAsList().stream().map(row -> row.<String>getAs("id")).sorted().toList();
    }

    @Test
    void leavesOutWhatIsCollectedOrCalledMathematics() {
        assertThat(negatives(0, List.of("b"), new Page("a", 9, ""), new Page("b", 0, ""), new Page("c", 0, "math"), new Page("d", 0, "skip"))).containsExactly("a", "d");
    }

    @Test
    void leavesOutPagesWithTexCommandsThatNobodyHasLookedAt() {
        assertThat(negatives(2, List.of(), new Page("a", 2, ""), new Page("b", 1, ""), new Page("c", 2, "skip"))).containsExactly("b");
    }

    @Test
    void takesWhatPeopleCalledNotMathematicsWhateverItHoldsAndWhoeverCollectedIt() {
        assertThat(negatives(2, List.of("a"), new Page("a", 500, "not-math"), new Page("b", 0, "not-math"))).containsExactly("a", "b");
    }
}
