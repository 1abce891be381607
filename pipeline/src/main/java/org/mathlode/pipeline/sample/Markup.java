package org.mathlode.pipeline.sample;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** How a page holds its formulas; the kinds of markup found on the web. */
enum Markup {
    /** MathJax with its own delimiters {@code \( \)} and {@code \[ \]}. */
    MATHJAX_PAREN,
    /** MathJax with single dollars switched on by a configuration in the page. */
    MATHJAX_DOLLAR,
    /** MathJax 3, double dollars, macros defined in the page. */
    MATHJAX_MACROS,
    /** {@code script type="math/tex"} with a preview beside it. */
    MATH_TEX_SCRIPT,
    /** KaTeX as rendered on the server, TeX in the annotation. */
    KATEX,
    /** MathML with a TeX annotation. */
    MATHML_ANNOTATION,
    /** MathML with TeX in {@code alttext}, as LaTeXML writes it. */
    MATHML_ALTTEXT,
    /** Images of a blog host, TeX in {@code alt}. */
    WORDPRESS_IMAGE,
    /** Images of a formula service, TeX in the address. */
    CODECOGS_IMAGE,
    /** Images of a script on the forum's own host, TeX in address and {@code alt}. */
    MIMETEX_IMAGE,
    /** What wikis on MediaWiki write: MathML and a fallback image. */
    MWE,
    /** AsciiMath between backticks. */
    ASCIIMATH,
    /** Only {@code sup}, {@code sub}, {@code i} and special characters. */
    SUP_SUB,
    /** No formulas. */
    NONE;

    enum Style { INLINE, DISPLAY }

    /** The word used in the truth table, such as {@code mathjax-paren}. */
    String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** What the page needs in its head. */
    String head() {
        return switch (this) {
            case MATHJAX_PAREN -> "<script src=\"/static/mathjax/MathJax.js?config=TeX-AMS_CHTML\" async></script>";
            case MATHJAX_DOLLAR -> "<script type=\"text/x-mathjax-config\">MathJax.Hub.Config({tex2jax: {inlineMath: [['$','$'], ['\\\\(','\\\\)']],"
                    + " processEscapes: true}});</script>\n<script src=\"/static/mathjax/MathJax.js?config=TeX-MML-AM_CHTML\"></script>";
            case MATHJAX_MACROS -> "<script>window.MathJax = {tex: {inlineMath: [['$', '$']], displayMath: [['$$', '$$']],"
                    + " macros: {PP: '\\\\mathbb{P}', EE: '\\\\mathbb{E}', RR: '\\\\mathbb{R}'}}};</script>\n"
                    + "<script id=\"MathJax-script\" async src=\"/js/mathjax@3/es5/tex-chtml.js\"></script>";
            case MATH_TEX_SCRIPT -> "<script src=\"/mathjax/2.7.9/MathJax.js?config=TeX-AMS-MML_HTMLorMML\"></script>";
            case KATEX -> "<link rel=\"stylesheet\" href=\"/assets/katex.min.css\">";
            case MWE -> "<link rel=\"stylesheet\" href=\"/load.php?modules=ext.math.styles&amp;only=styles\">";
            case ASCIIMATH -> "<script src=\"/lib/MathJax.js?config=AM_HTMLorMML-full\"></script>";
            default -> "";
        };
    }

    String html(String tex, Style style) {
        boolean display = style == Style.DISPLAY;
        String escaped = Html.escape(tex);
        return switch (this) {
            case MATHJAX_PAREN -> display ? "\\[ " + escaped + " \\]" : "\\(" + escaped + "\\)";
            case MATHJAX_DOLLAR -> display ? "$$" + escaped + "$$" : "$" + escaped + "$";
            case MATHJAX_MACROS -> (display ? "$$" : "$") + escaped.replace("\\mathbb{P}", "\\PP").replace("\\mathbb{R}", "\\RR") + (display ? "$$" : "$");
            case MATH_TEX_SCRIPT -> "<span class=\"MathJax_Preview\"></span><script type=\"math/tex" + (display ? "; mode=display" : "") + "\">" + tex + "</script>";
            case KATEX -> katex(tex, style);
            case MATHML_ANNOTATION -> mathMl(tex, style, "");
            case MATHML_ALTTEXT -> "<math class=\"ltx_Math\" alttext=\"" + escaped + "\" display=\"" + (display ? "block" : "inline") + "\">"
                    + FormulaText.mathMl(Tex.parse(tex)) + "</math>";
            case WORDPRESS_IMAGE -> "<img src=\"https://s0.wp.com/latex.php?latex=" + encoded((display ? "\\displaystyle " : "") + tex)
                    + "&#038;bg=ffffff&#038;fg=333333&#038;s=0\" alt=\"" + escaped + "\" class=\"latex\" />";
            case CODECOGS_IMAGE -> "<img src=\"https://latex.codecogs.com/gif.latex?" + encoded(tex) + "\" title=\"" + escaped + "\" border=\"0\">";
            case MIMETEX_IMAGE -> "<img src=\"/cgi-bin/mimetex.cgi?" + escaped + "\" alt=\"" + escaped + "\" align=\"middle\">";
            case MWE -> "<span class=\"mwe-math-element\"><span class=\"mwe-math-mathml-inline mwe-math-mathml-a11y\" style=\"display: none;\">"
                    + mathMl("{\\displaystyle " + tex + "}", tex, style, " alttext=\"{\\displaystyle " + escaped + "}\"")
                    + "</span><img src=\"/media/math/render/svg/" + Long.toHexString(SplitMix64.named(tex).next())
                    + "\" class=\"mwe-math-fallback-image-inline\" aria-hidden=\"true\" alt=\"{\\displaystyle " + escaped + "}\"></span>";
            case ASCIIMATH -> (display ? "<br>" : "") + "`" + Html.escape(FormulaText.asciiMath(Tex.parse(tex))) + "`" + (display ? "<br>" : "");
            case SUP_SUB, NONE -> display
                    ? "<br>&nbsp;&nbsp;" + FormulaText.supSub(Tex.parse(tex)) + "<br>" : FormulaText.supSub(Tex.parse(tex));
        };
    }

    private static String mathMl(String tex, Style style, String attributes) {
        return mathMl(tex, tex, style, attributes);
    }

    private static String mathMl(String annotation, String tex, Style style, String attributes) {
        return "<math xmlns=\"http://www.w3.org/1998/Math/MathML\"" + (style == Style.DISPLAY ? " display=\"block\"" : "") + attributes + "><semantics>"
                + "<mrow>" + FormulaText.mathMl(Tex.parse(tex)) + "</mrow><annotation encoding=\"application/x-tex\">" + Html.escape(annotation)
                + "</annotation></semantics></math>";
    }

    private static String katex(String tex, Style style) {
        String katex = "<span class=\"katex\"><span class=\"katex-mathml\">" + mathMl(tex, style, "")
                + "</span><span class=\"katex-html\" aria-hidden=\"true\"><span class=\"base\"><span class=\"strut\" style=\"height:1em;\"></span>"
                + "<span class=\"mord\">" + FormulaText.supSub(Tex.parse(tex)).replaceAll("</?(i|sup|sub)>", "") + "</span></span></span></span>";
        return style == Style.DISPLAY ? "<span class=\"katex-display\">" + katex + "</span>" : katex;
    }

    private static String encoded(String tex) {
        return URLEncoder.encode(tex, StandardCharsets.UTF_8);
    }
}
