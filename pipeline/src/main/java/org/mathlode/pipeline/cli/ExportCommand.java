package org.mathlode.pipeline.cli;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.Callable;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.mathlode.pipeline.folder.RunFolder;
import org.mathlode.pipeline.run.ExportedTable;
import org.mathlode.pipeline.spark.Sessions;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code mathlode export}. */
@Command(
        name = "export",
        description = {
            "Prints rows of a run's table on standard output, in the order of their ids.",
            "Tables: documents, url-keys, minhash, duplicate-clusters, candidates, contamination, corpus; training-set, scores, tokens, collected, domains and "
                    + "paths (with --iteration); rejections/STAGE."
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

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        try (SparkSession spark = Sessions.open("mathlode export")) {
            RunFolder folder = RunFolder.open(run, spark.sparkContext().hadoopConfiguration());
            Dataset<Row> rows = selected(ExportedTable.find(folder, table, iteration).read(spark));
            try (Writer out = new BufferedWriter(new OutputStreamWriter(System.out, StandardCharsets.UTF_8))) {
                print(rows, out);
            }
        }
        return Mathlode.OK;
    }

    private Dataset<Row> selected(Dataset<Row> rows) {
        List<String> known = Arrays.asList(rows.columns());
        for (String column : columns) {
            if (!known.contains(column)) {
                throw new IllegalArgumentException("--columns: table " + table + " has no column " + column + "; it has " + String.join(", ", known));
            }
        }
        Dataset<Row> ordered = known.contains("id") ? rows.orderBy("id") : rows;
        return columns.isEmpty() ? ordered : ordered.select(columns.stream().map(functions::col).toArray(Column[]::new));
    }

    private void print(Dataset<Row> rows, Writer out) throws IOException {
        Iterator<Row> lines;
        if (format == Format.JSONL) {
            lines = rows.select(functions.to_json(functions.struct(all(rows)))).toLocalIterator();
            while (lines.hasNext()) {
                out.write(lines.next().getString(0));
                out.write('\n');
            }
            return;
        }
        out.write(String.join("\t", rows.columns()) + "\n");
        List<Column> cells = new ArrayList<>();
        for (var field : rows.schema().fields()) {
            boolean nested = !(field.dataType() instanceof org.apache.spark.sql.types.AtomicType);
            cells.add(nested ? functions.to_json(functions.col(field.name())) : functions.col(field.name()).cast("string"));
        }
        lines = rows.select(cells.toArray(Column[]::new)).toLocalIterator();
        while (lines.hasNext()) {
            Row row = lines.next();
            for (int i = 0; i < row.size(); i++) {
                out.write((i == 0 ? "" : "\t") + (row.isNullAt(i) ? "" : escaped(row.getString(i))));
            }
            out.write('\n');
        }
    }

    private static Column[] all(Dataset<Row> rows) {
        return Arrays.stream(rows.columns()).map(functions::col).toArray(Column[]::new);
    }

    private static String escaped(String value) {
        return value.replace("\\", "\\\\").replace("\t", "\\t").replace("\n", "\\n").replace("\r", "\\r");
    }
}
