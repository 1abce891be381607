package org.mathlode.pipeline.stage;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.collect_set;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.sort_array;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.util.SerializableConfiguration;
import org.mathlode.pipeline.config.Recipe;
import org.mathlode.pipeline.folder.Manifest;
import org.mathlode.pipeline.folder.TableFiles;
import org.mathlode.pipeline.html.HtmlToText;
import org.mathlode.pipeline.model.DocumentId;
import org.mathlode.pipeline.model.PageRow;
import org.mathlode.pipeline.model.RejectReason;
import org.mathlode.pipeline.source.WarcDataSource;
import org.mathlode.pipeline.spark.ListedOutput;
import org.mathlode.pipeline.spark.RecordEncoders;
import org.mathlode.pipeline.stage.PageJournal.Known;

/** WARC files to documents: one batch of files, read once; files that cannot be used are left out of what is published. */
final class ExtractDocuments implements Stage {
    /** Stage and table of all batches together. */
    static final String NAME = "documents";
    private static final String OUTCOME = "outcome";

    private final Recipe recipe;
    private final List<WarcFile> files;
    private final Doubtful doubtful;
    private final Known journal;
    private SortedMap<String, FileProblem> problems = new TreeMap<>();

    /** What becomes of a file that is cut, or damaged beyond the limit for all files together. */
    enum Doubtful {
        LEFT_OUT,
        READ
    }

    /** No file of the batch can be used; nothing is published. */
    static final class NothingUsable extends IOException {
        private static final long serialVersionUID = 1;

        NothingUsable(Map<String, FileProblem> problems) {
            super("no file of the batch can be used: " + problems);
        }
    }

    ExtractDocuments(Recipe recipe, List<WarcFile> files, Doubtful doubtful, Known journal) {
        this.recipe = recipe;
        this.files = files.stream().sorted(Comparator.comparing(WarcFile::name)).toList();
        this.doubtful = doubtful;
        this.journal = journal;
    }

    static SortedMap<String, String> extractionSettings(Recipe recipe) {
        return new Settings().section("extraction", recipe.run().extraction()).put("version.document-id", DocumentId.VERSION).put("version.extraction", HtmlToText.VERSION).map();
    }

    @Override
    public String name() {
        return name(files);
    }

    /** The stage that reads these files, in whatever order. */
    static String name(List<WarcFile> batch) {
        List<WarcFile> files = batch.stream().sorted(Comparator.comparing(WarcFile::name)).toList();
        StringBuilder names = new StringBuilder();
        files.forEach(file -> names.append(file.key()).append('\n'));
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

    /** The files, and what became of them: told after the stage has run. */
    @Override
    public SortedMap<String, String> outside() {
        TreeMap<String, String> fates = new TreeMap<>();
        files.forEach(file -> fates.put(file.key(), problems.containsKey(file.name()) ? FileProblem.LEFT_OUT : FileProblem.READ));
        return fates;
    }

    /** The files left out, by name; known after the stage has run. */
    SortedMap<String, FileProblem> problems() {
        return problems;
    }

    /** Throws {@link NothingUsable} where no file can be used. */
    @Override
    public StageReport run(StageContext context) throws IOException {
        // texts are the bulk of a run: they are written where they stay
        Path kept = context.stage(name());
        Path rejected = context.scratch("rejected");
        StoredTable.write(rows(context.spark()).write().partitionBy(OUTCOME)
                .option(ListedOutput.FOLDER_OF + OUTCOME + "=" + PageRow.KEPT, kept.toString())
                .option(ListedOutput.FOLDER_OF + OUTCOME + "=" + PageRow.REJECTED, rejected.toString()), context.scratch("pages"));
        Dataset<Row> pages = pages(context, kept, PageRow.KEPT).unionByName(pages(context, rejected, PageRow.REJECTED));
        problems = problems(pages);
        if (problems.size() == files.size()) {
            throw new NothingUsable(problems);
        }
        return publish(context, pages);
    }

    private static Dataset<Row> pages(StageContext context, Path place, String outcome) throws IOException {
        SparkSession spark = context.spark();
        Dataset<Row> pages = isEmpty(context, place)
                ? RecordEncoders.table(spark.createDataset(List.of(), RecordEncoders.of(PageRow.class))).drop(OUTCOME)
                : StoredTable.read(spark, context.folder(), List.of(place));
        return pages.withColumn(OUTCOME, lit(outcome));
    }

    private static boolean isEmpty(StageContext context, Path place) throws IOException {
        return TableFiles.of(context.folder().files(), place).orElseThrow().isEmpty();
    }

    private Dataset<Row> rows(SparkSession spark) {
        Map<String, WarcFile> byPath = new HashMap<>();
        files.forEach(file -> byPath.put(file.path(), file));
        JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.sparkContext());
        Broadcast<Map<String, WarcFile>> known = context.broadcast(byPath);
        Broadcast<SerializableConfiguration> configuration = context.broadcast(new SerializableConfiguration(context.hadoopConfiguration()));
        Dataset<Row> entries = spark.read().format(WarcDataSource.FORMAT)
                .option("maxPayloadBytes", recipe.run().extraction().maxPayloadBytes())
                .option("unreadableFiles", "row")
                .load(byPath.keySet().stream().sorted().toArray(String[]::new))
                .withColumn("payload", when(col("outcome").equalTo("ok"), col("payload")));
        return RecordEncoders.map(entries, WarcRow.class, new ExtractPages(known, recipe.run().extraction(), journal, configuration), PageRow.class);
    }

