package org.mathlode.pipeline.folder;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.Closeable;
import java.io.IOException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.filter2.compat.FilterCompat;
import org.apache.parquet.hadoop.ParquetReader;
import org.apache.parquet.hadoop.api.ReadSupport;
import org.apache.parquet.hadoop.example.GroupReadSupport;
import org.apache.parquet.hadoop.util.HadoopInputFile;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.DateLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.ListLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.MapLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.StringLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimeUnit;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimestampLogicalTypeAnnotation;
import org.apache.parquet.schema.Type;

/** The rows of a Parquet file as JSON objects, read without Spark. A column that is null is not there. Not thread-safe. */
public final class ParquetRows implements Closeable {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private final String name;
    private final ParquetReader<Group> reader;
    private long row;
    private Group group;

    /**
     * Opens a file.
     *
     * @param name for messages
     * @param filter the rows wanted: whole blocks without any are not read
     */
    public ParquetRows(String name, HadoopInputFile file, FilterCompat.Filter filter) throws IOException {
        this.name = name;
        this.reader = new Builder(file).withFilter(filter).build();
    }

    /** The next row; null at the end. Throws IOException with file and row for whatever cannot be read. */
    public ObjectNode next() throws IOException {
        try {
            group = reader.read();
            row++;
            return group == null ? null : object(group);
        } catch (RuntimeException e) {
            throw new IOException(name + " cannot be read as Parquet after row " + row + ": " + e.getMessage(), e);
        }
    }

    /** The row that was read last, with its types; null after the end. */
    public Group group() {
        return group;
    }

    /** Rows read so far. */
    public long row() {
        return row;
    }

    @Override
    public void close() throws IOException {
        reader.close();
    }

    private static ObjectNode object(Group group) {
        ObjectNode object = JSON.objectNode();
        for (Type field : group.getType().getFields()) {
            int index = group.getType().getFieldIndex(field.getName());
            if (group.getFieldRepetitionCount(index) > 0) {
                object.set(field.getName(), field.isPrimitive() ? value(group, field, index) : nested(group.getGroup(index, 0), field));
            }
        }
        return object;
    }

    private static JsonNode nested(Group group, Type type) {
        LogicalTypeAnnotation logical = type.getLogicalTypeAnnotation();
        if (logical instanceof ListLogicalTypeAnnotation) {
            ArrayNode array = JSON.arrayNode();
            for (int i = 0; i < group.getFieldRepetitionCount(0); i++) {
                // the middle level of a list holds one field: the element
                JsonNode element = object(group.getGroup(0, i)).elements().hasNext() ? object(group.getGroup(0, i)).elements().next() : JSON.nullNode();
                array.add(element);
            }
            return array;
        }
        if (logical instanceof MapLogicalTypeAnnotation) {
            ObjectNode map = JSON.objectNode();
            for (int i = 0; i < group.getFieldRepetitionCount(0); i++) {
                ObjectNode entry = object(group.getGroup(0, i));
                map.set(entry.path("key").asText(), entry.has("value") ? entry.get("value") : JSON.nullNode());
            }
            return map;
        }
        return object(group);
    }

    private static JsonNode value(Group group, Type field, int index) {
        LogicalTypeAnnotation logical = field.getLogicalTypeAnnotation();
        switch (field.asPrimitiveType().getPrimitiveTypeName()) {
            case BOOLEAN:
                return JSON.booleanNode(group.getBoolean(index, 0));
            case INT32:
                return logical instanceof DateLogicalTypeAnnotation
                        ? JSON.textNode(LocalDate.ofEpochDay(group.getInteger(index, 0)).toString()) : JSON.numberNode(group.getInteger(index, 0));
            case INT64:
                return logical instanceof TimestampLogicalTypeAnnotation timestamp
                        ? JSON.textNode(instant(group.getLong(index, 0), timestamp.getUnit()).toString()) : JSON.numberNode(group.getLong(index, 0));
            case FLOAT:
                return JSON.numberNode(group.getFloat(index, 0));
            case DOUBLE:
                return JSON.numberNode(group.getDouble(index, 0));
            case BINARY:
                return logical instanceof StringLogicalTypeAnnotation
                        ? JSON.textNode(group.getString(index, 0)) : JSON.binaryNode(group.getBinary(index, 0).getBytes());
            default:
                return JSON.binaryNode(field.asPrimitiveType().getPrimitiveTypeName().name().equals("INT96")
                        ? group.getInt96(index, 0).getBytes() : group.getBinary(index, 0).getBytes());
        }
    }

    private static Instant instant(long value, TimeUnit unit) {
        return Instant.EPOCH.plus(value, unit == TimeUnit.MILLIS ? ChronoUnit.MILLIS : unit == TimeUnit.MICROS ? ChronoUnit.MICROS : ChronoUnit.NANOS);
    }

    private static final class Builder extends ParquetReader.Builder<Group> {
        Builder(HadoopInputFile file) {
            super(file);
        }

        @Override
        protected ReadSupport<Group> getReadSupport() {
            return new GroupReadSupport();
        }
    }
}
