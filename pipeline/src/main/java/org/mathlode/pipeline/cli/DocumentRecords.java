package org.mathlode.pipeline.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.Closeable;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Documents of a file, one after the other. */
interface DocumentRecords extends Closeable {
    /** The next document; null at the end. */
    ObjectNode next() throws IOException;

    /** Where the last document stood, for messages. */
    String place();

    /** Parquet when the name says so, else JSON Lines. */
    static DocumentRecords open(Path file, ConsoleProgress progress) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new FileNotFoundException(file + (Files.exists(file) ? " (it is no file)" : ""));
        }
        if (file.getFileName().toString().endsWith(".parquet")) {
            return new ParquetRecords(file);
        }
        TextRecords lines = new TextRecords(file.toString(), progress.counted(Files.newInputStream(file)), TextRecords.Form.JSON_LINES);
        return new DocumentRecords() {
            @Override
            public ObjectNode next() throws IOException {
                return lines.next();
            }

            @Override
            public String place() {
                return lines.place();
            }

            @Override
            public void close() throws IOException {
                lines.close();
            }
        };
    }
}
