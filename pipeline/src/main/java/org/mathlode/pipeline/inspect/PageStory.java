package org.mathlode.pipeline.inspect;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.levenshtein;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.lower;
import static org.apache.spark.sql.functions.max;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.api.java.function.FilterFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.mathlode.dedup.url.PageUrl;
import org.mathlode.dedup.url.UrlNormalizer;
import org.mathlode.pipeline.config.Recipe;
import org.mathlode.pipeline.report.Story;
import org.mathlode.pipeline.stage.Tables;

/**
 * Everything a run did with one page: its captures, what each stage made of them, and why it is, or is not, in the corpus. Narrow columns are read, with the
 * conditions pushed down; the text only where a score is explained.
 */
public final class PageStory {
    private static final int MOST_CAPTURES = 20;
    private static final int SUGGESTIONS = 8;

    private final RunTables tables;
    private final Recipe recipe;
    private final Story story = new Story();
    private final Map<String, Row> captures = new LinkedHashMap<>();
    private String fate = "";

    /** @param recipe the run's config, for its annotations; null where it is not known */
    public PageStory(RunTables tables, Recipe recipe) {
        this.tables = tables;
        this.recipe = recipe;
    }

    /**
     * Tells the story.
     *
     * @param page a URL, or the id of a document
     */
    public Optional<Story> tell(String page) throws IOException {
        if (!tables.done(Tables.DOCUMENTS)) {
            throw new IllegalArgumentException("--run: no document is to be asked for yet: stage documents is not done in " + tables.folder().root());
        }
        boolean id = page.matches("[0-9a-f]{32}");
        String url = id || page.matches("(?i)https?://.*") ? page : "https://" + page;
        if (!id && PageUrl.parse(url).isEmpty()) {
            throw new IllegalArgumentException(page + " is neither a URL nor the id of a document (32 hexadecimal digits)");
        }
        String key = id ? "" : UrlNormalizer.key(url);
        findCaptures(id ? page : null, key);
        List<Row> rejected = rejected(id ? page : null, key, url);
        if (captures.isEmpty() && rejected.isEmpty()) {
            return tellSeed(page, id ? "" : key) ? Optional.of(story.title("Not in the crawl: it is an example of the seed corpus only")) : Optional.empty();
        }
        tellRejected(rejected);
        if (captures.isEmpty()) {
            return Optional.of(story.title("Not in the corpus: no text could be made of it (" + rejected.get(0).<String>getAs("reason") + ")"));
        }
        String kept = tellCaptures(id ? page : null);
        tellDocument(kept);
        String candidate = tellDuplicates(kept);
        if (candidate != null) {
            tellCandidate(candidate);
        }
        return Optional.of(story.title(fate));
    }

    /** Pages of the run with an address like this one, or, where it has none of the domain, domains with a name like this. */
    public List<String> suggestions(String page) throws IOException {
        if (!tables.done("url-keys") || page.matches("[0-9a-f]{32}")) {
            return List.of();
        }
        PageUrl url = PageUrl.parse(page.matches("(?i)https?://.*") ? page : "https://" + page).orElseThrow();
        Dataset<Row> keys = tables.table(Tables.URL_KEYS);
        List<String> near = new ArrayList<>();
        Dataset<Row> sameDomain = keys.where(col("domain").isin(url.domain(), url.registrableDomain()));
        for (Row row : sameDomain.groupBy("path").agg(max("url").as("url")).select(col("url"), levenshtein(col("path"), lit(url.pathAndQuery())).as("apart"))
                .orderBy(col("apart"), col("url")).limit(SUGGESTIONS).collectAsList()) {
            near.add(row.getString(0));
        }
        if (near.isEmpty()) {
            for (Row row : keys.select("domain").distinct().select(col("domain"), levenshtein(col("domain"), lit(url.domain())).as("apart"))
                    .where(col("apart").leq(url.domain().length() / 2)).orderBy(col("apart"), col("domain")).limit(SUGGESTIONS).collectAsList()) {
                near.add(row.getString(0));
            }
        }
        return near;
    }

