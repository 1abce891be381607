package org.mathlode.classifier;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A growing run of UTF-8 bytes, reused from page to page. Not thread-safe. */
public final class Utf8Buffer {
    private byte[] bytes;
    private int length;

    public Utf8Buffer() {
        bytes = new byte[8192];
    }

    /** The bytes; only the first {@link #length()} count, and the array changes when the buffer grows. */
    public byte[] array() {
        return bytes;
    }

    public int length() {
        return length;
    }

    public void clear() {
        length = 0;
    }

    /** Room for {@code more} bytes after the present ones. */
    void reserve(int more) {
        if (bytes.length - length < more) {
            bytes = Arrays.copyOf(bytes, Math.max(length + more, bytes.length + (bytes.length >> 1)));
        }
    }

    void put(byte one) {
        reserve(1);
        bytes[length++] = one;
    }

    void put(byte[] more) {
        reserve(more.length);
        System.arraycopy(more, 0, bytes, length, more.length);
        length += more.length;
    }

    /** Appends one character; a lone surrogate has no UTF-8 form and must not come here. */
    void putCodePoint(int codePoint) {
        reserve(4);
        byte[] to = bytes;
        int at = length;
        if (codePoint < 0x80) {
            to[at++] = (byte) codePoint;
        } else if (codePoint < 0x800) {
            to[at++] = (byte) (0xC0 | codePoint >> 6);
            to[at++] = (byte) (0x80 | codePoint & 0x3F);
        } else if (codePoint < 0x10000) {
            to[at++] = (byte) (0xE0 | codePoint >> 12);
            to[at++] = (byte) (0x80 | codePoint >> 6 & 0x3F);
            to[at++] = (byte) (0x80 | codePoint & 0x3F);
        } else {
            to[at++] = (byte) (0xF0 | codePoint >> 18);
            to[at++] = (byte) (0x80 | codePoint >> 12 & 0x3F);
            to[at++] = (byte) (0x80 | codePoint >> 6 & 0x3F);
            to[at++] = (byte) (0x80 | codePoint & 0x3F);
        }
        length = at;
    }

    /** Shortens the buffer to its first {@code size} bytes. */
    void truncate(int size) {
        length = Math.min(length, size);
    }

    @Override
    public String toString() {
        return new String(bytes, 0, length, StandardCharsets.UTF_8);
    }
}
