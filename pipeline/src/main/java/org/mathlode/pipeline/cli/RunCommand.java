package org.mathlode.pipeline.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.apache.spark.sql.SparkSession;
import org.mathlode.pipeline.config.ConfigLoader;
import org.mathlode.pipeline.config.Recipe;
import org.mathlode.pipeline.folder.FolderInUseException;
import org.mathlode.pipeline.folder.Manifest;
import org.mathlode.pipeline.folder.RunFolder;
import org.mathlode.pipeline.run.Outcome;
import org.mathlode.pipeline.inspect.RunReport;
import org.mathlode.pipeline.run.Run;
import org.mathlode.pipeline.run.RunDiary;
import org.mathlode.pipeline.run.RunState;
import org.mathlode.pipeline.spark.Sessions;
import org.mathlode.pipeline.stage.ReportIteration;
import org.mathlode.pipeline.stage.Verification;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code mathlode run}. */
@Command(
        name = "run",
        description = "Runs the whole loop, from WARC files to the corpus. Stops after an iteration that lacks its annotations (exit code 3) and says "
                + "which file to write; called again, it goes on where it stopped.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class)
final class RunCommand implements Callable<Integer> {
    @Option(names = "--config", required = true, paramLabel = "DIR", description = "Folder with run.yaml, iterations/ and annotations/.")
    private Path config;

    @Option(names = "--add-crawls", description = "The config names crawls that the run was made without: extract and sign these, then make anew what hangs on "
            + "all pages together. What was made so far moves to earlier/N in the run's folder.")
    private boolean addCrawls;

    @Option(names = "--verify", description = "Read the files of finished stages again and compare their SHA-256 with the manifests. Without it, files that are missing "
            + "or have another size are noticed. A stage with such a file is done again.")
    private boolean verify;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        PrintWriter out = spec.commandLine().getOut();
        long start = System.nanoTime();
        // read before Spark starts: a wrong key should be told at once
        Recipe recipe = ConfigLoader.load(config);
        try (SparkSession spark = Sessions.open("mathlode " + recipe.run().run())) {
            ConsoleLog log = new ConsoleLog(out);
            RunDiary diary = new RunDiary(log, Clock.systemUTC());
            Run run = new Run(recipe, spark, diary, verify ? Verification.DIGESTS : Verification.SIZES);
            diary.open(run.folder(), recipe);
            WrittenReport report = new WrittenReport(spark, run.folder(), recipe, log);
            run.watch(report::iteration);
            Outcome outcome;
            try (TaskProgress progress = TaskProgress.watch(spark, diary)) {
                if (addCrawls) {
                    run.addCrawls();
                }
                outcome = run.execute();
                if (outcome instanceof Outcome.Finished) {
                    report.whole();
                }
            } catch (Exception | Error e) {
                // the state is that of the run that holds the folder
                if (!(e instanceof FolderInUseException)) {
                    diary.ended(RunState.Doing.FAILED, Errors.oneLine(e));
                }
                throw e;
            }
            diary.ended(outcome instanceof Outcome.Waiting ? RunState.Doing.WAITING : RunState.Doing.FINISHED,
                    outcome instanceof Outcome.Waiting waiting ? waiting.missing() : ((Outcome.Finished) outcome).reason());
            log.tellSkipped();
            out.println();
            iterations(out, run.folder());
            out.println();
            int code = outcome instanceof Outcome.Finished finished ? finished(out, run.folder(), finished) : waiting(out, run.folder(), (Outcome.Waiting) outcome);
            out.printf(Locale.ROOT, "%.0f s%n", (System.nanoTime() - start) / 1e9);
            return code;
        }
    }

    private static int finished(PrintWriter out, RunFolder folder, Outcome.Finished finished) {
        out.println("Finished after iteration " + finished.iteration() + ": " + finished.reason() + ".");
        out.println("corpus      " + finished.corpus() + " (part-*.parquet, manifest.json, DATACARD.md)");
        out.println("documents   " + folder.path("documents") + ", attributes beside them");
        out.println("iterations  " + folder.path("iterations") + "/N/{training-set,model,scores,collected,domains,paths,report}");
        out.println("report      " + folder.path(RunReport.FOLDER) + "/index.html");
        out.println("left out    " + folder.path("rejections") + ", with the reason");
        out.println("manifests   " + folder.path("manifests"));
        return Mathlode.OK;
    }

    private static int waiting(PrintWriter out, RunFolder folder, Outcome.Waiting waiting) {
        out.println("Iteration " + waiting.iteration() + " is done. The next one waits for people:");
        out.println("  1. look at the domains and paths with mathlode annotate, or in " + waiting.sheet() + ", and at the report: " + folder.path(RunReport.FOLDER) + "/index.html");
        out.println("  2. write " + waiting.missing() + (waiting.missing().endsWith(".tsv") ? ": mathlode annotate does" : ""));
        out.println(waiting.missing().endsWith(".tsv") ? "     (verdict: math, not-math or skip; lines that are not decided may be left out)"
                : "     (its token budget, the sheet with what people marked, and a random seed: configs/README.md)");
        out.println("  3. call the same command again");
        return Mathlode.WAITING;
    }

    private static void iterations(PrintWriter out, RunFolder folder) throws IOException {
        out.println("iteration  positives  negatives  collected     tokens  math domains  already collected: tokens   pages");
        for (int n = 1; ; n++) {
            Optional<Manifest> report = folder.manifest(ReportIteration.name(n));
            if (report.isEmpty()) {
                return;
            }
            var figures = report.get().figures();
            Map<?, ?> labels = (Map<?, ?>) figures.get("training-set");
            out.printf(Locale.ROOT, "%9d  %,9d  %,9d  %,9d  %,9d  %,12d  %23.1f %%  %5.1f %%%n", n, number(labels.get("math")), number(labels.get("other")),
                    number(figures.get("collected-pages")), number(figures.get("collected-tokens")), number(figures.get("math-related-domains")),
                    100 * ((Number) figures.get(ReportIteration.SHARE_BY_TOKENS)).doubleValue(), 100 * ((Number) figures.get(ReportIteration.SHARE_BY_PAGES)).doubleValue());
        }
    }

    private static long number(Object figure) {
        return figure == null ? 0 : ((Number) figure).longValue();
    }
}