    private void findCaptures(String id, String key) throws IOException {
        if (tables.done("url-keys")) {
            Dataset<Row> keys = tables.table(Tables.URL_KEYS);
            String wanted = key;
            if (id != null) {
                Row own = first(keys.where(col("id").equalTo(id)).select("url_key"));
                wanted = own == null ? "" : own.getString(0);
            }
            keys.where(col("url_key").equalTo(wanted)).select("id", "url", "url_key", "domain", "path", "fetch_time", "content_digest", "kept", "keeper")
                    .orderBy(col("kept").desc(), col("fetch_time").desc_nulls_last(), col("id")).limit(MOST_CAPTURES).collectAsList()
                    .forEach(row -> captures.put(row.getAs("id"), row));
        }
    }

    /** A page nobody captured may still have taught the model. */
    private boolean tellSeed(String id, String key) throws IOException {
        story.chapter("Seed corpus");
        boolean found = false;
        for (int n = 1; n <= tables.iterations(); n++) {
            Dataset<Row> seeds = tables.table(n, "training-set").where(col("source").equalTo("seed")).select("id", "url", "held_out");
            Row seed = first(key.isEmpty() ? seeds.where(col("id").equalTo(id)) : seeds.filter(new SameKey(key)));
            if (seed != null) {
                found = true;
                story.line("iteration %d: positive, %s%s", n, seed.getString(1), seed.getBoolean(2) ? "; held out, only judges the model" : "");
            }
        }
        return found;
    }

    /** Captures no text was made of. */
    private List<Row> rejected(String id, String key, String url) throws IOException {
        Optional<Dataset<Row>> records = tables.rejectedRecords();
        if (records.isEmpty()) {
            return List.of();
        }
        Dataset<Row> narrow = records.get().select("id", "url", "reason", "detail", "crawl", "warc_filename", "warc_record_offset");
        Dataset<Row> same = id != null ? narrow.where(col("id").equalTo(id))
                : narrow.where(lower(col("url")).contains(PageUrl.parse(url).orElseThrow().domain())).filter(new SameKey(key));
        return same.orderBy("warc_filename", "warc_record_offset").limit(MOST_CAPTURES).collectAsList();
    }

    private void tellRejected(List<Row> rejected) {
        story.chapter("Captures without a text");
        for (Row row : rejected) {
            story.line("%s: %s%s", row.<String>getAs("url"), row.<String>getAs("reason"), row.getAs("detail") == null ? "" : " (" + row.<String>getAs("detail") + ")");
            story.line("  %s, %s at %,d, document %s", row.<String>getAs("crawl"), row.<String>getAs("warc_filename"), row.<Long>getAs("warc_record_offset"), row.<String>getAs("id"));
        }
    }

    /** Tells the captures with this URL key; returns the one to follow: the one asked for if it was an id, else the one that was kept. */
    private String tellCaptures(String asked) {
        story.chapter(captures.size() == 1 ? "Capture" : "Captures with the URL key " + captures.values().iterator().next().<String>getAs("url_key"));
        String kept = null;
        for (Row row : captures.values()) {
            boolean isKept = row.<Boolean>getAs("kept");
            kept = isKept ? row.getAs("id") : kept;
            story.line("%s, fetched %s", row.<String>getAs("url"), row.getAs("fetch_time") == null ? "at an unknown time" : row.<java.sql.Timestamp>getAs("fetch_time").toInstant());
            story.line("  document %s, %s", row.<String>getAs("id"), isKept ? captures.size() == 1 ? "the only capture of this URL" : "kept: the newest"
                    : "left out: duplicate-url, kept " + row.<String>getAs("keeper"));
        }
        if (asked != null && !asked.equals(kept)) {
            fate = "Not in the corpus itself: another capture of the same URL was kept (" + kept + "). ";
        }
        return kept;
    }

