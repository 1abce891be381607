package org.mathlode.pipeline.warc;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** Header fields in the order of the file; names are compared without case. Used for WARC and for HTTP headers. */
public final class WarcHeaders {
    /** No fields at all. */
    public static final WarcHeaders EMPTY = new WarcHeaders(null, List.of());

    /** The bytes, which are read only where somebody asks; null if the fields were given. */
    private final byte[] lines;
    /** Null until somebody asks; reading the lines twice gives the same, so threads need not agree on who does it. */
    private HeaderLines read;
    private List<Field> fields;

    private WarcHeaders(byte[] lines, List<Field> fields) {
        this.lines = lines;
        this.fields = fields;
    }

    /** One line of a header: the name as written, the value without the blanks around it. */
    public record Field(String name, String value) {
        public Field {
            Objects.requireNonNull(name, "name");
            Objects.requireNonNull(value, "value");
        }
    }

    /** Headers of these fields. */
    public static WarcHeaders of(List<Field> fields) {
        return new WarcHeaders(null, List.copyOf(fields));
    }

    /** Headers of these lines, which are not to be changed any more. */
    static WarcHeaders ofLines(byte[] lines) {
        return new WarcHeaders(lines, null);
    }

    /** Headers from names and values in turn. */
    public static WarcHeaders of(String... namesAndValues) {
        if (namesAndValues.length % 2 != 0) {
            throw new IllegalArgumentException("Cannot make headers: a name without a value (" + namesAndValues.length + " strings)");
        }
        List<Field> fields = new ArrayList<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            fields.add(new Field(namesAndValues[i], namesAndValues[i + 1]));
        }
        return of(fields);
    }

    /** The value of the first field of that name. */
    public Optional<String> first(String name) {
        if (lines != null) {
            return Optional.ofNullable(read().first(name));
        }
        for (Field field : fields) {
            if (field.name.equalsIgnoreCase(name)) {
                return Optional.of(field.value);
            }
        }
        return Optional.empty();
    }

    /** The values of all fields of that name, in order. */
    public List<String> all(String name) {
        if (lines != null) {
            return Collections.unmodifiableList(read().all(name));
        }
        List<String> values = new ArrayList<>(1);
        for (Field field : fields()) {
            if (field.name.equalsIgnoreCase(name)) {
                values.add(field.value);
            }
        }
        return values;
    }

    /** All fields in order. */
    public List<Field> fields() {
        List<Field> all = fields;
        if (all == null) {
            all = read().fields();
            fields = all;
        }
        return all;
    }

    private HeaderLines read() {
        HeaderLines known = read;
        if (known == null) {
            known = new HeaderLines(lines);
            read = known;
        }
        return known;
    }

    /** These headers with one more field at the end. */
    public WarcHeaders with(String name, String value) {
        List<Field> more = new ArrayList<>(fields());
        more.add(new Field(name, value));
        return of(more);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof WarcHeaders headers && fields().equals(headers.fields());
    }

    @Override
    public int hashCode() {
        return fields().hashCode();
    }

    @Override
    public String toString() {
        return fields().toString();
    }
}
