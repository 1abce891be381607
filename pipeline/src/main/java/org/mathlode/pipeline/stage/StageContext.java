package org.mathlode.pipeline.stage;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.StructType;
import org.mathlode.pipeline.config.Recipe;
import org.mathlode.pipeline.folder.RunFolder;

/** What a running stage may use. Not thread-safe. */
public final class StageContext {
    private final SparkSession spark;
    private final Recipe recipe;
    private final RunFolder folder;
    private final Path staging;
    private final Map<String, StructType> schemas;
    private final List<String> written = new ArrayList<>();

    /** @param schemas of the tables that were written or read in this run: Spark asks a file for what is not here, in a job of its own */
    StageContext(SparkSession spark, Recipe recipe, RunFolder folder, Path staging, Map<String, StructType> schemas) {
        this.spark = spark;
        this.recipe = recipe;
        this.folder = folder;
        this.staging = staging;
        this.schemas = schemas;
    }

    public SparkSession spark() {
        return spark;
    }

    public Recipe recipe() {
        return recipe;
    }

    public RunFolder folder() {
        return folder;
    }

    /** How many rows a finished stage kept: what the next one is given. */
    public long kept(String stage) throws IOException {
        return folder.manifest(stage).orElseThrow(() -> new StageException("stage " + stage + " is not done")).kept();
    }

    /** Table {@code name} of all iterations before {@code n}, these columns only; empty in iteration 1. */
    Optional<Dataset<Row>> earlier(int n, String name, String... columns) {
        Dataset<Row> all = null;
        for (int i = 1; i < n; i++) {
            Dataset<Row> one = table(Tables.iteration(i, name)).select(Arrays.stream(columns).map(functions::col).toArray(Column[]::new));
            all = all == null ? one : all.unionByName(one);
        }
        return Optional.ofNullable(all);
    }

    /** A published table of this run. */
    public Dataset<Row> table(String table) {
        return read(table, StoredTable.locations(folder, List.of(table)));
    }

    /** The documents of all finished batches. */
    public Dataset<Row> documents() throws IOException {
        return read(Tables.DOCUMENTS, StoredTable.locations(folder, folder.manifests(Tables.DOCUMENTS)));
    }

    /** The signatures of all finished batches. */
    Dataset<Row> signatures() throws IOException {
        List<String> batches = folder.manifests(ComputeSignatures.NAME).stream().map(batch -> Tables.ATTRIBUTES + batch).toList();
        return read(ComputeSignatures.NAME, StoredTable.locations(folder, batches));
    }

    /** Writes a table in Parquet; it is published with the stage. */
    public void write(Dataset<?> rows, String table) {
        StoredTable.write(rows.write(), stage(table));
        schemas.put(table, rows.schema());
    }

    /** Where a file or table of this stage is written before it is published as {@code path}. */
    public Path stage(String path) {
        Path place = folder.isRenaming() ? new Path(staging, path) : folder.path(path);
        if (!written.contains(path)) {
            written.add(path);
            if (!folder.isRenaming()) {
                try {
                    folder.clear(place);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
        }
        return place;
    }

    /** A table this stage wrote, before it is published. */
    public Dataset<Row> staged(String table) {
        return read(table, StoredTable.files(folder, List.of(stage(table))));
    }

    private Dataset<Row> read(String table, List<String> locations) {
        StructType known = schemas.get(table);
        Dataset<Row> rows = (known == null ? spark.read() : spark.read().schema(known)).parquet(locations.toArray(String[]::new));
        schemas.putIfAbsent(table, rows.schema());
        return rows;
    }

    /** A place for this stage's intermediate tables; nothing there is published. */
    public Path scratch(String name) {
        return new Path(staging, "_scratch/" + name);
    }

    /** Rows written to an intermediate table and read back: computed once, with a short plan. */
    Dataset<Row> checkpoint(Dataset<Row> rows, String name) {
        Path path = scratch(name);
        StoredTable.write(rows.write(), path);
        return spark.read().schema(rows.schema()).parquet(StoredTable.files(folder, List.of(path)).toArray(String[]::new));
    }

    /** Counts of a staged rejections table by reason: from the rows written, so that a retried task counts once. */
    public Map<String, Long> dropped(String rejections) throws IOException {
        return countsBy(staged(rejections), "reason");
    }

    /** Rows by the value of a column. */
    static Map<String, Long> countsBy(Dataset<Row> rows, String column) {
        Map<String, Long> counts = new TreeMap<>();
        for (Row row : rows.groupBy(column).agg(functions.count(functions.lit(1))).collectAsList()) {
            counts.put(row.getString(0), row.getLong(1));
        }
        return counts;
    }

    /** Removes what a failed stage wrote in place. */
    void withdraw() throws IOException {
        if (!folder.isRenaming()) {
            for (String path : written) {
                folder.clear(folder.path(path));
            }
        }
    }

    List<String> written() {
        return List.copyOf(written);
    }

    Path staging() {
        return staging;
    }
}
