package org.mathlode.pipeline.stage;

import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Which pages are compared.
 *
 * @param members columns {@code bucket}, {@code id}: every page of each bucket that is looked at
 * @param settled rows of {@link Tables#DUPLICATE_CLUSTERS} that stay as they are; empty if there are none. Their pages may be members too: a bucket's links
 *     hang on all of its pages
 */
record Comparison(Dataset<Row> members, Optional<Dataset<Row>> settled) {
    /** Links without those within clusters that are settled. */
    Dataset<Row> open(Dataset<Row> links) {
        return settled.map(rows -> links.join(rows.select("id"), links.col("a").equalTo(rows.col("id")), "left_anti")).orElse(links);
    }
}
