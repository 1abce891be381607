package org.mathlode.dedup.url;

import crawlercommons.domains.EffectiveTldFinder;
import java.util.Locale;
import java.util.Optional;

/**
 * The parts of a page's address. Immutable; crawls hold any string, so {@link #parse} answers empty where there is no host
 * instead of throwing.
 *
 * @param scheme lower case, such as {@code https}
 * @param host lower case, without port, user or trailing dot; brackets stay around an IPv6 address
 * @param port −1 where the URL names none
 * @param path begins with {@code /}; escapes and case as in the URL
 * @param query without {@code ?}; empty where there is none
 */
public record PageUrl(String scheme, String host, int port, String path, String query) {

    /** Empty for what has no {@code scheme://host}: {@code mailto:}, {@code javascript:}, fragments of text. */
    public static Optional<PageUrl> parse(String url) {
        int colon = url.indexOf("://");
        if (colon <= 0 || !isScheme(url, colon)) {
            return Optional.empty();
        }
        int hash = url.indexOf('#', colon);
        int end = hash < 0 ? url.length() : hash;
        int from = colon + 3;
        int slash = from;
        while (slash < end && "/?\\".indexOf(url.charAt(slash)) < 0) {
            slash++;
        }
        int at = url.lastIndexOf('@', slash - 1);
        String authority = url.substring(at >= from ? at + 1 : from, slash);
        int bracket = authority.lastIndexOf(']');
        int portColon = authority.indexOf(':', Math.max(bracket, 0));
        String host = (portColon < 0 ? authority : authority.substring(0, portColon)).toLowerCase(Locale.ROOT);
        while (host.endsWith(".")) {
            host = host.substring(0, host.length() - 1);
        }
        if (host.isEmpty()) {
            return Optional.empty();
        }
        int question = url.indexOf('?', slash);
        boolean asks = question >= 0 && question < end;
        String path = url.substring(slash, asks ? question : end);
        return Optional.of(new PageUrl(
                url.substring(0, colon).toLowerCase(Locale.ROOT),
                host,
                port(portColon < 0 ? "" : authority.substring(portColon + 1)),
                path.isEmpty() ? "/" : path,
                asks ? url.substring(question + 1, end) : ""));
    }

    /** The host without a leading {@code www.}: what domain shares are counted by. {@code www.com} stays whole. */
    public String domain() {
        return withoutWww(host);
    }

    /**
     * The domain somebody registered, after the public suffix list with its private section: {@code docs.example.co.uk}
     * gives {@code example.co.uk}, {@code alice.github.io} itself. The whole {@link #domain} for addresses and unknown names.
     */
    public String registrableDomain() {
        if (host.startsWith("[") || isIpv4(host)) {
            return host;
        }
        String assigned = EffectiveTldFinder.getAssignedDomain(host, true, false);
        return assigned == null || assigned.isEmpty() ? domain() : assigned;
    }

    /** {@code path} and, where there is one, {@code ?query}. */
    public String pathAndQuery() {
        return query.isEmpty() ? path : path + "?" + query;
    }

    static String withoutWww(String host) {
        return host.startsWith("www.") && host.indexOf('.', 4) > 0 ? host.substring(4) : host;
    }

    private static boolean isIpv4(String host) {
        for (int i = 0; i < host.length(); i++) {
            char c = host.charAt(i);
            if (c != '.' && (c < '0' || c > '9')) {
                return false;
            }
        }
        return true;
    }

    private static boolean isScheme(String url, int end) {
        for (int i = 0; i < end; i++) {
            char c = url.charAt(i);
            boolean letter = c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z';
            if (!letter && (i == 0 || (c < '0' || c > '9') && "+-.".indexOf(c) < 0)) {
                return false;
            }
        }
        return true;
    }

    private static int port(String digits) {
        try {
            return digits.isEmpty() ? -1 : Integer.parseUnsignedInt(digits);
        } catch (NumberFormatException odd) {
            return -1;
        }
    }
}
