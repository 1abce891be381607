package org.mathlode.pipeline.stage;

import static org.apache.spark.sql.functions.bit_xor;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.least;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.xxhash64;

import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Connected components by alternating large-star and small-star (Kiveris et al., "Connected Components in MapReduce and Beyond", SoCC 2014): O(log² n)
 * rounds, and no row ever holds more than one link, so that memory does not grow with a component. Every round is written out, which keeps plans short.
 */
final class ConnectedComponents {
    private final StageContext context;
    private int rounds;

    ConnectedComponents(StageContext context) {
        this.context = context;
    }

    /**
     * The smallest id of every linked id's component.
     *
     * @param links columns {@code a}, {@code b}: the two are in one component
     * @return columns {@code id}, {@code smallest}, without the components' smallest ids themselves
     */
    Dataset<Row> smallestIds(Dataset<Row> links) {
        Dataset<Row> stars = checkpoint(downwards(links), 0);
        Fingerprint before = Fingerprint.of(stars);
        while (true) {
            rounds++;
            stars = checkpoint(smallStar(largeStar(stars)), rounds);
            Fingerprint now = Fingerprint.of(stars);
            if (now.equals(before)) {
                return stars.select(col("a").as("id"), col("b").as("smallest"));
            }
            before = now;
        }
    }

    /** Rounds the last call took. */
    int rounds() {
        return rounds;
    }

    private static Dataset<Row> downwards(Dataset<Row> links) {
        return links.where(col("a").gt(col("b"))).select("a", "b")
                .unionByName(links.where(col("a").lt(col("b"))).select(col("b").as("a"), col("a").as("b")))
                .distinct();
    }

    /** Links every larger neighbour of a node to the smallest id around the node. */
    private static Dataset<Row> largeStar(Dataset<Row> links) {
        Dataset<Row> both = links.unionByName(links.select(col("b").as("a"), col("a").as("b")));
        Dataset<Row> smallest = both.groupBy("a").agg(min("b").as("m")).select(col("a"), least(col("a"), col("m")).as("m"));
        return both.where(col("b").gt(col("a"))).join(smallest, "a").select(col("b").as("a"), col("m").as("b")).distinct();
    }

    /** Links a node and its smaller neighbours to the smallest of them. */
    private static Dataset<Row> smallStar(Dataset<Row> links) {
        Dataset<Row> smallest = links.groupBy("a").agg(min("b").as("m"));
        Dataset<Row> neighbours = links.join(smallest, "a").where(col("b").notEqual(col("m"))).select(col("b").as("a"), col("m").as("b"));
        return neighbours.unionByName(smallest.select(col("a"), col("m").as("b"))).distinct();
    }

    private Dataset<Row> checkpoint(Dataset<Row> rows, int round) {
        return context.checkpoint(rows, "links-" + round);
    }

    /** Equal for equal sets of links, whatever their order. */
    private record Fingerprint(long links, long hash) {
        static Fingerprint of(Dataset<Row> links) {
            Row row = links.agg(count(lit(1)), bit_xor(xxhash64(col("a"), col("b")))).first();
            return new Fingerprint(row.getLong(0), row.isNullAt(1) ? 0 : row.getLong(1));
        }
    }
}
