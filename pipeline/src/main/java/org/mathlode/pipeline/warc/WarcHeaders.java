package org.mathlode.pipeline.warc;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** Header fields in the order of the file; names are compared without case. Used for WARC and for HTTP headers. */
public final class WarcHeaders {
    /** No fields at all. */
    public static final WarcHeaders EMPTY = new WarcHeaders(null, List.of());

    /** The lines, where they are read only when somebody asks; null otherwise. */
    private final byte[] lines;
    /** Null until somebody asks; reading the lines twice gives the same fields, so threads need not agree on who does it. */
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
        if (fields == null) {
            return Optional.ofNullable(HeaderLines.first(lines, name));
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
        List<Field> read = fields;
        if (read == null) {
            read = HeaderLines.parse(lines, 0, lines.length);
            fields = read;
        }
        return read;
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
