package org.mathlode.pipeline.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TimeZone;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mathlode.pipeline.config.ConfigLoader;
import org.mathlode.pipeline.spark.SharedSession;
import org.mathlode.pipeline.stage.QuietLog;

/** The same input and config give the same corpus, row for row, however the work was cut. */
@Tag("long")
class SameCorpusTest {
    @TempDir
    Path folder;

    @Test
    void doesNotHangOnBatchesPartitionsLocaleOrTimeZone() throws IOException {
        SampleConfig one = sample("one");
        List<String> expected = corpus(one);

        SampleConfig other = sample("other");
        other.edit("run.yaml", "truncated-files: 1", "truncated-files: 1, files-per-batch: 3");
        SparkSession spark = SharedSession.spark();
        String partitions = spark.conf().get("spark.sql.shuffle.partitions");
        Locale locale = Locale.getDefault();
        TimeZone zone = TimeZone.getDefault();
        try {
            spark.conf().set("spark.sql.shuffle.partitions", "3");
            spark.conf().set("spark.sql.files.maxPartitionBytes", "200000");
            Locale.setDefault(Locale.forLanguageTag("tr-TR"));
            TimeZone.setDefault(TimeZone.getTimeZone("Asia/Kathmandu"));

            assertThat(corpus(other)).isEqualTo(expected);
        } finally {
            spark.conf().set("spark.sql.shuffle.partitions", partitions);
            spark.conf().unset("spark.sql.files.maxPartitionBytes");
            Locale.setDefault(locale);
            TimeZone.setDefault(zone);
        }
    }

    /** With all that one iteration takes from another. */
    private SampleConfig sample(String name) throws IOException {
        return SampleConfig.ofTwoIterations(folder.resolve(name))
                .edit("run.yaml", "discovery: ", "collection:       {earlier-weight: 0.5, verdict-log-odds: 1}\ndiscovery: ")
                .edit("run.yaml", "positives-per-path: 60", "positives-per-path: 60, positives-from: annotated");
    }

    private static List<String> corpus(SampleConfig sample) throws IOException {
        new Run(ConfigLoader.load(sample.config), SharedSession.spark(), new QuietLog()).execute();
        List<String> digests = new ArrayList<>();
        JsonNode manifest = new ObjectMapper().readTree(sample.output.resolve("corpus/manifest.json").toFile());
        digests.add(manifest.get("figures").get("rows-digest").asText());
        for (JsonNode file : manifest.get("files")) {
            digests.add(file.get("file").asText() + " " + file.get("rows").asText());
        }
        return digests;
    }
}
