package org.mathlode.pipeline.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.SparkSession;
import org.mathlode.dedup.ngram.BenchmarkText;
import org.mathlode.pipeline.config.AnnotationSheet;
import org.mathlode.pipeline.config.Recipe;
import org.mathlode.pipeline.config.SelfTestConfig;
import org.mathlode.pipeline.folder.Manifest;
import org.mathlode.pipeline.folder.RunFolder;
import org.mathlode.pipeline.folder.RunLock;
import org.mathlode.pipeline.stage.AssignUrlKeys;
import org.mathlode.pipeline.stage.ClusterDuplicates;
import org.mathlode.pipeline.stage.CollectPages;
import org.mathlode.pipeline.stage.CountPaths;
import org.mathlode.pipeline.stage.DocumentBatches;
import org.mathlode.pipeline.stage.DrawTrainingSet;
import org.mathlode.pipeline.stage.EvaluationSuite;
import org.mathlode.pipeline.stage.ExplainScores;
import org.mathlode.pipeline.stage.FindContamination;
import org.mathlode.pipeline.stage.FollowAnnotations;
import org.mathlode.pipeline.stage.MeasureBudgets;
import org.mathlode.pipeline.stage.MeasureDomains;
import org.mathlode.pipeline.stage.MeasureExtraction;
import org.mathlode.pipeline.stage.ReportIteration;
import org.mathlode.pipeline.stage.SamplePages;
import org.mathlode.pipeline.stage.ScorePages;
import org.mathlode.pipeline.stage.SeedCorpus;
import org.mathlode.pipeline.stage.SignatureBatches;
import org.mathlode.pipeline.stage.StageException;
import org.mathlode.pipeline.stage.StageLog;
import org.mathlode.pipeline.stage.StageRunner;
import org.mathlode.pipeline.stage.TestDecontamination;
import org.mathlode.pipeline.stage.TrainModel;
import org.mathlode.pipeline.stage.Verification;
import org.mathlode.pipeline.stage.WarcFile;
import org.mathlode.pipeline.stage.WriteCorpus;

/** The whole loop. Calling it again goes on where it stopped. */
public final class Run {
    private final Recipe recipe;
    private final SparkSession spark;
    private final RunFolder folder;
    private final StageRunner runner;
    private final StageLog log;
    private IterationWatcher watcher = n -> {};

    public Run(Recipe recipe, SparkSession spark, StageLog log) throws IOException {
        this(recipe, spark, log, Verification.SIZES);
    }

    /** A run that looks at what is finished already as closely as told; what is damaged is made again. */
    public Run(Recipe recipe, SparkSession spark, StageLog log, Verification verification) throws IOException {
        this.recipe = recipe;
        this.spark = spark;
        this.log = log;
        this.folder = RunFolder.open(recipe.run().output(), configuration());
        this.runner = new StageRunner(spark, recipe, folder, log).verifying(verification);
    }

    /**
     * Makes room for crawls that the config names and the folder was made without; {@link #execute} refuses them otherwise. What hangs on all pages
     * together moves to {@code earlier/N} in the folder.
     */
    public void addCrawls() throws IOException {
        try (RunLock lock = RunLock.acquire(folder, configuration(), log::note)) {
            List<String> added = new AddedCrawls(folder, recipe.run().input().crawls()).makeRoom();
            if (!added.isEmpty()) {
                log.note("Added " + added + ": documents and signatures stay, what was made of them so far is in " + folder.path("earlier"));
            }
        }
    }

    /** Who is told of a finished iteration before the next one begins; nobody by default. */
    public void watch(IterationWatcher told) {
        watcher = told;
    }

    /** Told of iterations. */
    public interface IterationWatcher {
        /** Iteration {@code n} has just been finished; its tables are there. */
        void iterationDone(int n) throws IOException;
    }

    /** Runs until the corpus is written or people are waited for; throws {@link org.mathlode.pipeline.folder.FolderInUseException} while another run works in the folder. */
    public Outcome execute() throws IOException {
        try (RunLock lock = RunLock.acquire(folder, configuration(), log::note)) {
            lock.whenLost(() -> spark.sparkContext().cancelAllJobs());
            folder.removeUnlisted();
            Outcome outcome = stages();
            folder.removeUnlisted();
            // of stages that other batches or another config made needless
            folder.removeAllBut("_staging", List.of());
            return outcome;
        }
    }

