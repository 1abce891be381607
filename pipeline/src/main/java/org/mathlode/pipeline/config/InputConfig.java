package org.mathlode.pipeline.config;

import java.util.HashSet;
import java.util.List;

/**
 * Where pages and the first positives come from.
 *
 * @param crawls names of the crawls; written to the {@code crawl} column
 * @param warcListing a listing of WARC files ({@code warc.paths.gz}), a glob over WARC files, or {@link #BUILTIN_SAMPLE};
 *     {@code {crawl}} stands for the crawl's name
 * @param seedCorpus JSONL, JSONL.gz or Parquet in OpenWebMath's schema ({@code url}, {@code text}), a folder of these, or {@link #BUILTIN_SAMPLE}
 * @param missingFiles how many listed files may be missing or unreadable before the run stops
 * @param truncatedFiles how many files may end in the middle of a record before the run stops
 * @param damagedShare share of damaged records above which the run stops
 */
public record InputConfig(
        List<String> crawls,
        String warcListing,
        String seedCorpus,
        @OptionalKey Integer missingFiles,
        @OptionalKey Integer truncatedFiles,
        @OptionalKey Double damagedShare,
        @OptionalKey Integer filesPerBatch) {
    /** The project's own generated crawl and seed corpus, written into the run's folder. */
    public static final String BUILTIN_SAMPLE = "builtin:sample";

    public InputConfig {
        crawls = List.copyOf(crawls);
        if (crawls.isEmpty()) {
            throw new IllegalArgumentException("crawls must name at least one crawl");
        }
        for (String crawl : crawls) {
            if (!crawl.matches("[A-Za-z0-9][A-Za-z0-9._-]*")) {
                throw new IllegalArgumentException("crawls holds a name that is not letters, digits, '.', '_' and '-' (" + crawl + ")");
            }
        }
        if (new HashSet<>(crawls).size() < crawls.size()) {
            throw new IllegalArgumentException("crawls names a crawl twice");
        }
        Check.text("warc-listing", warcListing);
        Check.text("seed-corpus", seedCorpus);
        if (crawls.size() > 1 && !warcListing.contains("{crawl}")) {
            throw new IllegalArgumentException("warc-listing needs {crawl} in it when there are several crawls");
        }
        missingFiles = Check.atLeast(0, "missing-files", missingFiles == null ? 0 : missingFiles);
        truncatedFiles = Check.atLeast(0, "truncated-files", truncatedFiles == null ? 0 : truncatedFiles);
        damagedShare = Check.share("damaged-share", damagedShare == null ? 0.01 : damagedShare);
        filesPerBatch = Check.atLeast(1, "files-per-batch", filesPerBatch == null ? 1_000 : filesPerBatch);
    }
}
