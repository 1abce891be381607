package org.mathlode.pipeline.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.spark.sql.Row;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mathlode.pipeline.config.ConfigLoader;
import org.mathlode.pipeline.folder.Manifest;
import org.mathlode.pipeline.inspect.PageStory;
import org.mathlode.pipeline.inspect.RunDifference;
import org.mathlode.pipeline.inspect.RunReport;
import org.mathlode.pipeline.inspect.RunTables;
import org.mathlode.pipeline.sample.SampleCrawl;
import org.mathlode.pipeline.spark.SharedSession;
import org.mathlode.pipeline.stage.QuietLog;
import org.mathlode.pipeline.stage.StageException;
import org.mathlode.pipeline.stage.Verification;

/** The shipped sample from WARC files to the corpus: once without the annotations of iteration 2, then to the end. */
class SampleRunTest {
    @TempDir
    static Path folder;

    private static final Map<String, Integer> EXPECTED = SampleCrawl.generate().counts();
    private static SampleConfig sample;
    private static Outcome first;
    private static Outcome second;
    private static Run run;
    private static QuietLog secondLog;
    private static Map<String, String> truth;

    @BeforeAll
    static void runTwice() throws IOException {
        sample = new SampleConfig(folder);
        List<String> sheet = sample.takeSheet(2);
        first = execute(new QuietLog());
        Files.write(sample.config.resolve("annotations/2.tsv"), sheet);
        secondLog = new QuietLog();
        second = execute(secondLog);
        truth = new HashMap<>();
        List<String> lines = Files.readAllLines(sample.output.resolve("input/sample/truth.tsv"));
        int url = List.of(lines.get(0).split("\t")).indexOf("url");
        int label = List.of(lines.get(0).split("\t")).indexOf("label");
        lines.stream().skip(1).map(line -> line.split("\t", -1)).forEach(cells -> truth.put(cells[url], cells[label]));
    }

    private static Outcome execute(QuietLog log) throws IOException {
        run = new Run(ConfigLoader.load(sample.config), SharedSession.spark(), log);
        return run.execute();
    }

    private static Manifest manifest(String stage) throws IOException {
        return run.folder().manifest(stage).orElseThrow();
    }

    private static Set<String> collected(int iteration) {
        Set<String> urls = new HashSet<>();
        for (Row row : SharedSession.spark().read().parquet(sample.output.resolve("iterations/" + iteration + "/collected").toString()).select("url").collectAsList()) {
            urls.add(row.getString(0));
        }
        return urls;
    }

    private static long mathematics(Set<String> urls) {
        return urls.stream().filter(url -> "math".equals(truth.get(url))).count();
    }

    @Test
    void waitsForAnnotationsAndSaysWhichFileToWrite() {
        assertThat(first).isInstanceOfSatisfying(Outcome.Waiting.class, waiting -> {
            assertThat(waiting.iteration()).isEqualTo(2);
            assertThat(waiting.missing()).endsWith("annotations/2.tsv");
            assertThat(Path.of(java.net.URI.create(waiting.sheet()))).content().startsWith("domain\tpath-prefix\tverdict\tnote\tannotator\n");
        });
    }

    @Test
    void goesOnWhereItStopped() {
        assertThat(second).isInstanceOf(Outcome.Finished.class);
        assertThat(secondLog.skipped).contains("documents", "url-keys", "minhash", "duplicate-clusters", "iterations/2/report");
        assertThat(secondLog.finished).startsWith("iterations/3/training-set").endsWith("contamination", "self-test", "corpus");
    }

    @Test
    void readsEveryPageAndGivesAReasonForEveryOther() throws IOException {
        Manifest documents = manifest("documents");

        assertThat(documents.kept()).isEqualTo((long) EXPECTED.get("outcome:document"));
        Map<String, Long> dropped = new TreeMap<>(documents.dropped());
        dropped.remove("not-a-response");
        Map<String, Long> expected = new TreeMap<>();
        EXPECTED.forEach((key, count) -> {
            if (key.startsWith("outcome:") && !key.equals("outcome:document")) {
                expected.put(key.substring("outcome:".length()), (long) count);
            }
        });
        assertThat(dropped).isEqualTo(expected);
        assertThat(documents.in()).isEqualTo(documents.kept() + documents.dropped().values().stream().mapToLong(Long::longValue).sum());
    }

