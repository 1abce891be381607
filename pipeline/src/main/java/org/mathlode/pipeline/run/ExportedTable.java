package org.mathlode.pipeline.run;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.mathlode.pipeline.folder.RunFolder;
import org.mathlode.pipeline.stage.StoredTable;
import org.mathlode.pipeline.stage.Tables;

/** A published table found by the name people call it by. */
public final class ExportedTable {
    private static final Map<String, String> ONCE = Map.ofEntries(
            Map.entry("extraction", Tables.EXTRACTION),
            Map.entry("url-keys", Tables.URL_KEYS),
            Map.entry("duplicate-clusters", Tables.DUPLICATE_CLUSTERS),
            Map.entry("candidates", Tables.CANDIDATES),
            Map.entry("contamination", Tables.CONTAMINATION),
            Map.entry("contamination-hits", Tables.CONTAMINATION_HITS),
            Map.entry("contamination-items", Tables.CONTAMINATION_ITEMS),
            Map.entry("contamination-cuts", Tables.CONTAMINATION_CUTS),
            Map.entry("contamination-texts", Tables.CONTAMINATION_TEXTS),
            Map.entry("self-test", Tables.SELF_TEST),
            Map.entry("corpus", Tables.CORPUS + "/part-*.parquet"));
    private static final Set<String> PER_ITERATION = Set.of("training-set", "scores", "tokens", "collected", "budget-curve", "explanations", "domains", "paths", "samples", "annotated-paths");
    /** The stage that makes a table, where it has another name. */
    private static final Map<String, String> STAGE_OF = Map.of(
            "candidates", "duplicate-clusters", "tokens", "collected", "contamination-hits", "contamination", "contamination-items", "contamination",
            "contamination-cuts", "contamination", "contamination-texts", "contamination");

    private final List<String> locations;

    private ExportedTable(List<String> locations) {
        this.locations = locations;
    }

    /**
     * Finds a table.
     *
     * @param iteration of a table that every iteration has; null for the last one
     * @throws IllegalArgumentException if there is no such table, or its stage is not done
     */
    public static ExportedTable find(RunFolder folder, String table, Integer iteration) throws IOException {
        if (table.equals("documents")) {
            return batches(folder, table, Tables.DOCUMENTS, "");
        }
        if (table.equals("minhash")) {
            return batches(folder, table, table, "attributes/");
        }
        if (table.equals("rejections/documents")) {
            return batches(folder, table, Tables.DOCUMENTS, "rejections/");
        }
        if (table.equals(Tables.rejections(Tables.WARC_FILES))) {
            return finished(folder, table, Tables.DOCUMENTS, table);
        }
        String stage = STAGE_OF.getOrDefault(table, table);
        if (ONCE.containsKey(table)) {
            return finished(folder, table, stage, ONCE.get(table));
        }
        if (PER_ITERATION.contains(table)) {
            int n = iteration == null ? last(folder, stage) : iteration;
            return finished(folder, table, Tables.iteration(n, stage), Tables.iteration(n, table));
        }
        if (table.startsWith("rejections/")) {
            String of = table.substring("rejections/".length());
            if (PER_ITERATION.contains(of)) {
                of = Tables.iteration(iteration == null ? last(folder, of) : iteration, of);
            }
            return finished(folder, table, of, Tables.rejections(of));
        }
        Set<String> known = new TreeSet<>(ONCE.keySet());
        known.addAll(PER_ITERATION);
        known.addAll(List.of("documents", "minhash", "rejections/STAGE"));
        throw new IllegalArgumentException("no table " + table + "; there are " + String.join(", ", known));
    }

    /** The rows. */
    public Dataset<Row> read(SparkSession spark) {
        return spark.read().parquet(locations.toArray(String[]::new));
    }

    private static ExportedTable batches(RunFolder folder, String table, String stage, String prefix) throws IOException {
        List<String> locations = new ArrayList<>();
        for (String batch : folder.manifests(stage)) {
            locations.add(prefix + batch);
        }
        if (locations.isEmpty()) {
            throw notThere(folder, table, stage);
        }
        return new ExportedTable(StoredTable.locations(folder, locations));
    }

    private static ExportedTable finished(RunFolder folder, String table, String stage, String location) throws IOException {
        String plain = location.endsWith(".parquet") ? Tables.CORPUS : location;
        if (folder.manifest(stage).isEmpty() || !folder.files().exists(folder.path(plain))) {
            throw notThere(folder, table, stage);
        }
        return new ExportedTable(plain.equals(location) ? StoredTable.locations(folder, List.of(location)) : List.of(folder.path(location).toString()));
    }

    private static IllegalArgumentException notThere(RunFolder folder, String table, String stage) {
        return new IllegalArgumentException("table " + table + " is not in " + folder.root() + ": stage " + stage + " is not done there");
    }

    private static int last(RunFolder folder, String stage) throws IOException {
        int n = 1;
        while (folder.manifest(Tables.iteration(n + 1, stage)).isPresent()) {
            n++;
        }
        return n;
    }
}
