package org.mathlode.pipeline.stage;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.sum;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.hadoop.fs.Path;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.util.SerializableConfiguration;
import org.apache.spark.util.TaskCompletionListener;
import org.mathlode.pipeline.config.ExtractionConfig;
import org.mathlode.pipeline.config.Recipe;
import org.mathlode.pipeline.folder.Manifest;
import org.mathlode.pipeline.html.ExtractionParams;
import org.mathlode.pipeline.html.HtmlToText;
import org.mathlode.pipeline.model.DocumentId;
import org.mathlode.pipeline.model.PageRow;
import org.mathlode.pipeline.model.RejectReason;
import org.mathlode.pipeline.spark.RecordEncoders;

/** WARC files to documents: one batch of files, read once, kept and rejected rows written together. */
final class ExtractDocuments implements Stage {
    /** Stage and table of all batches together. */
    static final String NAME = "documents";

    private static final List<RejectReason> OF_FILES =
            List.of(RejectReason.UNREADABLE_FILE, RejectReason.NOT_A_WARC_FILE, RejectReason.TRUNCATED_FILE);

    private final Recipe recipe;
    private final List<WarcFile> files;
    private final Truncated truncated;

    /** What becomes of a file that ends in the middle of a record. */
    enum Truncated {
        LEFT_OUT,
        READ
    }

    /** Why a file could not be used as a whole. */
    record Problem(RejectReason reason, String detail) {}

    /** Files of a batch that cannot be used as a whole, by name. */
    static final class UnusableFiles extends IOException {
        private static final long serialVersionUID = 1;
        private final transient Map<String, Problem> problems;

        UnusableFiles(Map<String, Problem> problems) {
            super("files that cannot be used: " + problems);
            this.problems = problems;
        }

        Map<String, Problem> problems() {
            return problems;
        }
    }

    ExtractDocuments(Recipe recipe, List<WarcFile> files, Truncated truncated) {
        this.recipe = recipe;
        this.files = files.stream().sorted(Comparator.comparing(WarcFile::name)).toList();
        this.truncated = truncated;
    }

    static SortedMap<String, String> extractionSettings(Recipe recipe) {
        return new Settings().section("extraction", recipe.run().extraction()).put("version.document-id", DocumentId.VERSION).put("version.extraction", HtmlToText.VERSION).map();
    }

    @Override
    public String name() {
        StringBuilder names = new StringBuilder();
        files.forEach(file -> names.append(file.crawl()).append('\t').append(file.name()).append('\n'));
        return NAME + "/batch=" + Manifest.sha256(names.toString().getBytes(StandardCharsets.UTF_8)).substring(0, 12);
    }

    @Override
    public SortedMap<String, String> settings() {
        return extractionSettings(recipe);
    }

    @Override
    public List<String> upstream() {
        return List.of();
    }

    @Override
    public SortedMap<String, String> outside() {
        TreeMap<String, String> names = new TreeMap<>();
        files.forEach(file -> names.put(file.crawl() + "/" + file.name(), "read"));
        return names;
    }

    /** Throws {@link UnusableFiles} where a file cannot be used as a whole; nothing is published then. */
    @Override
    public StageReport run(StageContext context) throws IOException {
        Path written = context.scratch("pages");
        rows(context.spark()).write().mode(SaveMode.ErrorIfExists).partitionBy("outcome").parquet(written.toString());
        Map<String, Problem> problems = fileProblems(context, written);
        if (!problems.isEmpty()) {
            throw new UnusableFiles(problems);
        }
        return publish(context, written);
    }

    /** Every row of the files, a task a file. */
    private Dataset<Row> rows(SparkSession spark) {
        JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.sparkContext());
        Broadcast<SerializableConfiguration> hadoop = context.broadcast(new SerializableConfiguration(context.hadoopConfiguration()));
        Dataset<WarcFile> listed = spark.createDataset(context.parallelize(files, files.size()).rdd(), RecordEncoders.of(WarcFile.class));
        return RecordEncoders.table(listed.mapPartitions(new Read(hadoop, recipe.run().extraction()), RecordEncoders.of(PageRow.class)));
    }

    private Map<String, Problem> fileProblems(StageContext context, Path written) throws IOException {
        Map<String, Problem> found = new TreeMap<>();
        Path rejected = new Path(written, "outcome=" + PageRow.REJECTED);
        if (!context.folder().files().exists(rejected)) {
            return found;
        }
        Object[] reasons = OF_FILES.stream()
                .filter(reason -> reason != RejectReason.TRUNCATED_FILE || truncated == Truncated.LEFT_OUT)
                .map(RejectReason::label).toArray();
        for (Row row : context.spark().read().parquet(rejected.toString()).where(col("reason").isin(reasons))
                .select("warc_filename", "reason", "detail").collectAsList()) {
            RejectReason reason = OF_FILES.stream().filter(known -> known.label().equals(row.getString(1))).findFirst().orElseThrow();
            found.put(row.getString(0), new Problem(reason, row.getString(2)));
        }
        return found;
    }

    private StageReport publish(StageContext context, Path written) throws IOException {
        long kept = adopt(context, written, PageRow.KEPT, name());
        String rejections = Tables.rejections(name());
        adopt(context, written, PageRow.REJECTED, rejections);
        SortedMap<String, Long> dropped = new TreeMap<>();
        for (Row row : context.staged(rejections).where(col("reason").notEqual(RejectReason.TRUNCATED_FILE.label()))
                .groupBy("reason").agg(sum("records")).collectAsList()) {
            dropped.put(row.getString(0), row.getLong(1));
        }
        return StageReport.ofSource(kept, dropped, Map.of("files", files.size()));
    }

    private static long adopt(StageContext context, Path written, String outcome, String table) throws IOException {
        Path part = new Path(written, "outcome=" + outcome);
        if (context.folder().files().exists(part)) {
            context.folder().publish(part, context.stage(table));
        } else {
            context.write(RecordEncoders.table(context.spark().createDataset(List.of(), RecordEncoders.of(PageRow.class))).drop("outcome"), table);
        }
        return context.staged(table).count();
    }

    /** Row function: files to rows. */
    record Read(Broadcast<SerializableConfiguration> hadoop, ExtractionConfig config) implements MapPartitionsFunction<WarcFile, PageRow> {
        @Override
        public Iterator<PageRow> call(Iterator<WarcFile> files) {
            ExtractionParams params = new ExtractionParams(config.maxPayloadBytes(), config.minCharacters(), config.timeoutMillis(), config.favour());
            ReadPages pages = new ReadPages(files, hadoop.value().value(), params);
            TaskContext.get().addTaskCompletionListener(new CloseAtEnd(pages));
            return pages;
        }
    }

    private record CloseAtEnd(ReadPages pages) implements TaskCompletionListener {
        @Override
        public void onTaskCompletion(TaskContext context) {
            try {
                pages.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
