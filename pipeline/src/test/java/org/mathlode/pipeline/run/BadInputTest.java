package org.mathlode.pipeline.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mathlode.pipeline.config.ConfigFolder;
import org.mathlode.pipeline.config.ConfigLoader;
import org.mathlode.pipeline.spark.SharedSession;
import org.mathlode.pipeline.stage.QuietLog;
import org.mathlode.pipeline.warc.WarcHeaders;
import org.mathlode.pipeline.warc.WarcWriter;

/** Everything a run is given wrongly ends in one line that says what is wrong, and nothing is published. */
class BadInputTest {
    @TempDir
    Path folder;

    private String run;

    @BeforeEach
    void aGoodCrawl() throws IOException {
        Files.createDirectories(folder.resolve("crawl"));
        Files.write(folder.resolve("crawl/a.warc.gz"), warc(12));
        StringBuilder seeds = new StringBuilder();
        for (int i = 0; i < 8; i++) {
            seeds.append("{\"url\": \"https://seed.example/").append(i).append("\", \"text\": \"Theorem ").append(i).append(" on groups and rings\"}\n");
        }
        Files.writeString(folder.resolve("seed.jsonl"), seeds);
        Files.writeString(folder.resolve("items.jsonl"), "{\"item_id\": \"own/1\", \"field\": \"question\", \"text\": \"How many apples has Ann if she had twelve and gave five away to Ben\"}\n");
        run = String.format(ConfigFolder.RUN, folder.resolve("run"))
                .replace("warc-listing: \"builtin:sample\"", "warc-listing: \"" + folder + "/crawl/*.warc.gz\"")
                .replace("seed-corpus: \"builtin:sample\"", "seed-corpus: \"" + folder + "/seed.jsonl\"")
                .replace("benchmarks: [\"builtin:sample\"]", "benchmarks: [\"" + folder + "/items.jsonl\"]")
                .replace("negatives: 500", "negatives: 500, min-positives: 5")
                .replace("max-iterations: 4", "max-iterations: 1");
    }

