package org.mathlode.pipeline.stage;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mathlode.pipeline.config.ConfigFolder;
import org.mathlode.pipeline.config.ConfigLoader;
import org.mathlode.pipeline.config.Recipe;
import org.mathlode.pipeline.folder.Manifest;
import org.mathlode.pipeline.folder.RunFolder;
import org.mathlode.pipeline.spark.RecordEncoders;
import org.mathlode.pipeline.spark.SharedSession;

/** Which domains are shown to annotators, told from candidates, scores and what was collected. */
class DomainDiscoveryTest {
    private final List<Candidate> candidates = new ArrayList<>();
    private final List<Scored> scores = new ArrayList<>();
    private final List<Collected> collected = new ArrayList<>();

    @TempDir
    Path place;

    /** A candidate with the columns that are read. */
    public record Candidate(String id, String url, String domain, String path, String language, int formulaCount) {}

    /** A score. */
    public record Scored(String id, float logOdds, long words, long estimatedTokens) {}

    /** A collected page. */
    public record Collected(String id, long tokens) {}

    private void pages(String domain, String language, int count, int chosen, double logOdds) {
        for (int i = 0; i < count; i++) {
            String id = String.format("%05d", candidates.size());
            String path = "/" + (i % 2 == 0 ? "even" : "odd") + "/" + i;
            candidates.add(new Candidate(id, "https://" + domain + path, domain, path, language, i % 3));
            scores.add(new Scored(id, (float) (logOdds - i * 0.001), 100, 50));
            if (i < chosen) {
                collected.add(new Collected(id, 60));
            }
        }
    }

    private RunFolder measured(String folder, String discovery, int partitions) throws IOException {
        Path output = place.resolve(folder);
        Recipe recipe = ConfigLoader.load(ConfigFolder.write(place.resolve(folder + "-config"),
                ConfigFolder.RUN.formatted(output).replace("min-domain-pages: 10}", "min-domain-pages: 10" + discovery + "}"), ConfigFolder.ITERATION));
        RunFolder run = RunFolder.open(output.toString(), new Configuration());
        write(run, Tables.CANDIDATES, candidates, Candidate.class, partitions);
        write(run, ScorePages.name(1), scores, Scored.class, partitions);
        write(run, CollectPages.name(1), collected, Collected.class, partitions);
        for (String stage : List.of(ClusterDuplicates.NAME, CollectPages.name(1))) {
            run.write(new Manifest(Manifest.VERSION, stage, "written by a test", new TreeMap<>(), new TreeMap<>(), 0, 0, new TreeMap<>(), new TreeMap<>(), List.of(), 0));
        }
        StageRunner runner = new StageRunner(SharedSession.spark(), recipe, run, new QuietLog());
        runner.run(new MeasureDomains(recipe, 1));
        runner.run(new CountPaths(recipe, 1));
        return run;
    }

    private static <T extends Record> void write(RunFolder run, String table, List<T> rows, Class<T> type, int partitions) {
        RecordEncoders.table(SharedSession.spark().createDataset(rows, RecordEncoders.of(type))).repartition(partitions).write().parquet(run.path(table).toString());
    }

    private static List<Row> rows(RunFolder run, String table) {
        return SharedSession.spark().read().parquet(run.path("iterations/1/" + table).toString()).orderBy("domain").collectAsList();
    }

    private static Map<String, String> listed(RunFolder run) {
        Map<String, String> listed = new TreeMap<>();
        rows(run, "domains").forEach(row -> listed.put(row.getAs("domain"), row.getAs("listed")));
        return listed;
    }

    @Test
    void listsDomainsAboveAndBelowTheLineAndThoseThatLeadTheirLanguage() throws IOException {
        pages("above.example", "eng", 20, 3, 5);
        pages("below.example", "eng", 100, 6, 3);
        pages("few.example", "eng", 4, 2, 3);
        pages("far.example", "eng", 300, 1, 0);
        pages("zh-math.example", "zho", 20, 0, -1);
        pages("zh-news.example", "zho", 300, 0, -4);
        pages("one.example", "fra", 3, 0, 4);
        pages("", "eng", 30, 20, 5);

        RunFolder run = measured("all", "", 2);
        assertThat(listed(run)).isEqualTo(Map.of("above.example", "math-related", "below.example", "just-below", "few.example", "just-below", "far.example", "other",
                "zh-math.example", "high-scoring", "zh-news.example", "other", "one.example", "other", "", "other"));
        assertThat(rows(run, "paths")).extracting(row -> row.<String>getAs("domain")).contains("zh-math.example", "far.example").doesNotContain("");
        assertThat(SharedSession.spark().read().parquet(run.path("iterations/1/paths").toString()).where("path_prefix = '/' and domain = 'above.example'").first()
                .<Long>getAs("uncollected_tokens")).isEqualTo(17 * 50);
    }

    @Test
    void takesAShareByLanguageWhereTheConfigAsksForIt() throws IOException {
        pages("two.example", "eng", 190, 0, 0);
        pages("two.example", "zho", 10, 4, 3);

        assertThat(listed(measured("by-domain", "", 1))).containsEntry("two.example", "other");
        assertThat(listed(measured("by-language", ", shares-by: language", 1))).containsEntry("two.example", "math-related");
    }

    @Test
    void givesTheSameTreesHoweverItsTablesAreCut() throws IOException {
        for (int domain = 0; domain < 12; domain++) {
            pages("site" + domain + ".example", domain % 2 == 0 ? "eng" : "zho", 10 + 7 * domain, domain, domain - 4);
        }
        RunFolder one = measured("one", "", 1);
        RunFolder seven = measured("seven", "", 7);
        for (String table : List.of("domains", "paths")) {
            assertThat(rows(seven, table).stream().map(Row::json).sorted()).containsExactlyElementsOf(rows(one, table).stream().map(Row::json).sorted().toList());
        }
    }
}
