package org.mathlode.pipeline.stage;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.sequence;
import static org.apache.spark.sql.functions.when;
import static org.apache.spark.sql.functions.xxhash64;

import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * How often the positives of each language stand in the training text. Positives come in the seed's language, negatives in those of the crawl, so a
 * classifier learns that what is written in another language is no mathematics. Copies bring the positives of a language to as many for each of its
 * negatives as there are in all languages together, up to a limit: a few pages that are repeated too often are learned by heart.
 *
 * @param byLanguage languages whose positives stand there more than once
 */
record LanguageCopies(SortedMap<String, Integer> byLanguage) {
    /** The config's key as it stands in manifests. */
    static final String KEY = "training-set.language-copies";

    /** Examples of one language. */
    record Counts(long positives, long negatives) {
        Counts plus(Counts more) {
            return new Counts(positives + more.positives, negatives + more.negatives);
        }
    }

    /** @param most times that an example may stand there */
    static LanguageCopies of(Map<String, Counts> languages, int most) {
        Counts all = languages.values().stream().reduce(new Counts(0, 0), Counts::plus);
        SortedMap<String, Integer> copies = new TreeMap<>();
        languages.forEach((language, own) -> {
            if (own.positives() > 0) {
                double wanted = (double) all.positives() / Math.max(1, all.negatives()) * own.negatives() / own.positives();
                long times = Math.min(most, Math.round(wanted));
                if (times > 1) {
                    copies.put(language, (int) times);
                }
            }
        });
        return new LanguageCopies(copies);
    }

    /** Counts the examples that are trained on. */
    static LanguageCopies of(Dataset<Row> examples, int most) {
        if (most == 1) {
            return new LanguageCopies(new TreeMap<>());
        }
        Map<String, Counts> languages = new HashMap<>();
        for (Row row : examples.where(not(col("held_out"))).groupBy("language", "label").agg(count(lit(1))).collectAsList()) {
            Counts counts = row.getString(1).equals("math") ? new Counts(row.getLong(2), 0) : new Counts(0, row.getLong(2));
            languages.merge(row.isNullAt(0) ? "" : row.getString(0), counts, Counts::plus);
        }
        return of(languages, most);
    }

    /** The examples with their copies in the order of training: a copy does not stand beside its original. */
    Dataset<Row> ordered(Dataset<Row> examples) {
        if (byLanguage.isEmpty()) {
            return examples.orderBy("draw", "id");
        }
        Column times = lit(1);
        for (Map.Entry<String, Integer> language : byLanguage.entrySet()) {
            times = when(col("label").equalTo("math").and(col("language").equalTo(language.getKey())), lit(language.getValue())).otherwise(times);
        }
        return examples.withColumn("copy", explode(sequence(lit(1), times)))
                .withColumn("place", when(col("copy").equalTo(1), col("draw")).otherwise(xxhash64(col("draw"), col("copy"))))
                .orderBy("place", "id", "copy");
    }
}
