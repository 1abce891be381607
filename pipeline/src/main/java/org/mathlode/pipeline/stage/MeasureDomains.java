package org.mathlode.pipeline.stage;

import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.max_by;
import static org.apache.spark.sql.functions.percentile;
import static org.apache.spark.sql.functions.round;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.mathlode.pipeline.config.DiscoveryConfig;
import org.mathlode.pipeline.config.DiscoveryConfig.SharesBy;
import org.mathlode.pipeline.config.Recipe;
import org.mathlode.pipeline.model.Kebab;

/**
 * Domain shares: which part of a domain's candidates was collected, and whether that makes it math-related. Domains that are not, but deserve a look, are
 * listed apart: those just below the line, and those whose pages are among the best of their language though few were collected.
 */
public final class MeasureDomains implements Stage {
    static final String TABLE = "domains";
    /** Changes whenever a domain gets other figures. */
    static final int VERSION = 2;

    /** Just below the line: more than this part of it. */
    private static final double JUST_BELOW = 0.5;
    /** The best pages of a language: this share of them, by score. */
    private static final double BEST = 0.05;
    /** In a language with fewer pages none is called the best. */
    private static final long LEAST_OF_A_LANGUAGE = 40;
    /** Fewer of the best pages than this are chance. */
    private static final long LEAST_BEST = 3;

    /** Why a domain is shown to annotators, the strongest reason first. */
    enum Listed {
        /** More than {@code discovery.math-domain-share} of at least {@code min-domain-pages} candidates was collected. */
        MATH_RELATED,
        /** More than half of that share, or too few candidates. */
        JUST_BELOW,
        /** More than that share of its candidates are among the best twentieth of their language. */
        HIGH_SCORING,
        OTHER;

        String label() {
            return Kebab.of(this);
        }
    }

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
        return new Settings().section("discovery", recipe.run().discovery())
                .put("collection.min-words", recipe.run().collection().minWords()).put("version.domains", VERSION).map();
    }

    @Override
    public List<String> upstream() {
        return List.of(ClusterDuplicates.NAME, CollectPages.name(iteration));
    }

    @Override
    public StageReport run(StageContext context) throws IOException {
        Dataset<Row> pages = withBest(withScores(context, iteration)).persist();
        Dataset<Row> byLanguage = pages.groupBy("domain", "language").agg(count(lit(1)).as("pages"), sum("collected").as("collected"));
        Dataset<Row> languages = byLanguage.groupBy("domain").agg(
                max_by(col("language"), struct(col("pages"), col("language"))).as("language"), max(share().gt(line()).and(enough())).as("related_in_a_language"));
        Column related = share().gt(line()).and(enough());
        if (recipe.run().discovery().sharesBy() == SharesBy.LANGUAGE) {
            related = related.or(col("related_in_a_language"));
        }
        Dataset<Row> domains = pages.groupBy("domain")
                .agg(count(lit(1)).as("pages"), sum("collected").as("collected"), sum("tokens").as("tokens"), sum("uncollected_tokens").as("uncollected_tokens"),
                        sum("best").as("best_of_language"), percentile(col("rounded"), lit(0.5)).as("log_odds_p50"), percentile(col("rounded"), lit(0.95)).as("log_odds_p95"))
                .join(languages, "domain")
                .withColumn("share", share())
                .withColumn("math_related", col("domain").notEqual("").and(related))
                .withColumn("listed", listed())
                .drop("related_in_a_language")
                .repartition(1)
                .sortWithinPartitions(col("math_related").desc(), col("collected").desc(), col("domain").asc());
        context.write(domains, name());
        pages.unpersist();
        Dataset<Row> written = context.staged(name());
        return StageReport.ofSource(written.count(), Map.of(),
                Map.of("math-related", written.where(col("math_related")).count(), "listed", StageContext.countsBy(written, "listed")));
    }

    private double line() {
        return recipe.run().discovery().mathDomainShare();
    }

    private Column enough() {
        return col("pages").geq(recipe.run().discovery().minDomainPages());
    }

    private static Column share() {
        return col("collected").cast("double").divide(col("pages").cast("double"));
    }

    private Column listed() {
        Column best = col("best_of_language").cast("double").divide(col("pages").cast("double"));
        return when(col("domain").equalTo(""), lit(Listed.OTHER.label()))
                .when(col("math_related"), lit(Listed.MATH_RELATED.label()))
                .when(col("share").gt(line() * JUST_BELOW), lit(Listed.JUST_BELOW.label()))
                .when(best.gt(line()).and(col("best_of_language").geq(LEAST_BEST)), lit(Listed.HIGH_SCORING.label()))
                .otherwise(lit(Listed.OTHER.label()));
    }

    /** Adds {@code best}: 1 for the pages with the highest scores of their language among those that may be collected. */
    private Dataset<Row> withBest(Dataset<Row> pages) {
        // rounded, so that however many pages a language has there are few different values to count
        Dataset<Row> rounded = pages.withColumn("rounded", round(col("log_odds").cast("double"), 2));
        Column ranked = col("words").geq(recipe.run().collection().minWords());
        Dataset<Row> cutoffs = rounded.where(ranked).groupBy("language")
                .agg(count(lit(1)).as("ranked"), percentile(col("rounded"), lit(1 - BEST)).as("best_from"))
                .where(col("ranked").geq(LEAST_OF_A_LANGUAGE)).select("language", "best_from");
        return rounded.join(broadcast(cutoffs), new String[] {"language"}, "left")
                .withColumn("best", when(ranked.and(col("rounded").gt(col("best_from"))), lit(1L)).otherwise(lit(0L)))
                .withColumn("uncollected_tokens", when(col("collected").equalTo(0), col("estimated_tokens")).otherwise(lit(0L)));
    }

    /** The candidates with their scores, with {@code collected} (0 or 1) and the {@code tokens} collected. */
    static Dataset<Row> withScores(StageContext context, int iteration) {
        Dataset<Row> collected = context.table(CollectPages.name(iteration)).select(col("id"), lit(1L).as("is"), col("tokens").as("has"));
        Dataset<Row> scores = context.table(ScorePages.name(iteration)).select("id", "log_odds", "words", "estimated_tokens");
        return context.table(Tables.CANDIDATES).select("id", "url", "domain", "path", "language", "formula_count")
                .join(scores, "id")
                .join(collected, new String[] {"id"}, "left")
                .withColumn("collected", coalesce(col("is"), lit(0L)))
                .withColumn("tokens", coalesce(col("has"), lit(0L)))
                .drop("is", "has");
    }
}
