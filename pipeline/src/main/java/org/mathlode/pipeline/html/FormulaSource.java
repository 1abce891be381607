package org.mathlode.pipeline.html;

import java.util.Locale;

/** How a page carried a formula. Stored by its {@link #label}, which never changes once a run has used it. */
public enum FormulaSource {
    /** Text between {@code \(…\)}, {@code \[…\]} or delimiters the page configured. */
    DELIMITER,
    /** Text between dollars. */
    DOLLAR,
    /** A bare {@code \begin{align}…\end{align}}. */
    ENVIRONMENT,
    /** {@code [tex]…[/tex]} and its like. */
    BBCODE,
    /** {@code <script type="math/tex">}. */
    SCRIPT,
    /** MathJax output without its source, rebuilt. */
    MATHJAX_RENDERED,
    /** KaTeX with its TeX beside it. */
    KATEX,
    /** KaTeX output without its source, rebuilt. */
    KATEX_RENDERED,
    /** The TeX annotation of a MathML element. */
    MATHML_ANNOTATION,
    /** The alttext of a MathML element. */
    MATHML_ALTTEXT,
    /** Presentation MathML, converted. */
    MATHML_PRESENTATION,
    /** An image of a formula, by its alt text or its address. */
    IMAGE,
    /** An attribute such as {@code data-tex}. */
    ATTRIBUTE,
    /** An element whose name or class says that its text is TeX. */
    MARKED_TEXT,
    /** {@code <var>} with TeX in it. */
    VAR,
    /** AsciiMath, converted. */
    ASCIIMATH,
    /** Superscripts and subscripts of running text. */
    SUP_SUB,
    /** A formula laid out as a table. */
    TABLE;

    /** The word used in tables and reports, such as {@code mathml-annotation}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
