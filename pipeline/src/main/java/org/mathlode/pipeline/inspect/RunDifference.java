package org.mathlode.pipeline.inspect;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;
import static org.apache.spark.sql.functions.xxhash64;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.mathlode.pipeline.folder.Manifest;
import org.mathlode.pipeline.report.Story;
import org.mathlode.pipeline.stage.Tables;

/** What differs between two runs: settings, counts by stage, and the pages that only one of them collected, by URL. */
public final class RunDifference {
    private static final int DOMAINS = 20;

    private final RunTables one;
    private final RunTables other;
    private final int samples;
    private final Story story = new Story();

    /** @param samples how many pages are shown of those that only one run has */
    public RunDifference(RunTables one, RunTables other, int samples) {
        this.one = one;
        this.other = other;
        this.samples = samples;
    }

    /**
     * Tells it; {@code A} is the first run, {@code B} the second.
     *
     * @param iteration whose collected pages are compared; null for the corpora, or, before both are there, the last iteration both have done
     */
    public Story tell(Integer iteration) throws IOException {
        Map<String, Manifest> a = byStage(one);
        Map<String, Manifest> b = byStage(other);
        tellSettings(a, b);
        tellCounts(a, b);
        boolean corpora = iteration == null && a.containsKey(Tables.CORPUS) && b.containsKey(Tables.CORPUS);
        int n = iteration == null ? Math.min(one.iterations(), other.iterations()) : iteration;
        if (!corpora && (n < 1 || n > Math.min(one.iterations(), other.iterations()))) {
            story.chapter("Pages").line(iteration == null ? "no iteration is done in both" : "iteration " + n + " is not done in both");
            return story;
        }
        Dataset<Row> pagesA = corpora ? one.corpus() : one.table(n, "collected");
        Dataset<Row> pagesB = corpora ? other.corpus() : other.table(n, "collected");
        tellPages(corpora ? "Pages of the corpora" : "Pages collected in iteration " + n, pagesA, pagesB);
        return story;
    }

    private static Map<String, Manifest> byStage(RunTables tables) throws IOException {
        Map<String, Manifest> stages = new LinkedHashMap<>();
        tables.manifests().forEach(manifest -> stages.put(manifest.stage(), manifest));
        return stages;
    }

    private void tellSettings(Map<String, Manifest> a, Map<String, Manifest> b) {
        story.chapter("Settings that differ (A → B)");
        boolean same = true;
        for (String stage : both(a, b)) {
            if (!a.containsKey(stage) || !b.containsKey(stage)) {
                continue;
            }
            Set<String> keys = new TreeSet<>(a.get(stage).settings().keySet());
            keys.addAll(b.get(stage).settings().keySet());
            for (String key : keys) {
                String before = a.get(stage).settings().get(key);
                String after = b.get(stage).settings().get(key);
                if (before == null || !before.equals(after)) {
                    story.line("%-26s %s: %s → %s", stage, key, before, after);
                    same = false;
                }
            }
            for (String input : outside(a.get(stage), b.get(stage))) {
                String before = a.get(stage).inputs().get(input);
                String after = b.get(stage).inputs().get(input);
                if (before == null || !before.equals(after)) {
                    story.line("%-26s input %s %s", stage, input, before == null ? "only in B" : after == null ? "only in A" : "has another content");
                    same = false;
                }
            }
        }
        if (same) {
            story.line("none");
        }
    }

    /** Inputs that are no stages: files from outside the runs. */
    private static Set<String> outside(Manifest a, Manifest b) {
        Set<String> inputs = new TreeSet<>(a.inputs().keySet());
        inputs.addAll(b.inputs().keySet());
        inputs.removeIf(input -> input.startsWith("iterations/") || List.of("documents", "url-keys", "minhash", "duplicate-clusters", "contamination").contains(input));
        return inputs;
    }

    private static List<String> both(Map<String, Manifest> a, Map<String, Manifest> b) {
        List<String> stages = new ArrayList<>(a.keySet());
        b.keySet().stream().filter(stage -> !a.containsKey(stage)).forEach(stages::add);
        return stages;
    }

    private void tellCounts(Map<String, Manifest> a, Map<String, Manifest> b) {
        story.chapter("Pages kept by stage");
        for (String stage : both(a, b)) {
            Manifest before = a.get(stage);
            Manifest after = b.get(stage);
            if (before == null || after == null) {
                story.line("%-26s only in %s: %,d", stage, before == null ? "B" : "A", (before == null ? after : before).kept());
            } else if (before.kept() != after.kept() || !before.dropped().equals(after.dropped())) {
                story.line("%-26s %,12d → %,12d  (%+,d)%s", stage, before.kept(), after.kept(), after.kept() - before.kept(), reasons(before, after));
            }
        }
    }

