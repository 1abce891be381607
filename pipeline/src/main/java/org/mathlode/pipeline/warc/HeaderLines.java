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

    /** The fields of the lines in {@code [from, to)}. */
    static WarcHeaders parse(byte[] bytes, int from, int to) {
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
        return WarcHeaders.of(fields);
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
