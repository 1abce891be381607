package org.mathlode.pipeline.warc;

import com.github.luben.zstd.ZstdInputStreamNoFinalizer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.zip.GZIPInputStream;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;
import org.brotli.dec.BrotliInputStream;
import org.mathlode.pipeline.warc.HttpResponse.State;

/** Content codings (RFC 9110, section 8.4.1). The bytes have the last word on whether they are encoded at all. */
final class ContentCoding {
    private static final byte[] NONE = {};
    private static final int STEP = 64 << 10;
    /** RFC 9659: a zstd window for the web has at most 8 MiB. */
    private static final int ZSTD_WINDOW_LOG = 23;

    private ContentCoding() {}

    /** A way to unpack, which may fail at once. */
    private interface Unpacker {
        InputStream open(InputStream packed) throws IOException;
    }

    /** Takes one coding off; one byte more than {@code max} at most. */
    static Decoded decode(String coding, byte[] bytes, int max) {
        return switch (coding) {
            case "gzip", "x-gzip" -> {
                int start = startOfGzip(bytes);
                yield start < 0 ? asItIs(bytes, coding) : unpack(coding, bytes, start, max, GZIPInputStream::new);
            }
            case "deflate" -> isZlib(bytes)
                    ? unpack(coding, bytes, 0, max, InflaterInputStream::new)
                    : unpack(coding, bytes, 0, max, ContentCoding::rawDeflate);
            case "br" -> unpack(coding, bytes, 0, max, BrotliInputStream::new);
            case "zstd" -> startsWith(bytes, 0, 0x28, 0xb5, 0x2f, 0xfd)
                    ? unpack(coding, bytes, 0, max, packed -> new ZstdInputStreamNoFinalizer(packed).setLongMax(ZSTD_WINDOW_LOG))
                    : asItIs(bytes, coding);
            default -> asItIs(bytes, coding);
        };
    }

    /** The header says encoded, the bytes do not: text is taken as it is, anything else would only be noise. */
    private static Decoded asItIs(byte[] bytes, String coding) {
        String shown = coding.length() > 20 ? coding.substring(0, 20) + "…" : coding;
        return MediaTypes.looksLikeText(bytes)
                ? new Decoded(bytes, State.COMPLETE, "not encoded, though the header says " + shown)
                : new Decoded(NONE, State.UNDECODABLE, "cannot decode content encoding " + shown);
    }

    private static Decoded unpack(String coding, byte[] bytes, int from, int max, Unpacker unpacker) {
        byte[] unpacked = new byte[(int) Math.min(max + 1L, Math.max(STEP, 4L * bytes.length))];
        int length = 0;
        String trouble = "";
        try (InputStream in = unpacker.open(new ByteArrayInputStream(bytes, from, bytes.length - from))) {
            while (length <= max) {
                if (length == unpacked.length) {
                    unpacked = Arrays.copyOf(unpacked, (int) Math.min(max + 1L, 2L * unpacked.length));
                }
                int count = in.read(unpacked, length, Math.min(STEP, unpacked.length - length));
                if (count < 0) {
                    break;
                }
                length += count;
            }
        } catch (IOException | RuntimeException e) {
            // the decoders are other people's: whatever they throw about these bytes is the bytes' fault
            trouble = coding + " content is cut or damaged";
        }
        // brotli has neither magic bytes nor a checksum: noise may pass for a long way to write nothing
        if (length == 0 && (!trouble.isEmpty() || coding.equals("br") && bytes.length > 8)) {
            return asItIs(bytes, coding);
        }
        return new Decoded(length == unpacked.length ? unpacked : Arrays.copyOf(unpacked, length), trouble.isEmpty() ? State.COMPLETE : State.PARTIAL, trouble);
    }

    private static InputStream rawDeflate(InputStream packed) {
        Inflater inflater = new Inflater(true);
        return new InflaterInputStream(packed, inflater) {
            @Override
            public void close() throws IOException {
                super.close();
                inflater.end();
            }
        };
    }

    /** Where the gzip data starts: Common Crawl's files of August 2018 have a line end before it. */
    private static int startOfGzip(byte[] bytes) {
        int start = startsWith(bytes, 0, '\r', '\n') ? 2 : 0;
        return startsWith(bytes, start, 0x1f, 0x8b, 8) ? start : -1;
    }

    private static boolean isZlib(byte[] bytes) {
        return bytes.length > 2 && (bytes[0] & 0x0f) == 8 && ((bytes[0] & 0xff) << 8 | bytes[1] & 0xff) % 31 == 0;
    }

    private static boolean startsWith(byte[] bytes, int from, int... start) {
        for (int i = 0; i < start.length; i++) {
            if (from + i >= bytes.length || (bytes[from + i] & 0xff) != start[i]) {
                return false;
            }
        }
        return true;
    }
}
