package org.mathlode.pipeline.annotate;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.filter2.compat.FilterCompat;
import org.apache.parquet.filter2.predicate.FilterApi;
import org.apache.parquet.hadoop.util.HadoopInputFile;
import org.apache.parquet.io.api.Binary;
import org.mathlode.pipeline.folder.ParquetRows;
import org.mathlode.pipeline.folder.RunFolder;
import org.mathlode.pipeline.folder.TableFiles;

/**
 * What annotators look at in a run's folder: the domains of an iteration, held in memory, and paths and sample pages of one domain, read when they are asked
 * for. Thread-safe.
 */
final class RunTables {
    /** Domains held in memory: about 300 MB. The table lists those worth a look first. */
    private static final int MOST_DOMAINS = 1_000_000;

    private final RunFolder folder;
    private final int iteration;
    private final List<Domain> domains = new ArrayList<>();
    private final Map<String, Domain> byName = new HashMap<>();

    /**
     * A line of the table {@code domains}.
     *
     * @param uncollectedTokens estimated
     * @param bestOfLanguage pages among the best of their language
     * @param listed why it is shown: {@code math-related}, {@code just-below}, {@code high-scoring} or {@code other}
     */
    record Domain(String domain, String language, String listed, long pages, long collected, long uncollectedTokens, long bestOfLanguage, double logOddsP95) {
        double share() {
            return (double) collected / pages;
        }
    }

    private RunTables(RunFolder folder, int iteration) {
        this.folder = folder;
        this.iteration = iteration;
    }

    /**
     * Opens the tables of an iteration.
     *
     * @param iteration null for the last one that has them
     * @throws IllegalArgumentException if there is no such iteration
     */
    static RunTables open(RunFolder folder, Integer iteration) throws IOException {
        int n = iteration == null ? last(folder) : iteration;
        if (n < 1 || folder.manifest(stage(n, "samples")).isEmpty()) {
            throw new IllegalArgumentException("iteration " + (iteration == null ? "" : iteration + " ") + "in " + folder.root()
                    + " has no sample pages yet (stage samples is not done): call run until it waits for annotations");
        }
        RunTables tables = new RunTables(folder, n);
        tables.readDomains();
        return tables;
    }

    int iteration() {
        return iteration;
    }

    /** The domains, those worth a look first; the table's order. */
    List<Domain> domains() {
        return domains;
    }

    /** Null if the table has no such domain. */
    Domain domain(String name) {
        return byName.get(name);
    }

    /** The path prefixes of a domain as table {@code paths} has them, {@code /} first; empty if the run made no tree of the domain. */
    List<ObjectNode> paths(String domain) throws IOException {
        return ofDomain("paths", domain);
    }

    /** The sample pages of a domain, sorted by path and id. */
    List<ObjectNode> samples(String domain) throws IOException {
        return ofDomain("samples", domain);
    }

    /** What the annotated paths of a domain gave to this iteration; none in the first. */
    List<ObjectNode> annotatedPaths(String domain) throws IOException {
        return iteration == 1 || folder.manifest(stage(iteration, "annotated-paths")).isEmpty() ? List.of() : ofDomain("annotated-paths", domain);
    }

    private static String stage(int iteration, String table) {
        return "iterations/" + iteration + "/" + table;
    }

    private static int last(RunFolder folder) throws IOException {
        int n = 0;
        while (folder.manifest(stage(n + 1, "samples")).isPresent()) {
            n++;
        }
        return n;
    }

    private void readDomains() throws IOException {
        read("domains", FilterCompat.NOOP, MOST_DOMAINS, row -> {
            Domain domain = new Domain(row.path("domain").asText(), row.path("language").asText(), row.path("listed").asText("other"), row.path("pages").asLong(),
                    row.path("collected").asLong(), row.path("uncollected_tokens").asLong(), row.path("best_of_language").asLong(), row.path("log_odds_p95").asDouble());
            if (!domain.domain().isEmpty()) {
                domains.add(domain);
                byName.put(domain.domain(), domain);
            }
        });
    }

    private List<ObjectNode> ofDomain(String table, String domain) throws IOException {
        List<ObjectNode> rows = new ArrayList<>();
        // the tables are sorted by domain: all but a block or two are skipped by their statistics
        read(table, FilterCompat.get(FilterApi.eq(FilterApi.binaryColumn("domain"), Binary.fromString(domain))), Integer.MAX_VALUE, rows::add);
        return rows;
    }

    private interface Taker {
        void take(ObjectNode row);
    }

    private void read(String table, FilterCompat.Filter filter, int most, Taker taker) throws IOException {
        int rows = 0;
        for (Path file : files(folder.path(stage(iteration, table)))) {
            try (ParquetRows reader = new ParquetRows(file.toString(), HadoopInputFile.fromPath(file, folder.files().getConf()), filter)) {
                ObjectNode row;
                while (rows < most && (row = reader.next()) != null) {
                    taker.take(row);
                    rows++;
                }
            }
        }
    }

    /** The listed files of a table; all in its folder where there is no list. */
    private List<Path> files(Path table) throws IOException {
        Optional<List<Path>> listed = TableFiles.of(folder.files(), table);
        return listed.isPresent() ? listed.get() : folder.dataFiles(table).stream().map(FileStatus::getPath).toList();
    }
}
