package org.mathlode.pipeline.inspect;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.xxhash64;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.mathlode.pipeline.folder.Manifest;
import org.mathlode.pipeline.report.ContaminationFigures;
import org.mathlode.pipeline.report.RunFigures;
import org.mathlode.pipeline.report.RunFigures.Extraction;
import org.mathlode.pipeline.report.SamplePage;
import org.mathlode.pipeline.report.SamplePage.Group;
import org.mathlode.pipeline.run.RunPlan;
import org.mathlode.pipeline.stage.Tables;

/** Reads the figures of a run as a whole. */
final class ReadRun {
    private static final int DOMAINS = 60;
    private static final int PAGES = 6;
    private static final int CHARACTERS = 2_000;

    private final RunTables tables;
    private final SampledTexts texts;

    ReadRun(RunTables tables, SampledTexts texts) {
        this.tables = tables;
        this.texts = texts;
    }

    /** @param contamination null before pages are compared with benchmarks */
    RunFigures figures(String run, int iterations, Double stopShare, ContaminationFigures contamination) throws IOException {
        boolean corpus = tables.done("corpus");
        Manifest extraction = tables.folder().manifest("extraction").orElse(null);
        long domains = extraction != null && extraction.figures().get("domains") instanceof Number number ? number.longValue() : 0;
        return new RunFigures(run, RunPlan.next(tables.folder()), tables.manifests(), iterations, stopShare, extraction == null ? List.of() : extraction(), domains,
                corpus ? formulas() : new TreeMap<>(), contamination, samples(corpus));
    }

    private List<Extraction> extraction() {
        return tables.table(Tables.EXTRACTION).where(col("domain").notEqual(""))
                .orderBy(col("formulas_lost").desc(), col("formulas_found").desc(), col("domain")).limit(DOMAINS)
                .select("domain", "pages", "rejected", "formulas_found", "formulas", "formulas_balanced").collectAsList().stream()
                .map(row -> new Extraction(row.getString(0), row.getLong(1),
                        row.isNullAt(2) ? 0 : row.<String, Long>getJavaMap(2).values().stream().mapToLong(Long::longValue).sum(),
                        row.getLong(3), row.getLong(4), row.getLong(5)))
                .toList();
    }

    private SortedMap<String, Long> formulas() {
        SortedMap<String, Long> formulas = new TreeMap<>();
        tables.corpus().select(explode(col("formulas")).as(new String[] {"source", "n"})).groupBy("source").agg(sum("n")).collectAsList()
                .forEach(row -> formulas.put(row.getString(0), row.getLong(1)));
        return formulas;
    }

    private List<Group> samples(boolean corpus) throws IOException {
        List<Group> groups = new ArrayList<>();
        if (corpus) {
            groups.add(corpusPages());
        }
        if (tables.done("duplicate-clusters")) {
            groups.add(nearDuplicates());
            groups.add(duplicateUrls());
        }
        Manifest documents = tables.folder().manifest(Tables.DOCUMENTS).orElse(null);
        if (documents != null) {
            for (String reason : documents.dropped().keySet()) {
                if (!reason.equals("not-a-response")) {
                    groups.add(leftOut(reason));
                }
            }
        }
        return groups;
    }

    private Group corpusPages() {
        List<Row> rows = drawn(texts.among(tables.corpus().select("id", "url", "language", "log_odds", "tokens", "formula_count")));
        Map<String, String> beginnings = beginnings(rows);
        return new Group("Pages of the corpus", "Drawn at random. " + texts.remark(), rows.stream().map(row -> new SamplePage(row.getString(0), row.getString(1), row.getString(2),
                (double) row.getFloat(3), row.getLong(4) + " tokens, " + row.getInt(5) + " formulas", List.of(), beginnings.get(row.getString(0)))).toList());
    }

    private Group nearDuplicates() {
        Dataset<Row> dropped = tables.table(Tables.DUPLICATE_CLUSTERS).where(col("id").notEqual(col("keeper")).and(col("same_text").equalTo(false)));
        List<Row> rows = drawn(texts.among(dropped.select("id", "url", "keeper", "similarity", "cluster_size")));
        Map<String, String> keepers = urls(rows, 2);
        Map<String, String> beginnings = beginnings(rows);
        return new Group("Left out: near-duplicate", "Drawn at random. " + texts.remark(), rows.stream().map(row -> new SamplePage(row.getString(0), row.getString(1), "", null,
                String.format(Locale.ROOT, "kept instead: %s (estimated similarity %.2f, cluster of %d)", keepers.get(row.getString(2)), row.getDouble(3), row.getLong(4)),
                List.of(), beginnings.get(row.getString(0)))).toList());
    }

    private Group duplicateUrls() {
        List<Row> rows = drawn(tables.table(Tables.URL_KEYS).where(col("kept").equalTo(false)).select("id", "url", "keeper"));
        Map<String, String> keepers = urls(rows, 2);
        return new Group("Left out: duplicate-url", "Drawn at random.", rows.stream().map(row -> new SamplePage(row.getString(0), row.getString(1), "", null,
                "kept instead: " + keepers.get(row.getString(2)), List.of(), null)).toList());
    }

    private Group leftOut(String reason) throws IOException {
        List<Row> rows = drawn(tables.rejectedRecords().orElseThrow().where(col("reason").equalTo(reason).and(col("url").isNotNull())).select("id", "url", "detail"));
        return new Group("Left out: " + reason, "Drawn at random.", rows.stream().map(row -> new SamplePage(String.valueOf(row.get(0)), row.getString(1), "", null,
                row.isNullAt(2) ? "" : row.getString(2), List.of(), null)).toList());
    }

    private static List<Row> drawn(Dataset<Row> from) {
        return from.orderBy(xxhash64(lit(0), col("id")), col("id")).limit(PAGES).collectAsList();
    }

    private Map<String, String> beginnings(List<Row> rows) {
        return texts.texts(rows.stream().map(row -> row.getString(0)).collect(Collectors.toSet()), CHARACTERS);
    }

    /** The URLs of the documents whose ids stand in a column. */
    private Map<String, String> urls(List<Row> rows, int column) {
        Set<String> ids = rows.stream().map(row -> row.getString(column)).collect(Collectors.toSet());
        Map<String, String> urls = new HashMap<>();
        if (!ids.isEmpty()) {
            tables.table(Tables.URL_KEYS).where(col("id").isin(ids.toArray())).select("id", "url").collectAsList().forEach(row -> urls.put(row.getString(0), row.getString(1)));
        }
        return urls;
    }
}
