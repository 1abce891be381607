package org.mathlode.pipeline.report;

import java.util.List;

/** Pages shown as examples: a line with score and beginning, and behind it the text and what moved the score. */
final class SampleSection {
    private static final int SNIPPET = 160;

    private SampleSection() {}

    static void write(Html html, List<SamplePage.Group> groups) {
        for (SamplePage.Group group : groups) {
            html.element("h3", group.title()).element("p", group.remark(), "class", "remark");
            if (group.pages().isEmpty()) {
                html.element("p", "There are none.", "class", "remark");
            }
            group.pages().forEach(page -> write(html, page));
        }
    }

    private static void write(Html html, SamplePage page) {
        html.open("details", "class", "sample").open("summary");
        if (page.logOdds() != null) {
            html.element("span", Amount.signed(page.logOdds()), "class", "score");
        }
        html.open("span", "class", "address").element("bdi", brief(page.url())).close();
        if (page.text() != null) {
            html.open("span", "class", "snippet").element("bdi", snippet(page.text())).close();
        } else if (!page.note().isEmpty()) {
            html.element("span", page.note(), "class", "snippet");
        }
        html.close();
        html.open("div", "class", "body").open("p").pageLink(page.url()).close();
        html.open("p", "class", "remark").text(String.join(" · ", facts(page))).close();
        if (!page.ngrams().isEmpty()) {
            html.open("ul", "class", "ngrams", "aria-label", "n-grams that weighed most");
            for (SamplePage.Weight weight : page.ngrams()) {
                html.open("li", "class", weight.contribution() < 0 ? "against" : "for").element("bdi", weight.ngram())
                        .element("span", Amount.signed(weight.contribution()) + (weight.occurrences() > 1 ? " ×" + weight.occurrences() : "")).close();
            }
            html.close();
        }
        if (page.text() != null) {
            html.element("pre", page.text(), "dir", "auto");
        }
        html.close().close();
    }

    private static List<String> facts(SamplePage page) {
        List<String> facts = new java.util.ArrayList<>();
        if (page.logOdds() != null) {
            facts.add("log-odds " + Amount.signed(page.logOdds()) + ", probability " + Amount.probability(1 / (1 + Math.exp(-page.logOdds()))));
        }
        if (!page.note().isEmpty()) {
            facts.add(page.note());
        }
        if (!page.language().isEmpty()) {
            facts.add("language " + page.language());
        }
        facts.add("document " + page.id());
        return facts;
    }

    private static String brief(String url) {
        String bare = url.replaceFirst("^https?://(www\\.)?", "");
        return bare.length() <= 90 ? bare : bare.substring(0, 60) + "…" + bare.substring(bare.length() - 28);
    }

    private static String snippet(String text) {
        String line = text.replaceAll("\\s+", " ").strip();
        return line.length() <= SNIPPET ? line : line.substring(0, SNIPPET) + "…";
    }
}
