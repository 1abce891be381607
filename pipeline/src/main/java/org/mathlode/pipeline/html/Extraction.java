package org.mathlode.pipeline.html;

import java.util.Map;
import org.mathlode.pipeline.model.RejectReason;

/** What became of a page: its text, or the reason why there is none. */
public sealed interface Extraction permits Extraction.ExtractedPage, Extraction.RejectedPage {
    /**
     * The text of a page.
     *
     * @param text paragraphs separated by blank lines, formulas as {@code $…$} and {@code $$…$$}; without NUL or lone surrogates
     * @param title the page's title element, empty if it has none
     * @param charset the IANA name of the charset the bytes were read in
     * @param formulas the formulas in {@code text}
     * @param macros the page's own macros that formulas in {@code text} use: name with its backslash to the definition as LaTeX;
     *     formulas stand in the text as their author wrote them
     */
    record ExtractedPage(String text, String title, String charset, FormulaCounts formulas, Map<String, String> macros) implements Extraction {}

    /**
     * A page without text.
     *
     * @param reason why
     * @param detail the figure or message behind the reason, for people
     */
    record RejectedPage(RejectReason reason, String detail) implements Extraction {}
}
