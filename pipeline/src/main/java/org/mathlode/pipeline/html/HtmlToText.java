package org.mathlode.pipeline.html;

import java.util.List;
import java.util.regex.Pattern;
import org.mathlode.pipeline.html.Extraction.ExtractedPage;
import org.mathlode.pipeline.html.Extraction.RejectedPage;
import org.mathlode.pipeline.model.RejectReason;

/**
 * The bytes of a page to its text, with formulas as LaTeX. One instance per task: it remembers the names a site uses and is
 * not thread-safe. What it remembers never changes a result. It throws nothing that a page could cause.
 */
public final class HtmlToText {
    private static final Pattern WHITE_SPACE = Pattern.compile("\\s+");

    private final ExtractionParams params;
    private final ClassNames classNames = new ClassNames();
    private final PageReader pages = new PageReader();

    /** Changes whenever some page gets another text; a run does not mix texts of two versions. */
    public static final int VERSION = 4;

    public HtmlToText(ExtractionParams params) {
        this.params = params;
    }

    /**
     * The text of a page or the reason why there is none.
     *
     * @param payload the page, decoded from its transfer and content encodings
     * @param contentType the HTTP header of that name, or null
     * @param url the page's address; used in messages only
     */
    public Extraction extract(byte[] payload, String contentType, String url) {
        return extract(payload, contentType, url, null);
    }

    /** As {@link #extract}, and appends to {@code explanation} which blocks were dropped and where each formula came from. */
    public Extraction explain(byte[] payload, String contentType, String url, List<String> explanation) {
        return extract(payload, contentType, url, explanation);
    }

    private Extraction extract(byte[] payload, String contentType, String url, List<String> lines) {
        if (payload.length == 0) {
            return new RejectedPage(RejectReason.EMPTY_PAYLOAD, "0 bytes");
        }
        if (payload.length > params.maxPayloadBytes()) {
            return new RejectedPage(RejectReason.PAYLOAD_TOO_LARGE, payload.length + " bytes, limit " + params.maxPayloadBytes());
        }
        String binary = BinaryPayload.kind(payload);
        if (binary != null) {
            return new RejectedPage(RejectReason.BINARY_PAYLOAD, binary);
        }
        try {
            return page(payload, contentType, lines);
        } catch (WorkBudget.Exceeded e) {
            return new RejectedPage(RejectReason.TIMEOUT, e.getMessage());
        } catch (RuntimeException | StackOverflowError e) {
            StackTraceElement[] trace = e.getStackTrace();
            return new RejectedPage(RejectReason.EXTRACTION_FAILED, e + (trace.length == 0 ? "" : " at " + trace[0]) + " (" + url + ")");
        }
    }

    private Extraction page(byte[] payload, String contentType, List<String> lines) {
        WorkBudget work = new WorkBudget(params.timeoutMillis());
        Charsets.Decoded decoded = Charsets.decode(payload, contentType);
        PageTree tree = pages.read(decoded.characters(), payload.length, work);
        MathConfig config = MathConfig.read(tree);
        PageNotes notes = PageNotes.of(tree, classNames, work);
        MainContent.mark(tree, notes, params.favour(), work);
        Explanation explanation = lines == null ? Explanation.SILENT : new Explanation(tree);
        TextRenderer renderer = new TextRenderer(tree, notes, config, work, explanation);
        String text = renderer.render();
        if (lines != null) {
            lines.add("charset " + decoded.charset());
            lines.addAll(explanation.lines());
        }
        int characters = characters(text, Math.max(1, params.minCharacters()));
        if (characters < Math.max(1, params.minCharacters())) {
            return new RejectedPage(RejectReason.TOO_SHORT, characters + " characters, minimum " + params.minCharacters());
        }
        FormulaCounts counts = renderer.counts(DroppedFormulas.count(tree, notes, 0));
        return new ExtractedPage(text, title(tree), decoded.charset(), counts, renderer.macros().usedIn(text));
    }

    private static String title(PageTree tree) {
        for (int i = 1; i < tree.size(); i++) {
            if (tree.tag(i) == Tag.TITLE && tree.tag(tree.parent(i)) != Tag.SVG) {
                return wellFormed(WHITE_SPACE.matcher(tree.text(i)).replaceAll(" ").strip());
            }
        }
        return "";
    }

    private static String wellFormed(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isSurrogate(c)) {
                boolean pair = Character.isHighSurrogate(c) && i + 1 < text.length() && Character.isLowSurrogate(text.charAt(i + 1));
                if (!pair) {
                    return text.replaceAll("[\\ud800-\\udfff]", "\uFFFD");
                }
                i++;
            }
        }
        return text;
    }

    /** How many characters but white space a text has, counted up to {@code enough}. */
    private static int characters(String text, int enough) {
        int count = 0;
        for (int i = 0; i < text.length() && count < enough; i++) {
            count += text.charAt(i) > ' ' ? 1 : 0;
        }
        return count;
    }
}
