package org.mathlode.pipeline.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.mathlode.dedup.cluster.LinkRule;
import org.mathlode.dedup.cluster.Verification;
import org.mathlode.dedup.minhash.MinHashParams;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code mathlode dedup}: removes duplicates from plain files. */
@Command(name = "dedup", mixinStandardHelpOptions = true, sortOptions = false,
        description = {
            "Removes duplicates from JSON Lines (.gz too) or Parquet files of documents with \"id\" and \"text\", and, where they are known, \"url\", "
                    + "\"formulas\" (a number, or numbers by kind) and \"date\" (ISO 8601).",
            "Of documents with one URL key the newest is kept. Documents with similar texts are found by MinHash and banding; of a cluster the one with most "
                    + "formulas is kept, then the longest, then the newest, then the one with the smallest id. The same rules as in a run, in the memory of one "
                    + "machine: about 1 KB a document; texts are read twice, not held."
        })
final class DedupCommand implements Callable<Integer> {
    @Option(names = "--input", required = true, arity = "1..*", paramLabel = "F",
            description = "Files of documents: names that end in .parquet are Parquet, others JSON Lines. Ids must differ.")
    private List<Path> input;

    @Option(names = "--output", required = true, paramLabel = "FILE",
            description = "The documents that are kept, in their order, with \"cluster_size\" and, in a cluster, \"cluster_id\": Parquet if the name ends in .parquet, "
                    + "else JSON Lines (.gz too). From Parquet files of one schema to Parquet, columns and types stay.")
    private Path output;

    @Option(names = "--clusters", paramLabel = "FILE",
            description = "Every document that is in a cluster or was left out: cluster_id, cluster_size, id, keeper, reason, similarity to the keeper. In a form as --output.")
    private Path clusters;

    @Option(names = "--shingle-words", defaultValue = "5", paramLabel = "N", description = "Words in a shingle; a Chinese character is a word. Default: ${DEFAULT-VALUE}.")
    private int shingleWords;

    @Option(names = "--bands", defaultValue = "11", paramLabel = "N", description = "Bands of a signature. Default: ${DEFAULT-VALUE}.")
    private int bands;

    @Option(names = "--rows-per-band", defaultValue = "10", paramLabel = "N",
            description = "Rows of a band: two documents meet with probability 1 - (1 - J^rows)^bands. Default: ${DEFAULT-VALUE}.")
    private int rowsPerBand;

    @Option(names = "--random-seed", defaultValue = "1", paramLabel = "N", description = "Of the hash functions. Default: ${DEFAULT-VALUE}.")
    private long randomSeed;

    @Option(names = "--verification", defaultValue = "estimated", paramLabel = "HOW",
            description = "What documents that meet must pass: none; estimated: the similarity of their signatures; exact: that of their texts, which are read "
                    + "once more. Default: ${DEFAULT-VALUE}.")
    private Verification verification;

    @Option(names = "--min-similarity", defaultValue = "0.75", paramLabel = "J", description = "The Jaccard similarity that verification asks for. Default: ${DEFAULT-VALUE}.")
    private double minSimilarity;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        MinHashParams params = new MinHashParams(shingleWords, bands, rowsPerBand, randomSeed);
        FileDedup dedup = new FileDedup(input, params, new LinkRule(verification, minSimilarity), spec.commandLine().getErr());
        dedup.run(output, clusters);
        spec.commandLine().getErr().println(dedup.summary());
        return Mathlode.OK;
    }
}
