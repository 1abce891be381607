package org.mathlode.pipeline.inspect;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.floor;
import static org.apache.spark.sql.functions.greatest;
import static org.apache.spark.sql.functions.least;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.mathlode.pipeline.folder.Manifest;
import org.mathlode.pipeline.model.BudgetPoint;
import org.mathlode.pipeline.report.Histogram;
import org.mathlode.pipeline.report.IterationFigures;
import org.mathlode.pipeline.report.IterationFigures.Changes;
import org.mathlode.pipeline.report.IterationFigures.Domain;
import org.mathlode.pipeline.report.IterationFigures.DomainChange;
import org.mathlode.pipeline.report.IterationFigures.ScoreBin;
import org.mathlode.pipeline.report.LanguageRow;
import org.mathlode.pipeline.spark.RecordEncoders;
import org.mathlode.pipeline.stage.Tables;

/** Reads the figures of a finished iteration. */
final class ReadIteration {
    private static final int FINE_BINS = 3_000;
    private static final int BINS = 60;
    private static final int DOMAINS = 100;
    private static final int CHANGED_DOMAINS = 40;
    private static final int LANGUAGES = 30;
    /** Short names of the stages whose manifests the report uses. */
    private static final List<String> STAGES = List.of("training-set", "model", "scores", "collected", "domains", "report");

    private final RunTables tables;
    private final int iteration;
    private final SampledTexts texts;

    ReadIteration(RunTables tables, int iteration, SampledTexts texts) {
        this.tables = tables;
        this.iteration = iteration;
        this.texts = texts;
    }

    IterationFigures figures(String run, int iterations) throws IOException {
        SortedMap<String, Manifest> stages = new TreeMap<>();
        for (String name : STAGES) {
            stages.put(name, tables.folder().manifest(Tables.iteration(iteration, name)).orElseThrow());
        }
        int minWords = Integer.parseInt(stages.get("scores").settings().get("collection.min-words"));
        Dataset<Row> pages = pages().persist();
        try {
            Dataset<Row> ranked = pages.where(col("words").geq(minWords));
            Row range = ranked.agg(min("log_odds"), max("log_odds"), min(when(col("collected"), col("log_odds")))).first();
            Double cutoff = range.isNullAt(2) ? null : (double) range.getFloat(2);
            return new IterationFigures(iteration, run, iterations, stages, modelCard(), cutoff, scores(ranked, range), budgets(), domains(), languages(pages),
                    iteration == 1 ? null : changes(pages), new IterationSamples(tables, iteration, texts).groups(pages, minWords, cutoff), texts.remark());
        } finally {
            pages.unpersist();
        }
    }

    /** The candidates with what the iteration, and the one before, made of them; {@code log_odds} is what they were ranked by. */
    private Dataset<Row> pages() {
        Dataset<Row> scores = tables.table(iteration, "scores")
                .select(col("id"), col("url"), col("ranked_log_odds").as("log_odds"), col("rank_key"), col("words"));
        Dataset<Row> candidates = tables.table(Tables.CANDIDATES).select("id", "domain", "language");
        Dataset<Row> collected = tables.table(iteration, "collected").select(col("id"), col("tokens"), col("first_iteration"), lit(true).as("is"));
        Dataset<Row> joined = scores.join(candidates, "id").join(collected, new String[] {"id"}, "left");
        Column was = lit(false);
        if (iteration > 1) {
            joined = joined.join(tables.table(iteration - 1, "collected").select(col("id"), lit(true).as("was")), new String[] {"id"}, "left");
            was = coalesce(col("was"), lit(false));
        }
        return joined.select(col("id"), col("url"), col("domain"), col("language"), col("log_odds"), col("rank_key"), col("words"), col("tokens"), col("first_iteration"),
                coalesce(col("is"), lit(false)).as("collected"), was.as("collected_before"));
    }

