package org.mathlode.pipeline.report;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;

/** Builds an HTML page. Everything that comes from outside goes through {@link #text} or an attribute's value and is escaped. Not thread-safe. */
public final class Html {
    private static final int BRIEF_URL = 120;

    private final StringBuilder out = new StringBuilder(1 << 16);
    private final Deque<String> open = new ArrayDeque<>();

    /** Opens an element; attributes are names and values in turn. */
    public Html open(String tag, String... attributes) {
        start(tag, attributes);
        open.push(tag);
        return this;
    }

    /** Closes the element opened last. */
    public Html close() {
        out.append("</").append(open.pop()).append('>');
        return this;
    }

    /** An element that has no content. */
    Html single(String tag, String... attributes) {
        return start(tag, attributes);
    }

    /** An element that holds a text. */
    public Html element(String tag, String text, String... attributes) {
        return open(tag, attributes).text(text).close();
    }

    public Html text(String text) {
        escape(text);
        return this;
    }

    /** The address of a page as a link that says nothing of where it was followed; as plain text unless it is an http or https URL. */
    public Html pageLink(String url) {
        String shown = visible(url.length() <= BRIEF_URL ? url : url.substring(0, BRIEF_URL) + "…");
        if (!isWebUrl(url)) {
            return element("span", shown, "class", "url");
        }
        return open("a", "class", "url", "href", url, "rel", "noopener noreferrer nofollow", "referrerpolicy", "no-referrer").text(shown).close();
    }

    /** Styles: the one place where text stays as it is. */
    Html style(String css) {
        if (css.contains("</")) {
            throw new IllegalArgumentException("a style sheet holds no end tag");
        }
        out.append("<style>").append(css).append("</style>");
        return this;
    }

    /** The page; throws if an element is still open. */
    String page() {
        if (!open.isEmpty()) {
            throw new IllegalStateException("still open: " + open);
        }
        return "<!DOCTYPE html>\n" + out + "\n";
    }

    static boolean isWebUrl(String url) {
        String scheme = url.substring(0, Math.min(8, url.length())).toLowerCase(Locale.ROOT);
        return (scheme.startsWith("http://") || scheme.startsWith("https://")) && url.chars().noneMatch(c -> c <= ' ' || c == 0x7f);
    }

    /** An address whose characters that turn the direction of text around can be seen. */
    private static String visible(String url) {
        StringBuilder shown = new StringBuilder(url.length());
        url.chars().forEach(c -> {
            if (Character.getType(c) == Character.FORMAT) {
                shown.append(String.format(Locale.ROOT, "[U+%04X]", c));
            } else {
                shown.append((char) c);
            }
        });
        return shown.toString();
    }

    private Html start(String tag, String... attributes) {
        out.append('<').append(tag);
        for (int i = 0; i < attributes.length; i += 2) {
            out.append(' ').append(attributes[i]).append("=\"");
            escape(attributes[i + 1]);
            out.append('"');
        }
        out.append('>');
        return this;
    }

    private void escape(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '&' -> out.append("&amp;");
                case '<' -> out.append("&lt;");
                case '>' -> out.append("&gt;");
                case '"' -> out.append("&quot;");
                case '\'' -> out.append("&#39;");
                default -> out.append(c < ' ' && c != '\n' && c != '\t' || c >= 0x7f && c < 0xa0 || loneSurrogate(text, i) ? '\ufffd' : c);
            }
        }
    }

    private static boolean loneSurrogate(String text, int i) {
        char c = text.charAt(i);
        if (Character.isHighSurrogate(c)) {
            return i + 1 == text.length() || !Character.isLowSurrogate(text.charAt(i + 1));
        }
        return Character.isLowSurrogate(c) && (i == 0 || !Character.isHighSurrogate(text.charAt(i - 1)));
    }
}
