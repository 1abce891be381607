package org.mathlode.pipeline.html;

import java.io.Reader;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import org.mozilla.universalchardet.UniversalDetector;

/**
 * Bytes of a page to characters. A byte order mark decides; then bytes that are valid UTF-8 beyond ASCII are UTF-8; then
 * what the HTTP header and the page's meta element declare is believed if the bytes allow it; then the bytes are asked.
 * Names are read as browsers read them (the WHATWG Encoding Standard: gb2312 means GB18030, iso-8859-1 windows-1252).
 * An unknown name is no name. Stateless.
 */
final class Charsets {
    /** How far into the page a meta element is looked for: four times what the standard asks, as pages put scripts first. */
    private static final int META_PREFIX = 4096;
    private static final int DETECTION_PREFIX = 256 * 1024;
    /** A declared charset that cannot read more than this share of the non-ASCII bytes is wrong. */
    private static final double TOLERATED_ERRORS = 0.02;

    private static final Charset WINDOWS_1252 = Charset.forName("windows-1252");
    private static final Map<String, String> ALIASES = Map.ofEntries(
            Map.entry("gb2312", "GB18030"), Map.entry("gb_2312-80", "GB18030"), Map.entry("gbk", "GB18030"),
            Map.entry("x-gbk", "GB18030"), Map.entry("cp936", "GB18030"), Map.entry("gb18030", "GB18030"),
            Map.entry("chinese", "GB18030"), Map.entry("euc-cn", "GB18030"),
            Map.entry("big5", "Big5-HKSCS"), Map.entry("big5-hkscs", "Big5-HKSCS"), Map.entry("x-x-big5", "Big5-HKSCS"),
            Map.entry("iso-8859-1", "windows-1252"), Map.entry("latin1", "windows-1252"), Map.entry("latin-1", "windows-1252"),
            Map.entry("iso8859-1", "windows-1252"), Map.entry("us-ascii", "windows-1252"), Map.entry("ascii", "windows-1252"),
            Map.entry("iso-8859-9", "windows-1254"), Map.entry("iso-8859-11", "x-windows-874"), Map.entry("tis-620", "x-windows-874"),
            Map.entry("shift_jis", "windows-31j"), Map.entry("shift-jis", "windows-31j"), Map.entry("sjis", "windows-31j"),
            Map.entry("x-sjis", "windows-31j"), Map.entry("euc-kr", "x-windows-949"), Map.entry("ks_c_5601-1987", "x-windows-949"),
            Map.entry("ksc5601", "x-windows-949"), Map.entry("korean", "x-windows-949"), Map.entry("utf8", "UTF-8"), Map.entry("unicode", "UTF-8"),
            Map.entry("utf-8", "UTF-8"), Map.entry("windows-1252", "windows-1252"));

    private Charsets() {}

    /** The characters of a page, to be read once, and the IANA name of the charset they are read in. */
    record Decoded(Reader characters, String charset) {}

    /** Decodes a payload; bytes that mean nothing become U+FFFD. */
    static Decoded decode(byte[] payload, String contentType) {
        if (starts(payload, 0xEF, 0xBB, 0xBF)) {
            return Utf8Reader.isUtf8(payload, 3) ? utf8(payload, 3) : read(payload, 3, StandardCharsets.UTF_8);
        }
        if (starts(payload, 0xFE, 0xFF)) {
            return read(payload, 2, StandardCharsets.UTF_16BE);
        }
        if (starts(payload, 0xFF, 0xFE)) {
            return read(payload, 2, StandardCharsets.UTF_16LE);
        }
        Charset unmarked = utf16WithoutMark(payload);
        if (unmarked != null) {
            return read(payload, 0, unmarked);
        }
        Charset fromHeader = named(parameter(contentType));
        boolean utf8 = Utf8Reader.isUtf8(payload, 0);
        if (utf8 || isNearlyUtf8(payload)) {
            if ((fromHeader == null || isSevenBit(fromHeader)) && Utf8Reader.holds(payload, (byte) 0x1b)) {
                Charset declared = fromHeader != null ? fromHeader : named(metaCharset(payload));
                if (declared != null && isSevenBit(declared)) {
                    return read(payload, 0, declared);
                }
            }
            return utf8 ? utf8(payload, 0) : read(payload, 0, StandardCharsets.UTF_8);
        }
        Charset fromMeta = named(metaCharset(payload));
        Charset chosen = believed(payload, fromHeader, fromMeta);
        return read(payload, 0, chosen);
    }

