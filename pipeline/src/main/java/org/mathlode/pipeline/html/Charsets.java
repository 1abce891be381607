package org.mathlode.pipeline.html;

import java.io.Reader;
import java.io.StringReader;
import java.nio.charset.Charset;
import java.nio.charset.CharsetEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.mozilla.universalchardet.UniversalDetector;

/**
 * Bytes of a page to characters. A byte order mark decides; then bytes that are valid UTF-8 beyond ASCII are UTF-8; then
 * what the HTTP header and the page's meta element declare is believed if the bytes read well in it; then the bytes are asked.
 * Names are read as browsers read them (the WHATWG Encoding Standard: gb2312 means GB18030, iso-8859-1 windows-1252).
 * An unknown name is no name. Stateless.
 */
final class Charsets {
    /** How far into the page a meta element is looked for: four times what the standard asks, as pages put scripts first. */
    private static final int META_PREFIX = 4096;
    private static final int DETECTION_PREFIX = 256 * 1024;
    /** How much better than a declared charset another one must read the bytes, as {@link CharsetPlausibility} measures it. */
    private static final double DECLARED_AHEAD = 0.15;
    /** Bytes that read so well in a declared charset are not tried in others. */
    private static final double WELL_READ = 0.25;
    private static final double VERY_WELL_READ = 0.6;

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

