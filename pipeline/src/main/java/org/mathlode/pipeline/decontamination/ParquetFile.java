package org.mathlode.pipeline.decontamination;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.parquet.filter2.compat.FilterCompat;
import org.mathlode.pipeline.folder.LocalParquet;
import org.mathlode.pipeline.folder.ParquetRows;

/** Reads the rows of a Parquet file; a class of its own, so that other files are read where there is no Parquet library. */
final class ParquetFile {
    private ParquetFile() {}

    static List<JsonNode> read(Path file) throws IOException {
        List<JsonNode> records = new ArrayList<>();
        try (ParquetRows rows = new ParquetRows(file.toString(), LocalParquet.input(file), FilterCompat.NOOP)) {
            for (ObjectNode row = rows.next(); row != null; row = rows.next()) {
                records.add(row);
            }
        } catch (RuntimeException damaged) {
            throw new IOException("Cannot read " + file + ": not Parquet: " + damaged.getMessage(), damaged);
        }
        return records;
    }
}
