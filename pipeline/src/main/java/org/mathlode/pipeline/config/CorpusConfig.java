package org.mathlode.pipeline.config;

/** How the corpus is written. */
public record CorpusConfig(long targetShardBytes, Compression compression) {
    /** Parquet's compression codec. */
    public enum Compression {
        ZSTD,
        SNAPPY,
        GZIP
    }

    public CorpusConfig {
        Check.atLeast(1_024, "target-shard-bytes", targetShardBytes);
    }
}
