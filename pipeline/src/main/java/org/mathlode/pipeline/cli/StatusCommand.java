package org.mathlode.pipeline.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.mathlode.pipeline.folder.Manifest;
import org.mathlode.pipeline.folder.RunFolder;
import org.mathlode.pipeline.run.RunPlan;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code mathlode status}: reads manifests only, so that it can be called while a run works. */
@Command(
        name = "status",
        description = "Tells which stages of a run are done, with their counts, and what it waits for.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class)
final class StatusCommand implements Callable<Integer> {
    @Option(names = "--run", required = true, paramLabel = "DIR", description = "The run's folder: output in run.yaml.")
    private String run;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        RunFolder folder = RunFolder.open(run);
        if (!folder.files().exists(folder.path("manifests")) && !folder.files().exists(folder.path("_staging"))) {
            throw new IllegalArgumentException("--run: no run in " + run + " (wanted: the folder that run.yaml names as output)");
        }
        PrintWriter out = spec.commandLine().getOut();
        for (Manifest manifest : done(folder)) {
            out.println(String.format(Locale.ROOT, "%-30s %,10d in  %,10d kept  %8.1f s  %s", manifest.stage(), manifest.in(), manifest.kept(),
                    manifest.seconds(), manifest.dropped().isEmpty() ? "" : "dropped " + manifest.dropped()));
            if (manifest.stage().equals("duplicate-clusters")) {
                clusters(out, manifest.figures());
            }
        }
        out.println(RunPlan.next(folder));
        return Mathlode.OK;
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