    private void tellDocument(String id) throws IOException {
        story.chapter("Document");
        Row row = first(tables.documents().where(col("id").equalTo(id)).select("crawl", "warc_filename", "warc_record_offset", "warc_record_length", "charset",
                "language", "title", "characters", "formula_count", "formulas_found", "formulas"));
        if (row == null) {
            story.line("its text is not in the run's folder");
            return;
        }
        story.line("%s", row.getAs("title") == null ? "(no title)" : row.<String>getAs("title"));
        story.line("%s, %s at %,d", row.<String>getAs("crawl"), row.<String>getAs("warc_filename"), row.<Long>getAs("warc_record_offset"));
        story.line("language %s, charset %s, %,d characters", row.<String>getAs("language"), row.<String>getAs("charset"), row.<Integer>getAs("characters"));
        story.line("%,d formulas in the text of %,d found on the page %s", row.<Integer>getAs("formula_count"), row.<Integer>getAs("formulas_found"),
                new java.util.TreeMap<>(row.getJavaMap(row.fieldIndex("formulas"))));
    }

    /** Tells the duplicate cluster; returns the page of it that was kept, or null if clusters are not known yet. */
    private String tellDuplicates(String id) throws IOException {
        if (!tables.done("duplicate-clusters")) {
            fate += "Not decided: duplicates were not looked for yet";
            return null;
        }
        Row member = first(tables.table(Tables.DUPLICATE_CLUSTERS).where(col("id").equalTo(id)).select("cluster_id", "cluster_size", "keeper", "similarity", "same_text"));
        if (member == null) {
            return id;
        }
        String keeper = member.getAs("keeper");
        story.chapter("Duplicate cluster of " + member.<Long>getAs("cluster_size") + " pages");
        for (Row row : tables.table(Tables.DUPLICATE_CLUSTERS).where(col("cluster_id").equalTo(member.<String>getAs("cluster_id")))
                .select("id", "url", "similarity", "same_text").orderBy(col("similarity").desc(), col("id")).limit(MOST_CAPTURES).collectAsList()) {
            String other = row.getString(0);
            story.line("%s  %s%s", row.getString(1), other.equals(keeper) ? "kept" : String.format(java.util.Locale.ROOT, "similarity %.2f%s", row.getDouble(2),
                    row.getBoolean(3) ? ", same text" : ""), other.equals(id) ? "  ← this page" : "");
        }
        if (!keeper.equals(id)) {
            fate += "Not in the corpus itself: " + (member.<Boolean>getAs("same_text") ? "duplicate-content" : "near-duplicate") + " of " + keeper
                    + ", whose story goes on below. ";
        }
        return keeper;
    }

    private void tellCandidate(String id) throws IOException {
        Row page = first(tables.table(Tables.CANDIDATES).where(col("id").equalTo(id)).select("id", "url", "domain", "path"));
        if (page == null) {
            return;
        }
        int last = tables.iterations();
        IterationStory iterations = new IterationStory(tables, recipe, story);
        IterationStory.Standing standing = null;
        for (int n = 1; n <= last; n++) {
            standing = iterations.tell(n, page);
        }
        if (standing == null) {
            fate += "Not decided: no iteration is done";
        } else {
            fate += standing.collected() && tables.done("contamination") ? new CorpusStory(tables, story).tell(id, standing) : standing.describe();
        }
    }

    static Row first(Dataset<Row> rows) {
        List<Row> found = rows.limit(1).collectAsList();
        return found.isEmpty() ? null : found.get(0);
    }

    /** Whether a row's URL has a URL key. */
    record SameKey(String key) implements FilterFunction<Row> {
        @Override
        public boolean call(Row row) {
            String url = row.getAs("url");
            return url != null && UrlNormalizer.key(url).equals(key);
        }
    }
}