    /** What bytes are tried in that nothing declares rightly, the commonest first. */
    private static final List<Charset> GUESSES = Stream.of("UTF-8", "windows-1252", "GB18030", "windows-1251", "Big5-HKSCS", "windows-31j", "EUC-JP", "x-windows-949", "KOI8-R",
            "windows-1250", "windows-1254", "windows-1253", "windows-1255", "windows-1256", "ISO-8859-6", "x-windows-874").filter(Charset::isSupported).map(Charset::forName).toList();

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
            if (!StandardCharsets.UTF_8.equals(fromHeader) && Utf8Reader.holds(payload, (byte) 0x1b)) {
                Charset declared = fromHeader != null ? fromHeader : named(metaCharset(payload));
                declared = declared == null || !isSevenBit(declared) ? escapesToJapanese(payload) ? named("ISO-2022-JP") : null : declared;
                if (declared != null) {
                    return read(payload, 0, declared);
                }
            }
            if (utf8 && looksEncodedTwice(payload)) {
                return new Decoded(new StringReader(encodedOnce(new String(payload, StandardCharsets.UTF_8))), "UTF-8");
            }
            return utf8 ? utf8(payload, 0) : read(payload, 0, StandardCharsets.UTF_8);
        }
        Charset fromMeta = named(metaCharset(payload));
        Charset chosen = believed(payload, fromHeader, fromMeta);
        return read(payload, 0, chosen);
    }

    /**
     * The header's charset, else the page's own, if the bytes read well in it; else the one they read best in. What is declared
     * needs not read as well as the best guess: a guess may fit by chance.
     */
    private static Charset believed(byte[] payload, Charset fromHeader, Charset fromMeta) {
        Charset best = null;
        double most = 0;
        Charset detected = detect(payload);
        Set<Charset> candidates = new LinkedHashSet<>();
        for (Charset candidate : new Charset[] {fromHeader, fromMeta, detected}) {
            if (candidate != null && candidate.canEncode()) {
                candidates.add(candidate);
            }
        }
        boolean declared = fromHeader != null || fromMeta != null;
        for (Charset candidate : candidates) {
            double plausibility = CharsetPlausibility.of(payload, candidate);
            if (best == null || plausibility > most + (best.equals(fromHeader) || best.equals(fromMeta) ? DECLARED_AHEAD : 0)) {
                best = candidate;
                most = plausibility;
            }
        }
        boolean bestIsDeclared = best != null && (best.equals(fromHeader) || best.equals(fromMeta));
        if (best != null && most >= (declared && bestIsDeclared ? WELL_READ : VERY_WELL_READ)) {
            return related(payload, best, bestIsDeclared);
        }
        for (Charset candidate : GUESSES) {
            double plausibility = CharsetPlausibility.of(payload, candidate);
            if (best == null || plausibility > most + DECLARED_AHEAD) {
                best = candidate;
                most = plausibility;
            }
        }
        return related(payload, best, best != null && (best.equals(fromHeader) || best.equals(fromMeta)));
    }

    /** The charset among those that differ from {@code chosen} in some letters only in which the bytes read best. */
    private static Charset related(byte[] payload, Charset chosen, boolean declared) {
        if (chosen != null && chosen.name().equals("KOI8-R") && Charset.isSupported("KOI8-U")) {
            Charset ukrainian = Charset.forName("KOI8-U");
            return CharsetPlausibility.of(payload, ukrainian) > CharsetPlausibility.of(payload, chosen) ? ukrainian : chosen;
        }
        return LatinCharsets.refined(payload, chosen, declared);
    }

    /** The charset a detector finds in the bytes, or null. */
    private static Charset detect(byte[] payload) {
        UniversalDetector detector = new UniversalDetector();
        detector.handleData(payload, 0, Math.min(payload.length, DETECTION_PREFIX));
        detector.dataEnd();
        return named(detector.getDetectedCharset());
    }

    private static Decoded read(byte[] payload, int from, Charset charset) {
        String text = new String(payload, from, payload.length - from, charset);
        return new Decoded(new StringReader(withoutCutEnd(text)), charset.name());
    }

    /** What is left of a character that was cut in the middle says nothing. */
    private static String withoutCutEnd(String text) {
        int end = text.length();
        while (end > 0 && end > text.length() - 3 && text.charAt(end - 1) == '\uFFFD') {
            end--;
        }
        return text.substring(0, end);
    }

    /**
     * Text that was UTF-8, taken for windows-1252 and encoded again, as it was meant; other text comes back as it is. It must
     * be so throughout: every character beyond ASCII a byte of windows-1252, and all of them together UTF-8.
     */
    private static String encodedOnce(String text) {
        int beyond = 0;
        CharsetEncoder encoder = null;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c > 127) {
                if (++beyond == 1 && (c < 0xC2 || c > 0xF4)) {
                    return text; // no first byte of a character
                }
                encoder = encoder == null ? WINDOWS_1252.newEncoder() : encoder;
                if (c > 0xFF && !encoder.canEncode(c)) {
                    return text;
                }
            }
        }
        if (beyond < 6) {
            return text;
        }
        byte[] bytes = new byte[text.length()];
        for (int i = 0; i < bytes.length; i++) {
            char c = text.charAt(i);
            if (c > 0xFF || c >= 0x80 && c < 0xA0 && encoder.canEncode(c)) {
                bytes[i] = String.valueOf(c).getBytes(WINDOWS_1252)[0];
            } else {
                bytes[i] = (byte) c;
            }
        }
        return Utf8Reader.isUtf8(bytes, 0) ? new String(bytes, StandardCharsets.UTF_8) : text;
    }

    /** Two bytes of a character that were taken for two characters: É, Â and the like before a character that is no letter of ASCII. */
    private static boolean looksEncodedTwice(byte[] payload) {
        int i = Utf8Reader.asciiEnd(payload, 0, payload.length);
        return i + 2 < payload.length && payload[i] == (byte) 0xC3 && (payload[i + 1] & 0xFF) >= 0x82 && (payload[i + 1] & 0xFF) <= 0xB4 && payload[i + 2] < 0;
    }

    /** True if the escape that opens Japanese in ISO-2022-JP is among the bytes. */
    private static boolean escapesToJapanese(byte[] payload) {
        for (int i = 0; i + 2 < payload.length; i++) {
            if (payload[i] == 0x1b && payload[i + 1] == '$' && (payload[i + 2] == 'B' || payload[i + 2] == '@')) {
                return true;
            }
        }
        return false;
    }

    /** True for charsets whose bytes look like ASCII and are something else behind an escape. */
    private static boolean isSevenBit(Charset charset) {
        return charset.name().startsWith("ISO-2022");
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
        // U+4E00 and others have a zero byte too, in the other place
        if (odd > looked * 0.2 && even * 20 <= odd) {
            return StandardCharsets.UTF_16LE;
        }
        return even > looked * 0.2 && odd * 20 <= even ? StandardCharsets.UTF_16BE : null;
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
