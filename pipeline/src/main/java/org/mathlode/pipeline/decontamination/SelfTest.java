package org.mathlode.pipeline.decontamination;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.mathlode.dedup.ngram.BenchmarkText;
import org.mathlode.dedup.ngram.Decontaminator;
import org.mathlode.dedup.ngram.IndexParams;
import org.mathlode.dedup.text.ChineseScript;
import org.mathlode.dedup.text.GramScanner;
import org.mathlode.pipeline.decontamination.SelfTestResult.Trial;
import org.mathlode.pipeline.html.Extraction;
import org.mathlode.pipeline.html.ExtractionParams;
import org.mathlode.pipeline.html.HtmlToText;

/**
 * Checks a decontaminator before a corpus is accepted: benchmark texts are put into pages of the run in many spellings, and what is found is
 * counted; so are pages condemned without any, and near misses. The same inputs give the same result. Not thread-safe.
 */
public final class SelfTest {
    /** Changes whenever the same inputs are spelled or drawn differently. */
    public static final int VERSION = 1;
    /** Shorter texts are matched whole and spelled strictly by design. */
    private static final int SHORTEST_IN_GRAMS = 13;
    /** More of a page than this, in UTF-16 units, tells no more. */
    private static final int LONGEST_PAGE = 20_000;

    private final Decontaminator decontaminator;
    private final int ngram;
    private final ChineseScript chinese;
    private final HtmlToText extractor;
    private final GramScanner grams = new GramScanner();

    /**
     * @param params of the decontaminator's index
     * @param extraction as in the run, but with a minimum of characters that a single paragraph passes
     */
    public SelfTest(Decontaminator decontaminator, IndexParams params, ExtractionParams extraction) {
        this.decontaminator = decontaminator;
        this.ngram = params.ngram();
        this.chinese = params.chinese();
        this.extractor = new HtmlToText(extraction);
    }

    /** A page of a run. */
    public record Page(String id, String text) {}

    /**
     * Puts texts into pages and counts what is found.
     *
     * @param texts those of fewer than 13 grams are passed over
     * @param pages those condemned as they are take no text; each other one takes texts in its middle
     * @param perSpelling texts a spelling; fewer where few can be spelled so
     */
    public SelfTestResult run(List<BenchmarkText> texts, List<Page> pages, int perSpelling, long randomSeed) {
        List<Page> clean = new ArrayList<>();
        List<String> hit = new ArrayList<>();
        for (Page page : pages) {
            if (decontaminator.check(page.text()).contaminated()) {
                hit.add(page.id());
            } else {
                clean.add(page);
            }
        }
        if (clean.isEmpty()) {
            throw new IllegalArgumentException("Cannot test decontamination: there is no page to put benchmark texts into, "
                    + hit.size() + " of " + pages.size() + " are condemned as they are");
        }
        List<BenchmarkText> usable = texts.stream().filter(text -> grams.scan(text.text()).count() >= Math.max(SHORTEST_IN_GRAMS, ngram + 1)).toList();
        Random random = new Random(randomSeed);
        List<Trial> trials = new ArrayList<>();
        for (SpellingVariant spelling : SpellingVariant.values()) {
            if (spelling == SpellingVariant.TRADITIONAL_CHINESE && chinese == ChineseScript.AS_WRITTEN) {
                continue;
            }
            int injected = 0;
            for (int tries = 0; injected < perSpelling && tries < 20 * perSpelling && !usable.isEmpty(); tries++) {
                BenchmarkText text = usable.get(random.nextInt(usable.size()));
                Optional<String> spelled = spelling.takes(text.field()) ? spelling.of(text.text(), random) : Optional.empty();
                if (spelled.isPresent()) {
                    injected++;
                    Page page = clean.get(trials.size() % clean.size());
                    trials.add(Trial.of(spelling.label(), text, page.id(),
                            decontaminator.check(document(page.text(), spelled.get(), spelling)).contaminated()));
                }
            }
        }
        for (int i = 0; i < perSpelling && !usable.isEmpty(); i++) {
            BenchmarkText text = usable.get(random.nextInt(usable.size()));
            Page page = clean.get(trials.size() % clean.size());
            // words that no text goes on with
            String document = inserted(page.text(), "Quoth mathlode: " + fragment(text.text(), random) + " (quoth mathlode).");
            trials.add(Trial.of(SelfTestResult.NEAR_MISS, text, page.id(), decontaminator.check(document).contaminated()));
        }
        return new SelfTestResult(trials, pages.size(), hit);
    }

    /** One gram less than what must agree, as the text spells it. */
    private String fragment(String text, Random random) {
        int from = random.nextInt(grams.scan(text).count() - ngram + 2);
        return text.substring(grams.start(from), grams.end(from + ngram - 2));
    }

    private String document(String page, String spelled, SpellingVariant spelling) {
        if (!spelling.isHtml()) {
            return inserted((page + "\n\n").repeat(spelling.pages()), spelled);
        }
        String text = shortened(page);
        int at = middle(text);
        String html = "<html><body><article>" + paragraphs(text.substring(0, at)) + "<div>" + spelled + "</div>" + paragraphs(text.substring(at))
                + "</article></body></html>";
        Extraction extraction = extractor.extract(html.getBytes(StandardCharsets.UTF_8), "text/html; charset=utf-8", "self-test");
        return extraction instanceof Extraction.ExtractedPage extracted ? extracted.text() : "";
    }

    private static String inserted(String page, String spelled) {
        int at = middle(page);
        return page.substring(0, at) + "\n\n" + spelled + "\n\n" + page.substring(at);
    }

    private static String shortened(String page) {
        int end = page.length() <= LONGEST_PAGE ? page.length() : page.lastIndexOf(' ', LONGEST_PAGE);
        return page.substring(0, Math.max(0, end));
    }

    private static int middle(String page) {
        int middle = page.indexOf("\n\n", page.length() / 2);
        return middle < 0 ? page.length() : middle;
    }

    private static String paragraphs(String text) {
        return "<p>" + SpellingVariant.escaped(text).replaceAll("\n\n+", "</p><p>") + "</p>";
    }
}