    @Test
    void findsThePlantedDuplicates() throws IOException {
        long variants = EXPECTED.entrySet().stream().filter(entry -> entry.getKey().startsWith("planted:url-variant:")).mapToLong(Map.Entry::getValue).sum();

        assertThat(manifest("url-keys").dropped()).containsEntry("duplicate-url", variants + EXPECTED.get("planted:older-capture"));
        assertThat(manifest("duplicate-clusters").dropped())
                .containsEntry("duplicate-content", (long) EXPECTED.get("planted:exact-copy"))
                .containsEntry("near-duplicate", (long) EXPECTED.get("planted:near-duplicate"));
    }

    @Test
    void laterIterationsFindTheMathematicsTheFirstOneMisses() throws IOException {
        long before = mathematics(collected(1));
        long after = mathematics(collected(4));

        assertThat(after).isGreaterThan(before * 3 / 2);
        assertThat((double) after / collected(4).size()).isGreaterThan(0.9);
        assertThat(((Number) manifest("iterations/4/report").figures().get("already-collected-share")).doubleValue()).isGreaterThan(0.9);
    }

    @Test
    void judgesEveryModelOnDomainsItWasNotTrainedOn() throws IOException {
        for (int n = 1; n <= 4; n++) {
            var examples = SharedSession.spark().read().parquet(sample.output.resolve("iterations/" + n + "/training-set").toString());
            Map<Boolean, Set<String>> domains = new HashMap<>(Map.of(true, new HashSet<>(), false, new HashSet<>()));
            examples.select("held_out", "domain").distinct().collectAsList().forEach(row -> domains.get(row.getBoolean(0)).add(row.getString(1)));
            assertThat(domains.get(true)).isNotEmpty().doesNotContainAnyElementsOf(domains.get(false));

            JsonNode card = new ObjectMapper().readTree(sample.output.resolve("iterations/" + n + "/model/model-card.json").toFile());
            long trained = card.at("/training/math-examples").asLong() + card.at("/training/other-examples").asLong();
            assertThat(trained).isEqualTo(manifest("iterations/" + n + "/model").kept()).isEqualTo(examples.where("not held_out").count());
            assertThat(card.at("/data/training-set digest").asText()).isEqualTo(manifest("iterations/" + n + "/training-set").digest());
            for (String by : List.of("source", "language", "domain", "from-iteration")) {
                long counted = 0;
                for (String line : Files.readAllLines(sample.output.resolve("iterations/" + n + "/model/composition.tsv"))) {
                    String[] cells = line.split("\t");
                    counted += cells[0].equals(by) ? Long.parseLong(cells[2]) + Long.parseLong(cells[3]) : 0;
                }
                assertThat(counted).as(by).isEqualTo(trained);
            }
        }
        assertThat(sample.output.resolve("iterations/4/model/MODEL.md")).content().contains("## Examples", "| from-iteration | 0 |", "| source | uncollected |");
    }

    @Test
    void explainsEveryCollectedPageByNgramsThatAddUpToItsScore() throws IOException {
        var spark = SharedSession.spark();
        var explained = spark.read().parquet(sample.output.resolve("iterations/2/explanations").toString());
        var scores = spark.read().parquet(sample.output.resolve("iterations/2/scores").toString()).select("id", "score");
        assertThat(explained.count()).isEqualTo(manifest("iterations/2/collected").kept());
        assertThat(explained.join(scores, "id").selectExpr("abs(aggregate(ngrams, rest, (sum, one) -> sum + one.contribution) - log_odds) as apart",
                "abs(1 / (1 + exp(-log_odds)) - score) as off").where("apart > 1e-9 or off > 1e-9").count()).isZero();
        assertThat(explained.where("size(ngrams) = 5").count()).isPositive();
    }

