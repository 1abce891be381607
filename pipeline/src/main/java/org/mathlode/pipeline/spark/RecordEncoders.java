package org.mathlode.pipeline.spark;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.spark.sql.Encoder;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.catalyst.encoders.AgnosticEncoder;
import org.apache.spark.sql.catalyst.encoders.AgnosticEncoders.ArrayEncoder;
import org.apache.spark.sql.catalyst.encoders.AgnosticEncoders.EncoderField;
import org.apache.spark.sql.catalyst.encoders.AgnosticEncoders.IterableEncoder;
import org.apache.spark.sql.catalyst.encoders.AgnosticEncoders.MapEncoder;
import org.apache.spark.sql.catalyst.encoders.AgnosticEncoders.ProductEncoder;
import org.apache.spark.sql.types.Metadata;
import scala.Option;
import scala.collection.immutable.Seq;
import scala.jdk.javaapi.CollectionConverters;
import scala.reflect.ClassTag;
import scala.reflect.ClassTag$;

/**
 * Encoders of Java records: a column for every component, {@code warcFilename} becomes {@code warc_filename}.
 *
 * <p>Spark's own bean encoder gives records an empty schema in silence. This one is Spark's encoder of Scala case classes, which calls the record's
 * constructor for every row, so that its checks run. Records must be public; components may be primitives and their boxes, String, Instant,
 * byte[], arrays, lists, maps and records.
 */
public final class RecordEncoders {
    private RecordEncoders() {}

    /** The encoder of {@code type}; throws IllegalArgumentException for a component no column can hold. */
    public static <T extends Record> Encoder<T> of(Class<T> type) {
        return product(type);
    }

    /** {@code warcFilename} as {@code warc_filename}. */
    public static String columnName(String component) {
        return component.replaceAll("([a-z0-9])([A-Z])", "$1_$2").toLowerCase(Locale.ROOT);
    }

    private static <T> AgnosticEncoder<T> product(Class<T> type) {
        List<EncoderField> fields = new ArrayList<>();
        for (RecordComponent component : type.getRecordComponents()) {
            fields.add(new EncoderField(columnName(component.getName()), encoder(component.getGenericType()),
                    !component.getType().isPrimitive(), Metadata.empty(), Option.apply(component.getName()), Option.empty()));
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
        return (AgnosticEncoder<?>) scalar(plain);
    }

    private static Encoder<?> scalar(Class<?> type) {
        if (type == String.class) {
            return Encoders.STRING();
        } else if (type == long.class) {
            return Encoders.scalaLong();
        } else if (type == Long.class) {
            return Encoders.LONG();
        } else if (type == int.class) {
            return Encoders.scalaInt();
        } else if (type == Integer.class) {
            return Encoders.INT();
        } else if (type == double.class) {
            return Encoders.scalaDouble();
        } else if (type == Double.class) {
            return Encoders.DOUBLE();
        } else if (type == float.class) {
            return Encoders.scalaFloat();
        } else if (type == Float.class) {
            return Encoders.FLOAT();
        } else if (type == boolean.class) {
            return Encoders.scalaBoolean();
        } else if (type == Boolean.class) {
            return Encoders.BOOLEAN();
        } else if (type == Instant.class) {
            return Encoders.INSTANT();
        } else if (type == byte[].class) {
            return Encoders.BINARY();
        }
        throw new IllegalArgumentException("no column holds a " + type.getName());
    }

    private static <T> ClassTag<T> tag(Class<?> type) {
        return ClassTag$.MODULE$.apply(type);
    }
}