    private static String reasons(Manifest before, Manifest after) {
        StringBuilder text = new StringBuilder();
        Set<String> reasons = new TreeSet<>(before.dropped().keySet());
        reasons.addAll(after.dropped().keySet());
        for (String reason : reasons) {
            long change = after.dropped().getOrDefault(reason, 0L) - before.dropped().getOrDefault(reason, 0L);
            if (change != 0) {
                text.append(String.format(java.util.Locale.ROOT, "  %s %+,d", reason, change));
            }
        }
        return text.toString();
    }

    private void tellPages(String title, Dataset<Row> a, Dataset<Row> b) throws IOException {
        Dataset<Row> joined = byUrl(a, "a").join(byUrl(b, "b"), new String[] {"url"}, "full_outer")
                .select(col("url"), coalesce(col("domain_a"), col("domain_b")).as("domain"), col("tokens_a"), col("tokens_b")).persist();
        try {
            Row sums = joined.agg(count(when(col("tokens_a").isNotNull().and(col("tokens_b").isNotNull()), 1)),
                    count(when(col("tokens_b").isNull(), 1)), coalesce(sum(when(col("tokens_b").isNull(), col("tokens_a"))), lit(0L)),
                    count(when(col("tokens_a").isNull(), 1)), coalesce(sum(when(col("tokens_a").isNull(), col("tokens_b"))), lit(0L))).first();
            story.chapter(title);
            story.line("in both    %,12d pages", sums.getLong(0));
            story.line("only in A  %,12d pages, %,d tokens", sums.getLong(1), sums.getLong(2));
            story.line("only in B  %,12d pages, %,d tokens", sums.getLong(3), sums.getLong(4));
            if (sums.getLong(1) + sums.getLong(3) == 0) {
                return;
            }
            story.chapter("By domain");
            for (Row row : joined.where(col("tokens_a").isNull().or(col("tokens_b").isNull())).groupBy("domain")
                    .agg(count(when(col("tokens_b").isNull(), 1)).as("a"), count(when(col("tokens_a").isNull(), 1)).as("b"))
                    .orderBy(col("a").plus(col("b")).desc(), col("domain")).limit(DOMAINS).collectAsList()) {
                story.line("%-40s only in A %,8d   only in B %,8d", row.getString(0), row.getLong(1), row.getLong(2));
            }
            tellSamples("Some that only A has, and why B has not", joined.where(col("tokens_b").isNull()), other);
            tellSamples("Some that only B has, and why A has not", joined.where(col("tokens_a").isNull()), one);
        } finally {
            joined.unpersist();
        }
    }

    private static Dataset<Row> byUrl(Dataset<Row> pages, String side) {
        return pages.groupBy("url").agg(min("domain").as("domain_" + side), sum("tokens").as("tokens_" + side));
    }

    private void tellSamples(String title, Dataset<Row> pages, RunTables lacking) throws IOException {
        story.chapter(title);
        Dataset<Row> drawn = pages.select("url").orderBy(xxhash64(col("url")), col("url")).limit(samples);
        List<String> urls = drawn.collectAsList().stream().map(row -> row.getString(0)).toList();
        Map<String, String> reasons = reasons(urls, lacking);
        urls.forEach(url -> story.line("%s  %s", url, reasons.getOrDefault(url, "not in that crawl")));
    }

    /** The last reason a run left each of these out for. */
    private static Map<String, String> reasons(List<String> urls, RunTables run) throws IOException {
        Map<String, String> reasons = new LinkedHashMap<>();
        if (urls.isEmpty()) {
            return reasons;
        }
        List<Dataset<Row>> rejections = new ArrayList<>();
        run.rejectedRecords().ifPresent(rejections::add);
        List<String> stages = new ArrayList<>(List.of("url-keys", "duplicate-clusters"));
        int last = run.iterations();
        if (last > 0) {
            stages.addAll(List.of(Tables.iteration(last, "scores"), Tables.iteration(last, "collected")));
        }
        stages.add("contamination");
        for (String stage : stages) {
            if (run.done(stage)) {
                rejections.add(run.table(Tables.rejections(stage)));
            }
        }
        Object[] wanted = urls.toArray();
        for (Dataset<Row> table : rejections) {
            for (Row row : table.where(col("url").isin(wanted)).groupBy("url")
                    .agg(functions.max(functions.concat(col("reason"), coalesce(functions.concat(lit(" ("), col("detail"), lit(")")), lit(""))))).collectAsList()) {
                reasons.put(row.getString(0), row.getString(1));
            }
        }
        return reasons;
    }
}
