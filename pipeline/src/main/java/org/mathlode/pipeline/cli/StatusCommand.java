package org.mathlode.pipeline.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.mathlode.pipeline.folder.Manifest;
import org.mathlode.pipeline.folder.RunFolder;
import org.mathlode.pipeline.folder.RunLock;
import org.mathlode.pipeline.run.RunPlan;
import org.mathlode.pipeline.run.RunState;
import org.mathlode.pipeline.stage.ReportIteration;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code mathlode status}: reads manifests only, so that it can be called while a run works. */
@Command(
        name = "status",
        description = "Tells which stages of a run are done, with their counts, what it does now, and for whom it waits.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class)
final class StatusCommand implements Callable<Integer> {
    /** A run that works tells so every ten seconds while its tasks do; training and single tasks may take longer. */
    private static final Duration SILENT = Duration.ofMinutes(2);

    @Option(names = "--run", required = true, paramLabel = "DIR", description = "The run's folder: output in run.yaml.")
    private String run;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        RunFolder folder = RunFolders.open(run);
        PrintWriter out = spec.commandLine().getOut();
        for (Manifest manifest : done(folder)) {
            out.println(String.format(Locale.ROOT, "%-30s %,10d in  %,10d kept  %8.1f s  %s", manifest.stage(), manifest.in(), manifest.kept(),
                    manifest.seconds(), manifest.dropped().isEmpty() ? "" : "dropped " + manifest.dropped()));
            if (manifest.stage().equals("duplicate-clusters")) {
                clusters(out, manifest.figures());
            }
        }
        out.println();
        iterations(out, folder);
        RunLock.describe(folder).ifPresent(out::println);
        Optional<RunState> state = RunState.read(folder);
        if (state.isEmpty() || state.get().doing() != RunState.Doing.WAITING) {
            out.println(RunPlan.next(folder));
        }
        state.ifPresent(known -> out.println(describe(known, Instant.now())));
        return Mathlode.OK;
    }

    /** The stop rule's figures. */
    private static void iterations(PrintWriter out, RunFolder folder) throws IOException {
        for (int n = 1; folder.manifest(ReportIteration.name(n)).isPresent(); n++) {
            Map<String, Object> figures = folder.manifest(ReportIteration.name(n)).get().figures();
            out.println(String.format(Locale.ROOT, "iteration %d: %,d pages, %,d tokens collected; collected before: %.1f %% of the tokens, %.1f %% of the pages", n,
                    ((Number) figures.get("collected-pages")).longValue(), ((Number) figures.get("collected-tokens")).longValue(),
                    100 * ((Number) figures.get(ReportIteration.SHARE_BY_TOKENS)).doubleValue(), 100 * ((Number) figures.get(ReportIteration.SHARE_BY_PAGES)).doubleValue()));
        }
    }

    /** What the run does now, or did when it was heard of last. */
    static String describe(RunState state, Instant now) {
        Duration silent = Duration.between(state.told(), now);
        String ago = silent.toMinutes() < 2 ? Math.max(0, silent.toSeconds()) + " s ago" : silent.toHours() < 2 ? silent.toMinutes() + " min ago" : silent.toHours() + " h ago";
        return switch (state.doing()) {
            case WAITING -> "waiting for people: " + state.detail() + " is missing (mathlode annotate, or an editor); then call run again";
            case FINISHED -> "the loop ended: " + state.detail();
            case FAILED -> "the last call failed " + ago + (state.stage().isEmpty() ? "" : " in " + state.stage()) + ": " + state.detail();
            case RUNNING -> {
                String what = state.stage().isEmpty() ? "between stages" : state.stage()
                        + (state.share() > 0 ? String.format(Locale.ROOT, ", %.0f %% (%s)", 100 * state.share(), state.detail()) : "");
                yield silent.compareTo(SILENT) < 0 ? "running: " + what + ", heard of " + ago
                        : "heard of " + ago + " at " + what + ": a long step, or it was ended; calling run again goes on";
            }
        };
    }

    /** How large clusters and buckets are, and how many rounds they took. */
    private static void clusters(PrintWriter out, Map<String, Object> figures) {
        for (String figure : List.of("clusters", "shared-buckets", "giant-buckets", "pages-in-full-buckets", "links", "links-by-round", "stored-clusters")) {
            if (figures.containsKey(figure)) {
                out.println("  " + figure + " " + figures.get(figure));
            }
        }
    }

    private static List<Manifest> done(RunFolder folder) throws IOException {
        List<Manifest> done = new ArrayList<>();
        for (String stage : RunPlan.stages(folder)) {
            Optional<Manifest> manifest = folder.manifest(stage);
            manifest.ifPresent(done::add);
        }
        return done;
    }
}
