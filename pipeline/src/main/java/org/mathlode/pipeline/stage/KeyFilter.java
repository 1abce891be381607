package org.mathlode.pipeline.stage;

import static org.apache.spark.sql.functions.udf;

import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.api.java.function.Function2;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.expressions.UserDefinedFunction;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.util.sketch.BloomFilter;
import org.apache.spark.util.sketch.IncompatibleMergeException;

/**
 * A set of 64-bit keys that lets a table be narrowed down before it is shuffled: a Bloom filter, which holds every key of the set and, by mistake, about
 * one other in a hundred. It takes ten bits a key and at most 32 MB: with more than 27 million keys it is wrong more often, and narrows less.
 */
final class KeyFilter {
    private static final int BITS_PER_KEY = 10;
    private static final long MOST_BITS = 1L << 28;
    /** Tasks that fill filters: each sends a whole one to the driver. */
    private static final int TASKS = 8;

    private final UserDefinedFunction held;

    private KeyFilter(UserDefinedFunction held) {
        this.held = held;
    }

    /** The filter of a column of longs without nulls, which is computed twice. */
    static KeyFilter of(Dataset<Row> rows, Column key) {
        Dataset<Long> keys = rows.select(key).as(Encoders.LONG());
        long count = keys.count();
        long bits = Math.min(MOST_BITS, BITS_PER_KEY * Math.max(1, count));
        BloomFilter filter = count == 0 ? BloomFilter.create(1, bits) : keys.coalesce(TASKS).javaRDD().mapPartitions(new Fill(count, bits)).reduce(new Merge());
        JavaSparkContext spark = JavaSparkContext.fromSparkContext(rows.sparkSession().sparkContext());
        return new KeyFilter(udf(new MayHold(spark.broadcast(filter)), DataTypes.BooleanType));
    }

    /** Whether the set may hold a key; no key of the set gives false. */
    Column mayHold(Column key) {
        return held.apply(key);
    }

    private record Fill(long count, long bits) implements FlatMapFunction<Iterator<Long>, BloomFilter> {
        @Override
        public Iterator<BloomFilter> call(Iterator<Long> keys) {
            BloomFilter filter = BloomFilter.create(count, bits);
            keys.forEachRemaining(filter::putLong);
            return List.of(filter).iterator();
        }
    }

    private record Merge() implements Function2<BloomFilter, BloomFilter, BloomFilter> {
        @Override
        public BloomFilter call(BloomFilter one, BloomFilter other) throws IncompatibleMergeException {
            return one.mergeInPlace(other);
        }
    }

    private record MayHold(Broadcast<BloomFilter> filter) implements UDF1<Long, Boolean> {
        @Override
        public Boolean call(Long key) {
            return filter.value().mightContainLong(key);
        }
    }
}
