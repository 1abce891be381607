package org.mathlode.pipeline.decontamination;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.mathlode.dedup.ngram.BenchmarkText;
import org.mathlode.dedup.ngram.Decontaminator;
import org.mathlode.dedup.text.GramScanner;
import org.mathlode.pipeline.html.Extraction;
import org.mathlode.pipeline.html.ExtractionParams;
import org.mathlode.pipeline.html.HtmlToText;

/**
 * Checks a decontaminator before a corpus is accepted: benchmark texts are put into pages of the run in many spellings, and what is
 * found is counted; the pages without them count false alarms. The same inputs give the same result. Not thread-safe.
 */
public final class SelfTest {
    private static final int SHORTEST_IN_GRAMS = 13;

    private final Decontaminator decontaminator;
    private final HtmlToText extractor;
    private final GramScanner grams = new GramScanner();

    /** @param extraction as in the run, but with a minimum of characters that a single paragraph passes */
    public SelfTest(Decontaminator decontaminator, ExtractionParams extraction) {
        this.decontaminator = decontaminator;
        this.extractor = new HtmlToText(extraction);
    }

    /**
     * Puts texts into pages and counts what is found.
     *
     * @param texts those of fewer than 13 grams are passed over: they are matched whole and spelled strictly by design
     * @param pages texts of pages that the decontaminator found clean; each takes one benchmark text in its middle
     * @param perVariant texts a spelling
     */
    public SelfTestResult run(List<BenchmarkText> texts, List<String> pages, int perVariant, long randomSeed) {
        if (pages.isEmpty()) {
            throw new IllegalArgumentException("Cannot test decontamination: there is no page to put benchmark texts into");
        }
        List<BenchmarkText> usable = texts.stream().filter(text -> grams.scan(text.text()).count() >= SHORTEST_IN_GRAMS).toList();
        Random random = new Random(randomSeed);
        Map<String, SelfTestResult.Count> counts = new java.util.TreeMap<>();
        List<String> missed = new ArrayList<>();
        int page = 0;
        for (SpellingVariant variant : SpellingVariant.values()) {
            int injected = 0;
            int found = 0;
            for (int tries = 0; injected < perVariant && tries < 20 * perVariant && !usable.isEmpty(); tries++) {
                BenchmarkText text = usable.get(random.nextInt(usable.size()));
                Optional<String> spelled = variant.of(text.text(), random);
                if (spelled.isEmpty()) {
                    continue;
                }
                injected++;
                if (decontaminator.check(document(pages.get(page++ % pages.size()), spelled.get(), variant)).contaminated()) {
                    found++;
                } else {
                    missed.add(variant.name().toLowerCase(java.util.Locale.ROOT).replace('_', '-') + " " + text.itemId() + " " + text.field().label());
                }
            }
            counts.put(variant.name().toLowerCase(java.util.Locale.ROOT).replace('_', '-'), new SelfTestResult.Count(injected, found));
        }
        int alarms = (int) pages.stream().filter(clean -> decontaminator.check(clean).contaminated()).count();
        return new SelfTestResult(counts, pages.size(), alarms, missed);
    }

    private String document(String page, String spelled, SpellingVariant variant) {
        int middle = page.indexOf("\n\n", page.length() / 2);
        int at = middle < 0 ? page.length() : middle;
        if (!variant.isHtml()) {
            return page.substring(0, at) + "\n\n" + spelled + "\n\n" + page.substring(at);
        }
        String html = "<html><body><article>" + paragraphs(page.substring(0, at)) + "<div>" + spelled + "</div>" + paragraphs(page.substring(at))
                + "</article></body></html>";
        Extraction extraction = extractor.extract(html.getBytes(StandardCharsets.UTF_8), "text/html; charset=utf-8", "self-test");
        return extraction instanceof Extraction.ExtractedPage extracted ? extracted.text() : "";
    }

    private static String paragraphs(String text) {
        return "<p>" + SpellingVariant.escaped(text).replaceAll("\n\n+", "</p><p>") + "</p>";
    }
}
