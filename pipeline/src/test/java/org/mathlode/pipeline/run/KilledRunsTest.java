package org.mathlode.pipeline.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mathlode.pipeline.SharedData;
import org.mathlode.pipeline.servers.BadPages;

/** Runs in processes of their own, in local mode, that are killed as the kernel kills: nothing gets to clean up. */
@Tag("long")
class KilledRunsTest {
    private static final Path ROOT = SharedData.projectRoot();
    private static final List<String> POINTS = List.of("documents", "url-keys", "minhash", "duplicate-clusters", "iterations/1/training-set", "iterations/1/model",
            "iterations/1/scores", "iterations/1/collected", "iterations/1/domains", "contamination", "corpus");

    @TempDir
    static Path folder;

    private static String expected;

    @BeforeAll
    static void runUninterrupted() throws IOException {
        expected = LocalSample.rowsDigest();
    }

    /** Called again each time with another number of cores and partitions, and after the first kill with larger batches. */
    @Test
    void giveTheSameCorpusWhereverTheyAreKilled() throws Exception {
        SampleConfig sample = SampleConfig.ofOneIteration(folder.resolve("killed")).edit("run.yaml", "truncated-files: 1", "truncated-files: 1, files-per-batch: 1");
        List<String> killed = new ArrayList<>();
        for (String point : POINTS) {
            int cores = 1 + killed.size() % 2;
            Process run = start(sample, Map.of("MATHLODE_JAVA_OPTS", "-Dspark.master=local[" + cores + "] -Dspark.sql.shuffle.partitions=" + (3 + cores)
                    + " -Dspark.ui.enabled=false"), point.replace('/', '-'));
            if (reaches(point, sample, run)) {
                if (point.endsWith("training-set")) {
                    refusesASecond(sample, run);
                }
                run.destroyForcibly().waitFor();
                if (killed.isEmpty()) {
                    sample.edit("run.yaml", "files-per-batch: 1", "files-per-batch: 3");
                }
                killed.add(point);
                assertThat(halfWritten(sample)).as("tables after the kill in " + point).isEmpty();
            }
        }
        Process last = start(sample, Map.of(), "last");

        assertThat(last.waitFor()).as(output("last")).isZero();
        assertThat(killed).hasSizeGreaterThanOrEqualTo(8);
        assertThat(output("last")).contains("ended without finishing");
        assertThat(sample.rowsDigest()).isEqualTo(expected);
        assertThat(leftOver(sample)).isEmpty();
    }

    private static void refusesASecond(SampleConfig sample, Process first) throws Exception {
        Process second = start(sample, Map.of(), "second");
        assertThat(second.waitFor()).isEqualTo(1);
        assertThat(output("second")).contains("a run works in").contains("process " + first.pid());
    }

    @Test
    void giveTheSameCorpusInAnOddEnvironment() throws Exception {
        SampleConfig sample = SampleConfig.ofOneIteration(folder.resolve("odd")).edit("run.yaml", "truncated-files: 1", "truncated-files: 1, files-per-batch: 1");
        Process run = start(sample, Map.of("LC_ALL", "C", "MATHLODE_JAVA_OPTS",
                "-Dfile.encoding=ISO-8859-1 -Duser.language=tr -Duser.country=TR -Duser.timezone=Asia/Kathmandu -Dspark.master=local[1] -Dspark.ui.enabled=false "
                        + "-Dspark.sql.shuffle.partitions=5 -Dspark.hadoop.mathlode.run.publishing=in-place"), "odd");

        assertThat(run.waitFor()).as(output("odd")).isZero();
        assertThat(sample.rowsDigest()).isEqualTo(expected);
    }

    /** In local mode the driver dies with the page; two calls find it, the third goes on without it. */
    @Test
    void leaveOutAPageThatEndsTheJvm() throws Exception {
        SampleConfig sample = SampleConfig.ofOneIteration(folder.resolve("bad")).edit("run.yaml", "timeout-millis: 5_000", "timeout-millis: 1_000");

        assertThat(callsWith(BadPages.EndsOrNeverEnds.class, sample, 3)).containsExactly(137, 137, 0);
        assertThat(output("bad-3")).contains("crashed-extraction 1");
    }

