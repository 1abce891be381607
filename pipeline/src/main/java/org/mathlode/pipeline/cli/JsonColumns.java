package org.mathlode.pipeline.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.io.api.RecordConsumer;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Type;
import org.apache.parquet.schema.Types;

/**
 * Parquet columns for JSON objects, one for every field that was seen, in the order of their first appearance: booleans, 64-bit whole numbers, doubles,
 * strings, lists, and groups for objects. A field whose values are of different kinds, or objects without fields, becomes a string of JSON.
 */
final class JsonColumns {
    private static final String LIST = "list";
    private static final String ELEMENT = "element";

    private final Shape row = new Shape();

    JsonColumns() {
        row.kind = Kind.OBJECT;
    }

    /** Looks at an object that may be written later. */
    void see(ObjectNode record) {
        row.see(record);
    }

    /** The columns, all optional. */
    List<Type> types() {
        return row.fieldTypes();
    }

    /** Writes the fields of an object, the first of which is number {@code first} of its row. */
    void write(ObjectNode record, int first, RecordConsumer consumer) {
        row.writeFields(record, first, consumer);
    }

    private enum Kind { NOTHING, BOOLEAN, LONG, DOUBLE, STRING, LIST, OBJECT, MIXED }

    /** What was seen in one place. */
    private static final class Shape {
        private final Map<String, Shape> fields = new LinkedHashMap<>();
        private Kind kind = Kind.NOTHING;
        private Shape element;

        void see(JsonNode value) {
            if (value.isNull()) {
                return;
            }
            kind = both(kind, kindOf(value));
            if (kind == Kind.OBJECT) {
                value.fields().forEachRemaining(field -> fields.computeIfAbsent(field.getKey(), name -> new Shape()).see(field.getValue()));
            } else if (kind == Kind.LIST) {
                element = element == null ? new Shape() : element;
                value.forEach(element::see);
            }
        }

        private static Kind kindOf(JsonNode value) {
            if (value.isBoolean()) {
                return Kind.BOOLEAN;
            } else if (value.isIntegralNumber() && value.canConvertToLong()) {
                return Kind.LONG;
            } else if (value.isNumber()) {
                return Kind.DOUBLE;
            }
            return value.isArray() ? Kind.LIST : value.isObject() ? Kind.OBJECT : Kind.STRING;
        }

        private static Kind both(Kind one, Kind other) {
            if (one == Kind.NOTHING || one == other) {
                return other;
            }
            boolean numbers = (one == Kind.LONG || one == Kind.DOUBLE) && (other == Kind.LONG || other == Kind.DOUBLE);
            return numbers ? Kind.DOUBLE : Kind.MIXED;
        }

        private boolean isText() {
            // Parquet has no groups without fields
            return kind == Kind.NOTHING || kind == Kind.STRING || kind == Kind.MIXED || kind == Kind.OBJECT && fields.isEmpty();
        }

        private Type type(String name) {
            if (isText()) {
                return Types.optional(PrimitiveTypeName.BINARY).as(LogicalTypeAnnotation.stringType()).named(name);
            }
            return switch (kind) {
                case BOOLEAN -> Types.optional(PrimitiveTypeName.BOOLEAN).named(name);
                case LONG -> Types.optional(PrimitiveTypeName.INT64).named(name);
                case DOUBLE -> Types.optional(PrimitiveTypeName.DOUBLE).named(name);
                case LIST -> Types.optionalGroup().as(LogicalTypeAnnotation.listType()).addField(Types.repeatedGroup().addField(element.type(ELEMENT)).named(LIST)).named(name);
                default -> Types.optionalGroup().addFields(fieldTypes().toArray(Type[]::new)).named(name);
            };
        }

        private List<Type> fieldTypes() {
            List<Type> types = new ArrayList<>();
            fields.forEach((name, shape) -> types.add(shape.type(name)));
            return types;
        }

        private void writeFields(JsonNode object, int first, RecordConsumer consumer) {
            int number = first;
            for (Map.Entry<String, Shape> field : fields.entrySet()) {
                JsonNode value = object.get(field.getKey());
                if (value != null && !value.isNull()) {
                    consumer.startField(field.getKey(), number);
                    field.getValue().write(value, consumer);
                    consumer.endField(field.getKey(), number);
                }
                number++;
            }
        }

        private void write(JsonNode value, RecordConsumer consumer) {
            if (isText()) {
                consumer.addBinary(Binary.fromString(kind != Kind.MIXED && value.isValueNode() ? value.asText() : value.toString()));
                return;
            }
            switch (kind) {
                case BOOLEAN -> consumer.addBoolean(value.booleanValue());
                case LONG -> consumer.addLong(value.longValue());
                case DOUBLE -> consumer.addDouble(value.doubleValue());
                case LIST -> writeList(value, consumer);
                default -> {
                    consumer.startGroup();
                    writeFields(value, 0, consumer);
                    consumer.endGroup();
                }
            }
        }

        private void writeList(JsonNode list, RecordConsumer consumer) {
            consumer.startGroup();
            if (!list.isEmpty()) {
                consumer.startField(LIST, 0);
                for (JsonNode value : list) {
                    consumer.startGroup();
                    if (!value.isNull()) {
                        consumer.startField(ELEMENT, 0);
                        element.write(value, consumer);
                        consumer.endField(ELEMENT, 0);
                    }
                    consumer.endGroup();
                }
                consumer.endField(LIST, 0);
            }
            consumer.endGroup();
        }
    }
}
