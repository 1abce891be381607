package org.mathlode.pipeline.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.filter2.compat.FilterCompat;
import org.mathlode.pipeline.folder.LocalParquet;
import org.mathlode.pipeline.folder.ParquetRows;

/** The rows of a Parquet file as JSON objects; loaded only when a Parquet file is given. */
final class ParquetRecords implements DocumentRecords {
    private final Path file;
    private final ParquetRows rows;

    ParquetRecords(Path file) throws IOException {
        this.file = file;
        this.rows = new ParquetRows(file.toString(), LocalParquet.input(file), FilterCompat.NOOP);
    }

    @Override
    public ObjectNode next() throws IOException {
        return rows.next();
    }

    /** The row that was read last, with its types. */
    Group row() {
        return rows.group();
    }

    @Override
    public String place() {
        return file + " row " + rows.row();
    }

    @Override
    public void close() throws IOException {
        rows.close();
    }
}
