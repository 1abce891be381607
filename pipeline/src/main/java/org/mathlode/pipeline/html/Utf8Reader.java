package org.mathlode.pipeline.html;

import java.io.Reader;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * The characters of bytes that are known to be UTF-8, without a copy of the page in between: what reads them asks for some
 * thousand at a time. Nearly all bytes of most pages are ASCII, so eight of them are looked at together. Not thread-safe.
 */
final class Utf8Reader extends Reader {
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long HIGH_BITS = 0x8080808080808080L;
    private static final long LOW_BITS = 0x0101010101010101L;

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
            if (i + 8 <= length && ((long) LONGS.get(bytes, i) & HIGH_BITS) == 0) {
                i += 8;
                continue;
            }
            int b = bytes[i];
            if (b >= 0) {
                i++;
                continue;
            }
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
                if (i + 8 <= length && o + 8 <= end && ((long) LONGS.get(in, i) & HIGH_BITS) == 0) {
                    for (int k = 0; k < 8; k++) {
                        out[o + k] = (char) in[i + k];
                    }
                    i += 8;
                    o += 8;
                } else {
                    out[o++] = (char) b;
                    i++;
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