    @Test
    void tellsWhatEachAnnotatedPathGave() throws IOException {
        var gave = SharedSession.spark().read().parquet(sample.output.resolve("iterations/3/annotated-paths").toString());
        assertThat(gave.where("pages = 0").collectAsList()).isEmpty();
        assertThat(gave.where("verdict <> 'math' and positives + held_out > 0").count()).isZero();
        long positives = SharedSession.spark().read().parquet(sample.output.resolve("iterations/3/training-set").toString()).where("source = 'uncollected'").count();
        assertThat(gave.selectExpr("sum(positives + held_out)").first().getLong(0)).isEqualTo(positives).isPositive();
        // configs/sample: at most 60 positives of a path
        assertThat(gave.where("(capped = 'path') <> (verdict = 'math' and positives + held_out >= 60)").count()).isZero();
        assertThat(gave.where("verdict = 'math'").selectExpr("sum(collected_now) > sum(collected_before)").first().getBoolean(0)).isTrue();
    }

    @Test
    void suggestsPathsAndDrawsTheirSamplePages() throws IOException {
        var paths = SharedSession.spark().read().parquet(sample.output.resolve("iterations/1/paths").toString());
        var samples = SharedSession.spark().read().parquet(sample.output.resolve("iterations/1/samples").toString());
        assertThat(paths.where("suggestion = 'math' and adds > 0").count()).isPositive();
        assertThat(paths.where("collected + uncollected <> pages or collected > 0 and size(collected_ids) = 0").count()).isZero();
        assertThat(paths.selectExpr("explode(concat(collected_ids, uncollected_ids)) as id").distinct().join(samples, "id").count()).isEqualTo(samples.count());
        assertThat(samples.where("length(text) = 0 or size(ngrams) = 0").count()).isZero();
    }

    @Test
    void staysWithinTheTokenBudgets() throws IOException {
        for (int n = 1; n <= 4; n++) {
            Map<String, Object> figures = manifest("iterations/" + n + "/collected").figures();
            assertThat(((Number) figures.get("tokens")).longValue()).isLessThanOrEqualTo(((Number) figures.get("token-budget")).longValue());
        }
    }

    @Test
    void everyRejectionsTableAddsUpToItsManifest() throws IOException {
        for (String stage : List.of("url-keys", "duplicate-clusters", "iterations/1/scores", "iterations/3/collected", "contamination")) {
            Map<String, Long> counts = new TreeMap<>();
            for (Row row : SharedSession.spark().read().parquet(sample.output.resolve("rejections/" + stage).toString()).groupBy("reason").count().collectAsList()) {
                counts.put(row.getString(0), row.getLong(1));
            }
            assertThat(counts).as(stage).isEqualTo(manifest(stage).dropped());
        }
    }

    @Test
    void leavesNoBenchmarkInTheCorpus() throws IOException, SQLException {
        assertThat(manifest("contamination").dropped().get("contaminated")).isPositive();
        Set<String> contaminated = new HashSet<>();
        for (Row row : SharedSession.spark().read().parquet(sample.output.resolve("rejections/contamination").toString()).select("id").collectAsList()) {
            contaminated.add(row.getString(0));
        }
        assertThat(query("SELECT id FROM corpus")).doesNotContainAnyElementsOf(contaminated);
    }

    @Test
    void anotherReaderAgreesWithTheCorpusManifest() throws IOException, SQLException {
        JsonNode corpus = new ObjectMapper().readTree(sample.output.resolve("corpus/manifest.json").toFile());

        assertThat(query("SELECT count(*) FROM corpus")).containsExactly(corpus.get("rows").asText());
        assertThat(query("SELECT sum(tokens) FROM corpus")).containsExactly(corpus.get("figures").get("tokens").asText());
        assertThat(query("SELECT DISTINCT compression FROM parquet_metadata('" + sample.output + "/corpus/part-*.parquet')")).containsExactly("ZSTD");
        assertThat(query("SELECT column_name FROM (DESCRIBE corpus)"))
                .contains("id", "url", "url_host_name", "text", "crawl", "fetch_time", "warc_filename", "warc_record_offset", "warc_record_length",
                        "content_digest", "content_languages", "charset", "formulas", "score", "tokens");
        for (JsonNode file : corpus.get("files")) {
            Path shard = sample.output.resolve("corpus/" + file.get("file").asText());
            assertThat(Manifest.sha256(Files.readAllBytes(shard))).isEqualTo(file.get("sha256").asText());
            assertThat(Files.size(shard)).isEqualTo(file.get("bytes").asLong());
            assertThat(query("SELECT count(*) FROM '" + shard + "'")).containsExactly(file.get("rows").asText());
        }
        assertThat(sample.output.resolve("corpus/DATACARD.md")).content().contains("# Data card: sample", "near-duplicate 30", "Benchmarks: builtin:sample");
    }

