package org.mathlode.pipeline.html;

import java.util.Map;

/** What a class attribute says about the mathematics of its element. */
enum MathClass {
    NONE,
    /** A KaTeX formula. */
    KATEX,
    /** A displayed KaTeX formula. */
    KATEX_DISPLAY,
    /** Output of MathJax 1 or 2: glyphs, whose source is elsewhere. */
    MATHJAX_OUTPUT,
    MATHJAX_DISPLAY_OUTPUT,
    /** The text MathJax 1 and 2 show until they are done. */
    MATHJAX_PREVIEW,
    /** MediaWiki: one formula in MathML and again as an image. */
    MEDIAWIKI,
    /** MediaWiki's HTML formulas: text with scripts. */
    TEXHTML,
    /** The text of the element is TeX, or may be. */
    MARKED,
    MARKED_DISPLAY,
    /** MediaWiki's fraction of two spans, {@code num} over {@code den}. */
    SLASHED,
    /** An image of a formula. */
    IMAGE,
    /** A table of HeVeA or TtH that draws a formula. */
    DRAWN_TABLE,
    /** A second copy of a formula for screen readers or the clipboard. */
    COPY;

    private static final Map<String, MathClass> WORDS = Map.ofEntries(
            Map.entry("katex", KATEX), Map.entry("katex-display", KATEX_DISPLAY), Map.entry("katex--display", KATEX_DISPLAY),
            Map.entry("katex-block", KATEX_DISPLAY),
            Map.entry("MathJax", MATHJAX_OUTPUT), Map.entry("MathJax_SVG", MATHJAX_OUTPUT), Map.entry("MathJax_CHTML", MATHJAX_OUTPUT),
            Map.entry("MathJax_MathML", MATHJAX_OUTPUT), Map.entry("MathJax_PHTML", MATHJAX_OUTPUT), Map.entry("mjx-chtml", MATHJAX_OUTPUT),
            Map.entry("mjx-full-width", MATHJAX_OUTPUT), Map.entry("MathJax_Processed", MATHJAX_OUTPUT), Map.entry("MathJax_FullWidth", MATHJAX_OUTPUT),
            Map.entry("MathJax_Display", MATHJAX_DISPLAY_OUTPUT), Map.entry("MathJax_SVG_Display", MATHJAX_DISPLAY_OUTPUT),
            Map.entry("MathJax_PHTML_Display", MATHJAX_DISPLAY_OUTPUT), Map.entry("MJXc-display", MATHJAX_DISPLAY_OUTPUT),
            Map.entry("MathJax_Preview", MATHJAX_PREVIEW), Map.entry("MJX_Assistive_MathML", COPY), Map.entry("mjx-copytext", COPY),
            Map.entry("MathJax_Error", COPY), Map.entry("mq-root-block", COPY),
            Map.entry("mwe-math-element", MEDIAWIKI), Map.entry("texhtml", TEXHTML),
            Map.entry("mwe-math-fallback-image-inline", IMAGE), Map.entry("mwe-math-fallback-image-display", IMAGE),
            Map.entry("math", MARKED), Map.entry("tex", MARKED), Map.entry("latex", MARKED), Map.entry("Math", MARKED), Map.entry("TeX", MARKED),
            Map.entry("LaTeX", MARKED), Map.entry("equation", MARKED), Map.entry("formula", MARKED), Map.entry("math-tex", MARKED),
            Map.entry("math-inline", MARKED), Map.entry("inline-math", MARKED), Map.entry("inline-equation", MARKED), Map.entry("tex-math", MARKED),
            Map.entry("arithmatex", MARKED), Map.entry("mathjax", MARKED), Map.entry("ztext-math", MARKED), Map.entry("ql-formula", MARKED),
            Map.entry("language-math", MARKED), Map.entry("language-latex-math", MARKED), Map.entry("katex-src", MARKED), Map.entry("katex-source", MARKED),
            Map.entry("mathquill", MARKED), Map.entry("mathquill-embedded-latex", MARKED), Map.entry("mathquill-static-math", MARKED),
            Map.entry("mq-math-mode", MARKED), Map.entry("tex2jax_process", MARKED), Map.entry("mathjax_process", MARKED),
            Map.entry("js-render-math", MARKED), Map.entry("jax", MARKED), Map.entry("math-formula", MARKED), Map.entry("latex-formula", MARKED),
            Map.entry("eqn", MARKED), Map.entry("katex-error", MARKED), Map.entry("math-container", MARKED), Map.entry("mathjax-tex", MARKED),
            Map.entry("sfrac", SLASHED), Map.entry("eq", MARKED), Map.entry("mathtex", MARKED), Map.entry("asciimath", MARKED), Map.entry("AM", MARKED),
            Map.entry("math-display", MARKED_DISPLAY), Map.entry("display-math", MARKED_DISPLAY), Map.entry("math-block", MARKED_DISPLAY),
            Map.entry("displaymath", MARKED_DISPLAY), Map.entry("block-equation", MARKED_DISPLAY), Map.entry("display-equation", MARKED_DISPLAY),
            Map.entry("inlineformula", IMAGE), Map.entry("numberedequation", IMAGE), Map.entry("displayformula", IMAGE), Map.entry("Wirisformula", IMAGE),
            Map.entry("latex-rendered", MARKED_DISPLAY), Map.entry("formulaInl", IMAGE), Map.entry("formulaDsp", IMAGE), Map.entry("ql-img-inline-formula", IMAGE),
            Map.entry("ql-img-displayed-equation", IMAGE), Map.entry("mathimg", IMAGE), Map.entry("eqimg", IMAGE), Map.entry("mimetex", IMAGE),
            Map.entry("latex-image", IMAGE), Map.entry("latexImage", IMAGE), Map.entry("equation_image", IMAGE), Map.entry("mathtex-equation-editor", IMAGE),
            Map.entry("ee_img", IMAGE), Map.entry("tex-image", IMAGE), Map.entry("texrender", IMAGE), Map.entry("wp-katex-eq", MARKED),
            Map.entry("katex-eq", MARKED), Map.entry("tex-render", MARKED));

    /** The first word of a class attribute that says something. */
    static MathClass of(String css) {
        MathClass found = NONE;
        boolean display = false;
        int i = 0;
        int length = css.length();
        boolean drawn = false;
        while (i < length) {
            while (i < length && css.charAt(i) <= ' ') {
                i++;
            }
            int start = i;
            while (i < length && css.charAt(i) > ' ') {
                i++;
            }
            String word = css.substring(start, i);
            MathClass said = WORDS.get(word);
            if (said != null && (found == NONE || said.ordinal() < found.ordinal())) {
                found = said;
            }
            display |= word.equals("display") || word.equals("block") || word.equals("displayed");
            drawn |= word.equals("display") || word.equals("dcenter");
        }
        if (found == MARKED && display) {
            return MARKED_DISPLAY;
        }
        return found == NONE && drawn ? DRAWN_TABLE : found;
    }

    boolean marked() {
        return this == MARKED || this == MARKED_DISPLAY;
    }
}
