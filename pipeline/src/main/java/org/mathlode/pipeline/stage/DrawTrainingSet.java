package org.mathlode.pipeline.stage;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.row_number;
import static org.apache.spark.sql.functions.when;
import static org.apache.spark.sql.functions.xxhash64;

import java.io.IOException;
import java.util.ArrayList;
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
import org.apache.spark.sql.expressions.Window;
import org.mathlode.pipeline.config.AnnotationIndex;
import org.mathlode.pipeline.config.DiscoveryConfig.DomainKey;
import org.mathlode.pipeline.config.IterationConfig;
import org.mathlode.pipeline.config.PathAnnotation;
import org.mathlode.pipeline.config.PathAnnotation.Verdict;
import org.mathlode.pipeline.config.Recipe;
import org.mathlode.pipeline.config.TrainingSetConfig;
import org.mathlode.pipeline.model.RejectReason;
import org.mathlode.pipeline.spark.RecordEncoders;

/**
 * Draws the examples of an iteration by hash, exactly as many as configured. Positives: the seed corpus and, for every earlier iteration, the pages it
 * left uncollected under paths annotated as mathematics after it (DeepSeekMath, section 2.1). Negatives: random candidates that neither the iteration
 * before collected nor an annotation calls mathematics.
 */
public final class DrawTrainingSet implements Stage {
    static final String TABLE = "training-set";

    /** Standard deviations of a Poisson count by which the pre-selection of {@link #draw} is too large. */
    private static final double SPREAD = 10;

    private final Recipe recipe;
    private final int iteration;
    private final SeedCorpus seeds;

    public DrawTrainingSet(Recipe recipe, int iteration, SeedCorpus seeds) {
        this.recipe = recipe;
        this.iteration = iteration;
        this.seeds = seeds;
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
        SortedMap<String, String> settings = new Settings()
                .section("training-set", recipe.trainingSet(iteration))
                .put("random-seed", settingsOf(iteration).randomSeed())
                .map();
        // a limit that stops the run changes no row
        settings.remove("training-set.min-positives");
        return settings;
    }

    @Override
    public List<String> upstream() {
        List<String> upstream = new ArrayList<>(List.of(ClusterDuplicates.NAME));
        for (int earlier = 1; earlier < iteration; earlier++) {
            upstream.add(CollectPages.name(earlier));
        }
        return upstream;
    }

    @Override
    public SortedMap<String, String> outside() throws IOException {
        TreeMap<String, String> digests = new TreeMap<>(Annotations.digests(recipe, iteration));
        digests.putAll(seeds.digests());
        return digests;
    }

    @Override
    public StageReport run(StageContext context) throws IOException {
        TrainingSetConfig config = recipe.trainingSet(iteration);
        Dataset<Row> candidates = annotated(context);
        Dataset<Row> positives = positives(context, candidates).persist();
        Dataset<Row> negatives = negatives(context, candidates, config).persist();
        Dataset<Row> drawnPositives = draw(positives, config.positives(), config.positivesPerDomain(), config.positivesPerPath());
        Dataset<Row> drawnNegatives = draw(negatives, config.negatives(), config.negativesPerDomain(), 0);
        Dataset<Row> drawn = drawnPositives.withColumn("label", lit("math")).unionByName(drawnNegatives.withColumn("label", lit("other")));
        context.write(withText(context, drawn), name());

        Dataset<Row> written = context.staged(name());
        SortedMap<String, Long> byLabel = new TreeMap<>(StageContext.countsBy(written, "label"));
        long pool = positives.count() + negatives.count();
        enough(byLabel.getOrDefault("math", 0L), byLabel.getOrDefault("other", 0L), config);
        SortedMap<String, Object> figures = new TreeMap<>();
        figures.put("by-label", byLabel);
        figures.put("positives-by-source", StageContext.countsBy(written.where(col("label").equalTo("math")), "source"));
        figures.put("positive-pool", StageContext.countsBy(positives, "source"));
        figures.put("negative-pool", negatives.count());
        positives.unpersist();
        negatives.unpersist();
        long kept = written.count();
        return StageReport.of(pool, kept, Map.of(RejectReason.NOT_DRAWN.label(), pool - kept), figures);
    }

    private IterationConfig settingsOf(int n) {
        return recipe.iterations().get(n - 1);
    }

    private void enough(long positives, long negatives, TrainingSetConfig config) throws StageException {
        if (positives < config.minPositives()) {
            throw new StageException("iteration " + iteration + " has " + positives + " positives, training-set.min-positives is "
                    + config.minPositives() + ": give a larger seed corpus than " + seeds.location() + " or lower the key");
        }
        if (negatives == 0) {
            throw new StageException("iteration " + iteration + " has no negatives: every candidate is collected, annotated as mathematics or excluded by training-set.negative-tex-commands");
        }
    }

    /** The candidates with the verdict on their path after each earlier iteration: column {@code annotated_after}, the first iteration that has one. */
    private Dataset<Row> annotated(StageContext context) throws IOException {
        List<AnnotationIndex> known = new ArrayList<>();
        for (int n = 2; n <= iteration; n++) {
            known.add(Annotations.upTo(recipe, n));
        }
        return RecordEncoders.map(context.table(Tables.CANDIDATES), Candidate.class, new Annotate(known), AnnotatedCandidate.class);
    }

