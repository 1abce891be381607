package org.mathlode.pipeline.inspect;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.mathlode.pipeline.folder.Manifest;
import org.mathlode.pipeline.folder.RunFolder;
import org.mathlode.pipeline.folder.TableFiles;
import org.mathlode.pipeline.run.RunPlan;
import org.mathlode.pipeline.stage.StoredTable;
import org.mathlode.pipeline.stage.StoredTable;
import org.mathlode.pipeline.stage.Tables;

/** The published tables and manifests of a run. */
public final class RunTables {
    private final SparkSession spark;
    private final RunFolder folder;

    public RunTables(SparkSession spark, RunFolder folder) {
        this.spark = spark;
        this.folder = folder;
    }

    RunFolder folder() {
        return folder;
    }

    SparkSession spark() {
        return spark;
    }

    /** The manifests of the stages that are done, in the order of the stages; of stages that work batch by batch with the time of all batches. */
    List<Manifest> manifests() throws IOException {
        List<Manifest> done = new ArrayList<>();
        for (String stage : RunPlan.stages(folder)) {
            Optional<Manifest> manifest = folder.manifest(stage);
            if (manifest.isPresent()) {
                done.add(withBatches(manifest.get()));
            }
        }
        return done;
    }

    private Manifest withBatches(Manifest whole) throws IOException {
        double seconds = whole.seconds();
        for (String batch : folder.manifests(whole.stage())) {
            seconds += folder.manifest(batch).map(Manifest::seconds).orElse(0.0);
        }
        return new Manifest(whole.version(), whole.stage(), whole.digest(), whole.settings(), whole.inputs(), whole.in(), whole.kept(), whole.dropped(), whole.figures(),
                whole.outputs(), seconds);
    }

    boolean done(String stage) throws IOException {
        return folder.manifest(stage).isPresent();
    }

    /** How many iterations are done, from the first on. */
    int iterations() throws IOException {
        int n = 0;
        while (done(Tables.iteration(n + 1, "report"))) {
            n++;
        }
        return n;
    }

    Dataset<Row> table(String table) {
        return table.endsWith(".parquet") ? spark.read().parquet(folder.path(table).toString()) : StoredTable.published(spark, folder, List.of(table));
    }

    /** Table {@code name} of iteration {@code n}. */
    Dataset<Row> table(int n, String name) {
        return table(Tables.iteration(n, name));
    }

    /** The documents of all finished batches. */
    Dataset<Row> documents() throws IOException {
        return batches("");
    }

    /** What no batch kept; empty if none is finished. */
    Optional<Dataset<Row>> rejectedRecords() throws IOException {
        return folder.manifests(Tables.DOCUMENTS).isEmpty() ? Optional.empty() : Optional.of(batches("rejections/"));
    }

    private Dataset<Row> batches(String prefix) throws IOException {
        return StoredTable.published(spark, folder, folder.manifests(Tables.DOCUMENTS).stream().map(batch -> prefix + batch).toList());
    }

    /** The corpus. */
    Dataset<Row> corpus() {
        return spark.read().parquet(folder.path(Tables.CORPUS + "/part-*.parquet").toString());
    }

    /** The files of all documents. */
    List<FileStatus> documentFiles() throws IOException {
        List<FileStatus> files = new ArrayList<>();
        for (String batch : folder.manifests(Tables.DOCUMENTS)) {
            Set<Path> listed = new HashSet<>(TableFiles.of(folder.files(), folder.path(batch)).orElse(List.of()));
            folder.dataFiles(folder.path(batch)).stream().filter(file -> listed.isEmpty() || listed.contains(file.getPath())).forEach(files::add);
        }
        return files;
    }
}
