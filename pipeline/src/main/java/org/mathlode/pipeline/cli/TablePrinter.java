package org.mathlode.pipeline.cli;

import java.io.IOException;
import java.io.Writer;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.AtomicType;
import org.apache.spark.sql.types.StructField;

/** Prints the rows of a table in the order of their ids. Apart from {@link ExportCommand}, which must load without Spark. */
final class TablePrinter {
    private Dataset<Row> rows;

    TablePrinter(Dataset<Row> rows) {
        this.rows = Arrays.asList(rows.columns()).contains("id") ? rows.orderBy("id") : rows;
    }

    /** Keeps these columns, in this order; all of them if none is named. */
    void select(List<String> columns) {
        List<String> known = Arrays.asList(rows.columns());
        for (String column : columns) {
            if (!known.contains(column)) {
                throw new IllegalArgumentException("--columns: the table has no column " + column + "; it has " + String.join(", ", known));
            }
        }
        if (!columns.isEmpty()) {
            rows = rows.select(columns(columns.toArray(String[]::new)));
        }
    }

    /** One JSON object a line. */
    void jsonLines(Writer out) throws IOException {
        Iterator<Row> lines = rows.select(functions.to_json(functions.struct(columns(rows.columns())))).toLocalIterator();
        while (lines.hasNext()) {
            out.write(lines.next().getString(0));
            out.write('\n');
        }
    }

    /** A header line and one line a row; nested values are JSON; tabs, line ends and backslashes are escaped. */
    void tsv(Writer out) throws IOException {
        out.write(String.join("\t", rows.columns()) + "\n");
        Column[] cells = Arrays.stream(rows.schema().fields()).map(TablePrinter::cell).toArray(Column[]::new);
        Iterator<Row> lines = rows.select(cells).toLocalIterator();
        while (lines.hasNext()) {
            Row row = lines.next();
            for (int i = 0; i < row.size(); i++) {
                out.write((i == 0 ? "" : "\t") + (row.isNullAt(i) ? "" : escaped(row.getString(i))));
            }
            out.write('\n');
        }
    }

    private static Column cell(StructField field) {
        Column column = functions.col(field.name());
        return field.dataType() instanceof AtomicType ? column.cast("string") : functions.to_json(column);
    }

    private static Column[] columns(String[] names) {
        return Arrays.stream(names).map(functions::col).toArray(Column[]::new);
    }

    private static String escaped(String value) {
        return value.replace("\\", "\\\\").replace("\t", "\\t").replace("\n", "\\n").replace("\r", "\\r");
    }
}