    @Test
    void giveTheSameCorpusWhenMemoryEndsOnce() throws Exception {
        SampleConfig sample = SampleConfig.ofOneIteration(folder.resolve("full-heap"));

        assertThat(callsWith(BadPages.RunsOutOfMemoryOnce.class, sample, 2)).element(0).isNotEqualTo(0);
        assertThat(output("full-heap-1")).contains("OutOfMemoryError");
        assertThat(output("full-heap-2")).contains("Finished after iteration 1");
        assertThat(sample.rowsDigest()).isEqualTo(expected);
    }

    /** Exit codes of calls in which extraction has a defect; what they print is in logs called as the run's parent folder. */
    private static List<Integer> callsWith(Class<?> defect, SampleConfig sample, int calls) throws Exception {
        Path place = sample.output.getParent();
        Path jar = ROOT.resolve("pipeline/target/mathlode.jar");
        BadPages.write(jar, place.resolve("defect"), defect);
        List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin/java").toString(), "-Xmx2g"));
        Stream.of(Files.readString(ROOT.resolve("pipeline/target/classes/spark.jvm.options")).strip().split("\\s+")).forEach(command::add);
        command.addAll(List.of("-D" + BadPages.HAPPENED + "=" + place.resolve("happened"), "-Dlog4j2.configurationFile=mathlode-log4j2.properties", "-cp",
                place.resolve("defect") + ":" + jar + ":" + Files.readString(ROOT.resolve("pipeline/target/spark.classpath")).strip(), "org.mathlode.pipeline.cli.Mathlode",
                "run", "--config", sample.config.toString()));
        List<Integer> codes = new ArrayList<>();
        for (int call = 1; call <= calls; call++) {
            Path log = folder.resolve(place.getFileName() + "-" + call + ".log");
            codes.add(new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start().waitFor());
        }
        return codes;
    }

    private static Process start(SampleConfig sample, Map<String, String> environment, String log) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(ROOT.resolve("scripts/mathlode").toString(), "run", "--config", sample.config.toString())
                .redirectErrorStream(true).redirectOutput(folder.resolve(log + ".log").toFile());
        builder.environment().remove("SPARK_HOME");
        builder.environment().put("MATHLODE_MEMORY", "2g");
        builder.environment().putAll(environment);
        return builder.start();
    }

    /** Waits until the stage is under way; of the documents, until a batch is finished. */
    private static boolean reaches(String stage, SampleConfig sample, Process run) throws Exception {
        Path sign = sample.output.resolve(stage.equals("documents") ? "manifests/documents" : "_staging/" + stage);
        while (run.isAlive() && !Files.exists(sign)) {
            Thread.sleep(10);
        }
        Thread.sleep(200);
        return run.isAlive();
    }

    private static String output(String log) throws IOException {
        return Files.readString(folder.resolve(log + ".log"));
    }

    /** Tables in place that hold other files than they should: what a reader who knows nothing of runs would read half. */
    private static List<String> halfWritten(SampleConfig sample) throws IOException {
        Map<Path, Set<String>> tables = new TreeMap<>();
        try (Stream<Path> files = Files.walk(sample.output)) {
            files.filter(file -> file.toString().endsWith(".parquet") && !sample.output.relativize(file).toString().startsWith("_"))
                    .forEach(file -> tables.computeIfAbsent(file.getParent(), table -> new TreeSet<>()).add(file.getFileName().toString()));
        }
        List<String> half = new ArrayList<>();
        for (Map.Entry<Path, Set<String>> table : tables.entrySet()) {
            Set<String> wanted = new TreeSet<>();
            if (table.getKey().endsWith("corpus")) {
                new ObjectMapper().readTree(table.getKey().resolve("manifest.json").toFile()).get("files").forEach(file -> wanted.add(file.get("file").asText()));
            } else {
                Files.readAllLines(table.getKey().resolve("_files")).stream().skip(1).forEach(wanted::add);
            }
            if (!wanted.equals(table.getValue())) {
                half.add(sample.output.relativize(table.getKey()) + ": " + table.getValue() + ", not " + wanted);
            }
        }
        return half;
    }

    /** Files of the run's folder that no manifest names: of attempts, locks, journals. */
    private static List<String> leftOver(SampleConfig sample) throws IOException {
        try (Stream<Path> files = Files.walk(sample.output)) {
            return files.filter(Files::isRegularFile).map(file -> sample.output.relativize(file).toString())
                    .filter(file -> file.startsWith("_staging") || file.startsWith("_lock") || file.startsWith("_journal")).toList();
        }
    }
}
