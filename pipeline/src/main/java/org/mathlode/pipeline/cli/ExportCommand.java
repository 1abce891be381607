package org.mathlode.pipeline.cli;

import java.io.BufferedWriter;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.Callable;
import org.apache.spark.sql.SparkSession;
import org.mathlode.pipeline.folder.RunFolder;
import org.mathlode.pipeline.run.ExportedTable;
import org.mathlode.pipeline.spark.Sessions;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code mathlode export}. */
@Command(
        name = "export",
        description = {
            "Prints rows of a run's table on standard output, in the order of their ids.",
            "Tables: documents, extraction, url-keys, minhash, duplicate-clusters, candidates, contamination, contamination-hits, contamination-items, contamination-cuts, "
                    + "contamination-texts, self-test, corpus; training-set, scores, tokens, collected, budget-curve, explanations, "
                    + "domains, paths, samples and annotated-paths (with --iteration); rejections/STAGE."
        },
        mixinStandardHelpOptions = true,
        versionProvider = Version.class)
final class ExportCommand implements Callable<Integer> {
    /** How rows are printed. */
    enum Format {
        JSONL,
        TSV
    }

    @Parameters(paramLabel = "TABLE", description = "The table's name.")
    private String table;

    @Option(names = "--run", required = true, paramLabel = "DIR", description = "The run's folder: output in run.yaml.")
    private String run;

    @Option(names = "--iteration", paramLabel = "N", description = "The iteration, for tables that every iteration has; the last one by default.")
    private Integer iteration;

    @Option(names = "--columns", split = ",", paramLabel = "A,B", description = "The columns to print; all by default.")
    private List<String> columns = List.of();

    @Option(names = "--format", paramLabel = "FORMAT", description = "jsonl (default) or tsv: a header line; tabs, line ends and backslashes in values escaped.")
    private Format format = Format.JSONL;

    @Override
    public Integer call() throws IOException {
        try (SparkSession spark = Sessions.open("mathlode export")) {
            RunFolder folder = RunFolder.open(run, spark.sparkContext().hadoopConfiguration());
            TablePrinter printer = new TablePrinter(ExportedTable.find(folder, table, iteration).read(spark));
            printer.select(columns);
            try (Writer out = new BufferedWriter(new OutputStreamWriter(new FileOutputStream(FileDescriptor.out), StandardCharsets.UTF_8))) {
                if (format == Format.JSONL) {
                    printer.jsonLines(out);
                } else {
                    printer.tsv(out);
                }
            }
        }
        return Mathlode.OK;
    }
}
