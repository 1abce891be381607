package org.mathlode.pipeline.source;

import static org.apache.spark.sql.functions.col;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.execution.SparkPlan;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mathlode.pipeline.spark.SharedSession;
import org.mathlode.pipeline.warc.CaptureOutcome;
import org.mathlode.pipeline.warc.CaptureReader;
import org.mathlode.pipeline.warc.CapturedPage;
import org.mathlode.pipeline.warc.RejectedEntry;
import org.mathlode.pipeline.warc.WarcLimits;
import org.mathlode.pipeline.warc.WarcSource;
import org.mathlode.pipeline.warc.WarcWriter.Compression;

class WarcDataSourceTest {
    private final SparkSession spark = SharedSession.spark();

    @TempDir
    Path folder;

    private Path file;

    @BeforeEach
    void aCrawlWithADamagedRecord() throws IOException {
        byte[] bytes = SmallCrawl.warc(Compression.GZIP_PER_RECORD, 12);
        bytes[bytes.length / 2] ^= 4;
        file = Files.write(folder.resolve("a.warc.gz"), bytes);
    }

    private Dataset<Row> load(Object... optionsAndPath) {
        var reader = spark.read().format("warc");
        for (int i = 0; i + 1 < optionsAndPath.length; i += 2) {
            reader = reader.option(optionsAndPath[i].toString(), optionsAndPath[i + 1].toString());
        }
        return reader.load(optionsAndPath.length % 2 == 0 ? file.toString() : optionsAndPath[optionsAndPath.length - 1].toString());
    }

    private static List<String> rows(Dataset<Row> rows, String... columns) {
        Column[] wanted = Arrays.stream(columns).map(name -> name.equals("payload") ? org.apache.spark.sql.functions.base64(col(name)) : col(name)).toArray(Column[]::new);
        return (columns.length == 0 ? rows.drop("payload") : rows.select(wanted)).collectAsList().stream().map(Row::toString).toList();
    }

    @Test
    void hasARowForEveryRecordAndForTheDamage() throws IOException {
        List<String> expected = new ArrayList<>();
        try (CaptureReader outcomes = CaptureReader.open(WarcSource.of(file), WarcLimits.DEFAULT)) {
            while (outcomes.hasNext()) {
                CaptureOutcome outcome = outcomes.next();
                String what = outcome instanceof CapturedPage page ? "ok,null," + page.payloadDigest() : (outcome.entry() instanceof org.mathlode.pipeline.warc.WarcDamage
                        ? "error," : "skipped,") + ((RejectedEntry) outcome).reason().label() + ",null";
                expected.add("[" + outcome.entry().offset() + "," + outcome.entry().length() + "," + what + "]");
            }
        }

        assertThat(rows(load(), "warc_record_offset", "warc_record_length", "outcome", "reason", "content_digest")).isEqualTo(expected);
        assertThat(expected).filteredOn(row -> row.contains("error")).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(longs = {100, 701, 3_000, 1L << 40})
    void givesTheSameRowsForAnySplit(long splitBytes) {
        Dataset<Row> split = load("splitBytes", splitBytes);

        assertThat(split.rdd().getNumPartitions()).isEqualTo((int) ((file.toFile().length() - 1) / splitBytes + 1));
        assertThat(rows(split)).isEqualTo(rows(load("splitBytes", 1L << 40)));
    }

    @ParameterizedTest
    @EnumSource(Compression.class)
    void splitsEveryKindOfFile(Compression compression) throws IOException {
        Path packed = Files.write(folder.resolve("b.warc"), SmallCrawl.warc(compression, 7));

        assertThat(rows(load("splitBytes", 333, packed))).isEqualTo(rows(load("splitBytes", 1L << 40, packed))).hasSize(1 + 3 * 7);
    }

    @ParameterizedTest
    @EnumSource(WarcColumn.class)
    void aColumnIsTheSameWhateverElseIsAskedFor(WarcColumn column) {
        Dataset<Row> all = load().cache();

        assertThat(rows(load(), column.column())).isEqualTo(rows(all, column.column()));
        all.unpersist();
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "warc_type = 'response'", "warc_type in ('request', 'metadata')", "http_status = 404", "http_status >= 200 and http_status < 300", "mime = 'text/html'",
        "mime = 'application/pdf' and http_status = 200", "warc_type = 'response' and http_status in (404, 500)", "warc_type is null", "warc_type <> 'response'",
        "http_status is not null", "mime is null", "warc_type = 'nothing'", "not (mime = 'text/html')", "http_status = 404 or mime = 'text/html'"
    })
    void aFilterThatIsPushedDownMeansTheSame(String condition) {
        Dataset<Row> all = load().cache();
        all.count();

        assertThat(rows(load().where(condition))).isEqualTo(rows(all.where(condition)));
        assertThat(rows(load().where(condition), "url", "warc_record_offset")).isEqualTo(rows(all.where(condition), "url", "warc_record_offset"));
        all.unpersist();
    }

