package org.mathlode.pipeline.stage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mathlode.dedup.ngram.BenchmarkField;
import org.mathlode.dedup.ngram.BenchmarkText;
import org.mathlode.pipeline.config.ConfigFolder;
import org.mathlode.pipeline.config.ConfigLoader;
import org.mathlode.pipeline.config.Recipe;
import org.mathlode.pipeline.config.SelfTestConfig;
import org.mathlode.pipeline.folder.Manifest;
import org.mathlode.pipeline.folder.RunFolder;
import org.mathlode.pipeline.model.PageRow;
import org.mathlode.pipeline.spark.RecordEncoders;
import org.mathlode.pipeline.spark.SharedSession;

/** Contamination, self-test and corpus of a run that cuts segments, over pages that the test writes. */
class ContaminationStagesTest {
    private static final String QUESTION = "A miller near Oldenmoor grinds 840 sacks of barley in $35$ days. How many sacks does he grind in a day?";
    private static final String ORDINARY = "The old bridge of village number %d was repaired by the council last spring, which took longer than anybody had expected. "
            + "Its length is $x_{%d}$ metres, and its height was measured twice before the work began and once after it was over.";
    private static final List<BenchmarkText> TEXTS = List.of(
            new BenchmarkText("mill", "invented", BenchmarkField.QUESTION, QUESTION),
            new BenchmarkText("mill", "invented", BenchmarkField.SOLUTION, "He grinds 840 / 35 = 24 sacks in a day, since the mill near Oldenmoor never rests in winter."));

    @TempDir
    private static Path place;
    private static RunFolder folder;
    private static Recipe recipe;
    private static Manifest selfTest;

    /** What the last iteration collected, with the columns that the corpus takes from it. */
    public record CollectedRow(String id, String url, String domain, double score, double logOdds, long tokens, int firstIteration) {}

    /** What the corpus takes from the candidates. */
    public record CandidateRow(String id, String clusterId, long clusterSize) {}

    @BeforeAll
    static void run() throws IOException {
        folder = RunFolder.open(place.resolve("run").toString(), new Configuration());
        recipe = ConfigLoader.load(ConfigFolder.write(place.resolve("config"), ConfigFolder.RUN.formatted(place.resolve("run"))
                .replace("action: page", "action: segment, self-test: {texts-per-spelling: 2, max-pages-hit: 0.5}"), ConfigFolder.ITERATION));
        List<PageRow> pages = new ArrayList<>();
        for (int i = 10; i < 20; i++) {
            pages.add(StoredPages.page("clean" + i, ORDINARY.formatted(i, i)));
        }
        pages.add(StoredPages.page("quoting", ORDINARY.formatted(1, 1) + "\n\nExercise: " + QUESTION + "\n\n" + ORDINARY.formatted(2, 2)));
        pages.add(StoredPages.page("copy", QUESTION));
        write(SharedSession.spark().createDataset(pages, RecordEncoders.of(PageRow.class)), Tables.DOCUMENTS + "/batch=0");
        write(SharedSession.spark().createDataset(pages.stream().map(page -> new CollectedRow(page.id(), page.url(), "site.example", 0.9, 2.2, 500, 1)).toList(),
                RecordEncoders.of(CollectedRow.class)), CollectPages.name(1));
        write(SharedSession.spark().createDataset(pages.stream().map(page -> new CandidateRow(page.id(), page.id(), 1)).toList(),
                RecordEncoders.of(CandidateRow.class)), Tables.CANDIDATES);
        for (String stage : List.of(Tables.DOCUMENTS + "/batch=0", Tables.DOCUMENTS, ClusterDuplicates.NAME, CollectPages.name(1))) {
            folder.write(new Manifest(Manifest.VERSION, stage, "written by a test", new TreeMap<>(), new TreeMap<>(), pages.size(), pages.size(), new TreeMap<>(),
                    new TreeMap<>(), List.of(), 0));
        }
        StageRunner runner = new StageRunner(SharedSession.spark(), recipe, folder, new QuietLog());
        FindContamination contamination = new FindContamination(recipe, 1, TEXTS);
        runner.run(contamination);
        selfTest = runner.run(new TestDecontamination(recipe, 1, contamination));
        runner.run(new WriteCorpus(recipe, 1));
    }

    private static <T extends Record> void write(Dataset<T> rows, String table) {
        RecordEncoders.table(rows).write().parquet(folder.path(table).toString());
    }

