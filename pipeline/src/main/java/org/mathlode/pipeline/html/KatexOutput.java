package org.mathlode.pipeline.html;

import org.mathlode.pipeline.html.Formula.Placement;

/** What KaTeX leaves of a formula on a saved page; its drawing alone is read by {@link KatexHtml}. */
final class KatexOutput {
    private KatexOutput() {}

    /** KaTeX writes MathML with an annotation and a drawing; sites keep both, either, or the annotation's characters alone. */
    static Formula read(PageTree tree, int node, Placement placement) {
        for (int i = node + 1; i < tree.end(node); i++) {
            if (tree.tag(i) == Tag.ANNOTATION) {
                return Formula.of(Latex.unescaped(tree.text(i)), placement, FormulaSource.KATEX);
            }
        }
        int math = tree.find(node, Tag.MATH);
        if (math != PageTree.NONE) {
            Formula formula = MathElement.read(tree, math);
            return formula == Formula.COPY ? Formula.COPY : new Formula(formula.tex(), placement, formula.source());
        }
        String own = FormulaAttributes.tex(tree, node);
        if (own != null) {
            return Formula.of(own, placement, FormulaSource.KATEX);
        }
        int stripped = tree.findClass(node, "katex-mathml");
        if (stripped != PageTree.NONE) {
            String tex = lastParagraph(tree.text(stripped));
            if (!tex.isEmpty()) {
                return Formula.of(tex, placement, FormulaSource.KATEX);
            }
        }
        int drawing = tree.findClass(node, "katex-html");
        if (drawing != PageTree.NONE) {
            return Formula.of(KatexHtml.toLatex(tree, drawing), placement, FormulaSource.KATEX_RENDERED);
        }
        String text = tree.text(node);
        return Latex.looksLikeTex(text) ? Formula.of(text, placement, FormulaSource.MARKED_TEXT) : null;
    }

    /** Where the tags of KaTeX's MathML are gone, its TeX is what follows the last run of blank lines. */
    private static String lastParagraph(String text) {
        String[] paragraphs = text.strip().split("\\s*\\n\\s*\\n\\s*");
        String last = paragraphs[paragraphs.length - 1].strip();
        if (paragraphs.length > 1 || Latex.looksLikeTex(last)) {
            if (paragraphs.length == 1) {
                // glyphs and TeX in one line: the glyphs hold no command
                int command = last.indexOf('\\');
                int blank = command < 0 ? -1 : last.lastIndexOf(' ', command);
                return blank > 0 ? last.substring(blank + 1) : last;
            }
            return last;
        }
        // a formula without commands stands there twice: "xx"
        int half = last.length() / 2;
        return last.length() % 2 == 0 && last.substring(0, half).equals(last.substring(half)) ? last.substring(0, half) : last;
    }
}
