package org.mathlode.pipeline.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A config folder for tests, complete and small. */
public final class ConfigFolder {
    public static final String RUN = """
            run: test
            output: %s
            input:            {crawls: [TEST-2026-01], warc-listing: "builtin:sample", seed-corpus: "builtin:sample"}
            extraction:       {max-payload-bytes: 8_388_608, min-characters: 200, timeout-millis: 5_000}
            near-duplicates:  {shingle-words: 5, bands: 11, rows-per-band: 10, random-seed: 1, scope: crawl}
            classifier:       {dim: 16, lr: 0.1, word-ngrams: 3, min-count: 3, epoch: 3, bucket: 20_000}
            training-set:     {positives: 500, negatives: 500}
            discovery:        {math-domain-share: 0.10, min-domain-pages: 10}
            stopping:         {already-collected-share: 0.98, max-iterations: 4}
            decontamination:  {mode: weak-aware, ngram: 10, short-min: 3, action: page, benchmarks: ["builtin:sample"]}
            corpus:           {target-shard-bytes: 268_435_456, compression: zstd}
            """;
    public static final String ITERATION = """
            iteration: 1
            token-budget: 1_000
            random-seed: 1
            """;

    private ConfigFolder() {}

    /** Writes {@code run.yaml} and {@code iterations/1.yaml}. */
    public static Path write(Path folder, String run, String iteration) throws IOException {
        Files.createDirectories(folder.resolve("iterations"));
        Files.writeString(folder.resolve("run.yaml"), run);
        Files.writeString(folder.resolve("iterations/1.yaml"), iteration);
        return folder;
    }
}
