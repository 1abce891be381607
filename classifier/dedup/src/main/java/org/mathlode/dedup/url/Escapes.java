package org.mathlode.dedup.url;

import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** Percent escapes in one spelling: RFC 3986, section 6.2.2, for the parts that crawler-commons does not touch. */
final class Escapes {
    private static final String HEX = "0123456789ABCDEF";
    /** What may stand unescaped in a query (RFC 3986, section 3.4), without the separators {@code & ; = +}. */
    private static final String PLAIN_IN_QUERY = "-._~!$'()*,:@/?";

    private Escapes() {}

    /** One name or value of a query: unreserved characters plain, all others escaped, a space as {@code +}. */
    static String queryPart(String part) {
        StringBuilder out = null;
        for (int i = 0; i < part.length(); ) {
            int c = part.codePointAt(i);
            int length = Character.charCount(c);
            String spelled = null;
            if (c == '%' && i + 2 < part.length() && hex(part.charAt(i + 1)) >= 0 && hex(part.charAt(i + 2)) >= 0) {
                int octet = hex(part.charAt(i + 1)) << 4 | hex(part.charAt(i + 2));
                length = 3;
                if (octet == ' ') {
                    spelled = "+";
                } else if (isUnreserved(octet)) {
                    spelled = String.valueOf((char) octet);
                } else {
                    spelled = part.substring(i, i + 3).toUpperCase(Locale.ROOT);
                }
            } else if (c == ' ') {
                spelled = "+";
            } else if (c != '+' && !isUnreserved(c) && PLAIN_IN_QUERY.indexOf(c) < 0) {
                spelled = escaped(c);
            }
            if (spelled != null && out == null) {
                out = new StringBuilder(part.length() + 16).append(part, 0, i);
            }
            if (out != null) {
                if (spelled != null) {
                    out.append(spelled);
                } else {
                    out.appendCodePoint(c);
                }
            }
            i += length;
        }
        return out == null ? part : out.toString();
    }

    /** Lone surrogates have no UTF-8 form: U+FFFD in their place, so that what follows cannot make a `?` of them. */
    static String withoutLoneSurrogates(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (Character.isSurrogate(text.charAt(i))) {
                StringBuilder out = new StringBuilder(text.length());
                text.codePoints().forEach(c -> out.appendCodePoint(c >= 0xD800 && c <= 0xDFFF ? 0xFFFD : c));
                return out.toString();
            }
        }
        return text;
    }

    private static String escaped(int c) {
        StringBuilder out = new StringBuilder(12);
        for (byte b : new String(Character.toChars(c)).getBytes(StandardCharsets.UTF_8)) {
            out.append('%').append(HEX.charAt(b >> 4 & 15)).append(HEX.charAt(b & 15));
        }
        return out.toString();
    }

    private static boolean isUnreserved(int c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9'
                || c == '-' || c == '.' || c == '_' || c == '~';
    }

    private static int hex(char c) {
        return c < 128 ? Character.digit(c, 16) : -1;
    }
}
