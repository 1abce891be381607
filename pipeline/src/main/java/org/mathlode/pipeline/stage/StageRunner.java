package org.mathlode.pipeline.stage;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;
import org.mathlode.pipeline.config.Recipe;
import org.mathlode.pipeline.folder.Manifest;
import org.mathlode.pipeline.folder.RunFolder;
import org.mathlode.pipeline.folder.TableFiles;

/** Runs a stage once: skips it when its manifest matches, refuses when it was made with other settings, publishes it otherwise. */
public final class StageRunner {
    private final SparkSession spark;
    private final Recipe recipe;
    private final RunFolder folder;
    private final StageLog log;
    private final FinishedFiles finished;
    private final Map<String, StructType> schemas = new HashMap<>();

    public StageRunner(SparkSession spark, Recipe recipe, RunFolder folder, StageLog log) {
        this(spark, recipe, folder, log, Verification.SIZES);
    }

    private StageRunner(SparkSession spark, Recipe recipe, RunFolder folder, StageLog log, Verification verification) {
        this.spark = spark;
        this.recipe = recipe;
        this.folder = folder;
        this.log = log;
        this.finished = new FinishedFiles(spark, folder, verification);
    }

    /** The same that looks at finished stages as closely as told. */
    public StageRunner verifying(Verification verification) {
        return new StageRunner(spark, recipe, folder, log, verification);
    }

    void note(String line) {
        log.note(line);
    }

    RunningTasks runningTasks() {
        return new RunningTasks(spark.sparkContext());
    }

    /** The manifest of the stage, made now or by an earlier run. */
    public Manifest run(Stage stage) throws IOException {
        SortedMap<String, String> settings = stage.settings();
        SortedMap<String, String> inputs = inputs(stage);
        Optional<Manifest> done = folder.manifest(stage.name());
        if (done.isPresent()) {
            refuseAnother(folder, done.get(), settings, inputs);
            Optional<String> damage = finished.damage(done.get());
            if (damage.isEmpty()) {
                log.skipped(done.get());
                return done.get();
            }
            log.note("Stage " + stage.name() + " is done again: " + damage.get());
            if (!stage.isRepeatable()) {
                undoWhatHangsOn(stage.name());
            }
        }
        log.started(stage.name());
        long start = System.nanoTime();
        StageContext context = new StageContext(spark, recipe, folder, folder.freshStaging(stage.name()), schemas);
        StageReport report = null;
        try {
            report = stage.run(context);
        } finally {
            // a failed attempt leaves no staging; Spark throws checked exceptions it does not declare
            if (report == null) {
                folder.removeStaging(stage.name());
                context.withdraw();
            }
        }
        List<Manifest.Output> outputs = publish(context);
        double seconds = (System.nanoTime() - start) / 1e9;
        // what a stage read from outside it may know only now
        SortedMap<String, String> read = inputs(stage);
        Manifest manifest = new Manifest(Manifest.VERSION, stage.name(), Manifest.digest(stage.name(), settings, read), settings, read,
                report.in(), report.kept(), report.dropped(), report.figures(), outputs, seconds);
        folder.write(manifest);
        folder.removeStaging(stage.name());
        log.finished(manifest);
        return manifest;
    }

    /**
     * Makes batches undone whose files are damaged; to be called before batches are looked for. The stage that adds them up stays, and with it what it was made
     * from: made again, a batch has to give the same.
     */
    void undoDamagedBatches(String sum) throws IOException {
        Map<String, String> damaged = new TreeMap<>(finished.damage(folder.manifests(sum)));
        for (Map.Entry<String, String> batch : damaged.entrySet()) {
            log.note("Stage " + batch.getKey() + " is done again: " + batch.getValue());
            folder.undo(batch.getKey());
        }
    }

    /** Makes all stages undone that read, near or far, what a stage wrote. */
    private void undoWhatHangsOn(String name) throws IOException {
        for (String stage : folder.allManifests()) {
            Optional<Manifest> manifest = folder.manifest(stage);
            if (manifest.isPresent() && manifest.get().inputs().containsKey(name)) {
                undoWhatHangsOn(stage);
                log.note("Stage " + stage + " is done again: it was made from " + name);
                folder.undo(stage);
            }
        }
    }

    private SortedMap<String, String> inputs(Stage stage) throws IOException {
        SortedMap<String, String> inputs = new TreeMap<>(stage.outside());
        for (String upstream : stage.upstream()) {
            Manifest manifest = folder.manifest(upstream)
                    .orElseThrow(() -> new StageException("stage " + stage.name() + " needs stage " + upstream + ", which is not done in " + folder.root()));
            inputs.put(upstream, manifest.digest());
        }
        return inputs;
    }

    /** Throws if a stage that is done was made with other settings. */
    static void refuseOtherSettings(RunFolder folder, Manifest done, SortedMap<String, String> settings) throws StageException {
        refuseAnother(folder, done, settings, done.inputs());
    }

    private static void refuseAnother(RunFolder folder, Manifest done, SortedMap<String, String> settings, SortedMap<String, String> inputs)
            throws StageException {
        if (!done.digest().equals(Manifest.digest(done.stage(), settings, inputs))) {
            throw new StageException(folder.root() + " belongs to another config: stage " + done.stage() + " was made "
                    + difference(done, settings, inputs) + "; take another output folder or restore the config");
        }
    }

    private static String difference(Manifest done, SortedMap<String, String> settings, SortedMap<String, String> inputs) {
        for (String key : union(done.settings(), settings)) {
            String before = done.settings().get(key);
            String now = settings.get(key);
            if (before == null || !before.equals(now)) {
                return "with " + key + " = " + before + ", the config says " + now;
            }
        }
        for (String key : union(done.inputs(), inputs)) {
            String before = done.inputs().get(key);
            if (before == null || !before.equals(inputs.get(key))) {
                return before == null ? "without " + key : inputs.containsKey(key) ? "from another " + key : "from " + key + ", which is no longer given";
            }
        }
        return "by another version of this program";
    }

    private static List<String> union(SortedMap<String, String> one, SortedMap<String, String> other) {
        TreeMap<String, String> keys = new TreeMap<>(one);
        keys.putAll(other);
        return List.copyOf(keys.keySet());
    }

    private List<Manifest.Output> publish(StageContext context) throws IOException {
        List<Path> files = new ArrayList<>();
        for (String path : context.written()) {
            Path place = folder.path(path);
            if (folder.isRenaming()) {
                folder.publish(context.stage(path), place);
            }
            // HDFS refuses to look below a file
            if (folder.files().getFileStatus(place).isFile()) {
                files.add(place);
                continue;
            }
            Optional<List<Path>> listed = TableFiles.of(folder.files(), place);
            if (listed.isPresent()) {
                files.addAll(listed.get());
            } else {
                for (FileStatus file : folder.dataFiles(place)) {
                    files.add(file.getPath());
                }
            }
        }
        return OutputFiles.describe(spark, folder, files);
    }
}