    /** Bins are counted from the cutoff, so that it lies between two of them; a tie with the last page collected counts below. */
    private static List<ScoreBin> scores(Dataset<Row> ranked, Row range) {
        if (range.isNullAt(0)) {
            return List.of();
        }
        double lowest = range.getFloat(0);
        double highest = range.getFloat(1);
        double cutoff = range.isNullAt(2) ? highest : range.getFloat(2);
        double width = Math.max(highest - lowest, 1e-6) / FINE_BINS;
        Column place = floor(col("log_odds").cast("double").minus(cutoff).divide(width));
        Column bin = when(col("collected"), greatest(place, lit(0L))).otherwise(least(place, lit(-1L)));
        SortedMap<Long, Long> counts = new TreeMap<>();
        for (Row row : ranked.groupBy(bin.as("bin")).agg(count(lit(1))).collectAsList()) {
            counts.put(row.getLong(0), row.getLong(1));
        }
        return Histogram.of(counts, BINS).bins().stream()
                .map(one -> new ScoreBin(cutoff + one.from() * width, cutoff + one.to() * width, one.count(), one.from() >= 0)).toList();
    }

    private List<BudgetPoint> budgets() throws IOException {
        if (!tables.done(Tables.iteration(iteration, "budget-curve"))) {
            return List.of();
        }
        return RecordEncoders.read(tables.table(iteration, "budget-curve"), BudgetPoint.class).collectAsList().stream()
                .sorted(Comparator.comparing(BudgetPoint::factor)).toList();
    }

    private List<Domain> domains() {
        Dataset<Row> now = tables.table(iteration, "domains").orderBy(col("collected").desc(), col("pages").desc(), col("domain")).limit(DOMAINS);
        Dataset<Row> joined = iteration == 1 ? now.withColumn("before", lit(0L))
                : now.join(tables.table(iteration - 1, "domains").select(col("domain"), col("collected").as("before")), new String[] {"domain"}, "left");
        return joined.select(col("domain"), col("pages"), col("collected"), coalesce(col("before"), lit(0L)), col("tokens"), col("math_related")).collectAsList().stream()
                .map(row -> new Domain(row.getString(0), row.getLong(1), row.getLong(2), row.getLong(3), row.getLong(4), row.getBoolean(5)))
                .sorted(Comparator.comparing(Domain::collected).reversed().thenComparing(Comparator.comparing(Domain::pages).reversed()).thenComparing(Domain::domain))
                .toList();
    }

    private static List<LanguageRow> languages(Dataset<Row> pages) {
        return pages.groupBy("language")
                .agg(count(lit(1)).as("candidates"), sum(when(col("collected"), 1L).otherwise(0L)).as("collected"), coalesce(sum("tokens"), lit(0L)).as("tokens"))
                .orderBy(col("tokens").desc(), col("candidates").desc(), col("language")).limit(LANGUAGES).collectAsList().stream()
                .map(row -> new LanguageRow(row.getString(0), row.getLong(1), row.getLong(2), row.getLong(3))).toList();
    }

    private static Changes changes(Dataset<Row> pages) {
        Column fresh = sum(when(col("collected").and(not(col("collected_before"))), 1L).otherwise(0L)).as("fresh");
        Column lost = sum(when(not(col("collected")).and(col("collected_before")), 1L).otherwise(0L)).as("lost");
        Row sums = pages.agg(sum(when(col("collected").and(col("collected_before")), 1L).otherwise(0L)), fresh, lost).first();
        List<DomainChange> domains = pages.where(col("collected").notEqual(col("collected_before"))).groupBy("domain").agg(fresh, lost)
                .orderBy(col("fresh").plus(col("lost")).desc(), col("domain")).limit(CHANGED_DOMAINS).collectAsList().stream()
                .map(row -> new DomainChange(row.getString(0), row.getLong(1), row.getLong(2))).toList();
        return sums.isNullAt(0) ? new Changes(0, 0, 0, domains) : new Changes(sums.getLong(0), sums.getLong(1), sums.getLong(2), domains);
    }

    private Map<String, Object> modelCard() throws IOException {
        Path card = tables.folder().path(Tables.iteration(iteration, "model/model-card.json"));
        try (var in = tables.folder().files().open(card)) {
            return new ObjectMapper().readValue(in.readAllBytes(), new TypeReference<Map<String, Object>>() {});
        }
    }
}