    private static byte[] warc(int pages) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (WarcWriter warc = new WarcWriter(bytes, WarcWriter.Compression.GZIP_PER_RECORD)) {
            Instant date = Instant.parse("2026-01-02T03:04:05Z");
            for (int i = 0; i < pages; i++) {
                String body = "<html><body><h1>Page " + i + "</h1><p>" + ("number " + i * 7919 + " of words that differ ").repeat(12) + "</p></body></html>";
                String message = "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + body;
                warc.response("https://site" + i % 3 + ".example/page/" + i, date, message.getBytes(StandardCharsets.UTF_8), WarcHeaders.EMPTY);
            }
        }
        return bytes.toByteArray();
    }

    private Outcome execute() throws IOException {
        Path config = ConfigFolder.write(folder.resolve("config"), run, ConfigFolder.ITERATION);
        return new Run(ConfigLoader.load(config), SharedSession.spark(), new QuietLog()).execute();
    }

    private void assertFails(String... parts) throws IOException {
        assertThatThrownBy(this::execute).hasMessageContainingAll(parts).message().doesNotContain("\n");
        assertThat(folder.resolve("run/corpus")).doesNotExist();
    }

    private void file(String name, byte[] content) throws IOException {
        Files.write(folder.resolve("crawl").resolve(name), content);
    }

    @Test
    void runsToTheEndWhenNothingIsWrong() throws IOException {
        assertThat(execute()).isInstanceOf(Outcome.Finished.class);
    }

    @Test
    void noWarcFile() throws IOException {
        run = run.replace("*.warc.gz", "nothing-*.warc.gz");

        assertFails("input.warc-listing", "no WARC file at", "nothing-*.warc.gz");
    }

    @Test
    void noListing() throws IOException {
        run = run.replace("*.warc.gz", "warc.paths.gz");

        assertFails("input.warc-listing", "no such listing", "warc.paths.gz");
    }

    @Test
    void aListedFileIsMissing() throws IOException {
        Files.writeString(folder.resolve("crawl/warc.paths"), "a.warc.gz\nb.warc.gz\n");
        run = run.replace("*.warc.gz", "warc.paths");

        assertFails("WARC file b.warc.gz cannot be used", "no such file", "input.missing-files to 1");
        // what could be read was kept, and the missing file is taken up when it is there
        file("b.warc.gz", warc(13));
        assertThat(execute()).isInstanceOf(Outcome.Finished.class);
    }

    @Test
    void aFileIsCut() throws IOException {
        byte[] whole = warc(20);
        file("b.warc.gz", Arrays.copyOf(whole, whole.length - 100));

        assertFails("WARC file b.warc.gz ends in the middle of a record", "input.truncated-files to 1");
    }

    @Test
    void anErrorPageIsNamedWarc() throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (OutputStream out = new GZIPOutputStream(packed)) {
            out.write("<html><body>503 Slow Down</body></html>".getBytes(StandardCharsets.UTF_8));
        }
        file("b.warc.gz", packed.toByteArray());
        file("c.warc.gz", "<html><body>404 Not Found</body></html>".getBytes(StandardCharsets.UTF_8));

        assertFails("WARC file b.warc.gz cannot be used", "no WARC file", "and 1 more");
    }

    @Test
    void aFileIsEmpty() throws IOException {
        file("b.warc.gz", new byte[0]);

        assertFails("WARC file b.warc.gz cannot be used");
    }

    @Test
    void aWetFileIsGiven() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (WarcWriter warc = new WarcWriter(bytes, WarcWriter.Compression.GZIP_PER_RECORD)) {
            warc.write(WarcHeaders.of("WARC-Type", "conversion", "WARC-Target-URI", "https://site.example/", "WARC-Date", "2026-01-02T03:04:05Z",
                    "WARC-Record-ID", "<urn:uuid:00000000-0000-0000-0000-000000000001>", "Content-Type", "text/plain"), "text".getBytes(StandardCharsets.UTF_8));
        }
        file("b.warc.wet.gz", bytes.toByteArray());
        run = run.replace("*.warc.gz", "*.gz");

        assertFails("WARC file b.warc.wet.gz cannot be used", "WET");
    }

    @Test
    void tooManyRecordsAreDamaged() throws IOException {
        byte[] bytes = warc(20);
        for (int i = 1; i < 6; i++) {
            bytes[bytes.length * i / 6] ^= 1;
        }
        file("b.warc.gz", bytes);

        assertFails("records are damaged", "input.damaged-share", "b.warc.gz");
        // the file is taken up again when it has been fetched anew; the other one is not read twice
        file("b.warc.gz", warc(20));
        assertThat(execute()).isInstanceOf(Outcome.Finished.class);
        assertThat(manifestsOfBatches()).hasSize(2);
    }

    @Test
    void aDamagedFileIsReadToTheEndWhereTheLimitAllows() throws IOException {
        byte[] bytes = warc(20);
        bytes[bytes.length / 2] ^= 1;
        file("b.warc.gz", bytes);
        run = run.replace("seed-corpus:", "damaged-share: 0.04, seed-corpus:");

        assertThat(execute()).isInstanceOf(Outcome.Finished.class);
        assertThat(Files.readString(folder.resolve("run/manifests/documents.json"))).contains("\"damaged-record\" : 1").contains("\"files-left-out\" : 0");
    }

    @Test
    void theFilesLeftOutAreListedWithTheirReasons() throws IOException {
        file("b.warc.gz", "<html><body>404 Not Found</body></html>".getBytes(StandardCharsets.UTF_8));
        run = run.replace("seed-corpus:", "missing-files: 1, seed-corpus:");

        assertThat(execute()).isInstanceOf(Outcome.Finished.class);
        assertThat(SharedSession.spark().read().parquet(folder.resolve("run/rejections/warc-files").toString()).select("warc_filename", "reason").collectAsList())
                .extracting(Object::toString).containsExactly("[b.warc.gz,not-a-warc-file]");
    }

    private List<Path> manifestsOfBatches() throws IOException {
        try (Stream<Path> found = Files.list(folder.resolve("run/manifests/documents"))) {
            return found.filter(file -> file.toString().endsWith(".json")).toList();
        }
    }

    @Test
    void noSeedCorpus() throws IOException {
        run = run.replace("/seed.jsonl", "/nowhere.jsonl");

        assertFails("input.seed-corpus: no file at", "nowhere.jsonl");
    }

    @Test
    void anEmptySeedCorpus() throws IOException {
        Files.writeString(folder.resolve("seed.jsonl"), "");

        assertFails("seed.jsonl", "no row with a text");
    }

    @Test
    void aSeedCorpusOfAnotherShape() throws IOException {
        Files.writeString(folder.resolve("seed.jsonl"), "{\"address\": \"https://seed.example/\", \"content\": \"Theorem\"}\n");

        assertFails("seed.jsonl", "no row with a text");
    }

    @Test
    void aSeedCorpusThatIsNoJson() throws IOException {
        Files.writeString(folder.resolve("seed.jsonl"), "<html>\n");

        assertFails("seed.jsonl", "no row with a text");
    }

    @Test
    void aSeedParquetWithoutTheColumns() throws IOException {
        SharedSession.spark().range(3).write().parquet(folder.resolve("seed-parquet").toString());
        run = run.replace("/seed.jsonl", "/seed-parquet");

        assertFails("input.seed-corpus", "seed-parquet", "url and text");
    }

    @Test
    void tooFewPositives() throws IOException {
        run = run.replace("min-positives: 5", "min-positives: 9");

        assertFails("iteration 1 has 8 positives", "training-set.min-positives is 9");
    }

    @Test
    void aSuiteIsMissing() throws IOException {
        run = run.replace("discovery:", "evaluation: {suites: [{name: forums, file: forums.jsonl, min-auc: 0.8}]}\ndiscovery:");

        assertFails("evaluation.suites: forums: no file at", "forums.jsonl");
        assertThat(folder.resolve("run/documents")).doesNotExist();
    }

    @Test
    void aModelBelowTheMinimumOfASuite() throws IOException {
        run = run.replace("discovery:", "evaluation: {suites: [{name: turned, file: turned.jsonl, min-auc: 0.9}]}\ndiscovery:");
        Files.createDirectories(folder.resolve("config"));
        StringBuilder turned = new StringBuilder();
        for (int i = 0; i < 8; i++) {
            turned.append("{\"label\": \"other\", \"text\": \"Theorem ").append(i).append(" on groups and rings\"}\n")
                    .append("{\"label\": \"math\", \"text\": \"number ").append(i * 7919).append(" of words that differ\"}\n");
        }
        Files.writeString(folder.resolve("config/turned.jsonl"), turned);

        assertFails("the model of iteration 1 is not accepted: suite turned: AUC 0.0000 is below the minimum 0.9000 (8 of mathematics, 8 other)", "MODEL.md");
        assertThat(folder.resolve("run/rejections/iterations/1/model/MODEL.md")).content().contains("## Evaluation: suite turned");
        assertThat(folder.resolve("run/iterations/1/model")).doesNotExist();
        // a minimum changes no row: the same folder goes on with a lower one
        run = run.replace("min-auc: 0.9", "min-auc: 0.0");
        assertThat(execute()).isInstanceOf(Outcome.Finished.class);
    }

    @Test
    void aTrainingThatTakesTooMuchMemory() throws IOException {
        org.junit.jupiter.api.Assumptions.assumeTrue(Files.exists(Path.of("/proc/self/status")), "skipped: no /proc");
        run = run.replaceFirst("classifier: .*", "classifier: {dim: 256, lr: 0.1, word-ngrams: 3, min-count: 1, epoch: 1000, bucket: 400_000, memory-limit-mib: 100}");

        assertFails("Cannot train the classifier: its process took", "the limit is 100 MiB");
    }

    @Test
    void aLearningRateThatIsNoNumberOrHuge() throws IOException {
        run = run.replace("lr: 0.1", "lr: .nan");
        assertFails("run.yaml:6: classifier.lr");

        run = run.replace("lr: .nan", "lr: 1.0e+300");
        assertFails("run.yaml:6: classifier: lr must be above 0 and at most 5 (1.0E300)");
    }

    @Test
    void aBenchmarkIsMissing() throws IOException {
        run = run.replace("benchmarks: [\"" + folder + "/items.jsonl\"]", "benchmarks: [gsm8k], benchmark-folder: \"" + folder + "/none\"");

        assertFails("gsm8k", folder + "/none");
    }

    @Test
    void aBenchmarkNobodyKnows() throws IOException {
        run = run.replace("items.jsonl\"]", "other.jsonl\"]");

        assertFails("other.jsonl");
    }

    @Test
    void aWrongAnnotationIsFoundBeforeAnyWork() throws IOException {
        ConfigFolder.write(folder.resolve("config"), run, ConfigFolder.ITERATION);
        Files.writeString(folder.resolve("config/iterations/2.yaml"), ConfigFolder.ITERATION.replace("iteration: 1", "iteration: 2\nannotations: 1.tsv"));
        Files.writeString(folder.resolve("config/1.tsv"), "domain\tpath-prefix\tverdict\nsite.example\tpage\tmath\n");

        assertFails("1.tsv:2: path-prefix must begin with /");
        assertThat(folder.resolve("run/documents")).doesNotExist();
    }
}