    @Test
    void refusesTheFolderOfAnotherConfigAndNamesTheDifference() throws IOException {
        sample.edit("run.yaml", "bands: 11", "bands: 14");
        try {
            assertThatThrownBy(() -> execute(new QuietLog())).isInstanceOf(StageException.class)
                    .hasMessageContaining("belongs to another config: stage minhash was made with near-duplicates.bands = 11, the config says 14");
        } finally {
            sample.edit("run.yaml", "bands: 14", "bands: 11");
        }
    }

    @Test
    void reportsEveryIterationWithItsPlotsAndSamples() throws IOException {
        Map<String, String> pages = new RunReport(tables(), 0.98).pages();

        assertThat(pages.keySet()).containsExactly("contamination.html", "index.html", "iteration-1.html", "iteration-2.html", "iteration-3.html", "iteration-4.html");
        Document index = Jsoup.parse(pages.get("index.html"));
        assertThat(index.text()).contains("the loop ends at 98.0 %", "near-duplicate 30", "Left out: too-short");
        long contaminated = manifest("contamination").dropped().get("contaminated");
        assertThat(index.select("#contamination").text()).contains("Action page: " + contaminated + " quote one", "Self-test: of ");
        assertThat(index.select("#contamination a[href=contamination.html]")).hasSize(1);
        assertThat(index.select("#contamination div[aria-label=Pages that quote a benchmark] tbody tr")).hasSize((int) Math.min(20, contaminated));
        Document review = Jsoup.parse(pages.get("contamination.html"));
        assertThat(review.select("#condemned article")).hasSize((int) contaminated).allMatch(page -> page.select("mark").size() >= 2);
        assertThat(review.select("nav .ways a").eachAttr("href")).containsExactly("index.html", "iteration-1.html", "iteration-2.html", "iteration-3.html", "iteration-4.html");
        Document last = Jsoup.parse(pages.get("iteration-4.html"));
        assertThat(last.select("figure")).hasSize(4);
        assertThat(last.select("#samples h3").eachText()).contains("The last pages collected", "New pages", "Lost pages");
        assertThat(last.select("#samples details")).hasSizeGreaterThan(30).allMatch(sample -> !sample.select("pre").isEmpty());
        long shown = 0;
        for (Element row : last.select("#scores tbody tr")) {
            shown += Long.parseLong(row.child(2).text().replace(",", ""));
        }
        assertThat(shown).isEqualTo(manifest("iterations/4/collected").in());
    }

    @Test
    void storesWhatTheBudgetItselfCollected() throws IOException {
        for (int n = 1; n <= 4; n++) {
            Row point = SharedSession.spark().read().parquet(sample.output.resolve("iterations/" + n + "/budget-curve").toString()).where("factor = 1").first();
            assertThat(point.<Long>getAs("pages")).isEqualTo(manifest("iterations/" + n + "/collected").kept());
            assertThat(point.<Long>getAs("tokens")).isEqualTo(((Number) manifest("iterations/" + n + "/collected").figures().get("tokens")).longValue());
            assertThat(point.<Long>getAs("estimatedTokens".replaceAll("([A-Z])", "_$1").toLowerCase(java.util.Locale.ROOT))).isZero();
        }
    }

