package org.mathlode.pipeline.warc;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads header fields from lines, ended by CRLF or by LF alone. Lines that begin with a blank continue the one before;
 * lines without a colon are passed over. Text is UTF-8 where it can be, ISO 8859-1 otherwise.
 */
final class HeaderLines {
    private HeaderLines() {}

    /** The index behind the blank line that ends a header which begins at {@code from}, or -1 if there is none before {@code to}. */
    static int end(byte[] bytes, int from, int to) {
        for (int i = from; i < to; i++) {
            if (bytes[i] == '\n') {
                if (i + 1 < to && bytes[i + 1] == '\n') {
                    return i + 2;
                }
                if (i + 2 < to && bytes[i + 1] == '\r' && bytes[i + 2] == '\n') {
                    return i + 3;
                }
            }
        }
        return -1;
    }

    /** The value of the first field of that name, or null: what {@link #parse} gives, without reading the other fields. */
    static String first(byte[] bytes, String name) {
        int start = 0;
        while (start < bytes.length) {
            int end = start;
            while (end < bytes.length && bytes[end] != '\n') {
                end++;
            }
            int colon = behindName(bytes, start, end, name);
            if (colon >= 0) {
                boolean folded = end + 1 < bytes.length && (bytes[end + 1] == ' ' || bytes[end + 1] == '\t');
                return folded ? WarcHeaders.of(parse(bytes, start, bytes.length)).first(name).orElse(null) : text(bytes, colon + 1, end).strip();
            }
            start = end + 1;
        }
        return null;
    }

    /** The index of the colon if the line has that name, without case; else -1. */
    private static int behindName(byte[] bytes, int start, int end, String name) {
        int length = name.length();
        if (end - start <= length) {
            return -1;
        }
        for (int i = 0; i < length; i++) {
            if (Character.toLowerCase(bytes[start + i]) != Character.toLowerCase(name.charAt(i))) {
                return -1;
            }
        }
        int at = start + length;
        while (at < end && (bytes[at] == ' ' || bytes[at] == '\t')) {
            at++;
        }
        return at < end && bytes[at] == ':' ? at : -1;
    }

    /** The fields of the lines in {@code [from, to)}. */
    static List<WarcHeaders.Field> parse(byte[] bytes, int from, int to) {
        List<WarcHeaders.Field> fields = new ArrayList<>();
        String name = null;
        StringBuilder value = new StringBuilder();
        int start = from;
        while (start < to) {
            int end = start;
            while (end < to && bytes[end] != '\n') {
                end++;
            }
            int next = end + 1;
            if (end > start && bytes[end - 1] == '\r') {
                end--;
            }
            if (end > start && name != null && (bytes[start] == ' ' || bytes[start] == '\t')) {
                value.append(' ').append(text(bytes, start, end).strip());
            } else {
                if (name != null) {
                    fields.add(new WarcHeaders.Field(name, value.toString()));
                    name = null;
                }
                int colon = start;
                while (colon < end && bytes[colon] != ':') {
                    colon++;
                }
                if (colon < end && colon > start) {
                    name = text(bytes, start, colon).strip();
                    value.setLength(0);
                    value.append(text(bytes, colon + 1, end).strip());
                }
            }
            start = next;
        }
        if (name != null) {
            fields.add(new WarcHeaders.Field(name, value.toString()));
        }
        return List.copyOf(fields);
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
