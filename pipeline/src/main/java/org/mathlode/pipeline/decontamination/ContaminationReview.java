package org.mathlode.pipeline.decontamination;

import java.util.List;

/**
 * Shows contaminated documents to people, as HTML: for every hit the document's words and the benchmark's side by side, the common run marked. Everything
 * from outside is escaped. Not thread-safe.
 */
public final class ContaminationReview {
    /** The fragment's style sheet, for a page that holds it. */
    public static final String STYLE = """
            .contamination article { border-top: 1px solid #ccc; padding: .6em 0 }
            .contamination h3 { font-size: 1em; margin: .2em 0; overflow-wrap: anywhere }
            .contamination table { border-collapse: collapse; width: 100%; table-layout: fixed }
            .contamination td, .contamination th { border: 1px solid #ddd; padding: .4em; text-align: left; vertical-align: top; white-space: pre-wrap; overflow-wrap: anywhere }
            .contamination caption { text-align: left; color: #444; padding: .4em 0 .1em }
            .contamination .spared { opacity: .6 }
            """;
    /** Hits shown of one document. */
    private static final int MOST_HITS = 5;

    private final StringBuilder articles = new StringBuilder();

    /**
     * Adds a document.
     *
     * @param url empty if it has none
     * @param outcome what became of it: {@link Judgement.Outcome#label}
     * @param hits those that condemn first, as {@link org.mathlode.dedup.ngram.Verdict} has them
     */
    public void add(String id, String url, String outcome, List<HitRow> hits) {
        articles.append("<article>\n<h3>");
        if (url.startsWith("http://") || url.startsWith("https://")) {
            articles.append("<a rel=\"noreferrer\" href=\"").append(escaped(url)).append("\">").append(escaped(url)).append("</a> ");
        } else if (!url.isEmpty()) {
            articles.append(escaped(url)).append(' ');
        }
        articles.append("<code>").append(escaped(id)).append("</code> ").append(escaped(outcome)).append("</h3>\n");
        hits.stream().limit(MOST_HITS).forEach(this::add);
        if (hits.size() > MOST_HITS) {
            articles.append("<p>and ").append(hits.size() - MOST_HITS).append(" more</p>\n");
        }
        articles.append("</article>\n");
    }

    /** The documents added so far, to be put into a page with {@link #STYLE}. */
    public String fragment() {
        return "<section class=\"contamination\">\n" + articles + "</section>\n";
    }

    /** A page of its own. */
    public String page(String title) {
        return "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<title>" + escaped(title) + "</title>\n<style>\n"
                + "body { font-family: sans-serif; margin: 1em auto; max-width: 72em }\n" + STYLE + "</style>\n</head>\n<body>\n<h1>" + escaped(title)
                + "</h1>\n" + fragment() + "</body>\n</html>\n";
    }

    private void add(HitRow hit) {
        articles.append("<table").append(hit.condemns() ? "" : " class=\"spared\"").append("><caption>")
                .append(escaped(hit.benchmark())).append(", <code>").append(escaped(hit.itemId())).append("</code> (").append(escaped(hit.field()))
                .append("): ").append(hit.grams()).append(" grams, ").append(escaped(hit.strength()));
        if (hit.strength().equals("weak")) {
            articles.append(", witness ").append(escaped(hit.witness()));
        }
        articles.append("; n-gram <code>").append(escaped(hit.ngram())).append("</code></caption>\n<tr><th>the page, from character ").append(hit.start())
                .append("</th><th>the benchmark</th></tr>\n<tr>");
        cell(hit.documentBefore(), hit.documentSnippet(), hit.documentAfter());
        cell(hit.benchmarkBefore(), hit.benchmarkSnippet(), hit.benchmarkAfter());
        articles.append("</tr></table>\n");
    }

    private void cell(String before, String run, String after) {
        articles.append("<td>").append(escaped(before)).append("<mark>").append(escaped(run)).append("</mark>").append(escaped(after)).append("</td>");
    }

    private static String escaped(String text) {
        StringBuilder out = new StringBuilder(text.length() + 16);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '&' -> out.append("&amp;");
                case '<' -> out.append("&lt;");
                case '>' -> out.append("&gt;");
                case '"' -> out.append("&quot;");
                case '\'' -> out.append("&#39;");
                default -> out.append(c < ' ' && c != '\n' && c != '\t' ? ' ' : c);
            }
        }
        return out.toString();
    }
}
