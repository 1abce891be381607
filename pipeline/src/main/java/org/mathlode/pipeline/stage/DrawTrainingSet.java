package org.mathlode.pipeline.stage;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.xxhash64;

import java.io.IOException;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.mathlode.classifier.HeldOut;
import org.mathlode.pipeline.config.AnnotationIndex;
import org.mathlode.pipeline.config.DiscoveryConfig.DomainKey;
import org.mathlode.pipeline.config.IterationConfig;
import org.mathlode.pipeline.config.PathAnnotation;
import org.mathlode.pipeline.config.PathAnnotation.Verdict;
import org.mathlode.pipeline.config.Recipe;
import org.mathlode.pipeline.config.TrainingSetConfig;
import org.mathlode.pipeline.model.Language;
import org.mathlode.pipeline.model.RejectReason;
import org.mathlode.pipeline.spark.RecordEncoders;

/**
 * Draws the examples of an iteration by hash, exactly as many as configured. Positives: the seed corpus and, for every earlier iteration, the pages it
 * left uncollected (or all, by config) under paths annotated as mathematics after it (DeepSeekMath, section 2.1). Negatives: random candidates that neither
 * the iteration before (or any before, by config) collected nor an annotation calls mathematics, and whatever an annotation calls not mathematics. A share of the domains is held out: their examples judge the model, in every iteration the same
 * domains. A domain that is larger than that share of the positives or of the negatives is never held out: a narrow seed corpus has few domains, and
 * without its largest there would be nothing left to learn from.
 */
public final class DrawTrainingSet implements Stage {
    static final String TABLE = "training-set";
    /** Changes whenever the same tables and settings give other examples. */
    static final int VERSION = 2;

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
                .put("evaluation.held-out-share", heldOutShare())
                .put("evaluation.random-seed", settingsOf(1).randomSeed())
                .put("version.training-set", VERSION)
                .map();
        // a limit that stops the run changes no row
        settings.remove("training-set.min-positives");
        // TrainModel writes the copies
        settings.remove(LanguageCopies.KEY);
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
        Map<String, Long> positivePool = StageContext.countsBy(positives, "source");
        Pool math = new Pool("math", positives, positivePool.values().stream().mapToLong(Long::longValue).sum());
        Pool other = new Pool("other", negatives, negatives.count());
        Column heldOut = heldOut(List.of(math, other));
        Dataset<Row> drawn = drawn(math, heldOut, new DrawByHash(config.positives(), config.positivesPerDomain(), config.positivesPerPath()))
                .unionByName(drawn(other, heldOut, new DrawByHash(config.negatives(), config.negativesPerDomain(), 0)));
        context.write(withText(context, drawn), name());
        positives.unpersist();
        negatives.unpersist();

