package org.mathlode.pipeline.inspect;

import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.size;
import static org.apache.spark.sql.functions.slice;
import static org.apache.spark.sql.functions.sum;

import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.mathlode.pipeline.decontamination.ContaminationReview;
import org.mathlode.pipeline.decontamination.Judgement;
import org.mathlode.pipeline.decontamination.ReviewedDocument;
import org.mathlode.pipeline.report.ContaminationFigures;
import org.mathlode.pipeline.report.ContaminationFigures.Benchmark;
import org.mathlode.pipeline.report.ContaminationFigures.CutOut;
import org.mathlode.pipeline.report.ContaminationFigures.Item;
import org.mathlode.pipeline.report.ContaminationFigures.Quoting;
import org.mathlode.pipeline.report.RunPage;
import org.mathlode.pipeline.spark.RecordEncoders;
import org.mathlode.pipeline.stage.Tables;

/** Reads what pages share with benchmarks: figures of all pages, and some pages for people to judge. */
final class ReadContamination {
    private static final int ITEMS = 20;
    private static final int EXAMPLES = 20;
    private static final int REVIEWED = 500;
    private static final int SPARED = 100;

    private final RunTables tables;
    private final int iterations;
    private final List<ReviewedDocument> condemned;

    /** Reads the pages that quote a benchmark; contamination must be done. */
    ReadContamination(RunTables tables, int iterations) {
        this.tables = tables;
        this.iterations = iterations;
        this.condemned = documents(col("contaminated"), REVIEWED);
    }

    ContaminationFigures figures() {
        return new ContaminationFigures(benchmarks(), items(), condemned.stream().limit(EXAMPLES).map(ReadContamination::quoting).toList(), cuts());
    }

    /** The page {@link RunPage#CONTAMINATION}. */
    String review(String run) {
        ContaminationReview review = new ContaminationReview();
        condemned.forEach(review::add);
        documents(not(col("contaminated")).and(size(col("hits")).gt(0)), SPARED).forEach(review::add);
        return review.page(run + ": contamination", RunPage.waysFromContamination(iterations));
    }

    /** Ids are digests: the first ones are drawn at random. */
    private List<ReviewedDocument> documents(Column which, int most) {
        Dataset<Row> some = tables.table(Tables.CONTAMINATION).where(which).orderBy("id").limit(most)
                .select(col("id"), col("outcome"), size(col("hits")).as("hit_count"), slice(col("hits"), 1, ContaminationReview.MOST_HITS).as("hits"));
        Dataset<Row> urls = tables.table(iterations, "collected").select("id", "url");
        return RecordEncoders.read(urls.join(broadcast(some), "id").orderBy("id"), ReviewedDocument.class).collectAsList();
    }

    private static Quoting quoting(ReviewedDocument document) {
        var first = document.hits().get(0);
        return new Quoting(document.url(), document.outcome(), document.hitCount(), first.itemId(), first.field(), first.documentSnippet(), first.benchmarkSnippet());
    }

    private List<Benchmark> benchmarks() {
        return tables.table(Tables.CONTAMINATION_HITS).groupBy("benchmark", "id").agg(max("condemns").as("condemns"), count(lit(1)).as("hits"))
                .groupBy("benchmark").agg(sum("hits"), sum(col("condemns").cast("long")), sum(not(col("condemns")).cast("long"))).orderBy("benchmark").collectAsList().stream()
                .map(row -> new Benchmark(row.getString(0), row.getLong(1), row.getLong(2), row.getLong(3))).toList();
    }

    private List<Item> items() {
        return tables.table(Tables.CONTAMINATION_ITEMS).where(col("pages_condemned").gt(0)).orderBy(col("pages_condemned").desc(), col("item_id")).limit(ITEMS)
                .select("benchmark", "item_id", "pages_condemned", "pages_spared").collectAsList().stream()
                .map(row -> new Item(row.getString(0), row.getString(1), row.getLong(2), row.getLong(3))).toList();
    }

    private List<CutOut> cuts() {
        return tables.table(Tables.CONTAMINATION_CUTS).where(col("outcome").equalTo(Judgement.Outcome.CUT.label())).orderBy("id", "start").limit(EXAMPLES)
                .select("url", "items", "text").collectAsList().stream().map(row -> new CutOut(row.getString(0), row.getList(1), row.getString(2))).toList();
    }
}
