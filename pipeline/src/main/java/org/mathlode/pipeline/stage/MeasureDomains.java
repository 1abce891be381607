package org.mathlode.pipeline.stage;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.sum;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.mathlode.pipeline.config.DiscoveryConfig;
import org.mathlode.pipeline.config.Recipe;

/** Domain shares: which part of a domain's candidates was collected, and whether that makes it math-related. */
public final class MeasureDomains implements Stage {
    static final String TABLE = "domains";

    private final Recipe recipe;
    private final int iteration;

    public MeasureDomains(Recipe recipe, int iteration) {
        this.recipe = recipe;
        this.iteration = iteration;
    }

    static String name(int iteration) {
        return Tables.iteration(iteration, TABLE);
    }

    @Override
    public String name() {
        return name(iteration);
    }

    @Override
    public SortedMap<String, String> settings() {
        return new Settings().section("discovery", recipe.run().discovery()).map();
    }

    @Override
    public List<String> upstream() {
        return List.of(ClusterDuplicates.NAME, CollectPages.name(iteration));
    }

    @Override
    public StageReport run(StageContext context) throws IOException {
        DiscoveryConfig config = recipe.run().discovery();
        Dataset<Row> domains = withCollected(context, iteration)
                .groupBy("domain")
                .agg(count(lit(1)).as("pages"), sum("collected").as("collected"), sum("tokens").as("tokens"))
                .withColumn("share", col("collected").cast("double").divide(col("pages").cast("double")))
                .withColumn("math_related", col("domain").notEqual("").and(col("share").gt(config.mathDomainShare()).and(col("pages").geq(config.minDomainPages()))))
                .repartition(1)
                .sortWithinPartitions(col("math_related").desc(), col("collected").desc(), col("domain").asc());
        context.write(domains, name());
        Dataset<Row> written = context.staged(name());
        long mathRelated = written.where(col("math_related")).count();
        return StageReport.ofSource(written.count(), Map.of(), Map.of("math-related", mathRelated));
    }

    /** The candidates with {@code collected} (0 or 1) and the {@code tokens} collected. */
    static Dataset<Row> withCollected(StageContext context, int iteration) {
        Dataset<Row> collected = context.table(CollectPages.name(iteration)).select(col("id"), lit(1L).as("is"), col("tokens").as("has"));
        return context.table(Tables.CANDIDATES).select("id", "url", "domain", "path")
                .join(collected, new String[] {"id"}, "left")
                .select(col("id"), col("url"), col("domain"), col("path"), coalesce(col("is"), lit(0L)).as("collected"), coalesce(col("has"), lit(0L)).as("tokens"));
    }
}