    private Outcome stages() throws IOException {
        new AddedCrawls(folder, recipe.run().input().crawls()).refuse();
        Inputs inputs = Inputs.resolve(recipe, folder);
        // everything that is read from outside is looked at before the first stage: a missing file should not be found after a day
        List<WarcFile> files = ListedFiles.of(inputs.input(), configuration());
        SeedCorpus seeds = SeedCorpus.find(inputs.input().seedCorpus(), configuration());
        seeds.check(spark);
        List<BenchmarkText> benchmarks = inputs.benchmarks();
        List<EvaluationSuite> suites = EvaluationSuite.of(recipe);
        checkAnnotations();

        new DocumentBatches(recipe, folder, files).run(runner);
        runner.run(new MeasureExtraction(recipe));
        runner.run(new AssignUrlKeys(recipe));
        new SignatureBatches(recipe, folder).run(runner);
        runner.run(new ClusterDuplicates(recipe));
        Saturation saturation = new Saturation(recipe.run().stopping());
        for (int n = 1; ; n++) {
            String missing = missing(n);
            if (missing != null) {
                return new Outcome.Waiting(n - 1, folder.path(CountPaths.sheet(n - 1)).toString(), missing);
            }
            refuseAfterTheCorpus(n);
            boolean known = folder.manifest(ReportIteration.name(n)).isPresent();
            double share = iteration(n, seeds, suites);
            if (!known) {
                watcher.iterationDone(n);
            }
            String reason = saturation.reason(n, share);
            if (reason != null) {
                log.note("The loop ends with iteration " + n + ": " + reason);
                FindContamination contamination = new FindContamination(recipe, n, benchmarks);
                runner.run(contamination);
                testDecontamination(n, contamination);
                runner.run(new WriteCorpus(recipe, n));
                return new Outcome.Finished(n, reason, folder.path("corpus").toString());
            }
        }
    }

    public RunFolder folder() {
        return folder;
    }

    private void testDecontamination(int n, FindContamination contamination) throws IOException {
        SelfTestConfig config = recipe.run().decontamination().selfTest();
        if (config.textsPerSpelling() > 0) {
            TestDecontamination.accept(runner.run(new TestDecontamination(recipe, n, contamination)), config);
        }
    }

    /** Runs the stages of an iteration; returns its already-collected share by tokens. */
    private double iteration(int n, SeedCorpus seeds, List<EvaluationSuite> suites) throws IOException {
        runner.run(new DrawTrainingSet(recipe, n, seeds));
        runner.run(new TrainModel(recipe, n, suites, log));
        runner.run(new ScorePages(recipe, n));
        runner.run(new CollectPages(recipe, n));
        runner.run(new MeasureBudgets(recipe, n));
        runner.run(new ExplainScores(recipe, n));
        runner.run(new MeasureDomains(recipe, n));
        runner.run(new CountPaths(recipe, n));
        runner.run(new SamplePages(n));
        if (n > 1) {
            runner.run(new FollowAnnotations(recipe, n));
        }
        Manifest report = runner.run(new ReportIteration(n));
        return ((Number) report.figures().get(ReportIteration.SHARE_BY_TOKENS)).doubleValue();
    }

    /** A corpus that is written stays: more iterations would need another one. */
    private void refuseAfterTheCorpus(int n) throws IOException {
        if (folder.manifest(ReportIteration.name(n)).isEmpty() && folder.manifest("contamination").isPresent()) {
            throw new StageException("the corpus in " + folder.root() + " was made after iteration " + (n - 1) + ", but the config asks for iteration " + n
                    + "; take another output folder, or move manifests/contamination.json, manifests/self-test.json, manifests/corpus.json and corpus/ away and call run again");
        }
    }

    /** What iteration {@code n} lacks in the config folder, or null: its own file, or the annotations it names. */
    private String missing(int n) {
        if (recipe.iteration(n).isEmpty()) {
            return recipe.folder().resolve("iterations/" + n + ".yaml").toString();
        }
        if (n == 1) {
            return null;
        }
        Path sheet = recipe.annotations(n);
        return Files.exists(sheet) ? null : sheet.toString();
    }

    /** Reads every sheet that is there already, so that a wrong line is found before any work. */
    private void checkAnnotations() {
        for (int n = 2; n <= recipe.iterations().size(); n++) {
            if (Files.exists(recipe.annotations(n))) {
                AnnotationSheet.read(recipe.annotations(n));
            }
        }
    }

    private Configuration configuration() {
        return spark.sparkContext().hadoopConfiguration();
    }
}
