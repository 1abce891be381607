package org.mathlode.pipeline.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mathlode.pipeline.SharedData;
import org.mathlode.pipeline.config.ConfigLoader;
import org.mathlode.pipeline.sample.SampleCrawl;
import org.mathlode.pipeline.spark.SharedSession;
import org.mathlode.pipeline.stage.QuietLog;

/** One corpus whatever the machine, its settings, and the cut and order of the input. Prints the digests. */
@Tag("long")
class OneDigestTest {
    @TempDir
    static Path folder;

    private static String expected;

    @BeforeAll
    static void runHere() throws IOException {
        expected = LocalSample.rowsDigest();
        System.out.println(expected + " uninterrupted, in this JVM");
    }

    /** In a JVM of its own. */
    @ParameterizedTest
    @ValueSource(strings = {"-Dspark.master=local[1]", "-Dspark.master=local[2]", "-Dfile.encoding=ISO-8859-1", "-Duser.language=tr -Duser.country=TR",
            "-Duser.timezone=Asia/Kathmandu"})
    void doesNotHangOn(String options) throws Exception {
        Path place = Files.createTempDirectory(folder, "jvm");
        SampleConfig sample = SampleConfig.ofOneIteration(place);
        ProcessBuilder run = new ProcessBuilder(SharedData.projectRoot().resolve("scripts/mathlode").toString(), "run", "--config", sample.config.toString())
                .redirectErrorStream(true).redirectOutput(place.resolve("log").toFile());
        run.environment().remove("SPARK_HOME");
        run.environment().put("MATHLODE_MEMORY", "2g");
        run.environment().put("MATHLODE_JAVA_OPTS", options + " -Dspark.ui.enabled=false");

        assertThat(run.start().waitFor()).as(Files.readString(place.resolve("log"))).isZero();
        assertThat(told(options, sample)).isEqualTo(expected);
    }

    /** All pages in one file, which one, two or five tasks read. */
    @Test
    void doesNotHangOnSplits() throws IOException {
        Path file = Files.write(folder.resolve("all.warc.gz"), oneFile());
        SparkSession spark = SharedSession.spark();
        List<String> digests = new ArrayList<>();
        try {
            for (int splits : List.of(1, 2, 5)) {
                long bytes = (Files.size(file) + splits - 1) / splits;
                spark.conf().set("spark.sql.files.maxPartitionBytes", bytes);
                spark.conf().set("spark.sql.files.openCostInBytes", bytes);
                SampleConfig sample = SampleConfig.ofOneIteration(folder.resolve("splits-" + splits))
                        .edit("run.yaml", "warc-listing: \"builtin:sample\"", "warc-listing: \"" + file + "\"");
                digests.add(digest(splits + " splits", sample));
                assertThat(written(sample.output.resolve("documents"))).isEqualTo(splits);
            }
        } finally {
            spark.conf().unset("spark.sql.files.maxPartitionBytes");
            spark.conf().unset("spark.sql.files.openCostInBytes");
        }
        assertThat(digests).containsOnly(digests.get(0));
    }

    @Test
    void doesNotHangOnTheOrderOfTheListing() throws IOException {
        Path input = folder.resolve("input");
        SampleCrawl.generate().write(input);
        Path listing = input.resolve("crawl/warc.paths");
        List<String> lines = new ArrayList<>(Files.readAllLines(listing));
        List<String> before = List.copyOf(lines);
        Collections.shuffle(lines, new Random(3));
        assertThat(lines).isNotEqualTo(before);
        Files.write(listing, lines);

        SampleConfig sample = SampleConfig.ofOneIteration(folder.resolve("shuffled")).edit("run.yaml", "warc-listing: \"builtin:sample\"", "warc-listing: \"" + listing + "\"");
        assertThat(digest("shuffled listing", sample)).isEqualTo(expected);
    }

    /** The sample's files one after the other; the one that is cut comes last. */
    private static byte[] oneFile() throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (Map.Entry<String, byte[]> file : SampleCrawl.generate().files().entrySet()) {
            if (file.getKey().endsWith(".warc.gz")) {
                all.write(file.getValue());
            }
        }
        return all.toByteArray();
    }

    private static long written(Path documents) throws IOException {
        try (Stream<Path> files = Files.walk(documents)) {
            return files.filter(file -> file.toString().endsWith(".parquet")).count();
        }
    }

    private static String digest(String what, SampleConfig sample) throws IOException {
        new Run(ConfigLoader.load(sample.config), SharedSession.spark(), new QuietLog()).execute();
        return told(what, sample);
    }

    private static String told(String what, SampleConfig sample) throws IOException {
        System.out.println(sample.rowsDigest() + " " + what);
        return sample.rowsDigest();
    }
}
