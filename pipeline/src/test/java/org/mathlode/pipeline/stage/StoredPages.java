package org.mathlode.pipeline.stage;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.mathlode.pipeline.config.ConfigFolder;
import org.mathlode.pipeline.config.ConfigLoader;
import org.mathlode.pipeline.config.Recipe;
import org.mathlode.pipeline.folder.Manifest;
import org.mathlode.pipeline.folder.RunFolder;
import org.mathlode.pipeline.model.PageRow;
import org.mathlode.pipeline.model.TextFacts;
import org.mathlode.pipeline.spark.RecordEncoders;
import org.mathlode.pipeline.spark.SharedSession;

/** A run's folder with documents that a test writes itself, and the stages that find duplicates among them. */
final class StoredPages {
    static final String CRAWL = "TEST-2026-01";
    static final Instant DATE = Instant.parse("2026-01-02T03:04:05Z");

    private final Path place;
    private final RunFolder folder;
    private String config = ConfigFolder.RUN;
    private Recipe recipe;

    StoredPages(Path place) throws IOException {
        this.place = place;
        this.folder = RunFolder.open(place.resolve("run").toString(), new Configuration());
    }

    /** Replaces a part of the test config. */
    StoredPages with(String part, String replacement) {
        if (!config.contains(part)) {
            throw new IllegalArgumentException("the test config has no " + part);
        }
        config = config.replace(part, replacement);
        return this;
    }

    /** A document of a page that matters by its text alone. */
    static PageRow page(String id, String text) {
        return page(id, "https://site.example/" + id, CRAWL, text, 0, DATE);
    }

    static PageRow page(String id, String url, String crawl, String text, int formulas, Instant date) {
        return new PageRow(PageRow.KEPT, id, url, TextFacts.host(url), crawl, date, crawl + ".warc.gz", 0L, 1L, "DIGEST-" + id, null, "eng", "UTF-8", null, text,
                Map.of(), formulas, formulas, formulas, Map.of(), 0, TextFacts.characters(text), null, null, null);
    }

    /** Writes documents and runs URL keys, signatures and clusters over them. */
    StoredPages cluster(List<PageRow> pages, int partitions) throws IOException {
        return cluster(SharedSession.spark().createDataset(pages, RecordEncoders.of(PageRow.class)).repartition(partitions), pages.size());
    }

    /** As before, of {@code count} documents that need not fit into memory. Called again, it adds documents to those that are there, as a later crawl does. */
    StoredPages cluster(Dataset<PageRow> pages, long count) throws IOException {
        recipe = ConfigLoader.load(ConfigFolder.write(place.resolve("config"), config.formatted(place.resolve("run")), ConfigFolder.ITERATION));
        long before = folder.manifest(Tables.DOCUMENTS).map(Manifest::kept).orElse(0L);
        String batch = Tables.DOCUMENTS + "/batch=" + folder.manifests(Tables.DOCUMENTS).size();
        moveWhatHangsOnAllPages();
        RecordEncoders.table(pages).drop("outcome", "reason", "detail", "records").write().parquet(folder.path(batch).toString());
        Map.of(batch, count, Tables.DOCUMENTS, before + count).forEach(this::documents);
        StageRunner runner = new StageRunner(SharedSession.spark(), recipe, folder, new QuietLog());
        runner.run(new AssignUrlKeys(recipe));
        new SignatureBatches(recipe, folder).run(runner);
        runner.run(new ClusterDuplicates(recipe));
        return this;
    }

    private void documents(String stage, long count) {
        try {
            folder.write(new Manifest(Manifest.VERSION, stage, "written by a test", new TreeMap<>(), new TreeMap<>(), count, count, new TreeMap<>(),
                    new TreeMap<>(), List.of(), 0));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void moveWhatHangsOnAllPages() throws IOException {
        List<String> stages = List.of(AssignUrlKeys.NAME, ComputeSignatures.NAME, ClusterDuplicates.NAME, Tables.DOCUMENTS);
        List<String> paths = new ArrayList<>(List.of(Tables.URL_KEYS, Tables.DUPLICATE_CLUSTERS, Tables.CANDIDATES));
        stages.forEach(stage -> paths.add("manifests/" + stage + ".json"));
        stages.forEach(stage -> paths.add(Tables.rejections(stage)));
        int n = 1;
        while (folder.files().exists(folder.path(Tables.earlier(n)))) {
            n++;
        }
        for (String path : paths) {
            if (folder.files().exists(folder.path(path))) {
                folder.publish(folder.path(path), folder.path(Tables.earlier(n) + "/" + path));
            }
        }
    }

    Manifest manifest() throws IOException {
        return manifest(ClusterDuplicates.NAME);
    }

    Manifest manifest(String stage) throws IOException {
        return folder.manifest(stage).orElseThrow();
    }

    Dataset<Row> table(String table) {
        return SharedSession.spark().read().parquet(folder.path(table).toString());
    }

    /** Cluster and keeper of every page that is in a cluster. */
    Map<String, String> members() {
        Map<String, String> members = new TreeMap<>();
        for (Row row : rows(Tables.DUPLICATE_CLUSTERS, "id", "cluster_id", "cluster_size", "keeper")) {
            members.put(row.getString(0), row.getString(1) + " of " + row.getLong(2) + ", kept " + row.getString(3));
        }
        return members;
    }

    /** The pages that are kept, with the sizes of their clusters. */
    Map<String, Long> kept() {
        Map<String, Long> kept = new TreeMap<>();
        rows(Tables.CANDIDATES, "id", "cluster_size").forEach(row -> kept.put(row.getString(0), row.getLong(1)));
        return kept;
    }

    /** The pages that are left out, with reason and detail. */
    Map<String, String> rejected() {
        Map<String, String> rejected = new TreeMap<>();
        for (String stage : List.of(AssignUrlKeys.NAME, ClusterDuplicates.NAME)) {
            rows(Tables.rejections(stage), "id", "reason", "detail").forEach(row -> rejected.put(row.getString(0), row.getString(1) + ", " + row.getString(2)));
        }
        return rejected;
    }

    private List<Row> rows(String table, String first, String... others) {
        return new ArrayList<>(table(table).select(first, others).collectAsList());
    }
}
