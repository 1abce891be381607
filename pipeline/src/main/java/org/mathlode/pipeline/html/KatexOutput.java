package org.mathlode.pipeline.html;

import java.text.Normalizer;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.IntStream;
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
        int drawing = tree.findClass(node, "katex-html");
        if (stripped != PageTree.NONE) {
            String text = tree.text(stripped);
            String tex = lastParagraph(text);
            if (tex == null && drawing != PageTree.NONE) {
                tex = behindGlyphs(text, tree.text(drawing));
            }
            tex = tex == null ? behindGlyphs(text) : tex;
            if (!tex.isEmpty()) {
                return Formula.of(tex, placement, FormulaSource.KATEX);
            }
        }
        if (drawing != PageTree.NONE) {
            return Formula.of(KatexHtml.toLatex(tree, drawing), placement, FormulaSource.KATEX_RENDERED);
        }
        String text = tree.text(node);
        return Latex.looksLikeTex(text) ? Formula.of(text, placement, FormulaSource.MARKED_TEXT) : null;
    }

    /** Where the tags of KaTeX's MathML are gone, its TeX is what follows the last run of blank lines; null if there is none. */
    private static String lastParagraph(String text) {
        String[] paragraphs = text.strip().split("\\s*\\n\\s*\\n\\s*");
        return paragraphs.length > 1 ? paragraphs[paragraphs.length - 1].strip() : null;
    }

    /** TeX right behind the glyphs of its formula, cut where the glyphs are most like those that are drawn. */
    private static String behindGlyphs(String text, String drawn) {
        String all = text.strip();
        Map<Integer, Integer> open = new HashMap<>();
        int[] difference = {0};
        glyphs(drawn).forEach(c -> {
            open.merge(c, 1, Integer::sum);
            difference[0]++;
        });
        int best = 0;
        int least = difference[0];
        for (int i = 0; i < all.length() && all.charAt(i) != '\\'; ) {
            int c = all.codePointAt(i);
            i += Character.charCount(c);
            for (int glyph : glyphs(Character.toString(c)).toArray()) {
                difference[0] += open.merge(glyph, -1, Integer::sum) >= 0 ? -1 : 1;
            }
            if (difference[0] < least && i < all.length()) {
                least = difference[0];
                best = i;
            }
        }
        while (best < all.length() - 1 && (all.charAt(best) > 0x2000 && all.charAt(best) < 0x2e80 || all.charAt(best) == 0x338 || all.startsWith("^\\", best))) {
            best++; // accents and fences that are drawn as paths
        }
        return all.substring(best).strip();
    }

    /** The characters of a formula as they are compared: no blanks, letters without their style. */
    private static IntStream glyphs(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFKD).codePoints().filter(c -> c > ' ' && (c < 0x2000 || c > 0x200f) && (c < 0x2060 || c > 0x2064))
                .map(c -> c == 0xE020 ? 0x338 : c == '\u2212' ? '-' : c == '\u2032' ? '\'' : c == '\u2223' ? '|' : c);
    }

    /** Glyphs and TeX in one line without a drawing: the glyphs hold no command; a formula without commands stands there twice: "xx". */
    private static String behindGlyphs(String text) {
        String last = text.strip();
        int command = last.indexOf('\\');
        if (command >= 0) {
            int blank = last.lastIndexOf(' ', command);
            return blank > 0 ? last.substring(blank + 1) : last;
        }
        int half = last.length() / 2;
        return last.length() % 2 == 0 && last.substring(0, half).equals(last.substring(half)) ? last.substring(0, half) : last;
    }
}
