package org.mathlode.pipeline.source;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.mathlode.pipeline.warc.HttpDecoder;
import org.mathlode.pipeline.warc.HttpHead;
import org.mathlode.pipeline.warc.WarcEntry;
import org.mathlode.pipeline.warc.WarcRecord;

/** Conditions on record type, HTTP status and media type, all of which must hold: tested before a payload is decoded. Immutable. */
final class RecordFilter implements Serializable {
    private static final long serialVersionUID = 1;

    private final List<Condition<String>> types;
    private final List<Condition<Integer>> statuses;
    private final List<Condition<String>> mimes;

    /** A condition on a value that is there. Records, not lambdas: lambdas of equal shape are taken for each other when they arrive on an executor. */
    sealed interface Condition<T> extends Predicate<T>, Serializable {
        /** One of these values. */
        record OneOf<T>(Set<T> values) implements Condition<T> {
            @Override
            public boolean test(T value) {
                return values.contains(value);
            }
        }

        /** Any value. */
        record NotEmpty() implements Condition<String> {
            @Override
            public boolean test(String value) {
                return !value.isEmpty();
            }
        }

        /** A number within bounds, both included. */
        record Between(long least, long most) implements Condition<Integer> {
            @Override
            public boolean test(Integer value) {
                return least <= value && value <= most;
            }
        }
    }

    private RecordFilter(List<Condition<String>> types, List<Condition<Integer>> statuses, List<Condition<String>> mimes) {
        this.types = List.copyOf(types);
        this.statuses = List.copyOf(statuses);
        this.mimes = List.copyOf(mimes);
    }

    static RecordFilter none() {
        return new RecordFilter(List.of(), List.of(), List.of());
    }

    RecordFilter type(Condition<String> condition) {
        return new RecordFilter(and(types, condition), statuses, mimes);
    }

    RecordFilter status(Condition<Integer> condition) {
        return new RecordFilter(types, and(statuses, condition), mimes);
    }

    RecordFilter mime(Condition<String> condition) {
        return new RecordFilter(types, statuses, and(mimes, condition));
    }

    private static <T> List<Condition<T>> and(List<Condition<T>> conditions, Condition<T> more) {
        List<Condition<T>> all = new ArrayList<>(conditions);
        all.add(more);
        return all;
    }

    boolean isEmpty() {
        return types.isEmpty() && statuses.isEmpty() && mimes.isEmpty();
    }

    /** False if the entry cannot pass, as far as its headers tell. */
    boolean mayPass(WarcEntry entry, HttpDecoder decoder) {
        if (isEmpty()) {
            return true;
        }
        if (!(entry instanceof WarcRecord record) || !all(types, record.type())) {
            return false;
        }
        if (statuses.isEmpty() && mimes.isEmpty()) {
            return true;
        }
        if (!record.isResponse()) {
            return false;
        }
        HttpHead head = decoder.head(record);
        Optional<String> mime = mimes.isEmpty() ? Optional.empty() : head.namedMediaType(record);
        return (statuses.isEmpty() || head.status() != 0 && all(statuses, head.status())) && (mime.isEmpty() || all(mimes, mime.get()));
    }

    /** What {@link #mayPass} leaves open: a media type that only the payload tells. */
    boolean passes(EntryView row) {
        return mimes.isEmpty() || row.mime().filter(mime -> !mime.isEmpty() && all(mimes, mime)).isPresent();
    }

    private static <T> boolean all(List<Condition<T>> conditions, T value) {
        for (Condition<T> condition : conditions) {
            if (!condition.test(value)) {
                return false;
            }
        }
        return true;
    }
}
