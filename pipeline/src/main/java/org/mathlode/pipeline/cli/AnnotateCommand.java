package org.mathlode.pipeline.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.mathlode.pipeline.annotate.AnnotationDesk;
import org.mathlode.pipeline.annotate.SheetComparison;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code mathlode annotate}. */
@Command(
        name = "annotate",
        description = {
            "Serves a page on this machine only, on which people mark URL paths as math, not-math or skip; verdicts go into the config folder's annotations at once.",
            "Prints the address to open; ends with Ctrl-C. With --compare: lists where two sheets disagree."
        },
        mixinStandardHelpOptions = true,
        sortOptions = false,
        versionProvider = Version.class)
final class AnnotateCommand implements Callable<Integer> {
    @ArgGroup(multiplicity = "1")
    private Task task;

    @Option(names = "--config", paramLabel = "DIR", description = "The run's config folder. Default: the one in configs/ that names the run as its output.")
    private Path config;

    @Option(names = "--iteration", paramLabel = "N", description = "The iteration to annotate. Default: the last one that is done.")
    private Integer iteration;

    @Option(names = "--port", paramLabel = "P", defaultValue = "0", description = "The port on 127.0.0.1. Default: any that is free.")
    private int port;

    @Option(names = "--annotator", paramLabel = "NAME", description = "The name beside the verdicts. Default: the user's.")
    private String annotator = System.getProperty("user.name");

    @Spec
    private CommandSpec spec;

    /** What to do. */
    static final class Task {
        @Option(names = "--run", required = true, paramLabel = "DIR", description = "The run's folder: output in run.yaml.")
        private String run;

        @Option(names = "--compare", required = true, arity = "2", paramLabel = "TSV", description = "Two sheets; exit code 1 if they disagree.")
        private List<Path> compare;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        if (task.compare != null) {
            return compare(out);
        }
        AnnotationDesk desk = AnnotationDesk.open(new AnnotationDesk.Order(task.run, config, iteration, port, annotator));
        Runtime.getRuntime().addShutdownHook(new Thread(() -> close(desk)));
        out.println("Verdicts go into " + desk.sheet());
        out.println("Open " + desk.address());
        new CountDownLatch(1).await();
        return Mathlode.OK;
    }

    private static void close(AnnotationDesk desk) {
        try {
            desk.close();
        } catch (IOException e) {
            System.err.println("mathlode annotate: " + Errors.oneLine(e));
        }
    }

    private int compare(PrintWriter out) {
        SheetComparison comparison = SheetComparison.of(task.compare.get(0), task.compare.get(1));
        comparison.conflicts().forEach(conflict -> out.println(SheetComparison.describe(conflict)));
        out.println(comparison.conflicts().size() + " conflicts, " + comparison.agreed() + " prefixes agreed, " + comparison.onlyOne() + " in one sheet only");
        return comparison.conflicts().isEmpty() ? Mathlode.OK : Mathlode.FAILED;
    }
}
