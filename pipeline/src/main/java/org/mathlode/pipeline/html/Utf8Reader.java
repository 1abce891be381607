package org.mathlode.pipeline.html;

import java.io.Reader;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * The characters of bytes that are known to be UTF-8, without a copy of the page in between: what reads them asks for some
 * thousand at a time. Nearly all bytes of most pages are ASCII, so many of them are looked at together. Not thread-safe.
 */
final class Utf8Reader extends Reader {
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long HIGH_BITS = 0x8080808080808080L;
    private static final long LOW_BITS = 0x0101010101010101L;

    private static final int SHORT_RUN = 32;

    private final byte[] bytes;
    private int at;
    /** The second half of a pair for which there was no room, or 0. */
    private char pending;

    /** {@code bytes} must be UTF-8 from {@code from} on, as {@link #isUtf8} says, and stay as they are while they are read. */
    Utf8Reader(byte[] bytes, int from) {
        this.bytes = bytes;
        this.at = from;
    }

    /** True if the bytes from {@code from} on are UTF-8 as the Unicode Standard defines it (table 3-7): no overlong forms, no surrogates. */
    static boolean isUtf8(byte[] bytes, int from) {
        int i = from;
        int length = bytes.length;
        while (i < length) {
            i = asciiEnd(bytes, i, length);
            if (i == length) {
                return true;
            }
            int b = bytes[i];
            int more = b < (byte) 0xC2 ? -1 : b < (byte) 0xE0 ? 1 : b < (byte) 0xF0 ? 2 : b < (byte) 0xF5 ? 3 : -1;
            if (more < 0 || i + more >= length) {
                return false;
            }
            int second = bytes[i + 1] & 0xFF;
            int lowest = b == (byte) 0xE0 ? 0xA0 : b == (byte) 0xF0 ? 0x90 : 0x80;
            int highest = b == (byte) 0xED ? 0x9F : b == (byte) 0xF4 ? 0x8F : 0xBF;
            if (second < lowest || second > highest || more >= 2 && (bytes[i + 2] & 0xC0) != 0x80 || more == 3 && (bytes[i + 3] & 0xC0) != 0x80) {
                return false;
            }
            i += more + 1;
        }
        return true;
    }

    /** The position of the first byte from {@code from} on that is not ASCII, or {@code end}. */
    static int asciiEnd(byte[] bytes, int from, int end) {
        int i = from;
        while (i + 32 <= end && (((long) LONGS.get(bytes, i) | (long) LONGS.get(bytes, i + 8) | (long) LONGS.get(bytes, i + 16) | (long) LONGS.get(bytes, i + 24)) & HIGH_BITS) == 0) {
            i += 32;
        }
        while (i < end && bytes[i] >= 0) {
            i++;
        }
        return i;
    }

    /** True if one of the bytes is {@code wanted}. */
    static boolean holds(byte[] bytes, byte wanted) {
        long everywhere = LOW_BITS * (wanted & 0xFF);
        int i = 0;
        for (; i + 8 <= bytes.length; i += 8) {
            long unlike = (long) LONGS.get(bytes, i) ^ everywhere;
            if ((unlike - LOW_BITS & ~unlike & HIGH_BITS) != 0) {
                return true; // one of the eight differs from it in nothing
            }
        }
        for (; i < bytes.length; i++) {
            if (bytes[i] == wanted) {
                return true;
            }
        }
        return false;
    }

    @Override
    public int read(char[] out, int offset, int count) {
        if (count == 0) {
            return 0;
        }
        byte[] in = bytes;
        int length = in.length;
        int i = at;
        int o = offset;
        int end = offset + count;
        if (pending != 0) {
            out[o++] = pending;
            pending = 0;
        }
        while (i < length && o < end) {
            int b = in[i];
            if (b >= 0) {
                int run = asciiEnd(in, i, Math.min(length, i + end - o)) - i;
                if (run >= SHORT_RUN) {
                    new String(in, i, run, StandardCharsets.ISO_8859_1).getChars(0, run, out, o); // what the JVM copies fastest
                    i += run;
                    o += run;
                } else {
                    for (int stop = i + run; i < stop; i++) {
                        out[o++] = (char) in[i];
                    }
                }
            } else if (b < (byte) 0xE0) {
                out[o++] = (char) ((b & 0x1F) << 6 | in[i + 1] & 0x3F);
                i += 2;
            } else if (b < (byte) 0xF0) {
                out[o++] = (char) ((b & 0x0F) << 12 | (in[i + 1] & 0x3F) << 6 | in[i + 2] & 0x3F);
                i += 3;
            } else {
                int code = (b & 0x07) << 18 | (in[i + 1] & 0x3F) << 12 | (in[i + 2] & 0x3F) << 6 | in[i + 3] & 0x3F;
                out[o++] = Character.highSurrogate(code);
                i += 4;
                if (o < end) {
                    out[o++] = Character.lowSurrogate(code);
                } else {
                    pending = Character.lowSurrogate(code);
                }
            }
        }
        at = i;
        return o == offset ? -1 : o - offset;
    }

    @Override
    public void close() {}
}