    private static Charset believed(byte[] payload, Charset fromHeader, Charset fromMeta) {
        Charset detected = null;
        for (Charset declared : new Charset[] {fromHeader, fromMeta}) {
            if (declared == null) {
                continue;
            }
            if (isSingleByte(declared) || declared.equals(StandardCharsets.UTF_8)) {
                // every byte is a letter in windows-1252, so it is the usual wrong answer for Chinese and Japanese pages
                Charset better = detected = detected == null ? detect(payload) : detected;
                if (better != null && !isSingleByte(better) && errorShare(payload, better) <= TOLERATED_ERRORS) {
                    if (declared.equals(StandardCharsets.UTF_8) && errorShare(payload, declared) <= TOLERATED_ERRORS) {
                        return declared; // UTF-8 with a few damaged bytes
                    }
                    if (fromMeta != null && !isSingleByte(fromMeta) && !fromMeta.equals(StandardCharsets.UTF_8)
                            && errorShare(payload, fromMeta) <= TOLERATED_ERRORS) {
                        return fromMeta;
                    }
                    return better;
                }
            }
            if (errorShare(payload, declared) <= TOLERATED_ERRORS) {
                return declared;
            }
        }
        if (detected == null) {
            detected = detect(payload);
        }
        if (detected != null && errorShare(payload, detected) <= TOLERATED_ERRORS) {
            return detected;
        }
        return errorShare(payload, StandardCharsets.UTF_8) <= 0.2 ? StandardCharsets.UTF_8 : WINDOWS_1252;
    }

    /** The charset a detector finds in the bytes, or null. */
    private static Charset detect(byte[] payload) {
        UniversalDetector detector = new UniversalDetector();
        detector.handleData(payload, 0, Math.min(payload.length, DETECTION_PREFIX));
        detector.dataEnd();
        return named(detector.getDetectedCharset());
    }

    /** The share of the non-ASCII bytes a charset makes nothing of. */
    private static double errorShare(byte[] payload, Charset charset) {
        int looked = Math.min(payload.length, DETECTION_PREFIX);
        CharsetDecoder decoder = charset.newDecoder()
                .onMalformedInput(CodingErrorAction.REPLACE).onUnmappableCharacter(CodingErrorAction.REPLACE);
        CharBuffer out = CharBuffer.allocate((int) (looked * decoder.maxCharsPerByte()) + 4);
        decoder.decode(ByteBuffer.wrap(payload, 0, looked), out, true);
        out.flip();
        int errors = 0;
        int beyond = 0;
        for (int i = 0; i < out.length(); i++) {
            char c = out.charAt(i);
            if (c > 127) {
                beyond++;
                if (c == '\uFFFD' || (c >= '\uE000' && c <= '\uF8FF') || (c >= 128 && c < 160)) {
                    errors++;
                }
            }
        }
        return beyond == 0 ? 0 : (double) errors / beyond;
    }

    private static boolean isSingleByte(Charset charset) {
        return charset.newDecoder().maxCharsPerByte() == 1.0f && charset.canEncode() && charset.newEncoder().maxBytesPerChar() == 1.0f;
    }

    /** True for charsets whose bytes look like ASCII and are something else behind an escape. */
    private static boolean isSevenBit(Charset charset) {
        return charset.name().startsWith("ISO-2022");
    }

    private static Decoded read(byte[] payload, int from, Charset charset) {
        return new Decoded(new StringReader(new String(payload, from, payload.length - from, charset)), charset.name());
    }

    private static Decoded utf8(byte[] payload, int from) {
        return new Decoded(new Utf8Reader(payload, from), "UTF-8");
    }

