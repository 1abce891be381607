package org.mathlode.pipeline.warc;

import java.util.Arrays;
import org.mathlode.pipeline.warc.HttpResponse.State;

/** Chunked transfer coding (RFC 9112, section 7.1), as far as it goes: chunks before the damage are kept. */
final class Chunks {
    private static final int LONGEST_SIZE_LINE = 4096;

    private Chunks() {}

    /** The chunks joined; the bytes as they are if they do not begin with the size of a chunk. */
    static Decoded join(byte[] stored) {
        byte[] joined = new byte[stored.length];
        int length = 0;
        int at = 0;
        boolean first = true;
        while (true) {
            while (at < stored.length && (stored[at] == '\r' || stored[at] == '\n')) {
                at++;
            }
            int digits = at;
            while (digits < stored.length && Character.digit(stored[digits], 16) >= 0) {
                digits++;
            }
            int data = behindSizeLine(stored, digits);
            if (digits == at || data < 0) {
                if (first) {
                    return new Decoded(stored, State.COMPLETE, "not chunked, though the header says so");
                }
                return new Decoded(Arrays.copyOf(joined, length), State.PARTIAL, at >= stored.length ? "the last chunk is missing" : "a chunk has no size");
            }
            long size = size(stored, at, digits);
            if (size == 0) {
                return new Decoded(Arrays.copyOf(joined, length), State.COMPLETE, "");
            }
            int step = (int) Math.min(size, stored.length - data);
            System.arraycopy(stored, data, joined, length, step);
            length += step;
            if (step < size) {
                return new Decoded(Arrays.copyOf(joined, length), State.PARTIAL, "a chunk is cut short");
            }
            at = data + step;
            first = false;
        }
    }

    /** The index behind the line that begins with a size, or -1 if it goes on like no such line. */
    private static int behindSizeLine(byte[] stored, int digitsEnd) {
        int i = digitsEnd;
        while (i < stored.length && (stored[i] == ' ' || stored[i] == '\t')) {
            i++;
        }
        boolean extension = i < stored.length && stored[i] == ';';
        while (i < stored.length && i - digitsEnd < LONGEST_SIZE_LINE && stored[i] != '\n') {
            if (!extension && stored[i] != '\r') {
                return -1;
            }
            i++;
        }
        return i < stored.length && stored[i] == '\n' ? i + 1 : -1;
    }

    private static long size(byte[] stored, int from, int to) {
        long size = 0;
        for (int i = from; i < to && size < Integer.MAX_VALUE; i++) {
            size = size * 16 + Character.digit(stored[i], 16);
        }
        return size;
    }
}
