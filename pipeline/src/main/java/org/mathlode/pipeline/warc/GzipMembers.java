package org.mathlode.pipeline.warc;

import java.io.IOException;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.mathlode.pipeline.warc.UnreadableException.Layer;

/** Gzip members (RFC 1952), one after the other, each with its CRC and length checked. */
final class GzipMembers extends Members {
    private static final int TRAILER = 8;
    private static final int FHCRC = 2;
    private static final int FEXTRA = 4;
    private static final int FNAME = 8;
    private static final int FCOMMENT = 16;
    private static final int RESERVED = 0xe0;
    /** A file name or comment longer than this is damage. */
    private static final int MAX_NAME = 64 << 10;
    /** Enough to know a WARC version line, and an ARC line with a URL of usual length. */
    private static final int PROBED = 4096;

    private final Inflater inflater = new Inflater(true);
    private final Inflater probe = new Inflater(true);
    private final byte[] probed = new byte[PROBED];
    private final CRC32 crc = new CRC32();
    private long unpacked;
    private boolean ended;

    GzipMembers(ByteWindow window) {
        super(window);
    }

    @Override
    void open() throws IOException, UnreadableException {
        readHeader();
        inflater.reset();
        crc.reset();
        unpacked = 0;
        ended = false;
        inflater.setInput(window.takeAll());
    }

    private void readHeader() throws IOException, UnreadableException {
        if (!window.ensure(2) || u8(0) != 0x1f || u8(1) != 0x8b) {
            throw window.available() < 2 ? end("gzip header") : damage("no gzip member starts here");
        }
        need(10);
        int flags = u8(3);
        if (u8(2) != 8 || (flags & RESERVED) != 0) {
            throw damage("the gzip header is not valid");
        }
        int length = 10;
        if ((flags & FEXTRA) != 0) {
            need(length + 2);
            length += 2 + u16(length);
            need(length);
        }
        if ((flags & FNAME) != 0) {
            length = behindZero(length);
        }
        if ((flags & FCOMMENT) != 0) {
            length = behindZero(length);
        }
        if ((flags & FHCRC) != 0) {
            length += 2;
            need(length);
        }
        window.skip(length);
    }

    private void need(int count) throws IOException, UnreadableException {
        if (!window.ensure(count)) {
            throw end("gzip header");
        }
    }

    private int behindZero(int from) throws IOException, UnreadableException {
        for (int i = from; i < from + MAX_NAME; i++) {
            need(i + 1);
            if (u8(i) == 0) {
                return i + 1;
            }
        }
        throw damage("the gzip header is not valid");
    }

    @Override
    int read(byte[] into, int offset, int length) throws IOException, UnreadableException {
        if (ended) {
            return -1;
        }
        try {
            while (true) {
                // asking once more at the end costs as much as a small record
                int count = inflater.finished() ? 0 : inflater.inflate(into, offset, length);
                if (count > 0) {
                    crc.update(into, offset, count);
                    unpacked += count;
                    return count;
                }
                if (inflater.finished()) {
                    readTrailer();
                    ended = true;
                    return -1;
                }
                if (inflater.needsDictionary() || !inflater.needsInput()) {
                    throw damage("the deflate data is damaged");
                }
                if (window.available() == 0 && !window.fill()) {
                    throw end("gzip member");
                }
                inflater.setInput(window.takeAll());
            }
        } catch (DataFormatException e) {
            throw damage("the deflate data is damaged: " + e.getMessage());
        }
    }

    private void readTrailer() throws IOException, UnreadableException {
        window.skip(-inflater.getRemaining());
        if (!window.ensure(TRAILER)) {
            throw end("gzip trailer");
        }
        long checksum = u32(0);
        long size = u32(4);
        window.skip(TRAILER);
        if (checksum != crc.getValue()) {
            throw damage("the gzip checksum does not match");
        }
        if (size != (unpacked & 0xffffffffL)) {
            throw damage("the gzip length does not match");
        }
    }

    @Override
    boolean findStart() throws IOException {
        while (true) {
            window.anchor(window.offset());
            if (!window.ensure(3)) {
                window.skip(window.available());
                return false;
            }
            int last = window.available() - 3;
            int i = 0;
            while (i <= last && !(window.at(i) == 0x1f && window.at(i + 1) == (byte) 0x8b && window.at(i + 2) == 8)) {
                i++;
            }
            window.skip(i);
            if (i <= last) {
                if (startsHere()) {
                    return true;
                }
                window.skip(1);
            }
        }
    }

    @Override
    boolean startsHere() throws IOException {
        long start = window.offset();
        try {
            if (!window.ensure(2) || u8(0) != 0x1f || u8(1) != 0x8b) {
                return false;
            }
            readHeader();
            int length = inflateStart();
            return RecordStart.isAt(probed, 0, length);
        } catch (UnreadableException e) {
            return false;
        } finally {
            window.seek(start);
        }
    }

    private int inflateStart() throws IOException {
        probe.reset();
        probe.setInput(window.takeAll());
        int length = 0;
        try {
            // a WARC needs some 16 bytes, an ARC its whole first line
            for (int wanted = 32; length < PROBED; wanted = PROBED) {
                int count = probe.inflate(probed, length, Math.min(wanted, PROBED) - length);
                length += count;
                if (probe.finished() || length >= 32 && RecordStart.isAt(probed, 0, length)) {
                    break;
                }
                if (count == 0) {
                    if (!probe.needsInput() || window.available() == 0 && !window.fill()) {
                        break;
                    }
                    probe.setInput(window.takeAll());
                }
            }
        } catch (DataFormatException e) {
            // what came out before the damage counts: the reader will find the damage and name it
        }
        return length;
    }

    private static UnreadableException damage(String reason) {
        return new UnreadableException(Layer.MEMBER, reason);
    }

    private static UnreadableException end(String where) {
        return new UnreadableException(Layer.END, "the file ends within a " + where);
    }

    private int u8(int ahead) {
        return window.at(ahead) & 0xff;
    }

    private int u16(int ahead) {
        return u8(ahead) | u8(ahead + 1) << 8;
    }

    private long u32(int ahead) {
        return u16(ahead) | (long) u16(ahead + 2) << 16;
    }

    @Override
    boolean splittable() {
        return true;
    }

    @Override
    public void close() {
        inflater.end();
        probe.end();
    }
}