    @Test
    void leavesNothingOfAPushedFilterToSpark() {
        SparkPlan plan = load().where("warc_type = 'response' and http_status = 200 and mime = 'text/html'").select("url").queryExecution().executedPlan();

        assertThat(plan.toString()).contains("where [").doesNotContain("Filter ");
    }

    @Test
    void decodesNoPayloadForHeaders() {
        assertThat(Arrays.stream(WarcColumn.values()).filter(column -> column.depth() != WarcColumn.Depth.PAYLOAD).map(WarcColumn::column))
                .contains("warc_filename", "warc_headers", "url", "http_status", "http_headers", "mime").doesNotContain("payload", "outcome");
    }

    @Test
    void readsListingsFoldersAndGlobs() throws IOException {
        Files.createDirectories(folder.resolve("crawl-data/SEGMENT"));
        Files.copy(file, folder.resolve("crawl-data/SEGMENT/b.warc.gz"));
        try (var out = new GZIPOutputStream(Files.newOutputStream(folder.resolve("crawl-data/warc.paths.gz")))) {
            out.write("crawl-data/SEGMENT/b.warc.gz\n".getBytes());
        }

        assertThat(rows(load(folder.resolve("crawl-data/warc.paths.gz")), "warc_filename").get(0)).isEqualTo("[crawl-data/SEGMENT/b.warc.gz]");
        assertThat(rows(load(folder.resolve("*.warc.gz")), "warc_filename")).containsOnly("[a.warc.gz]");
        assertThat(load(folder.resolve("crawl-data/SEGMENT")).count()).isEqualTo(load().count());
        assertThat(spark.read().format("warc").load(file.toString(), folder.resolve("crawl-data/SEGMENT").toString()).count()).isEqualTo(2 * load().count());
        assertThat(spark.read().format("warc").option("maxFiles", 1).load(file.toString(), folder.resolve("crawl-data/SEGMENT").toString()).count())
                .isEqualTo(load().count());
    }

    @Test
    void canBeUsedFromSql() {
        spark.sql("CREATE OR REPLACE TEMPORARY VIEW captures USING warc OPTIONS (path '" + file + "')");

        assertThat(spark.sql("SELECT count(*) FROM captures WHERE http_status = 404").head().getLong(0)).isEqualTo(1);
        assertThat(spark.sql("SELECT filter(http_headers, h -> lower(h.name) = 'server')[0].value FROM captures WHERE http_status = 404").head().getString(0))
                .isEqualTo("small");
    }

    @Test
    void aMissingFileFailsTheQueryOrIsARow() {
        Path missing = folder.resolve("missing.warc.gz");

        assertThatThrownBy(() -> load(missing).count()).hasStackTraceContaining("missing.warc.gz");
        assertThat(rows(load("unreadableFiles", "row", missing), "warc_filename", "outcome", "reason", "damage", "url"))
                .containsExactly("[missing.warc.gz,error,unreadable-file,unreadable-file,null]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"splitByte=1", "splitBytes=-1", "maxPayloadBytes=many", "unreadableFiles=maybe", "maxFiles=0"})
    void refusesOptionsItDoesNotKnow(String option) {
        String[] parts = option.split("=");

        assertThatThrownBy(() -> load(parts[0], parts[1]).count()).message().startsWith("Cannot read WARC files").containsIgnoringCase(parts[0]);
    }

    @Test
    void payloadsOverTheLimitAreCutAndSaidToBe() {
        assertThat(rows(load("maxPayloadBytes", 100).where("outcome = 'skipped' and reason = 'payload-too-large'"), "payload_bytes", "payload_state"))
                .isNotEmpty().containsOnly("[100,too-large]");
    }

    @Test
    void countsForSparksUserInterface() {
        Dataset<Row> rows = load().select("warc_type");
        rows.collectAsList();

        var metrics = rows.queryExecution().executedPlan().collectLeaves().head().metrics();
        assertThat(metrics.apply("records").value()).isEqualTo(load().where("warc_type is not null").count());
        assertThat(metrics.apply("damaged").value()).isEqualTo(1);
        assertThat(metrics.apply("bytesRead").value()).isGreaterThanOrEqualTo(file.toFile().length());
    }

    @Test
    void packsSmallFilesIntoOneTask() throws IOException {
        for (int i = 0; i < 20; i++) {
            Files.copy(file, folder.resolve("copy-" + i + ".warc.gz"));
        }

        assertThat(load("splitBytes", 1L << 30, folder.resolve("copy-*")).rdd().getNumPartitions()).isEqualTo(1);
        assertThat(load(folder.resolve("copy-*")).count()).isEqualTo(20 * load().count());
    }
}