    @Test
    void tellsWhyAPageIsOrIsNotInTheCorpus() throws IOException {
        assertThat(why(urlOf("corpus/part-*.parquet"))).startsWith("In the corpus: corpus/part-00000.parquet").contains("Iteration 4", "rank ", "strongest n-grams").containsPattern("annotated |no annotation covers it");
        assertThat(why(urlOf("rejections/contamination"))).startsWith("Not in the corpus: contaminated, it quotes ").contains("benchmark: ");
        assertThat(why(urlOf("rejections/iterations/4/collected"))).startsWith("Not in the corpus: below-cutoff in iteration 4 (rank ");
        assertThat(why(urlOf("rejections/duplicate-clusters"))).containsPattern("duplicate(-content)? of [0-9a-f]{32}").contains("← this page");
        assertThat(why(urlOf("rejections/url-keys"))).contains("kept: the newest", "left out: duplicate-url");
        String damaged = SharedSession.spark().read().parquet(sample.output.resolve("rejections/documents").toString()).where("reason = 'too-short'").select("url").first().getString(0);
        assertThat(why(damaged)).startsWith("Not in the corpus: no text could be made of it (too-short)");
    }

    @Test
    void suggestsPagesWithANameLikeOneItNeverSaw() throws IOException {
        String url = urlOf("corpus/part-*.parquet");
        PageStory story = new PageStory(tables(), null);

        assertThat(story.tell(url + "x")).isEmpty();
        assertThat(story.suggestions(url + "x")).contains(url);
        assertThat(story.suggestions("https://ringnote.example/")).contains("ringnotes.example");
    }

    @Test
    void findsNoDifferenceBetweenARunAndItself() throws IOException {
        assertThat(new RunDifference(tables(), tables(), 3).tell(null).toString()).contains("Settings that differ (A → B)\n  none", "only in A             0 pages");
    }

    private static RunTables tables() {
        return new RunTables(SharedSession.spark(), run.folder());
    }

    private static String why(String url) throws IOException {
        return new PageStory(tables(), ConfigLoader.load(sample.config)).tell(url).orElseThrow().toString();
    }

    private static String urlOf(String table) {
        return SharedSession.spark().read().parquet(sample.output.resolve(table).toString()).orderBy("id").select("url").first().getString(0);
    }

    @Test
    void leavesNothingBehindInStaging() throws IOException {
        try (var staged = Files.walk(sample.output.resolve("_staging"))) {
            assertThat(staged.filter(Files::isRegularFile)).isEmpty();
        }
    }

    @Test
    void makesAgainWhatWasDamagedAndNothingElse() throws IOException {
        Path table = sample.output.resolve("iterations/1/scores");
        Path corpus = sample.output.resolve("corpus/part-00000.parquet");
        String digest = sample.rowsDigest();
        Files.delete(firstFile(sample.output.resolve("attributes/url-keys")));
        Files.write(corpus, Arrays.copyOf(Files.readAllBytes(corpus), 100));
        Path flipped = firstFile(table);
        byte[] bytes = Files.readAllBytes(flipped);
        bytes[bytes.length / 2] ^= 1;
        Files.write(flipped, bytes);

        QuietLog log = new QuietLog();
        new Run(ConfigLoader.load(sample.config), SharedSession.spark(), log, Verification.DIGESTS).execute();

        assertThat(log.finished).containsExactlyInAnyOrder("url-keys", "iterations/1/scores", "corpus");
        assertThat(sample.rowsDigest()).isEqualTo(digest);
    }

    private static Path firstFile(Path table) throws IOException {
        try (var files = Files.list(table)) {
            return files.filter(file -> file.getFileName().toString().startsWith("part-")).sorted().findFirst().orElseThrow();
        }
    }

    private static List<String> query(String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:"); Statement statement = connection.createStatement()) {
            statement.execute("CREATE VIEW corpus AS SELECT * FROM '" + sample.output + "/corpus/part-*.parquet'");
            try (ResultSet rows = statement.executeQuery(sql)) {
                List<String> values = new java.util.ArrayList<>();
                while (rows.next()) {
                    values.add(rows.getString(1));
                }
                return values;
            }
        }
    }
}