    /** What each file holds, counted from the rows written: a file may have been read by several tasks. */
    private SortedMap<String, FileProblem> problems(Dataset<Row> pages) {
        Column noResponse = reason(RejectReason.NOT_A_RESPONSE);
        Column damaged = reason(RejectReason.DAMAGED_RECORD);
        Column ofFile = reason(RejectReason.TRUNCATED_FILE).or(reason(RejectReason.UNREADABLE_FILE));
        Column records = coalesce(col("records"), lit(1L));
        Map<String, FileCensus> census = new HashMap<>();
        for (Row row : pages.groupBy("warc_filename").agg(
                sum(when(noResponse.or(damaged).or(ofFile), lit(0L)).otherwise(records)),
                sum(when(noResponse, records).otherwise(lit(0L))),
                sum(when(damaged, records).otherwise(lit(0L))),
                sort_array(collect_set(when(noResponse, col("detail")))),
                min(when(damaged, struct(col("warc_record_offset"), col("detail")))).getField("detail"),
                max(when(reason(RejectReason.TRUNCATED_FILE), col("detail"))),
                max(when(reason(RejectReason.UNREADABLE_FILE), col("detail")))).collectAsList()) {
            census.put(row.getString(0), new FileCensus(row.getLong(1), row.getLong(2), row.getLong(3), row.getList(4), row.getString(5), row.getString(6), row.getString(7)));
        }
        SortedMap<String, FileProblem> found = new TreeMap<>();
        for (WarcFile file : files) {
            census.getOrDefault(file.name(), FileCensus.NOTHING).problem(recipe.run().input().damagedShare(), doubtful)
                    .ifPresent(problem -> found.put(file.name(), problem));
        }
        return found;
    }

    private static Column reason(RejectReason reason) {
        return coalesce(col("reason").equalTo(reason.label()), lit(false));
    }

    private StageReport publish(StageContext context, Dataset<Row> pages) throws IOException {
        Dataset<Row> usable = pages.where(not(col("warc_filename").isin(problems.keySet().toArray())));
        String rejections = Tables.rejections(name());
        context.write(rejected(usable), rejections);
        if (!problems.isEmpty() || isEmpty(context, context.stage(name()))) {
            context.write(usable.where(col(OUTCOME).equalTo(PageRow.KEPT)).drop(OUTCOME), name());
        }
        SortedMap<String, Long> dropped = new TreeMap<>();
        for (Row row : context.staged(rejections).where(not(reason(RejectReason.TRUNCATED_FILE)))
                .groupBy("reason").agg(sum("records")).collectAsList()) {
            dropped.put(row.getString(0), row.getLong(1));
        }
        return StageReport.ofSource(context.staged(name()).count(), dropped, Map.of("files", files.size() - problems.size(), "files-left-out", problems.size()));
    }

    /** Rows that only count become one for each file and type, however many tasks have read the file. */
    private static Dataset<Row> rejected(Dataset<Row> usable) {
        Dataset<Row> rejected = usable.where(col(OUTCOME).equalTo(PageRow.REJECTED)).drop(OUTCOME);
        Column listed = col("warc_record_offset").isNotNull();
        List<String> key = List.of("crawl", "warc_filename", "reason", "detail");
        Dataset<Row> counted = rejected.where(not(listed)).groupBy(key.stream().map(name -> col(name)).toArray(Column[]::new)).agg(sum("records").as("records"));
        return rejected.where(listed).unionByName(counted, true);
    }
}
