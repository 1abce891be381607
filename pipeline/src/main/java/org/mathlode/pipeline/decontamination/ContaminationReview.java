package org.mathlode.pipeline.decontamination;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.mathlode.pipeline.report.Html;
import org.mathlode.pipeline.report.PageFrame;

/**
 * Shows documents with hits to people, as an HTML page: for every hit the document's words and the benchmark's side by side, the common run marked. Everything
 * from outside is escaped. Not thread-safe.
 */
public final class ContaminationReview {
    /** Hits shown of one document. */
    public static final int MOST_HITS = 5;

    private final List<ReviewedDocument> condemned = new ArrayList<>();
    private final List<ReviewedDocument> spared = new ArrayList<>();

    /** Adds a document; of its hits the first {@value #MOST_HITS} are kept. */
    public void add(ReviewedDocument document) {
        (document.outcome().equals(Judgement.Outcome.CLEAN.label()) ? spared : condemned).add(document.shortened(MOST_HITS));
    }

    /** The page by itself. */
    public String page(String title) {
        return page(title, List.of());
    }

    /** The page, with ways to those beside it: file names and what they are called. */
    public String page(String title, List<Map.Entry<String, String>> ways) {
        PageFrame frame = new PageFrame(title, ways, List.of(Map.entry("condemned", "Quote a benchmark"), Map.entry("spared", "Weak hits only")));
        Html html = frame.html();
        section(html, "condemned", "Documents that quote a benchmark", condemned);
        section(html, "spared", "Documents with weak hits only, kept", spared);
        return frame.end();
    }

    private static void section(Html html, String id, String title, List<ReviewedDocument> documents) {
        html.open("section", "id", id).element("h2", title);
        html.element("p", documents.isEmpty() ? "None is shown." : documents.size() + " are shown.", "class", "remark");
        documents.forEach(document -> write(html, document));
        html.close();
    }

    private static void write(Html html, ReviewedDocument document) {
        html.open("article").open("h3").pageLink(document.url()).text(" ").element("code", document.id()).text(" " + document.outcome()).close();
        document.hits().forEach(hit -> write(html, hit));
        int more = document.hitCount() - document.hits().size();
        if (more > 0) {
            html.element("p", "and " + more + " more", "class", "remark");
        }
        html.close();
    }

    private static void write(Html html, HitRow hit) {
        html.open("table", "class", hit.condemns() ? "quoted" : "quoted weak").open("caption");
        html.element("bdi", hit.benchmark()).text(", ").open("code").element("bdi", hit.itemId()).close().text(" (" + hit.field() + "): " + hit.grams() + " grams, " + hit.strength());
        if (hit.strength().equals("weak")) {
            html.text(", witness " + hit.witness());
        }
        html.text("; n-gram ").open("code").element("bdi", hit.ngram()).close().close();
        html.open("thead").open("tr").element("th", "the page, from character " + hit.start(), "scope", "col").element("th", "the benchmark", "scope", "col").close().close();
        html.open("tbody").open("tr");
        cell(html, hit.documentBefore(), hit.documentSnippet(), hit.documentAfter());
        cell(html, hit.benchmarkBefore(), hit.benchmarkSnippet(), hit.benchmarkAfter());
        html.close().close().close();
    }

    private static void cell(Html html, String before, String run, String after) {
        html.open("td", "dir", "auto").text(before).element("mark", run).text(after).close();
    }
}
