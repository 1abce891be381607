package org.mathlode.pipeline.html;

/** A formula as LaTeX without delimiters. */
record Formula(String tex, Placement placement, FormulaSource source) {
    enum Placement {
        INLINE,
        DISPLAY,
        /** The page does not say: displayed if it stands alone on its line. */
        BY_PLACE
    }
}
