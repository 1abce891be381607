package org.mathlode.pipeline.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/** A file of JSON objects in the form its name asks for. Every object is shown once before the file is opened: a table wants to know its columns. */
interface DocumentOutput extends Closeable {
    /** Looks at an object that may be written later. */
    void see(ObjectNode record) throws IOException;

    void open(Path file) throws IOException;

    /**
     * Writes an object.
     *
     * @param from where it was just read; null if it comes from no file
     */
    void write(ObjectNode record, DocumentRecords from) throws IOException;

    /**
     * Parquet for a name that ends in {@code .parquet}, else JSON Lines, compressed for {@code .gz}.
     *
     * @param inputs where the objects come from: if all are Parquet files of one schema, a Parquet file keeps its columns and types
     * @param added an object with the fields that are added to each
     */
    static DocumentOutput of(Path file, List<Path> inputs, ObjectNode added) throws IOException {
        String name = file.getFileName().toString();
        return name.endsWith(".parquet") ? ParquetOutput.of(inputs, added) : new JsonLinesOutput(name.endsWith(".gz"));
    }

    /** Writes the file, which appears when it is complete. */
    default void writeWhole(Path file, Writing writing) throws IOException {
        Path unfinished = file.resolveSibling(file.getFileName() + ".unfinished");
        try {
            try (this) {
                open(unfinished);
                writing.to(this);
            }
            Files.move(unfinished, file, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException | RuntimeException failed) {
            Files.deleteIfExists(unfinished);
            throw failed;
        }
    }

    /** Writes all objects. */
    interface Writing {
        void to(DocumentOutput output) throws IOException;
    }
}
