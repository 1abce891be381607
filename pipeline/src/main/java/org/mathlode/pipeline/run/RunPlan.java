package org.mathlode.pipeline.run;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.mathlode.pipeline.folder.RunFolder;
import org.mathlode.pipeline.stage.CountPaths;
import org.mathlode.pipeline.stage.Tables;

/** Which stages a run has, in order, as far as its folder tells. */
public final class RunPlan {
    private static final List<String> ONCE = List.of("documents", "extraction", "url-keys", "minhash", "duplicate-clusters");
    private static final List<String> PER_ITERATION = List.of("training-set", "model", "scores", "collected", "budget-curve", "explanations", "domains", "paths", "samples", "annotated-paths", "report");
    private static final List<String> LAST = List.of("contamination", "self-test", "corpus");

    private RunPlan() {}

    /** The stages up to the iteration that is under way. */
    public static List<String> stages(RunFolder folder) throws IOException {
        List<String> stages = new ArrayList<>(ONCE);
        int last = iterations(folder);
        for (int n = 1; n <= last; n++) {
            for (String name : PER_ITERATION) {
                // before the first iteration nothing is annotated
                if (n > 1 || !name.equals("annotated-paths")) {
                    stages.add(Tables.iteration(n, name));
                }
            }
        }
        stages.addAll(LAST);
        return stages;
    }

    /** One line: what comes next. */
    public static String next(RunFolder folder) throws IOException {
        if (folder.manifest("corpus").isPresent()) {
            return "finished: the corpus is in " + folder.path("corpus");
        }
        boolean ending = folder.manifest(LAST.get(0)).isPresent();
        for (String stage : stages(folder)) {
            if (folder.manifest(stage).isEmpty() && (ending || !LAST.contains(stage))) {
                return "next: " + stage;
            }
        }
        int last = iterations(folder);
        return last == 0 ? "next: " + Tables.iteration(1, "training-set")
                : "iteration " + last + " is done; what comes next hangs on the config folder: call run again, or annotate " + folder.path(CountPaths.sheet(last)) + " first";
    }

    private static int iterations(RunFolder folder) throws IOException {
        int n = 0;
        while (!folder.manifests("iterations/" + (n + 1)).isEmpty()) {
            n++;
        }
        return n;
    }
}
