package org.mathlode.pipeline.html;

import java.nio.charset.StandardCharsets;

/** Tells payloads that are called HTML but are not text at all. */
final class BinaryPayload {
    private static final String[][] MAGIC = {
        {"%PDF-", "PDF"}, {"PK\u0003\u0004", "ZIP or Office file"}, {"\u0089PNG", "PNG image"}, {"GIF8", "GIF image"}, {"\u00ff\u00d8\u00ff", "JPEG image"},
        {"\u001f\u008b", "gzip"}, {"RIFF", "RIFF media"}, {"BM\u0036", "BMP image"}, {"\u00d0\u00cf\u0011\u00e0", "Office file"}, {"%!PS", "PostScript"},
        {"\u007fELF", "ELF program"}, {"wOFF", "font"}, {"wOF2", "font"}, {"ID3", "MP3 audio"}, {"BZh", "bzip2"}, {"7z\u00bc\u00af", "7z archive"}, {"Rar!", "RAR archive"}};
    private static final int LOOKED_AT = 4096;

    private BinaryPayload() {}

    /** What a payload is if it is no text, or null. */
    static String kind(byte[] payload) {
        String head = new String(payload, 0, Math.min(payload.length, 16), StandardCharsets.ISO_8859_1);
        for (String[] magic : MAGIC) {
            if (head.startsWith(magic[0])) {
                return magic[1];
            }
        }
        boolean utf16 = payload.length >= 2 && ((payload[0] == (byte) 0xFE && payload[1] == (byte) 0xFF) || (payload[0] == (byte) 0xFF && payload[1] == (byte) 0xFE));
        int looked = Math.min(payload.length, LOOKED_AT);
        int zeros = 0;
        int controls = 0;
        for (int i = 0; i < looked; i++) {
            int b = payload[i];
            zeros += b == 0 ? 1 : 0;
            controls += b >= 0 && b < 32 && b != '\t' && b != '\n' && b != '\r' && b != '\f' && b != 27 && b != 0 ? 1 : 0;
        }
        // UTF-16 has a zero in every other byte and is text all the same
        if (!utf16 && controls > looked / 10) {
            return "binary: " + controls + " control characters in " + looked + " bytes";
        }
        return !utf16 && zeros > looked * 0.7 ? "binary: " + zeros + " zero bytes in " + looked : null;
    }
}
