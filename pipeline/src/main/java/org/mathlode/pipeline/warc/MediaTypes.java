package org.mathlode.pipeline.warc;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.regex.Pattern;

/** Media types: as named in headers, and as the first bytes show them. */
final class MediaTypes {
    private static final int SNIFFED = 1024;
    /** The tags of the WHATWG MIME Sniffing standard, section 7.1, by which an unnamed resource is HTML. */
    private static final Pattern HTML = Pattern.compile(
            "<(?:!doctype\\s+html|html|head|script|iframe|h1|div|font|table|a|style|title|b|body|br|p)[\\s>/].*|<!--.*|<\\?xml\\s[^>]*>\\s*<(?:!doctype\\s+html|html)[\\s>].*",
            Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

    private MediaTypes() {}

    /** Type and subtype in lower case, or "" if the value has none. */
    static String essence(String headerValue) {
        int from = behindBlanks(headerValue, 0);
        int slash = behindToken(headerValue, from);
        if (slash == from || slash == headerValue.length() || headerValue.charAt(slash) != '/') {
            return "";
        }
        int to = behindToken(headerValue, slash + 1);
        int behind = behindBlanks(headerValue, to);
        boolean ends = behind == headerValue.length() || headerValue.charAt(behind) == ';' || headerValue.charAt(behind) == ',';
        return to > slash + 1 && ends ? headerValue.substring(from, to).toLowerCase(Locale.ROOT) : "";
    }

    private static int behindBlanks(String text, int from) {
        int at = from;
        while (at < text.length() && (text.charAt(at) == ' ' || text.charAt(at) >= '\t' && text.charAt(at) <= '\r')) {
            at++;
        }
        return at;
    }

    private static int behindToken(String text, int from) {
        int at = from;
        while (at < text.length() && isTokenCharacter(text.charAt(at))) {
            at++;
        }
        return at;
    }

    private static boolean isTokenCharacter(char c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || "!#$&^_.+-".indexOf(c) >= 0;
    }

    static boolean isHtml(String mediaType) {
        return mediaType.equals("text/html") || mediaType.equals("application/xhtml+xml");
    }

    /** Whether the first bytes show HTML: a tag a page begins with. */
    static boolean looksLikeHtml(byte[] bytes) {
        int from = behindBom(bytes);
        while (from < bytes.length && (bytes[from] == ' ' || bytes[from] == '\t' || bytes[from] == '\r' || bytes[from] == '\n')) {
            from++;
        }
        String start = new String(bytes, from, Math.min(SNIFFED, bytes.length - from), StandardCharsets.ISO_8859_1);
        return HTML.matcher(start).matches();
    }

    /** Whether the first bytes are those of a format that never is a page, whatever the header says. */
    static boolean looksForeign(byte[] bytes) {
        return startsWith(bytes, "%PDF-") || startsWith(bytes, "\u0089PNG") || startsWith(bytes, "GIF8") || startsWith(bytes, "\u00ff\u00d8\u00ff")
                || startsWith(bytes, "PK\u0003\u0004") || startsWith(bytes, "\u001f\u008b\b");
    }

    /** Whether the first bytes have no control characters but those of text. */
    static boolean looksLikeText(byte[] bytes) {
        if (behindBom(bytes) == 2) {
            return true;
        }
        for (int i = 0; i < Math.min(bytes.length, SNIFFED); i++) {
            byte b = bytes[i];
            if (b >= 0 && b < ' ' && b != '\t' && b != '\n' && b != '\r' && b != '\f' && b != 0x1b) {
                return false;
            }
        }
        return bytes.length > 0;
    }

    /** Whether there is nothing but ASCII blanks and line ends. */
    static boolean isBlank(byte[] bytes) {
        for (byte b : bytes) {
            if (b != ' ' && b != '\n' && b != '\r' && b != '\t' && b != '\f') {
                return false;
            }
        }
        return true;
    }

    private static int behindBom(byte[] bytes) {
        if (startsWith(bytes, "\u00ef\u00bb\u00bf")) {
            return 3;
        }
        return startsWith(bytes, "\u00fe\u00ff") || startsWith(bytes, "\u00ff\u00fe") ? 2 : 0;
    }

    private static boolean startsWith(byte[] bytes, String latin1) {
        for (int i = 0; i < latin1.length(); i++) {
            if (i >= bytes.length || (bytes[i] & 0xff) != latin1.charAt(i)) {
                return false;
            }
        }
        return true;
    }
}