    private static List<Row> rows(String table, String first, String... others) {
        return SharedSession.spark().read().parquet(folder.path(table).toString()).select(first, others).orderBy(first).collectAsList();
    }

    @Test
    void keepsPagesWithoutTheSegmentsThatWereCut() {
        Map<String, Row> corpus = new TreeMap<>();
        rows("corpus/part-*.parquet", "id", "text", "tokens", "characters", "formula_count").forEach(row -> corpus.put(row.getString(0), row));
        assertThat(corpus).hasSize(11).doesNotContainKey("copy");
        Row cut = corpus.get("quoting");
        assertThat(cut.getString(1)).isEqualTo(ORDINARY.formatted(1, 1) + "\n\n" + ORDINARY.formatted(2, 2));
        assertThat(cut.getLong(2)).isNotEqualTo(500).isPositive();
        assertThat(cut.getInt(4)).isEqualTo(2);
        assertThat(corpus.get("clean10").getString(1)).isEqualTo(ORDINARY.formatted(10, 10));
        assertThat(corpus.get("clean10").getLong(2)).isEqualTo(500);
    }

    @Test
    void tellsEveryHitItemAndCutAsARow() throws IOException {
        assertThat(rows(Tables.CONTAMINATION_HITS, "id", "item_id", "outcome", "condemns", "strength", "document_before")).extracting(Row::toString)
                .containsExactly("[copy,mill,too-little-left,true,strong,]", "[quoting,mill,cut,true,strong,"
                        + rows(Tables.CONTAMINATION_HITS, "id", "document_before").get(1).getString(1) + "]");
        assertThat(rows(Tables.CONTAMINATION_ITEMS, "item_id", "benchmark", "pages_condemned", "pages_spared")).extracting(Row::toString)
                .containsExactly("[mill,invented,2,0]");
        assertThat(rows(Tables.CONTAMINATION_CUTS, "id", "text")).extracting(row -> row.getString(1)).containsExactly(QUESTION, "Exercise: " + QUESTION);
        Manifest manifest = folder.manifest(FindContamination.NAME).orElseThrow();
        assertThat(manifest.in()).isEqualTo(12);
        assertThat(manifest.kept()).isEqualTo(11);
        assertThat(manifest.dropped()).containsExactly(Map.entry("too-little-left", 1L));
        assertThat(((Number) manifest.figures().get("pages-cut")).longValue()).isEqualTo(1);
    }

    @Test
    void putsBenchmarkTextsIntoThePagesOfTheRun() throws IOException {
        assertThat(selfTest.in()).isEqualTo(selfTest.kept()).isPositive();
        assertThat(selfTest.figures()).containsEntry("pages-hit", 2);
        List<Row> trials = rows(Tables.SELF_TEST, "spelling", "page", "found");
        assertThat(trials).extracting(row -> row.getString(0)).contains("verbatim", "markup-inside-words", "near-miss");
        assertThat(trials).extracting(row -> row.getString(1)).doesNotContain("quoting", "copy");
        assertThat(java.nio.file.Files.readString(place.resolve("run/corpus/DATACARD.md"))).contains("Self-test: ", "| markup-inside-words | 2 | 2 |",
                "Pages that stay without the segments that quote a benchmark: 1.");
    }

    @Test
    void stopsBelowTheBarsAndSaysWhy() {
        assertThatCode(() -> TestDecontamination.accept(selfTest, recipe.run().decontamination().selfTest())).doesNotThrowAnyException();
        assertThatThrownBy(() -> TestDecontamination.accept(selfTest, new SelfTestConfig(2, 500, 0.9, 0.1, 1L)))
                .isInstanceOf(StageException.class).hasMessageContaining("condemns 0.1667 of the pages").hasMessageContaining("self-test.max-pages-hit allows 0.1");
        TreeMap<String, Object> figures = new TreeMap<>(Map.of("recall", 0.5, "pages-hit-share", 0.0));
        Manifest poor = new Manifest(Manifest.VERSION, "self-test", "", new TreeMap<>(), new TreeMap<>(), 2, 1, new TreeMap<>(Map.of("missed", 1L)), figures, List.of(), 0);
        assertThatThrownBy(() -> TestDecontamination.accept(poor, recipe.run().decontamination().selfTest()))
                .isInstanceOf(StageException.class).hasMessageContaining("found 0.5000 of the benchmark texts").hasMessageContaining("min-recall asks for 0.95");
    }
}
