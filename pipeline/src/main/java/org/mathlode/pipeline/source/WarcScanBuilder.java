package org.mathlode.pipeline.source;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.spark.sql.connector.expressions.Expression;
import org.apache.spark.sql.connector.expressions.Literal;
import org.apache.spark.sql.connector.expressions.NamedReference;
import org.apache.spark.sql.connector.expressions.filter.Predicate;
import org.apache.spark.sql.connector.read.Scan;
import org.apache.spark.sql.connector.read.SupportsPushDownRequiredColumns;
import org.apache.spark.sql.connector.read.SupportsPushDownV2Filters;
import org.apache.spark.sql.types.StructType;
import org.mathlode.pipeline.source.RecordFilter.Condition;

/**
 * Takes over what a query asks for: columns, and conditions on {@code warc_type}, {@code http_status} and {@code mime}
 * ({@code =}, {@code IN}, {@code IS NOT NULL}; for the status {@code < <= > >=} too).
 */
final class WarcScanBuilder implements SupportsPushDownRequiredColumns, SupportsPushDownV2Filters {
    private final WarcOptions options;
    private StructType columns = WarcColumn.schema();
    private RecordFilter filter = RecordFilter.none();
    private final List<Predicate> pushed = new ArrayList<>();

    WarcScanBuilder(WarcOptions options) {
        this.options = options;
    }

    @Override
    public void pruneColumns(StructType required) {
        columns = required;
    }

    @Override
    public Predicate[] pushPredicates(Predicate[] predicates) {
        List<Predicate> left = new ArrayList<>();
        for (Predicate predicate : predicates) {
            Optional<RecordFilter> narrower = with(predicate);
            if (narrower.isPresent()) {
                filter = narrower.get();
                pushed.add(predicate);
            } else {
                left.add(predicate);
            }
        }
        return left.toArray(Predicate[]::new);
    }

    @Override
    public Predicate[] pushedPredicates() {
        return pushed.toArray(Predicate[]::new);
    }

    @Override
    public Scan build() {
        return new WarcScan(options, columns, filter, List.copyOf(pushed));
    }

    /** The filter with this condition too; empty if it is none of those known here. */
    private Optional<RecordFilter> with(Predicate predicate) {
        Expression[] parts = predicate.children();
        if (parts.length == 0 || !(parts[0] instanceof NamedReference reference) || reference.fieldNames().length != 1) {
            return Optional.empty();
        }
        Optional<List<Object>> values = literals(parts);
        if (values.isEmpty()) {
            return Optional.empty();
        }
        String column = reference.fieldNames()[0];
        if (column.equals(WarcColumn.WARC_TYPE.column())) {
            return strings(predicate.name(), values.get()).map(filter::type);
        } else if (column.equals(WarcColumn.MIME.column())) {
            return strings(predicate.name(), values.get()).map(filter::mime);
        } else if (column.equals(WarcColumn.HTTP_STATUS.column())) {
            return numbers(predicate.name(), values.get()).map(filter::status);
        }
        return Optional.empty();
    }

    /** What the column is compared with; empty if that is anything but values. */
    private static Optional<List<Object>> literals(Expression[] parts) {
        List<Object> values = new ArrayList<>();
        for (int i = 1; i < parts.length; i++) {
            if (!(parts[i] instanceof Literal<?> literal) || literal.value() == null) {
                return Optional.empty();
            }
            values.add(literal.value());
        }
        return Optional.of(values);
    }

    private static Optional<Condition<String>> strings(String operator, List<Object> values) {
        return switch (operator) {
            case "=", "<=>", "IN" -> Optional.of(new Condition.OneOf<>(values.stream().map(Object::toString).collect(Collectors.toSet())));
            case "IS_NOT_NULL" -> Optional.of(new Condition.NotEmpty());
            default -> Optional.empty();
        };
    }

    private static Optional<Condition<Integer>> numbers(String operator, List<Object> values) {
        if (!values.stream().allMatch(Integer.class::isInstance)) {
            return Optional.empty();
        }
        Set<Integer> numbers = values.stream().map(Integer.class::cast).collect(Collectors.toSet());
        long number = values.isEmpty() ? 0 : (Integer) values.get(0);
        return switch (operator) {
            case "=", "<=>", "IN" -> Optional.of(new Condition.OneOf<>(numbers));
            case "IS_NOT_NULL" -> Optional.of(new Condition.Between(Long.MIN_VALUE, Long.MAX_VALUE));
            case "<" -> Optional.of(new Condition.Between(Long.MIN_VALUE, number - 1));
            case "<=" -> Optional.of(new Condition.Between(Long.MIN_VALUE, number));
            case ">" -> Optional.of(new Condition.Between(number + 1, Long.MAX_VALUE));
            case ">=" -> Optional.of(new Condition.Between(number, Long.MAX_VALUE));
            default -> Optional.empty();
        };
    }
}
