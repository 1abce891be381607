package org.mathlode.pipeline.stage;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.when;
import static org.apache.spark.sql.functions.xxhash64;

import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.mathlode.pipeline.config.NearDuplicatesConfig.Scope;

/**
 * The windows of crawls in which pages are compared: a bucket of one window is another bucket than that of another. A window is called by its first
 * crawl, so that crawls added at the end leave the windows before them as they are.
 *
 * @param crawls in their order in time: what neighbours are
 */
record CrawlWindows(Scope scope, List<String> crawls) {
    /** Every window of every page: the table with a column {@code window} more, from its column {@code crawl}. */
    Dataset<Row> places(Dataset<Row> pages) {
        return pages.withColumn("window", explode(ofCrawl()));
    }

    /** Every bucket of every place: columns {@code bucket} and {@code id}, from {@code id}, {@code window} and {@code buckets}. */
    static Dataset<Row> members(Dataset<Row> places) {
        return places.select(col("id"), col("window"), explode(col("buckets")).as("key"))
                .select(xxhash64(col("key"), col("window")).as("bucket"), col("id"));
    }

    private Column ofCrawl() {
        return switch (scope) {
            case GLOBAL -> array(lit(""));
            case CRAWL -> array(col("crawl"));
            case NEIGHBOURS -> withNeighbours();
        };
    }

    /** A page is compared with the crawl before its own and with the one after it. */
    private Column withNeighbours() {
        Column windows = array(col("crawl"));
        for (int i = crawls.size() - 1; i > 0; i--) {
            Column before = lit(crawls.get(i - 1));
            Column own = i == crawls.size() - 1 ? array(before) : array(before, lit(crawls.get(i)));
            windows = when(col("crawl").equalTo(crawls.get(i)), own).otherwise(windows);
        }
        return windows;
    }
}
