package org.mathlode.pipeline.cli;

import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code mathlode diff}. */
@Command(
        name = "diff",
        description = "Tells what differs between two runs: settings, counts by stage, and the pages only one of them has, by domain and by example.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class)
final class DiffCommand implements Callable<Integer> {
    @Parameters(index = "0", paramLabel = "A", description = "The folder of a run.")
    private String one;

    @Parameters(index = "1", paramLabel = "B", description = "The folder of another.")
    private String other;

    @Option(names = "--iteration", paramLabel = "N", description = "Compare what this iteration collected; by default the corpora, or the last iteration both have done.")
    private Integer iteration;

    @Option(names = "--samples", paramLabel = "N", defaultValue = "10", description = "How many of the pages that only one run has are shown. Default: ${DEFAULT-VALUE}.")
    private int samples;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        if (samples < 0) {
            throw new IllegalArgumentException("--samples must not be negative (" + samples + ")");
        }
        spec.commandLine().getOut().print(Inspection.diff(one, other, iteration, samples));
        spec.commandLine().getOut().flush();
        return Mathlode.OK;
    }
}