        SortedMap<String, Long> byLabel = new TreeMap<>();
        SortedMap<String, Long> heldOutByLabel = new TreeMap<>();
        SortedMap<String, Long> positivesBySource = new TreeMap<>();
        for (Row rows : context.staged(name()).groupBy("label", "held_out", "source").agg(count(lit(1))).collectAsList()) {
            String label = rows.getString(0);
            (rows.getBoolean(1) ? heldOutByLabel : byLabel).merge(label, rows.getLong(3), Long::sum);
            if (!rows.getBoolean(1) && label.equals(math.label())) {
                positivesBySource.merge(rows.getString(2), rows.getLong(3), Long::sum);
            }
        }
        enough(byLabel.getOrDefault(math.label(), 0L), byLabel.getOrDefault(other.label(), 0L), config);
        SortedMap<String, Object> figures = new TreeMap<>();
        figures.put("by-label", byLabel);
        figures.put("held-out-by-label", heldOutByLabel);
        figures.put("positives-by-source", positivesBySource);
        figures.put("positive-pool", positivePool);
        figures.put("negative-pool", other.size());
        long pool = math.size() + other.size();
        long kept = Stream.of(byLabel, heldOutByLabel).flatMap(counts -> counts.values().stream()).mapToLong(Long::longValue).sum();
        return StageReport.of(pool, kept, Map.of(RejectReason.NOT_DRAWN.label(), pool - kept), figures);
    }

    /** The rows an example with this label may be drawn from, and how many they are. */
    private record Pool(String label, Dataset<Row> rows, long size) {}

    private double heldOutShare() {
        return recipe.run().evaluation().heldOutShare();
    }

    /** Which rows of the pools are held out. */
    private Column heldOut(List<Pool> pools) {
        Set<String> large = new TreeSet<>();
        for (Pool pool : pools) {
            double most = pool.size() * heldOutShare();
            // no more than 1 ÷ share domains are that large
            pool.rows().where(col("domain_chosen")).groupBy("domain").agg(count(lit(1)).as("pages")).where(col("pages").gt(most))
                    .select("domain").collectAsList().forEach(row -> large.add(row.getString(0)));
        }
        return col("domain_chosen").and(not(col("domain").isin(large.toArray())));
    }

    /** The examples of a pool; of the held-out ones as many in proportion. */
    private Dataset<Row> drawn(Pool pool, Column heldOut, DrawByHash draw) {
        if (heldOutShare() == 0) {
            return draw.from(pool.rows(), pool.size()).withColumn("held_out", lit(false)).withColumn("label", lit(pool.label()));
        }
        DrawByHash less = new DrawByHash((long) Math.ceil(draw.most() * heldOutShare()), draw.perDomain(), draw.perPath());
        return draw.from(pool.rows().where(not(heldOut)), pool.size()).withColumn("held_out", lit(false))
                .unionByName(less.from(pool.rows().where(heldOut), pool.size()).withColumn("held_out", lit(true)))
                .withColumn("label", lit(pool.label()));
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
        return RecordEncoders.map(context.table(Tables.CANDIDATES), Candidate.class, new Annotate(known, chosen()), AnnotatedCandidate.class);
    }

    private Dataset<Row> positives(StageContext context, Dataset<Row> candidates) throws IOException {
        DomainKey domainKey = recipe.run().discovery().domainKey();
        Dataset<Row> pool = RecordEncoders.map(seeds.read(context.spark()), Seed.class, new DomainOfSeed(domainKey, chosen()), PoolRow.class);
        Dataset<Row> latest = candidates.where(element(iteration).equalTo(Verdict.MATH.label()));
        boolean all = recipe.trainingSet(iteration).positivesFrom() == TrainingSetConfig.PositivesFrom.ANNOTATED;
        Dataset<Row> grown = null;
        for (int earlier = 1; earlier < iteration; earlier++) {
            // a verdict that was taken back later does not count
            Dataset<Row> marked = latest.where(element(earlier + 1).equalTo(Verdict.MATH.label()));
            Dataset<Row> added = (all ? marked : marked.join(context.table(CollectPages.name(earlier)).select("id"), new String[] {"id"}, "left_anti"))
                    .select("id", "url", "domain", "path_prefix", "domain_chosen").withColumn("from_iteration", lit(earlier));
            grown = grown == null ? added : grown.unionByName(added);
        }
        if (grown != null) {
            pool = pool.unionByName(grown.groupBy("id", "url", "domain", "path_prefix", "domain_chosen")
                    .agg(min("from_iteration").as("from_iteration")).withColumn("source", lit(all ? "annotated" : "uncollected")));
        }
        return pool.withColumn("draw", hash());
    }

    private Dataset<Row> negatives(StageContext context, Dataset<Row> candidates, TrainingSetConfig config) throws IOException {
        Dataset<Row> pool;
        if (iteration == 1) {
            pool = candidates.where(unlikely(config));
        } else {
            Dataset<Row> collected = config.negativesLeaveOut() == TrainingSetConfig.LeftOut.EVER_COLLECTED
                    ? context.earlier(iteration, CollectPages.TABLE, "id").orElseThrow() : context.table(CollectPages.name(iteration - 1)).select("id");
            pool = negatives(candidates, element(iteration), collected, config);
        }
        return pool.select("id", "url", "domain", "path_prefix", "domain_chosen")
                .withColumn("from_iteration", lit(iteration)).withColumn("source", lit("crawl")).withColumn("draw", hash());
    }

    /**
     * What may be a negative after the first iteration.
     *
     * @param verdict of people on a candidate's path
     * @param collected ids that are taken for mathematics
     */
    static Dataset<Row> negatives(Dataset<Row> candidates, Column verdict, Dataset<Row> collected, TrainingSetConfig config) {
        // people have looked at these: the classifier collected some of them wrongly, and those with formulas teach it what formulas do not tell
        Dataset<Row> certain = candidates.where(verdict.equalTo(Verdict.NOT_MATH.label()));
        return candidates.where(not(verdict.isin(Verdict.MATH.label(), Verdict.NOT_MATH.label())).and(unlikely(config)))
                .join(collected, new String[] {"id"}, "left_anti").unionByName(certain);
    }

    /** Pages that nobody has looked at are hardly mathematics. */
    private static Column unlikely(TrainingSetConfig config) {
        return config.negativeTexCommands() == 0 ? lit(true) : col("tex_commands").lt(config.negativeTexCommands());
    }

    /** The verdict known to iteration {@code n} ≥ 2. */
    private static Column element(int n) {
        return n < 2 ? lit("") : col("verdicts").getItem(n - 2);
    }

    private Column hash() {
        return xxhash64(lit(settingsOf(iteration).randomSeed()), col("id"));
    }

    private HeldOutDomains chosen() {
        return new HeldOutDomains(settingsOf(1).randomSeed(), heldOutShare());
    }

    private Dataset<Row> withText(StageContext context, Dataset<Row> drawn) throws IOException {
        Dataset<Row> pages = context.documents().select("id", "text", "language");
        Dataset<Row> seedTexts = RecordEncoders.map(seeds.read(context.spark()), SeedText.class, new LanguageOfSeed(), TextInLanguage.class);
        return drawn.where(col("source").equalTo("seed")).join(seedTexts, "id")
                .unionByName(drawn.where(col("source").notEqual("seed")).join(pages, "id"))
                .select("label", "held_out", "source", "from_iteration", "id", "url", "domain", "path_prefix", "language", "draw", "text");
    }

    /** The columns of a candidate that an annotation speaks of. */
    public record Candidate(String id, String url, String domain, String path, Integer texCommands) {}

    /** A candidate with the verdict known to iteration 2, 3, …; "" where there is none. {@code pathPrefix} is the one the last verdict stands for. */
    public record AnnotatedCandidate(
            String id, String url, String domain, String pathPrefix, boolean domainChosen, Integer texCommands, List<String> verdicts) {}

    /** A seed text's id and URL. */
    public record Seed(String id, String url) {}

    /** A seed text. */
    public record SeedText(String id, String text) {}

    /** A seed text with its language. */
    public record TextInLanguage(String id, String text, String language) {}

    /**
     * An example that may be drawn.
     *
     * @param domainChosen whether its domain is one to hold out, if it is not too large
     * @param fromIteration the iteration that left it uncollected; 0 for a seed
     */
    public record PoolRow(String id, String url, String domain, String pathPrefix, boolean domainChosen, int fromIteration, String source) {}

    /** Which domains are held out: a hash of the name decides; what has no domain is held out one by one. */
    record HeldOutDomains(long randomSeed, double share) implements Serializable {
        boolean chosen(String domain, String id) {
            return HeldOut.isHeldOut(domain.isEmpty() ? id : domain, randomSeed, share);
        }
    }

    /** Row function: candidate to verdicts. */
    record Annotate(List<AnnotationIndex> known, HeldOutDomains heldOut) implements MapPartitionsFunction<Candidate, AnnotatedCandidate> {
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
            return new AnnotatedCandidate(page.id(), page.url(), page.domain(), prefix, heldOut.chosen(page.domain(), page.id()), page.texCommands(), verdicts);
        }
    }

    /** Row function: a seed's URL to its domain. */
    record DomainOfSeed(DomainKey domainKey, HeldOutDomains heldOut) implements MapPartitionsFunction<Seed, PoolRow> {
        @Override
        public Iterator<PoolRow> call(Iterator<Seed> seeds) {
            return Rows.map(seeds, seed -> {
                String domain = Domains.of(seed.url(), domainKey);
                return new PoolRow(seed.id(), seed.url(), domain, "", heldOut.chosen(domain, seed.id()), 0, "seed");
            });
        }
    }

    /** Row function: a seed's text to its language, as far as script and function words tell. */
    record LanguageOfSeed() implements MapPartitionsFunction<SeedText, TextInLanguage> {
        @Override
        public Iterator<TextInLanguage> call(Iterator<SeedText> seeds) {
            return Rows.map(seeds, seed -> new TextInLanguage(seed.id(), seed.text(), Language.of(null, seed.text())));
        }
    }
}
