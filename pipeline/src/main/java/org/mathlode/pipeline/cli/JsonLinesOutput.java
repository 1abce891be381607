package org.mathlode.pipeline.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;

/** A line of JSON for every object. */
final class JsonLinesOutput implements DocumentOutput {
    private final ObjectMapper mapper = new ObjectMapper();
    private final boolean compressed;
    private OutputStream out;

    JsonLinesOutput(boolean compressed) {
        this.compressed = compressed;
    }

    @Override
    public void see(ObjectNode record) {}

    @Override
    public void open(Path file) throws IOException {
        OutputStream bytes = Files.newOutputStream(file);
        out = new BufferedOutputStream(compressed ? new GZIPOutputStream(bytes) : bytes, 1 << 16);
    }

    @Override
    public void write(ObjectNode record, DocumentRecords from) throws IOException {
        out.write(mapper.writeValueAsString(record).getBytes(StandardCharsets.UTF_8));
        out.write('\n');
    }

    @Override
    public void close() throws IOException {
        if (out != null) {
            out.close();
        }
    }
}
