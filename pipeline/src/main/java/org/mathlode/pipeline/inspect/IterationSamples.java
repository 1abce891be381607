package org.mathlode.pipeline.inspect;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.xxhash64;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.mathlode.classifier.LinearModel;
import org.mathlode.pipeline.report.SamplePage;
import org.mathlode.pipeline.report.SamplePage.Group;

/** Draws the pages an iteration is shown by: near the cutoff, and at random by a hash of their ids, so that the same run shows the same pages. */
final class IterationSamples {
    private static final int PAGES = 10;
    private static final int CHARACTERS = 2_000;

    private final RunTables tables;
    private final int iteration;
    private final SampledTexts texts;

    IterationSamples(RunTables tables, int iteration, SampledTexts texts) {
        this.tables = tables;
        this.iteration = iteration;
        this.texts = texts;
    }

    /** The groups, from the table of pages that {@link ReadIteration} makes. */
    List<Group> groups(Dataset<Row> all, int minWords, Double cutoff) throws IOException {
        Dataset<Row> pages = texts.among(all);
        Dataset<Row> ranked = pages.where(col("words").geq(minWords));
        Column collected = col("collected");
        Column hash = xxhash64(lit(iteration), col("id"));
        Map<String, List<Row>> drawn = new LinkedHashMap<>();
        draw(drawn, "The last pages collected", ranked.where(collected), col("rank_key").desc());
        draw(drawn, "The first pages below the cutoff", ranked.where(not(collected)), col("rank_key").asc());
        draw(drawn, "Collected pages", ranked.where(collected), hash);
        draw(drawn, "Uncollected pages", ranked.where(not(collected)), hash);
        if (iteration > 1) {
            draw(drawn, "New pages", ranked.where(collected.and(not(col("collected_before")))), hash);
            draw(drawn, "Lost pages", ranked.where(not(collected).and(col("collected_before"))), hash);
        }
        draw(drawn, "Pages with too few words to be ranked", pages.where(col("words").lt(minWords)), hash);

        Set<String> ids = drawn.values().stream().flatMap(List::stream).map(row -> row.<String>getAs("id")).collect(Collectors.toSet());
        Map<String, String> beginnings = texts.texts(ids, TextExplanation.CHARACTERS);
        TextExplanation explanation = new TextExplanation(model());
        List<Group> groups = new ArrayList<>();
        drawn.forEach((title, rows) -> groups.add(new Group(title, remark(title), rows.stream().map(row -> page(row, beginnings, explanation, cutoff)).toList())));
        return groups;
    }

    private static void draw(Map<String, List<Row>> drawn, String title, Dataset<Row> from, Column order) {
        drawn.put(title, from.orderBy(order, col("id")).limit(PAGES).collectAsList());
    }

    private String remark(String title) {
        return switch (title) {
            case "The last pages collected", "The first pages below the cutoff" -> "By score, nearest to the cutoff first.";
            case "New pages" -> "Collected now and not by iteration " + (iteration - 1) + "; drawn at random.";
            case "Lost pages" -> "Collected by iteration " + (iteration - 1) + " and not now; drawn at random.";
            default -> "Drawn at random.";
        };
    }

    private static SamplePage page(Row row, Map<String, String> beginnings, TextExplanation explanation, Double cutoff) {
        String id = row.getAs("id");
        double logOdds = row.<Float>getAs("log_odds");
        String text = beginnings.get(id);
        String note = "";
        if (row.<Boolean>getAs("collected")) {
            note = row.<Long>getAs("tokens") + " tokens, first collected in iteration " + row.<Integer>getAs("first_iteration");
        } else if (cutoff != null) {
            note = String.format(java.util.Locale.ROOT, "%.4f below the cutoff", Math.max(0, cutoff - logOdds));
        }
        return new SamplePage(id, row.getAs("url"), row.getAs("language"), logOdds, note, text == null ? List.of() : explanation.of(text),
                text == null ? null : text.substring(0, Math.min(CHARACTERS, text.length())));
    }

    private LinearModel model() throws IOException {
        return TextExplanation.model(tables.folder(), iteration);
    }
}
