package org.mathlode.pipeline.html;

/** A formula as LaTeX without delimiters. */
record Formula(String tex, Placement placement, FormulaSource source) {
    /** What stands for a second copy of a formula, or decoration of one: nothing of it belongs to the text. */
    static final Formula COPY = new Formula("", Placement.INLINE, FormulaSource.MATHJAX_RENDERED);

    enum Placement {
        INLINE,
        DISPLAY,
        /** The page does not say: displayed if it stands alone on its line. */
        BY_PLACE
    }

    /** The formula with its LaTeX cleaned; {@link #COPY} if nothing is left of it. */
    static Formula of(String tex, Placement placement, FormulaSource source) {
        String clean = Latex.clean(tex);
        return clean.isEmpty() ? COPY : new Formula(clean, placement, source);
    }
}