    private Dataset<Row> positives(StageContext context, Dataset<Row> candidates) throws IOException {
        DomainKey domainKey = recipe.run().discovery().domainKey();
        Dataset<Row> pool = RecordEncoders.map(seeds.read(context.spark()), Seed.class, new DomainOfSeed(domainKey), PoolRow.class);
        Dataset<Row> latest = candidates.where(element(iteration).equalTo(Verdict.MATH.label()));
        Dataset<Row> grown = null;
        for (int earlier = 1; earlier < iteration; earlier++) {
            // a verdict that was taken back later does not count
            Dataset<Row> uncollected = latest.where(element(earlier + 1).equalTo(Verdict.MATH.label()))
                    .join(context.table(CollectPages.name(earlier)).select("id"), new String[] {"id"}, "left_anti")
                    .select("id", "url", "domain", "path_prefix");
            grown = grown == null ? uncollected : grown.unionByName(uncollected);
        }
        if (grown != null) {
            pool = pool.unionByName(grown.distinct().withColumn("source", lit("uncollected")));
        }
        return pool.withColumn("draw", hash());
    }

    private Dataset<Row> negatives(StageContext context, Dataset<Row> candidates, TrainingSetConfig config) throws IOException {
        Dataset<Row> pool = candidates;
        if (iteration > 1) {
            pool = pool.where(element(iteration).notEqual(Verdict.MATH.label()))
                    .join(context.table(CollectPages.name(iteration - 1)).select("id"), new String[] {"id"}, "left_anti");
        }
        if (config.negativeTexCommands() > 0) {
            pool = pool.where(col("tex_commands").lt(config.negativeTexCommands()));
        }
        return pool.select("id", "url", "domain", "path_prefix").withColumn("source", lit("crawl")).withColumn("draw", hash());
    }

    /** The verdict known to iteration {@code n} ≥ 2. */
    private static Column element(int n) {
        return n < 2 ? lit("") : col("verdicts").getItem(n - 2);
    }

    private Column hash() {
        return xxhash64(lit(settingsOf(iteration).randomSeed()), col("id"));
    }

    /** The {@code k} rows with the smallest hash; per domain and path no more than the cap (0: no cap). */
    static Dataset<Row> draw(Dataset<Row> pool, int k, int perDomain, int perPath) {
        Dataset<Row> rows = capped(capped(pool, perPath, col("domain"), annotatedPath()), perDomain, col("domain"));
        long n = rows.count();
        // hashes spread evenly: below this quantile lie more than k of them, so that not the whole pool is sorted
        double share = (k + SPREAD * Math.sqrt(k) + SPREAD * SPREAD) / Math.max(1, n);
        Dataset<Row> low = share >= 1 ? rows : rows.where(col("draw").leq((long) (Long.MIN_VALUE + share * Math.pow(2, 64))));
        return (share >= 1 || low.count() >= Math.min(k, n) ? low : rows).orderBy("draw", "id").limit(k);
    }

    /** The annotated path a page lies under; a seed lies under none and stands for itself. */
    private static Column annotatedPath() {
        return when(col("path_prefix").equalTo(""), col("id")).otherwise(col("path_prefix"));
    }

    private static Dataset<Row> capped(Dataset<Row> pool, int cap, Column... keys) {
        if (cap == 0) {
            return pool;
        }
        return pool.withColumn("place", row_number().over(Window.partitionBy(keys).orderBy("draw", "id")))
                .where(col("place").leq(cap)).drop("place");
    }

    private Dataset<Row> withText(StageContext context, Dataset<Row> drawn) throws IOException {
        Dataset<Row> pages = context.documents().select("id", "text", "language");
        Dataset<Row> seedTexts = seeds.read(context.spark()).select(col("id"), col("text"), lit("und").as("language"));
        return drawn.where(col("source").equalTo("seed")).join(seedTexts, "id")
                .unionByName(drawn.where(col("source").notEqual("seed")).join(pages, "id"))
                .select("label", "source", "id", "url", "domain", "path_prefix", "language", "draw", "text");
    }

    /** The columns of a candidate that an annotation speaks of. */
    public record Candidate(String id, String url, String domain, String path, Integer texCommands) {}

    /** A candidate with the verdict known to iteration 2, 3, …; "" where there is none. {@code pathPrefix} is the one the last verdict stands for. */
    public record AnnotatedCandidate(
            String id, String url, String domain, String pathPrefix, Integer texCommands, List<String> verdicts) {}

    /** A seed text's id and URL. */
    public record Seed(String id, String url) {}

    /** An example that may be drawn. */
    public record PoolRow(String id, String url, String domain, String pathPrefix, String source) {}

    /** Row function: candidate to verdicts. */
    record Annotate(List<AnnotationIndex> known) implements MapPartitionsFunction<Candidate, AnnotatedCandidate> {
        @Override
        public Iterator<AnnotatedCandidate> call(Iterator<Candidate> candidates) {
            return Rows.map(candidates, this::annotated);
        }

        AnnotatedCandidate annotated(Candidate page) {
            List<String> verdicts = new ArrayList<>();
            String prefix = "";
            for (AnnotationIndex index : known) {
                Optional<PathAnnotation> annotation = index.find(page.domain(), page.path());
                verdicts.add(annotation.map(found -> found.verdict().label()).orElse(""));
                prefix = annotation.map(PathAnnotation::pathPrefix).orElse("");
            }
            return new AnnotatedCandidate(page.id(), page.url(), page.domain(), prefix, page.texCommands(), verdicts);
        }
    }

    /** Row function: a seed's URL to its domain. */
    record DomainOfSeed(DomainKey domainKey) implements MapPartitionsFunction<Seed, PoolRow> {
        @Override
        public Iterator<PoolRow> call(Iterator<Seed> seeds) {
            return Rows.map(seeds, seed -> new PoolRow(seed.id(), seed.url(), Domains.of(seed.url(), domainKey), "", "seed"));
        }
    }
}
