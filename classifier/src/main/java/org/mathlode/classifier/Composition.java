package org.mathlode.classifier;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.mathlode.classifier.Evaluation.Truth;

/** What the examples of a training are: how many by domain, language, source or whatever else they are counted by. Not thread-safe. */
public final class Composition {
    /** What an example is used for. */
    public enum Use { TRAINED, HELD_OUT }

    /**
     * The examples that have one value in common.
     *
     * @param by what is counted by, such as {@code domain}
     */
    public record Row(String by, String value, long math, long other, long heldOutMath, long heldOutOther) {
        long examples() {
            return math + other + heldOutMath + heldOutOther;
        }

        private Row plus(Row more) {
            return new Row(by, value, math + more.math, other + more.other, heldOutMath + more.heldOutMath, heldOutOther + more.heldOutOther);
        }
    }

    private static final int ON_CARD = 20;

    private final SortedMap<String, SortedMap<String, Row>> counts = new TreeMap<>();

    /** Counts examples of one value. */
    public void add(String by, String value, Truth truth, Use use, long examples) {
        boolean math = truth == Truth.MATH;
        boolean trained = use == Use.TRAINED;
        Row more = new Row(by, value, math && trained ? examples : 0, !math && trained ? examples : 0,
                math && !trained ? examples : 0, !math && !trained ? examples : 0);
        counts.computeIfAbsent(by, name -> new TreeMap<>()).merge(value, more, Row::plus);
    }

    /** Rows by kind, each kind with its most frequent values first; beyond {@code most} of a kind one row holds the others together. */
    public List<Row> rows(int most) {
        List<Row> rows = new ArrayList<>();
        counts.forEach((by, values) -> {
            List<Row> ranked = new ArrayList<>(values.values());
            ranked.sort(Comparator.comparingLong(Row::examples).reversed().thenComparing(Row::value));
            rows.addAll(ranked.subList(0, Math.min(most, ranked.size())));
            if (ranked.size() > most) {
                Row others = new Row(by, "(" + (ranked.size() - most) + " others)", 0, 0, 0, 0);
                for (Row row : ranked.subList(most, ranked.size())) {
                    others = others.plus(row);
                }
                rows.add(others);
            }
        });
        return rows;
    }

    /** Tab-separated, with a header line; tabs and line ends in values become blanks. */
    public String toTsv(int most) {
        StringBuilder table = new StringBuilder("by\tvalue\tmath\tother\theld-out-math\theld-out-other\n");
        for (Row row : rows(most)) {
            table.append(String.join("\t", row.by, row.value.replaceAll("[\\t\\r\\n]", " "), Long.toString(row.math), Long.toString(row.other),
                    Long.toString(row.heldOutMath), Long.toString(row.heldOutOther))).append('\n');
        }
        return table.toString();
    }

    /** For a card: lists of rows by kind. */
    Map<String, Object> asMap() {
        Map<String, Object> map = new LinkedHashMap<>();
        for (Row row : rows(ON_CARD)) {
            Map<String, Object> one = new LinkedHashMap<>();
            one.put("value", row.value);
            one.put("math", row.math);
            one.put("other", row.other);
            one.put("held-out-math", row.heldOutMath);
            one.put("held-out-other", row.heldOutOther);
            @SuppressWarnings("unchecked")
            List<Object> of = (List<Object>) map.computeIfAbsent(row.by, by -> new ArrayList<>());
            of.add(one);
        }
        return map;
    }

    /** For a card: a table of all kinds, or "" without examples. */
    String toMarkdown() {
        if (counts.isEmpty()) {
            return "";
        }
        StringBuilder table = new StringBuilder("| by | value | math | other | held out: math | held out: other |\n|---|---|---:|---:|---:|---:|\n");
        for (Row row : rows(ON_CARD)) {
            table.append(String.format(Locale.ROOT, "| %s | %s | %d | %d | %d | %d |\n", row.by, row.value.replaceAll("[|\\r\\n]", " "), row.math,
                    row.other, row.heldOutMath, row.heldOutOther));
        }
        return table.toString();
    }
}
