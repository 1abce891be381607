package org.mathlode.pipeline.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.apache.hadoop.fs.FileSystem;
import org.mathlode.pipeline.sample.SampleCrawl;
import org.mathlode.pipeline.servers.StandaloneCluster;

/**
 * A run from a store to the same store.
 *
 * @param store such as {@code s3a://bucket}
 */
record StoredRun(String store, FileSystem files) {
    /** Uploads the sample crawl; the config of one iteration from there to there. */
    Path sampleConfig(Path place) throws IOException {
        for (Map.Entry<String, byte[]> file : SampleCrawl.generate().files().entrySet()) {
            try (var out = files.create(path("input/" + file.getKey()))) {
                out.write(file.getValue());
            }
        }
        return SampleConfig.ofOneIteration(place).edit("run.yaml", "output: " + place.resolve("run"), "output: " + store + "/run")
                .edit("run.yaml", "warc-listing: \"builtin:sample\"", "warc-listing: \"" + store + "/input/crawl/warc.paths\"")
                .edit("run.yaml", "seed-corpus: \"builtin:sample\"", "seed-corpus: \"" + store + "/input/seed-corpus\"").config;
    }

    /** The digest of the corpus of this config's run on a master and two workers that keep their files in {@code place}. */
    String rowsDigestOnACluster(Path config, Path place, Map<String, String> environment, String... clusterOptions) throws IOException {
        Path log = place.resolve("run.log");
        try (StandaloneCluster cluster = StandaloneCluster.start(place, clusterOptions)) {
            int code = cluster.run(environment, log, "run", "--config", config.toString());
            assertThat(code).as(Files.readString(log)).isZero();
        }
        return rowsDigest();
    }

    /** What is equal for equal corpora. */
    String rowsDigest() throws IOException {
        try (var in = files.open(path("run/corpus/manifest.json"))) {
            return new ObjectMapper().readTree(in.readAllBytes()).at("/figures/rows-digest").asText();
        }
    }

    org.apache.hadoop.fs.Path path(String relative) {
        return new org.apache.hadoop.fs.Path(store + "/" + relative);
    }
}
