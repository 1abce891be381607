package org.mathlode.pipeline.warc;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Reads header fields from lines, ended by CRLF or by LF alone. Lines that begin with a blank continue the one before;
 * lines without a colon are passed over. Text is UTF-8 where it can be, ISO 8859-1 otherwise, and is made only of the
 * fields somebody asks for. Thread-safe.
 */
final class HeaderLines {
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long NEWLINES = 0x0a0a0a0a0a0a0a0aL;
    private static final long ONES = 0x0101010101010101L;
    private static final long HIGH_BITS = 0x8080808080808080L;
    /** Where the name, the colon and the end of the value of a field are. */
    private static final int INTS = 3;
    private static final int USUAL_FIELDS = 16;

    private final byte[] bytes;
    private final int[] fields;

    /** The fields of these lines, which are not to be changed any more. */
    HeaderLines(byte[] bytes) {
        this.bytes = bytes;
        int[] found = new int[USUAL_FIELDS * INTS];
        int count = 0;
        boolean continued = false;
        int start = 0;
        while (start < bytes.length) {
            int newline = newline(bytes, start, bytes.length);
            int next = newline < 0 ? bytes.length : newline + 1;
            int end = newline < 0 ? bytes.length : newline;
            if (end > start && bytes[end - 1] == '\r') {
                end--;
            }
            if (end > start && continued && isBlank(bytes[start])) {
                found[count - 1] = end;
            } else {
                int colon = start;
                while (colon < end && bytes[colon] != ':') {
                    colon++;
                }
                continued = colon < end && colon > start;
                if (continued) {
                    if (count == found.length) {
                        found = Arrays.copyOf(found, 2 * count);
                    }
                    found[count++] = start;
                    found[count++] = colon;
                    found[count++] = end;
                }
            }
            start = next;
        }
        this.fields = count == found.length ? found : Arrays.copyOf(found, count);
    }

    /** The index behind the blank line that ends a header which begins at {@code from}, or -1 if there is none before {@code to}. */
    static int end(byte[] bytes, int from, int to) {
        for (int i = newline(bytes, from, to); i >= 0; i = newline(bytes, i + 1, to)) {
            if (i + 1 < to && bytes[i + 1] == '\n') {
                return i + 2;
            }
            if (i + 2 < to && bytes[i + 1] == '\r' && bytes[i + 2] == '\n') {
                return i + 3;
            }
        }
        return -1;
    }

    /** The index of the first LF in {@code [from, to)}, or -1. */
    static int newline(byte[] bytes, int from, int to) {
        int i = from;
        for (; i + Long.BYTES <= to; i += Long.BYTES) {
            long differs = (long) LONGS.get(bytes, i) ^ NEWLINES;
            // the lowest bit set here is in the first byte that does not differ
            long equal = (differs - ONES) & ~differs & HIGH_BITS;
            if (equal != 0) {
                return i + (Long.numberOfTrailingZeros(equal) >>> 3);
            }
        }
        for (; i < to; i++) {
            if (bytes[i] == '\n') {
                return i;
            }
        }
        return -1;
    }

    /** The value of the first field of that name, or null. */
    String first(String name) {
        for (int i = 0; i < fields.length; i += INTS) {
            if (isNamed(i, name)) {
                return value(i);
            }
        }
        return null;
    }

    /** The values of all fields of that name, in order. */
    List<String> all(String name) {
        List<String> values = List.of();
        for (int i = 0; i < fields.length; i += INTS) {
            if (isNamed(i, name)) {
                values = values.isEmpty() ? new ArrayList<>(2) : values;
                values.add(value(i));
            }
        }
        return values;
    }

    /** All fields in order. */
    List<WarcHeaders.Field> fields() {
        List<WarcHeaders.Field> all = new ArrayList<>(fields.length / INTS);
        for (int i = 0; i < fields.length; i += INTS) {
            all.add(new WarcHeaders.Field(text(bytes, fields[i], fields[i + 1]).strip(), value(i)));
        }
        return List.copyOf(all);
    }

    private boolean isNamed(int field, String name) {
        int from = fields[field];
        int to = fields[field + 1];
        while (to > from && isBlank(bytes[to - 1])) {
            to--;
        }
        while (from < to && isBlank(bytes[from])) {
            from++;
        }
        if (to - from != name.length()) {
            return false;
        }
        for (int i = 0; i < name.length(); i++) {
            if (lower(bytes[from + i]) != lower(name.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    private static int lower(int c) {
        return c >= 'A' && c <= 'Z' ? c + ('a' - 'A') : c;
    }

    private static boolean isBlank(byte b) {
        return b == ' ' || b == '\t';
    }

    /** The text behind the colon, lines that continue it joined with a blank. */
    private String value(int field) {
        int from = fields[field + 1] + 1;
        int end = fields[field + 2];
        int newline = newline(bytes, from, end);
        if (newline < 0) {
            return text(bytes, from, end).strip();
        }
        StringBuilder value = new StringBuilder();
        while (newline >= 0) {
            value.append(text(bytes, from, newline).strip()).append(' ');
            from = newline + 1;
            newline = newline(bytes, from, end);
        }
        return value.append(text(bytes, from, end).strip()).toString().strip();
    }

    /** These bytes as text: UTF-8, or ISO 8859-1 if they are not valid UTF-8. */
    static String text(byte[] bytes, int from, int to) {
        for (int i = from; i < to; i++) {
            if (bytes[i] < 0) {
                try {
                    return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes, from, to - from)).toString();
                } catch (CharacterCodingException e) {
                    return new String(bytes, from, to - from, StandardCharsets.ISO_8859_1);
                }
            }
        }
        return new String(bytes, from, to - from, StandardCharsets.ISO_8859_1);
    }
}
