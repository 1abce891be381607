package org.mathlode.pipeline.stage;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;

import java.io.IOException;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.mathlode.pipeline.config.AnnotationIndex;
import org.mathlode.pipeline.config.PathAnnotation;
import org.mathlode.pipeline.config.PathAnnotation.Verdict;
import org.mathlode.pipeline.config.Recipe;
import org.mathlode.pipeline.config.TrainingSetConfig;
import org.mathlode.pipeline.spark.RecordEncoders;

/** What each annotated path gave to this iteration: positives, what the caps held back, and how many of its pages are collected now. */
public final class FollowAnnotations implements Stage {
    static final String TABLE = "annotated-paths";

    private final Recipe recipe;
    private final int iteration;

    /** @param iteration 2 or later: nothing is annotated before the first */
    public FollowAnnotations(Recipe recipe, int iteration) {
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
        TrainingSetConfig config = recipe.trainingSet(iteration);
        return new Settings().put("training-set.positives-per-path", config.positivesPerPath())
                .put("training-set.positives-per-domain", config.positivesPerDomain()).map();
    }

    @Override
    public List<String> upstream() {
        return List.of(DrawTrainingSet.name(iteration), CollectPages.name(iteration - 1), CollectPages.name(iteration));
    }

    @Override
    public SortedMap<String, String> outside() {
        return new TreeMap<>(Annotations.digests(recipe, iteration));
    }

    @Override
    public StageReport run(StageContext context) throws IOException {
        AnnotationIndex known = Annotations.upTo(recipe, iteration);
        Dataset<Row> pages = RecordEncoders.map(context.table(Tables.CANDIDATES), PageOfDomain.class, new Decide(known), DecidedPage.class).where(col("verdict").notEqual(""));
        Dataset<Row> drawn = context.table(DrawTrainingSet.name(iteration)).where(col("source").isin("uncollected", "annotated"))
                .select(col("id"), lit(true).as("drawn"), col("held_out"));
        Dataset<Row> told = pages.join(mark(context.table(CollectPages.name(iteration - 1)), "was_collected"), new String[] {"id"}, "left")
                .join(mark(context.table(CollectPages.name(iteration)), "is_collected"), new String[] {"id"}, "left")
                .join(drawn, new String[] {"id"}, "left");
        Dataset<Row> counts = told.groupBy("domain", "path_prefix", "verdict")
                .agg(count(lit(1)).as("pages"), number(is("was_collected")).as("collected_before"), number(is("is_collected")).as("collected_now"),
                        number(is("drawn").and(is("held_out").equalTo(false))).as("positives"), number(is("held_out")).as("held_out"));
        context.write(withCaps(withUnused(context, known, counts)).repartition(1).sortWithinPartitions("domain", "path_prefix"), name());
        Dataset<Row> written = context.staged(name());
        long gained = written.agg(coalesce(sum(col("collected_now").minus(col("collected_before"))), lit(0L))).first().getLong(0);
        return StageReport.ofSource(written.count(), Map.of(),
                Map.of("by-verdict", StageContext.countsBy(written, "verdict"), "capped", written.where(col("capped").notEqual("")).count(), "collected-more", gained));
    }

    /** Adds the annotations that decide on no page: a typing error should be seen. */
    private static Dataset<Row> withUnused(StageContext context, AnnotationIndex known, Dataset<Row> counts) {
        List<AnnotatedPath> all = known.annotations().stream().map(one -> new AnnotatedPath(one.domain(), one.pathPrefix(), one.verdict().label())).toList();
        return RecordEncoders.table(context.spark().createDataset(all, RecordEncoders.of(AnnotatedPath.class)))
                .join(counts, new String[] {"domain", "path_prefix", "verdict"}, "left").na().fill(0L);
    }

    /** Adds which cap a path has reached: {@code path}, {@code domain} or none. */
    private Dataset<Row> withCaps(Dataset<Row> counts) {
        TrainingSetConfig config = recipe.trainingSet(iteration);
        Dataset<Row> domains = counts.groupBy("domain").agg(sum(col("positives").plus(col("held_out"))).as("of_domain"));
        Column math = col("verdict").equalTo(Verdict.MATH.label());
        Column path = lit(config.positivesPerPath() > 0).and(col("positives").plus(col("held_out")).geq(config.positivesPerPath()));
        Column domain = lit(config.positivesPerDomain() > 0).and(col("of_domain").geq(config.positivesPerDomain()));
        return counts.join(domains, "domain").withColumn("capped", when(math.and(path), lit("path")).when(math.and(domain), lit("domain")).otherwise(lit(""))).drop("of_domain");
    }

    private static Dataset<Row> mark(Dataset<Row> pages, String column) {
        return pages.select(col("id"), lit(true).as(column));
    }

    private static Column is(String column) {
        return coalesce(col(column), lit(false));
    }

    private static Column number(Column condition) {
        return sum(when(condition, lit(1L)).otherwise(lit(0L)));
    }

    /** An annotation. */
    public record AnnotatedPath(String domain, String pathPrefix, String verdict) {}

    /** A candidate. */
    public record PageOfDomain(String id, String domain, String path) {}

    /** A candidate with the annotation that decides on it; "" where there is none. */
    public record DecidedPage(String id, String domain, String pathPrefix, String verdict) {}

    /** Row function: candidate to annotation. */
    record Decide(AnnotationIndex annotations) implements MapPartitionsFunction<PageOfDomain, DecidedPage> {
        @Override
        public Iterator<DecidedPage> call(Iterator<PageOfDomain> pages) {
            return Rows.map(pages, page -> {
                Optional<PathAnnotation> found = annotations.find(page.domain(), page.path());
                return new DecidedPage(page.id(), page.domain(), found.map(PathAnnotation::pathPrefix).orElse(""), found.map(one -> one.verdict().label()).orElse(""));
            });
        }
    }
}
