package org.mathlode.pipeline.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.ParquetFileWriter;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.api.WriteSupport;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.io.api.RecordConsumer;
import org.apache.parquet.schema.GroupType;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.Type;
import org.mathlode.pipeline.folder.LocalParquet;

/**
 * JSON objects as rows of a Parquet file (zstd). Objects that come from Parquet files of one schema keep their columns and types, and get a column for
 * every field that is added; others get columns that hold what was seen of their fields. Loaded only when a Parquet file is asked for.
 */
final class ParquetOutput implements DocumentOutput {
    /** The columns of the inputs, null where they are to be found out. */
    private final MessageType inputs;
    private final JsonColumns columns = new JsonColumns();
    private final ObjectNode added;
    private ParquetWriter<Consumer<RecordConsumer>> writer;

    private ParquetOutput(MessageType inputs, ObjectNode added) {
        this.inputs = inputs;
        this.added = added;
    }

    static ParquetOutput of(List<Path> inputs, ObjectNode added) throws IOException {
        MessageType first = null;
        for (Path input : inputs) {
            MessageType schema = input.getFileName().toString().endsWith(".parquet") ? schema(input) : null;
            if (schema == null || first != null && !first.getFields().equals(schema.getFields())) {
                return new ParquetOutput(null, added);
            }
            first = schema;
        }
        return new ParquetOutput(first == null ? null : without(first, added), added);
    }

    /** The columns of a file. */
    private static MessageType schema(Path file) throws IOException {
        try (ParquetFileReader reader = ParquetFileReader.open(LocalParquet.input(file))) {
            return reader.getFileMetaData().getSchema();
        } catch (RuntimeException e) {
            throw new IOException(file + " cannot be read as Parquet: " + e.getMessage(), e);
        }
    }

    private static MessageType without(MessageType schema, ObjectNode added) {
        return new MessageType(schema.getName(), schema.getFields().stream().filter(field -> !added.has(field.getName())).toList());
    }

    @Override
    public void see(ObjectNode record) {
        if (inputs == null) {
            columns.see(record);
        }
    }

    @Override
    public void open(Path file) throws IOException {
        List<Type> fields = new ArrayList<>(inputs == null ? List.of() : inputs.getFields());
        columns.see(added);
        fields.addAll(columns.types());
        writer = new Builder(file, new MessageType("document", fields)).build();
    }

    @Override
    public void write(ObjectNode record, DocumentRecords from) throws IOException {
        writer.write(consumer -> {
            consumer.startMessage();
            if (inputs != null) {
                copy(((ParquetRecords) from).row(), inputs, consumer);
            }
            columns.write(record, inputs == null ? 0 : inputs.getFieldCount(), consumer);
            consumer.endMessage();
        });
    }

    @Override
    public void close() throws IOException {
        if (writer != null) {
            writer.close();
        }
    }

    /** Copies the fields of a type, which may be fewer than the group has. */
    private static void copy(Group group, GroupType type, RecordConsumer consumer) {
        for (int to = 0; to < type.getFieldCount(); to++) {
            Type field = type.getType(to);
            int at = group.getType().getFieldIndex(field.getName());
            int count = group.getFieldRepetitionCount(at);
            if (count > 0) {
                consumer.startField(field.getName(), to);
                for (int i = 0; i < count; i++) {
                    if (field.isPrimitive()) {
                        group.writeValue(at, i, consumer);
                    } else {
                        consumer.startGroup();
                        copy(group.getGroup(at, i), field.asGroupType(), consumer);
                        consumer.endGroup();
                    }
                }
                consumer.endField(field.getName(), to);
            }
        }
    }

    private static final class Builder extends ParquetWriter.Builder<Consumer<RecordConsumer>, Builder> {
        /** Row groups are held until they are written. */
        private static final long ROW_GROUP_BYTES = 64L << 20;

        private final MessageType schema;

        Builder(Path file, MessageType schema) throws IOException {
            super(LocalParquet.output(file));
            this.schema = schema;
            withWriteMode(ParquetFileWriter.Mode.OVERWRITE);
            withCompressionCodec(CompressionCodecName.ZSTD);
            withRowGroupSize(ROW_GROUP_BYTES);
        }

        @Override
        protected Builder self() {
            return this;
        }

        @Override
        protected WriteSupport<Consumer<RecordConsumer>> getWriteSupport(Configuration configuration) {
            return new Rows(schema);
        }
    }

    /** Rows that write themselves. */
    private static final class Rows extends WriteSupport<Consumer<RecordConsumer>> {
        private final MessageType schema;
        private RecordConsumer consumer;

        Rows(MessageType schema) {
            this.schema = schema;
        }

        @Override
        public WriteContext init(Configuration configuration) {
            return new WriteContext(schema, Map.of());
        }

        @Override
        public void prepareForWrite(RecordConsumer consumer) {
            this.consumer = consumer;
        }

        @Override
        public void write(Consumer<RecordConsumer> row) {
            row.accept(consumer);
        }
    }
}
