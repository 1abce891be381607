package org.mathlode.dedup.url;

import crawlercommons.filters.basic.BasicURLNormalizer;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Brings every address of one page to one URL key. The key starts with the domain ({@code example.org/path?query}), so keys
 * sort by site; it is a key, not an address to fetch. The rules and their reasons are the table in {@code docs/dedup.md}.
 * Thread-safe; never throws on a crawled string: what is no address of a page becomes {@code other:} and the string itself.
 */
public final class UrlNormalizer {
    /** Changes whenever some URL gets another key; stored with every table of keys. */
    public static final int VERSION = 2;

    private static final BasicURLNormalizer BASIC = BasicURLNormalizer.newBuilder()
            .idnNormalization(BasicURLNormalizer.IdnNormalization.PUNYCODE)
            .build();
    private static final Pattern PATH_PARAMETER = Pattern.compile(";([^=/;]+)=([^/;]*)");
    /** ASP.NET's session without cookies: {@code /(S(…))/}, {@code /(X(1)S(…))/}, {@code /(A(…)F(…))/}. */
    private static final Pattern ASP_SESSION = Pattern.compile("/\\((?:[AFX]\\([0-9A-Za-z_-]*\\))*[ASF]\\([0-9A-Za-z_-]{20,}\\)(?:[ASFX]\\([0-9A-Za-z_-]*\\))*\\)(?=/)");
    private static final Pattern DEFAULT_DOCUMENT = Pattern.compile(
            "/(?:index\\.(?:html?|xhtml|shtml|php[345]?|phtml|aspx?|jspx?|cfm|cgi|pl)|[dD]efault\\.(?:html?|aspx?))$");

    private UrlNormalizer() {}

    /** The key of {@code url}; equal keys mean the same page. */
    public static String key(String url) {
        String cleaned = cleaned(url);
        if (PageUrl.parse(cleaned).isEmpty()) {
            return "other:" + cleaned;
        }
        int hash = cleaned.indexOf('#');
        String withoutFragment = hash < 0 ? cleaned : cleaned.substring(0, hash);
        int question = withoutFragment.indexOf('?');
        String address = question < 0 ? withoutFragment : withoutFragment.substring(0, question);
        String query = question < 0 ? "" : withoutFragment.substring(question + 1);
        Optional<PageUrl> parsed = PageUrl.parse(basic(address));
        if (parsed.isEmpty()) {
            return "other:" + cleaned;
        }
        PageUrl page = parsed.get();
        StringBuilder key = new StringBuilder(url.length());
        if (!page.scheme().equals("http") && !page.scheme().equals("https")) {
            key.append(page.scheme()).append("://");
        }
        key.append(page.domain());
        if (page.port() >= 0 && page.port() != defaultPort(page.scheme())) {
            key.append(':').append(page.port());
        }
        key.append(path(page.path()));
        String rest = QueryRules.normalize(query);
        return rest.isEmpty() ? key.toString() : key.append('?').append(rest).toString();
    }

    private static String path(String path) {
        String shorter = path;
        if (shorter.indexOf(';') >= 0) {
            shorter = PATH_PARAMETER.matcher(shorter)
                    .replaceAll(found -> QueryRules.isSession(found.group(1), found.group(2)) ? "" : Matcher.quoteReplacement(found.group()));
        }
        if (shorter.indexOf('(') >= 0) {
            shorter = ASP_SESSION.matcher(shorter).replaceAll("");
        }
        shorter = withoutTrailingSlash(shorter);
        if (shorter.endsWith("/") || shorter.lastIndexOf("ndex.") >= 0 || shorter.lastIndexOf("efault.") >= 0) {
            shorter = withoutTrailingSlash(DEFAULT_DOCUMENT.matcher(shorter).replaceFirst("/"));
        }
        return shorter;
    }

    private static String withoutTrailingSlash(String path) {
        int end = path.length();
        while (end > 1 && path.charAt(end - 1) == '/') {
            end--;
        }
        return path.substring(0, end);
    }

    /** Browsers drop white space around and line breaks inside an address and read {@code \} as {@code /} (WHATWG URL, 4.4). */
    private static String cleaned(String url) {
        String text = Escapes.withoutLoneSurrogates(url.strip());
        StringBuilder out = new StringBuilder(text.length());
        boolean inQuery = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            inQuery |= c == '?' || c == '#';
            if (c == '\\' && !inQuery) {
                out.append('/');
            } else if (c != '\t' && c != '\n' && c != '\r') {
                out.append(c);
            }
        }
        return out.toString();
    }

    private static String basic(String address) {
        try {
            String normal = BASIC.filter(address);
            return normal == null ? address : normal;
        } catch (RuntimeException odd) {
            // the library is built on java.net.URL and IDN, which refuse some of what crawls hold; our own rules still apply
            return address;
        }
    }

    private static int defaultPort(String scheme) {
        return switch (scheme) {
            case "http" -> 80;
            case "https" -> 443;
            case "ftp" -> 21;
            default -> -1;
        };
    }
}
