package org.mathlode.pipeline.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/** What every page of a report has around it. The content security policy allows its own style sheet and nothing else: no script, no request. */
public final class PageFrame {
    private static final String CSS = css();
    private static final String POLICY = "default-src 'none'; style-src 'sha256-" + digest(CSS) + "'; base-uri 'none'; form-action 'none'";

    private final Html html = new Html();

    /** Begins a page; {@code ways} are the pages of a report and their titles, the current one without an address; {@code sections} are the ids and titles to jump to. */
    public PageFrame(String title, List<Map.Entry<String, String>> ways, List<Map.Entry<String, String>> sections) {
        html.open("html", "lang", "en").open("head");
        html.single("meta", "charset", "utf-8");
        html.single("meta", "http-equiv", "Content-Security-Policy", "content", POLICY);
        html.single("meta", "name", "viewport", "content", "width=device-width, initial-scale=1");
        html.single("meta", "name", "referrer", "content", "no-referrer");
        html.single("meta", "http-equiv", "x-dns-prefetch-control", "content", "off");
        html.single("meta", "name", "color-scheme", "content", "light dark");
        html.element("title", title).style(CSS).close();
        html.open("body").open("header").element("h1", title);
        if (!ways.isEmpty()) {
            ways(ways);
        }
        html.open("nav", "aria-label", "On this page").open("ul", "class", "sections");
        sections.forEach(section -> html.open("li").element("a", section.getValue(), "href", "#" + section.getKey()).close());
        html.close().close().close().open("main");
    }

    private void ways(List<Map.Entry<String, String>> ways) {
        html.open("nav", "aria-label", "Pages of this report").open("ul", "class", "ways");
        ways.forEach(way -> {
            html.open("li");
            if (way.getKey().isEmpty()) {
                html.element("strong", way.getValue(), "aria-current", "page");
            } else {
                html.element("a", way.getValue(), "href", way.getKey());
            }
            html.close();
        });
        html.close().close();
    }

    /** The page's content. */
    public Html html() {
        return html;
    }

    /** Ends the page. */
    public String end() {
        html.close().open("footer").element("p", "Written by mathlode. Addresses lead to pages nobody has checked; nothing is loaded from them here.");
        return html.close().close().close().page();
    }

    private static String css() {
        try (InputStream in = PageFrame.class.getResourceAsStream("report.css")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("the style sheet of the report cannot be read", e);
        }
    }

    private static String digest(String css) {
        try {
            return Base64.getEncoder().encodeToString(MessageDigest.getInstance("SHA-256").digest(css.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
