package org.mathlode.pipeline.stage;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.mathlode.pipeline.config.DiscoveryConfig.DomainKey;
import org.mathlode.pipeline.spark.RecordEncoders;
import org.mathlode.pipeline.spark.SharedSession;
import org.mathlode.pipeline.stage.MeasureExtraction.KeptPage;
import org.mathlode.pipeline.stage.MeasureExtraction.LeftOut;

class MeasureExtractionTest {
    private static final List<KeptPage> PAGES = List.of(
            new KeptPage("https://a.org/1", Map.of("dollar", 2), 2, 2, 2),
            new KeptPage("https://b.org/1", Map.of("dollar", 1, "image", 3), 4, 9, 3),
            new KeptPage("https://www.b.org/2", Map.of("image", 1), 1, 1, 1));
    private static final List<LeftOut> LEFT_OUT = List.of(
            new LeftOut("https://b.org/3", "too-short", 1L), new LeftOut("https://c.org/", "timeout", 1L), new LeftOut(null, "not-a-response", 70L));

    @Test
    void putsTheDomainThatLostMostFormulasFirst() {
        assertThat(measured().stream().map(row -> row.getString(0))).containsExactly("b.org", "a.org", "c.org");
    }

    @Test
    void addsUpThePagesOfADomainByFormulaSourceAndByReason() {
        Row worst = measured().get(0);

        assertThat(worst.<Long>getAs("pages")).isEqualTo(2);
        assertThat(worst.<Long>getAs("formulas_found")).isEqualTo(10);
        assertThat(worst.<Long>getAs("formulas")).isEqualTo(5);
        assertThat(worst.<Long>getAs("formulas_balanced")).isEqualTo(4);
        assertThat(worst.<Long>getAs("formulas_lost")).isEqualTo(5);
        assertThat(worst.<Double>getAs("kept_share")).isEqualTo(0.5);
        assertThat(worst.getJavaMap(worst.fieldIndex("sources"))).isEqualTo(Map.of("dollar", 1L, "image", 4L));
        assertThat(worst.getJavaMap(worst.fieldIndex("rejected"))).isEqualTo(Map.of("too-short", 1L));
    }

    @Test
    void listsADomainOfWhichNothingWasKept() {
        Row last = measured().get(2);

        assertThat(last.<Long>getAs("pages")).isZero();
        assertThat(last.getJavaMap(last.fieldIndex("rejected"))).isEqualTo(Map.of("timeout", 1L));
    }

    private static List<Row> measured() {
        Dataset<Row> kept = RecordEncoders.table(SharedSession.spark().createDataset(PAGES, RecordEncoders.of(KeptPage.class)));
        Dataset<Row> leftOut = RecordEncoders.table(SharedSession.spark().createDataset(LEFT_OUT, RecordEncoders.of(LeftOut.class)));
        return MeasureExtraction.byDomain(kept, leftOut, DomainKey.HOST).collectAsList();
    }
}
