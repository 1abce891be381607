package org.mathlode.pipeline.stage;

import static org.apache.spark.sql.functions.bit_xor;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.least;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.xxhash64;

import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.mathlode.pipeline.spark.RecordEncoders;
import org.mathlode.pipeline.stage.LinkMembers.PageLink;

/**
 * Connected components by propagating smallest ids with path shortening: large-star and small-star (Kiveris et al., "Connected Components in
 * MapReduce and Beyond", SoCC 2014), O(log² n) rounds, after each task has joined its own links in memory. No row ever holds more than one link and a
 * task holds a bounded number of ids, so that memory does not grow with a component. Every round is written out, which keeps plans short.
 */
final class ConnectedComponents {
    /** Ids that a task joins in memory: about 60 MB. What is left with fewer links than this is finished by one task. */
    static final int IN_MEMORY = 200_000;

    private final StageContext context;
    private final int inMemory;
    private final List<Long> rounds = new ArrayList<>();

    ConnectedComponents(StageContext context) {
        this(context, IN_MEMORY);
    }

    ConnectedComponents(StageContext context, int inMemory) {
        this.context = context;
        this.inMemory = inMemory;
    }

    /**
     * The smallest id of every linked id's component.
     *
     * @param links columns {@code a}, {@code b}: the two are in one component
     * @return columns {@code id}, {@code smallest}, without the components' smallest ids themselves
     */
    Dataset<Row> smallestIds(Dataset<Row> links) {
        rounds.clear();
        Dataset<Row> stars = checkpoint(contracted(links), 0);
        Fingerprint before = Fingerprint.of(stars);
        rounds.add(before.links());
        while (before.links() > inMemory / 2) {
            stars = checkpoint(smallStar(largeStar(stars)), rounds.size());
            Fingerprint now = Fingerprint.of(stars);
            rounds.add(now.links());
            if (now.equals(before)) {
                return named(stars);
            }
            before = now;
        }
        // two ids a link at most: one task holds them all
        return named(checkpoint(contracted(stars.coalesce(1)), rounds.size()));
    }

    /** Links at the start and after each round of the last call. */
    List<Long> rounds() {
        return List.copyOf(rounds);
    }

    private Dataset<Row> contracted(Dataset<Row> links) {
        return RecordEncoders.map(links, PageLink.class, new ContractLinks(inMemory), PageLink.class);
    }

    private static Dataset<Row> named(Dataset<Row> stars) {
        return stars.select(col("a").as("id"), col("b").as("smallest"));
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
        return context.checkpoint(rows, "components-" + round);
    }

    /** Equal for equal sets of links, whatever their order. */
    private record Fingerprint(long links, long hash) {
        static Fingerprint of(Dataset<Row> links) {
            Row row = links.agg(count(lit(1)), bit_xor(xxhash64(col("a"), col("b")))).first();
            return new Fingerprint(row.getLong(0), row.isNullAt(1) ? 0 : row.getLong(1));
        }
    }
}
