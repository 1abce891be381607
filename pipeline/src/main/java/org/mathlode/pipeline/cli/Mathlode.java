package org.mathlode.pipeline.cli;

import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;

/** The command line. Exit code 0 only on success; errors are one line on standard error. */
@Command(
        name = "mathlode",
        description = "Mines mathematics from web crawls.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            RunCommand.class,
            StatusCommand.class,
            AnnotateCommand.class,
            ReportCommand.class,
            WhyCommand.class,
            DiffCommand.class,
            ExportCommand.class,
            SampleCommand.class,
            WarcCommand.class,
            ExtractCommand.class,
            TrainCommand.class,
            ScoreCommand.class,
            DedupCommand.class,
            DecontaminateCommand.class,
            HelpCommand.class,
        })
public final class Mathlode {
    /** The command did what it was asked. */
    public static final int OK = 0;
    /** The command failed; the reason is on standard error. */
    public static final int FAILED = 1;
    /** The command line itself was wrong. */
    public static final int USAGE = 2;
    /** Nothing is wrong, but the run waits for people: annotations are missing. */
    public static final int WAITING = 3;

    private Mathlode() {}

    public static void main(String[] args) {
        // the bundled slf4j has no binding: the libraries' log is not ours to print
        System.setProperty("slf4j.internal.verbosity", "ERROR");
        int code = execute(args);
        // in cluster mode YARN takes an exit of the driver for a failure, whatever its code
        if (code != OK || !"cluster".equals(System.getProperty("spark.submit.deployMode"))) {
            System.exit(code);
        }
    }

    static int execute(String... args) {
        CommandLine line = new CommandLine(new Mathlode());
        line.setOut(new PrintWriter(new OutputStreamWriter(System.out, StandardCharsets.UTF_8), true));
        line.setErr(new PrintWriter(new OutputStreamWriter(System.err, StandardCharsets.UTF_8), true));
        line.setCaseInsensitiveEnumValuesAllowed(true);
        line.setExitCodeExceptionMapper(thrown -> FAILED);
        line.setExecutionExceptionHandler((thrown, command, parsed) -> {
            command.getErr().println("mathlode " + command.getCommandName() + ": " + Errors.oneLine(thrown));
            if (System.getenv("MATHLODE_STACK_TRACES") != null) {
                thrown.printStackTrace(command.getErr());
            }
            return FAILED;
        });
        if (args.length == 0) {
            line.usage(line.getErr());
            return USAGE;
        }
        try {
            return line.execute(args);
        } catch (Error e) {
            // a full disk is an Error to Hadoop, and memory may be short: people are told as of anything else
            line.getErr().println("mathlode: " + Errors.oneLine(e));
            if (System.getenv("MATHLODE_STACK_TRACES") != null) {
                e.printStackTrace(line.getErr());
            }
            return FAILED;
        }
    }
}
