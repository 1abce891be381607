package org.mathlode.pipeline.stage;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.hex;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.lower;
import static org.apache.spark.sql.functions.lpad;
import static org.apache.spark.sql.functions.row_number;
import static org.apache.spark.sql.functions.when;

import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;

/**
 * Draws exactly {@code most} rows of a pool, or all if it has fewer: those with the smallest hash in {@code draw}, and after the caps. Rows never come to
 * the driver, only counts do; the same rows are drawn however the pool is partitioned.
 *
 * @param perDomain cap of rows from one {@code domain}; 0 = none
 * @param perPath cap of rows from one {@code path_prefix}; rows without one stand for themselves; 0 = none
 */
record DrawByHash(long most, int perDomain, int perPath) {
    /**
     * @param pool columns {@code id} (unique), {@code draw}, {@code domain}, {@code path_prefix} and others
     * @param size an upper bound of its rows
     */
    Dataset<Row> from(Dataset<Row> pool, long size) {
        Column path = when(col("path_prefix").equalTo(""), col("id")).otherwise(col("path_prefix"));
        Dataset<Row> rows = capped(capped(pool, perPath, col("domain"), path), perDomain, col("domain"));
        Dataset<Row> keyed = rows.withColumn("rank_key", key());
        if (!TopByTokens.isOnePass(size)) {
            keyed.persist();
        }
        try {
            TopByTokens.Cutoff last = TopByTokens.cutoff(keyed.select(col("rank_key"), lit(1L).as("tokens")), size, most);
            // the cutoff is known now; the rows themselves are read again where they are used
            Dataset<Row> all = rows.withColumn("rank_key", key());
            return all.where(last.key().map(key -> col("rank_key").leq(key)).orElse(lit(false))).drop("rank_key");
        } finally {
            keyed.unpersist();
        }
    }

    /** The signed hash and then the id, as text in the same order. */
    private static Column key() {
        return concat(lower(lpad(hex(col("draw").bitwiseXOR(lit(Long.MIN_VALUE))), 16, "0")), col("id"));
    }

    private static Dataset<Row> capped(Dataset<Row> pool, int cap, Column... keys) {
        if (cap == 0) {
            return pool;
        }
        return pool.withColumn("place", row_number().over(Window.partitionBy(keys).orderBy("draw", "id")))
                .where(col("place").leq(cap)).drop("place");
    }
}
