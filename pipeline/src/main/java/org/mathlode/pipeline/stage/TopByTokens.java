package org.mathlode.pipeline.stage;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.substring;
import static org.apache.spark.sql.functions.sum;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;

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

    private final Dataset<Row> ranked;
    private final Map<String, List<Row>> bins = new HashMap<>();
    private final Map<String, List<Row>> rows = new HashMap<>();

    private TopByTokens(Dataset<Row> ranked) {
        this.ranked = ranked;
    }

    /**
     * Finds the cutoff.
     *
     * @param ranked columns {@code rank_key} (unique) and {@code tokens}; read once a pass: persist it
     * @param most an upper bound of the rows: few are sorted at once
     */
    static Cutoff cutoff(Dataset<Row> ranked, long most, long budget) {
        return cutoffs(ranked, most, List.of(budget)).get(0);
    }

    /** The cutoffs of several budgets; passes over the rows are shared. */
    static List<Cutoff> cutoffs(Dataset<Row> ranked, long most, List<Long> budgets) {
        TopByTokens top = new TopByTokens(ranked);
        return budgets.stream().map(budget -> isOnePass(most) ? top.findAmongFew(budget) : top.find(budget)).toList();
    }

    /** Whether so few rows are read once only, so that persisting them gains nothing. */
    static boolean isOnePass(long most) {
        return most <= FEW;
    }

    private Cutoff findAmongFew(long budget) {
        return within(rows.computeIfAbsent("", this::sorted), budget, new Cutoff(Optional.empty(), 0, 0, false));
    }

    private Cutoff find(long budget) {
        String prefix = "";
        long tokens = 0;
        long pages = 0;
        String key = null;
        while (true) {
            Row crossing = null;
            for (Row bin : bins.computeIfAbsent(prefix, this::count)) {
                if (tokens + bin.getLong(2) > budget) {
                    crossing = bin;
                    break;
                }
                tokens += bin.getLong(2);
                pages += bin.getLong(1);
                key = bin.getString(3);
            }
            if (crossing == null) {
                return new Cutoff(Optional.ofNullable(key), tokens, pages, true);
            }
            prefix += crossing.getString(0);
            if (crossing.getLong(1) <= FEW) {
                return within(rows.computeIfAbsent(prefix, this::sorted), budget, new Cutoff(Optional.ofNullable(key), tokens, pages, false));
            }
        }
    }

    /** The bins of the rows whose keys begin with {@code prefix}, best first: next digits, pages, tokens, last key. */
    private List<Row> count(String prefix) {
        return ranked.where(col("rank_key").startsWith(prefix)).groupBy(substring(col("rank_key"), prefix.length() + 1, DIGITS).as("digits"))
                .agg(functions.count(lit(1)).as("pages"), sum("tokens").as("tokens"), max("rank_key").as("last"))
                .collectAsList().stream().sorted(Comparator.comparing((Row row) -> row.getString(0))).toList();
    }

    private List<Row> sorted(String prefix) {
        return ranked.where(col("rank_key").startsWith(prefix)).select("rank_key", "tokens").collectAsList().stream()
                .sorted(Comparator.comparing((Row row) -> row.getString(0))).toList();
    }

    /** Goes through few rows, in order, until the budget is crossed. */
    private static Cutoff within(List<Row> rows, long budget, Cutoff before) {
        String key = before.key().orElse(null);
        long tokens = before.tokens();
        long pages = before.pages();
        for (Row row : rows) {
            if (tokens + row.getLong(1) > budget) {
                return new Cutoff(Optional.ofNullable(key), tokens, pages, false);
            }
            tokens += row.getLong(1);
            pages++;
            key = row.getString(0);
        }
        return new Cutoff(Optional.ofNullable(key), tokens, pages, true);
    }
}
