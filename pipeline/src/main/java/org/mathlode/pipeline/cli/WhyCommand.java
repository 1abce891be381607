package org.mathlode.pipeline.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code mathlode why}. */
@Command(
        name = "why",
        description = "Tells what a run did with one page: its captures, what each stage made of them, its score and rank in every iteration, and where it stands or why "
                + "it was left out.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class)
final class WhyCommand implements Callable<Integer> {
    @Parameters(paramLabel = "URL", description = "The page: its URL, however it is spelled, or the id of a document.")
    private String page;

    @Option(names = "--run", required = true, paramLabel = "DIR", description = "The run's folder: output in run.yaml.")
    private String run;

    @Option(names = "--config", paramLabel = "DIR", description = "The config folder, for the annotations; by default the copy that the run keeps.")
    private Path config;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        spec.commandLine().getOut().print(Inspection.why(run, config, page));
        spec.commandLine().getOut().flush();
        return Mathlode.OK;
    }
}
