package org.mathlode.pipeline.html;

import java.util.Locale;
import org.jsoup.Jsoup;
import org.mathlode.pipeline.html.Formula.Placement;

/** MathML elements, wherever a page has them: in its text, beside a rendered formula, in an attribute. */
final class MathElement {
    private MathElement() {}

    /** A MathML element: its TeX annotation, its alttext, or its presentation converted. */
    static Formula read(PageTree tree, int node) {
        Placement placement = tree.attributeOrEmpty(node, "display").equals("block") || tree.attributeOrEmpty(node, "mode").equals("display")
                ? Placement.DISPLAY : Placement.INLINE;
        tree.charge(node);
        for (int i = node + 1; i < tree.end(node); i++) {
            if (tree.tag(i) == Tag.ANNOTATION) {
                String encoding = tree.attributeOrEmpty(i, "encoding").toLowerCase(Locale.ROOT);
                if (encoding.contains("tex")) {
                    Formula formula = Formula.of(Latex.unescaped(tree.text(i)), placement, FormulaSource.MATHML_ANNOTATION);
                    if (formula != Formula.COPY) {
                        return formula;
                    }
                }
            }
        }
        String alternative = tree.attribute(node, "alttext");
        if (alternative != null && !alternative.isBlank() && (Latex.looksLikeTex(alternative) || alternative.length() < 60)
                && !soundsLikeSpeech(alternative)) {
            return Formula.of(Latex.unescaped(alternative), placement, FormulaSource.MATHML_ALTTEXT);
        }
        return Formula.of(MathMl.toLatex(tree, node), placement, FormulaSource.MATHML_PRESENTATION);
    }

    /** Alt texts for screen readers ("x squared plus one") are no LaTeX. */
    private static boolean soundsLikeSpeech(String text) {
        if (Latex.looksLikeTex(text)) {
            return false;
        }
        int words = 0;
        for (String word : text.split("\\s+")) {
            words += word.length() >= 3 && word.chars().allMatch(c -> c < 128 && Character.isLetter(c)) ? 1 : 0;
        }
        return words >= 2;
    }

    /** MathML of editors that guard it against the page: «mi»x«/mi» with ¨ for quotes and § for ampersands. */
    static String unguarded(String markup) {
        return markup.indexOf('«') < 0 ? markup : markup.replace('«', '<').replace('»', '>').replace('¨', '"').replace('§', '&').replace("\\\"", "\"");
    }

    /** The formula of MathML that stands as a string in an attribute or a script. */
    static Formula fragment(String markup, Placement placement, FormulaSource source) {
        PageTree fragment = PageTree.of(Jsoup.parse(markup), markup.length(), new WorkBudget(1_000));
        int math = fragment.find(0, Tag.MATH);
        if (math == PageTree.NONE) {
            return Formula.COPY;
        }
        Formula formula = read(fragment, math);
        boolean block = placement == Placement.DISPLAY || formula.placement() == Placement.DISPLAY;
        return formula == Formula.COPY ? Formula.COPY : new Formula(formula.tex(), block ? Placement.DISPLAY : placement, source);
    }
}