    /** The charset of this name as browsers understand it, or null for a name that means nothing here. */
    static Charset named(String name) {
        if (name == null) {
            return null;
        }
        String key = name.strip().toLowerCase(Locale.ROOT);
        try {
            Charset charset = Charset.forName(ALIASES.getOrDefault(key, key));
            // a page cannot declare UTF-16 in ASCII bytes and mean it
            return charset.name().startsWith("UTF-16") || charset.name().startsWith("UTF-32") ? StandardCharsets.UTF_8 : charset;
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    /** The charset parameter of a Content-Type header, or null. */
    static String parameter(String contentType) {
        return contentType == null ? null : charsetIn(contentType, 0, contentType.length());
    }

    private static String metaCharset(byte[] payload) {
        String head = new String(payload, 0, Math.min(payload.length, META_PREFIX), StandardCharsets.ISO_8859_1);
        String lower = head.toLowerCase(Locale.ROOT);
        if (lower.startsWith("<?xml")) {
            int end = lower.indexOf("?>");
            int encoding = lower.indexOf("encoding");
            if (encoding > 0 && encoding < end) {
                return value(head, encoding + "encoding".length(), end);
            }
        }
        for (int meta = lower.indexOf("<meta"); meta >= 0; meta = lower.indexOf("<meta", meta + 5)) {
            int end = lower.indexOf('>', meta);
            end = end < 0 ? lower.length() : end;
            String found = charsetIn(head, meta, end);
            if (found != null) {
                return found;
            }
        }
        return null;
    }

    private static String charsetIn(String text, int from, int to) {
        int at = text.toLowerCase(Locale.ROOT).indexOf("charset", from);
        return at < 0 || at >= to ? null : value(text, at + "charset".length(), to);
    }

    private static String value(String text, int from, int to) {
        int i = from;
        while (i < to && (text.charAt(i) <= ' ' || text.charAt(i) == '=' || text.charAt(i) == '"' || text.charAt(i) == '\'')) {
            i++;
        }
        int start = i;
        while (i < to && text.charAt(i) > ' ' && "\"';,>/".indexOf(text.charAt(i)) < 0) {
            i++;
        }
        return i == start ? null : text.substring(start, i);
    }

    /** True if the bytes are UTF-8 but for overlong forms and surrogates, be it cut in the last character. */
    private static boolean isNearlyUtf8(byte[] payload) {
        int i = 0;
        while (i < payload.length) {
            int b = payload[i];
            if (b >= 0) {
                i++;
                continue;
            }
            int more = b >= (byte) 0xC2 && b < (byte) 0xE0 ? 1 : b >= (byte) 0xE0 && b < (byte) 0xF0 ? 2 : b >= (byte) 0xF0 && b < (byte) 0xF5 ? 3 : -1;
            if (more < 0) {
                return false;
            }
            if (i + more >= payload.length) {
                return true; // cut in the middle of a character
            }
            for (int k = 1; k <= more; k++) {
                if ((payload[i + k] & 0xC0) != 0x80) {
                    return false;
                }
            }
            i += more + 1;
        }
        return true;
    }

    /** UTF-16 shows in every other byte of its ASCII characters being zero. */
    private static Charset utf16WithoutMark(byte[] payload) {
        int looked = Math.min(payload.length & ~1, 512);
        if (looked < 8) {
            return null;
        }
        int even = 0;
        int odd = 0;
        for (int i = 0; i < looked; i += 2) {
            even += payload[i] == 0 ? 1 : 0;
            odd += payload[i + 1] == 0 ? 1 : 0;
        }
        if (odd > looked * 0.3 && even == 0) {
            return StandardCharsets.UTF_16LE;
        }
        return even > looked * 0.3 && odd == 0 ? StandardCharsets.UTF_16BE : null;
    }

    private static boolean starts(byte[] payload, int... bytes) {
        if (payload.length < bytes.length) {
            return false;
        }
        for (int i = 0; i < bytes.length; i++) {
            if ((payload[i] & 0xFF) != bytes[i]) {
                return false;
            }
        }
        return true;
    }
}
