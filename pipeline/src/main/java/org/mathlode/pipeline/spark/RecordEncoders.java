package org.mathlode.pipeline.spark;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoder;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.encoders.AgnosticEncoder;
import org.apache.spark.sql.catalyst.encoders.AgnosticEncoders;
import org.apache.spark.sql.catalyst.encoders.AgnosticEncoders.ArrayEncoder;
import org.apache.spark.sql.catalyst.encoders.AgnosticEncoders.EncoderField;
import org.apache.spark.sql.catalyst.encoders.AgnosticEncoders.IterableEncoder;
import org.apache.spark.sql.catalyst.encoders.AgnosticEncoders.MapEncoder;
import org.apache.spark.sql.catalyst.encoders.AgnosticEncoders.ProductEncoder;
import org.apache.spark.sql.catalyst.encoders.ExpressionEncoder;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.Metadata;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import scala.Option;
import scala.collection.immutable.Seq;
import scala.jdk.javaapi.CollectionConverters;
import scala.reflect.ClassTag;
import scala.reflect.ClassTag$;

/**
 * Rows as Java records and back: a column for every component, {@code warcFilename} is the column {@code warc_filename}.
 *
 * <p>Spark's own bean encoder gives records an empty schema in silence. This one is Spark's encoder of Scala case classes, which calls the record's
 * constructor for every row, so that its checks run. Records must be public; components may be primitives and their boxes, String, Instant,
 * byte[], arrays, lists, maps and records.
 */
public final class RecordEncoders {
    /** By these names and not by those of Encoders, which gives other classes in Spark 3.5. */
    private static final Map<Class<?>, AgnosticEncoder<?>> SCALARS = Map.ofEntries(
            Map.entry(String.class, AgnosticEncoders.StringEncoder$.MODULE$),
            Map.entry(long.class, AgnosticEncoders.PrimitiveLongEncoder$.MODULE$),
            Map.entry(Long.class, AgnosticEncoders.BoxedLongEncoder$.MODULE$),
            Map.entry(int.class, AgnosticEncoders.PrimitiveIntEncoder$.MODULE$),
            Map.entry(Integer.class, AgnosticEncoders.BoxedIntEncoder$.MODULE$),
            Map.entry(double.class, AgnosticEncoders.PrimitiveDoubleEncoder$.MODULE$),
            Map.entry(Double.class, AgnosticEncoders.BoxedDoubleEncoder$.MODULE$),
            Map.entry(float.class, AgnosticEncoders.PrimitiveFloatEncoder$.MODULE$),
            Map.entry(Float.class, AgnosticEncoders.BoxedFloatEncoder$.MODULE$),
            Map.entry(boolean.class, AgnosticEncoders.PrimitiveBooleanEncoder$.MODULE$),
            Map.entry(Boolean.class, AgnosticEncoders.BoxedBooleanEncoder$.MODULE$),
            Map.entry(Instant.class, AgnosticEncoders.STRICT_INSTANT_ENCODER()),
            Map.entry(byte[].class, AgnosticEncoders.BinaryEncoder$.MODULE$));

    private RecordEncoders() {}

    /**
     * The encoder of {@code type}, whose columns are called as the components are; throws IllegalArgumentException for a component no column
     * can hold.
     */
    public static <T extends Record> Encoder<T> of(Class<T> type) {
        return ExpressionEncoder.apply(product(type));
    }

    /** The rows of a table as records; no other column is read. */
    public static <T extends Record> Dataset<T> read(Dataset<Row> rows, Class<T> type) {
        Encoder<T> encoder = of(type);
        Column[] columns = Arrays.stream(encoder.schema().fields())
                .map(field -> rows.col(columnName(field.name())).cast(readable(field.dataType())).as(field.name())).toArray(Column[]::new);
        return rows.select(columns).as(encoder);
    }

    /** Records as the rows of a table. */
    public static <T extends Record> Dataset<Row> table(Dataset<T> records) {
        Column[] columns = Arrays.stream(records.schema().fields())
                .map(field -> records.col(field.name()).cast(named(field.dataType())).as(columnName(field.name()))).toArray(Column[]::new);
        return records.select(columns);
    }

    /** The rows of a table through a row function: reads the columns of {@code in}, gives those of {@code out}. */
    public static <A extends Record, B extends Record> Dataset<Row> map(
            Dataset<Row> rows, Class<A> in, MapPartitionsFunction<A, B> function, Class<B> out) {
        return table(read(rows, in).mapPartitions(function, of(out)));
    }

    /** Tables say of everything within a column that it may be null; a cast to what may not is refused, the encoder itself looks at each value. */
    private static DataType readable(DataType type) {
        if (type instanceof StructType struct) {
            return new StructType(Arrays.stream(struct.fields())
                    .map(field -> new StructField(field.name(), readable(field.dataType()), true, field.metadata())).toArray(StructField[]::new));
        }
        return type instanceof ArrayType array ? new ArrayType(readable(array.elementType()), true) : type;
    }

    /** The same type with the names of columns, down to the last struct. */
    private static DataType named(DataType type) {
        if (type instanceof StructType struct) {
            return new StructType(Arrays.stream(struct.fields())
                    .map(field -> new StructField(columnName(field.name()), named(field.dataType()), field.nullable(), field.metadata()))
                    .toArray(StructField[]::new));
        }
        if (type instanceof ArrayType array) {
            return new ArrayType(named(array.elementType()), array.containsNull());
        }
        return type;
    }

    static String columnName(String component) {
        return component.replaceAll("([a-z0-9])([A-Z])", "$1_$2").toLowerCase(Locale.ROOT);
    }

    private static <T> AgnosticEncoder<T> product(Class<T> type) {
        List<EncoderField> fields = new ArrayList<>();
        for (RecordComponent component : type.getRecordComponents()) {
            fields.add(new EncoderField(component.getName(), encoder(component.getGenericType()),
                    !component.getType().isPrimitive(), Metadata.empty(), Option.empty(), Option.empty()));
        }
        Seq<EncoderField> columns = CollectionConverters.asScala(fields).toSeq();
        return new ProductEncoder<>(tag(type), columns, Option.empty());
    }

    private static AgnosticEncoder<?> encoder(Type type) {
        if (type instanceof ParameterizedType generic && generic.getRawType() == List.class) {
            return new IterableEncoder<>(tag(List.class), encoder(generic.getActualTypeArguments()[0]), true, false);
        }
        if (type instanceof ParameterizedType generic && generic.getRawType() == Map.class) {
            return new MapEncoder<>(tag(Map.class), encoder(generic.getActualTypeArguments()[0]), encoder(generic.getActualTypeArguments()[1]), true);
        }
        if (!(type instanceof Class<?> plain)) {
            throw new IllegalArgumentException("no column holds a " + type);
        }
        if (plain.isRecord()) {
            return product(plain);
        }
        if (plain.isArray() && plain != byte[].class) {
            return new ArrayEncoder<>(encoder(plain.getComponentType()), !plain.getComponentType().isPrimitive());
        }
        AgnosticEncoder<?> scalar = SCALARS.get(plain);
        if (scalar == null) {
            throw new IllegalArgumentException("no column holds a " + plain.getName());
        }
        return scalar;
    }

    private static <T> ClassTag<T> tag(Class<?> type) {
        return ClassTag$.MODULE$.apply(type);
    }
}
