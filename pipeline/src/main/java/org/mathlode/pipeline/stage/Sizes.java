package org.mathlode.pipeline.stage;

import static org.apache.spark.sql.functions.ceil;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.log2;
import static org.apache.spark.sql.functions.max;

import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** How many groups of which size there are, for manifests. */
final class Sizes {
    private Sizes() {}

    /** Groups by size, in powers of two: {@code "5-8": 12}; {@code largest} and {@code all} beside them. */
    static Map<String, Long> histogram(Dataset<Row> groups, String size) {
        Map<String, Long> told = new LinkedHashMap<>();
        long all = 0;
        long largest = 0;
        for (Row row : groups.groupBy(ceil(log2(col(size))).as("power")).agg(count(lit(1)), max(col(size))).orderBy("power").collectAsList()) {
            int power = (int) row.getLong(0);
            long to = 1L << power;
            long from = to / 2 + 1;
            told.put(power == 0 ? "1" : from == to ? Long.toString(to) : from + "-" + to, row.getLong(1));
            all += row.getLong(1);
            largest = Math.max(largest, row.getLong(2));
        }
        told.put("all", all);
        told.put("largest", largest);
        return told;
    }
}
