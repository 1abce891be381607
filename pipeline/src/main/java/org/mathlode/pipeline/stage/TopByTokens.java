package org.mathlode.pipeline.stage;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.substring;
import static org.apache.spark.sql.functions.sum;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * The longest head of a ranking that fits a token budget, exactly, without sorting all of it: the cutoff is found digit by digit of the rank key, four
 * hexadecimal digits a pass, until so few rows are left that the driver can sort them.
 */
final class TopByTokens {
    private static final int DIGITS = 4;
    private static final long FEW = 50_000;

    /**
     * @param key rank key of the last page that fits; empty if not even the first does
     * @param tokens of the pages up to there
     * @param pages how many they are
     * @param exhausted whether every ranked page fits
     */
    record Cutoff(Optional<String> key, long tokens, long pages, boolean exhausted) {}

    private TopByTokens() {}

    /**
     * Finds the cutoff.
     *
     * @param ranked columns {@code rank_key} (unique) and {@code tokens}; read once a pass: persist it
     */
    static Cutoff cutoff(Dataset<Row> ranked, long budget) {
        String prefix = "";
        long tokens = 0;
        long pages = 0;
        String last = null;
        while (true) {
            Dataset<Row> rest = ranked.where(col("rank_key").startsWith(prefix));
            List<Row> bins = rest.groupBy(substring(col("rank_key"), prefix.length() + 1, DIGITS).as("digits"))
                    .agg(count(lit(1)).as("pages"), sum("tokens").as("tokens"))
                    .collectAsList().stream().sorted(Comparator.comparing((Row row) -> row.getString(0))).toList();
            Row crossing = null;
            for (Row bin : bins) {
                if (tokens + bin.getLong(2) > budget) {
                    crossing = bin;
                    break;
                }
                tokens += bin.getLong(2);
                pages += bin.getLong(1);
                last = prefix + bin.getString(0);
            }
            if (crossing == null) {
                return new Cutoff(whole(ranked, last), tokens, pages, true);
            }
            prefix += crossing.getString(0);
            if (crossing.getLong(1) <= FEW) {
                return within(ranked.where(col("rank_key").startsWith(prefix)), budget, new Cutoff(whole(ranked, last), tokens, pages, false));
            }
        }
    }

    /** Goes through the few rows of the bin that crosses the budget, in order. */
    private static Cutoff within(Dataset<Row> bin, long budget, Cutoff before) {
        List<Row> rows = bin.select("rank_key", "tokens").collectAsList().stream()
                .sorted(Comparator.comparing((Row row) -> row.getString(0))).toList();
        String key = before.key().orElse(null);
        long tokens = before.tokens();
        long pages = before.pages();
        for (Row row : rows) {
            if (tokens + row.getLong(1) > budget) {
                break;
            }
            tokens += row.getLong(1);
            pages++;
            key = row.getString(0);
        }
        return new Cutoff(Optional.ofNullable(key), tokens, pages, false);
    }

    /** The largest key that begins with {@code prefix}. */
    private static Optional<String> whole(Dataset<Row> ranked, String prefix) {
        if (prefix == null) {
            return Optional.empty();
        }
        return Optional.of(ranked.where(col("rank_key").startsWith(prefix)).agg(max("rank_key")).first().getString(0));
    }
}
