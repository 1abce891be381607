package org.mathlode.pipeline.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code mathlode report}. */
@Command(
        name = "report",
        description = "Writes a run's figures, plots and sample pages as a folder of static HTML: no script, nothing is loaded from anywhere. A run writes it after "
                + "every iteration and at its end; this writes it again.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class)
final class ReportCommand implements Callable<Integer> {
    @Option(names = "--run", required = true, paramLabel = "DIR", description = "The run's folder: output in run.yaml.")
    private String run;

    @Option(names = "--output", paramLabel = "DIR", description = "A local folder for the pages; report in the run's folder by default.")
    private Path output;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        spec.commandLine().getOut().println(ReportFiles.write(run, output));
        return Mathlode.OK;
    }
}
