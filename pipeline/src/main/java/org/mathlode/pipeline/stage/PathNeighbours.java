package org.mathlode.pipeline.stage;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.collect_list;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.posexplode;
import static org.apache.spark.sql.functions.sort_array;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.sum;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.mathlode.pipeline.spark.RecordEncoders;

/**
 * What the other pages beside a page let expect of it: the mean of their log-odds, from the domain down through the folders of its path. Each mean is drawn
 * towards the one before it, the domain's towards the page's own log-odds, as if these were {@value #PRIOR_PAGES} more pages: few neighbours say little, and
 * a page without any is expected to be what it is. A page does not count among its neighbours.
 */
final class PathNeighbours {
    static final int PRIOR_PAGES = 10;
    /** Folders that are looked at; those below count with them. */
    static final int MOST_FOLDERS = 5;
    /** Sums are of whole numbers, so that their order does not count. */
    private static final double UNIT = 1e6;

    private PathNeighbours() {}

    /**
     * Adds {@code neighbours_log_odds}.
     *
     * @param pages read twice; columns {@code id}, {@code domain}, {@code path}, {@code averaged_log_odds} and others
     */
    static Dataset<Row> add(Dataset<Row> pages) {
        Dataset<Row> places = RecordEncoders.map(pages, Page.class, new Places(), Place.class)
                .select(col("id"), col("units"), posexplode(col("prefixes")).as(new String[] {"level", "prefix"}));
        // a prefix with one page says nothing of others
        Dataset<Row> sums = places.groupBy("prefix").agg(sum("units").as("sum"), count(lit(1)).as("pages")).where(col("pages").gt(1));
        Dataset<Row> around = places.join(sums, "prefix").groupBy("id", "units").agg(sort_array(collect_list(struct("level", "sum", "pages"))).as("prefixes"));
        Dataset<Row> expected = RecordEncoders.map(around, Surroundings.class, new Expect(), Expectation.class);
        return pages.join(expected, new String[] {"id"}, "left").withColumn("neighbours_log_odds", coalesce(col("neighbours_log_odds"), col("averaged_log_odds")));
    }

    /** The domain and the folders of a path, the domain first; none for a page without a domain. */
    static List<String> prefixes(String domain, String path) {
        List<String> prefixes = new ArrayList<>();
        if (domain.isEmpty()) {
            return prefixes;
        }
        prefixes.add(domain);
        int query = path.indexOf('?');
        int end = query < 0 ? path.length() : query;
        // the slash at the beginning is the domain's
        for (int slash = path.indexOf('/', 1); slash > 0 && slash < end && prefixes.size() <= MOST_FOLDERS; slash = path.indexOf('/', slash + 1)) {
            prefixes.add(domain + path.substring(0, slash + 1));
        }
        return prefixes;
    }

    /** A page with its log-odds. */
    public record Page(String id, String domain, String path, float averagedLogOdds) {}

    /** A page's log-odds as a whole number, and where it lies. */
    public record Place(String id, long units, List<String> prefixes) {}

    /** All pages under a prefix. */
    public record Prefix(int level, long sum, long pages) {}

    /** A page with the prefixes that it shares with others. */
    public record Surroundings(String id, long units, List<Prefix> prefixes) {}

    /** What a page's neighbours let expect. */
    public record Expectation(String id, float neighboursLogOdds) {}

    /** Row function: page to prefixes. */
    record Places() implements MapPartitionsFunction<Page, Place> {
        @Override
        public Iterator<Place> call(Iterator<Page> pages) {
            return Rows.map(pages, page -> new Place(page.id(), Math.round(page.averagedLogOdds() * UNIT), prefixes(page.domain(), page.path())));
        }
    }

    /** Row function: sums to expectation. */
    record Expect() implements MapPartitionsFunction<Surroundings, Expectation> {
        @Override
        public Iterator<Expectation> call(Iterator<Surroundings> pages) {
            return Rows.map(pages, page -> new Expectation(page.id(), expected(page.units(), page.prefixes())));
        }

        static float expected(long units, List<Prefix> prefixes) {
            double mean = units;
            for (Prefix prefix : prefixes) {
                mean = (prefix.sum() - units + PRIOR_PAGES * mean) / (prefix.pages() - 1 + PRIOR_PAGES);
            }
            return (float) (mean / UNIT);
        }
    }
}
