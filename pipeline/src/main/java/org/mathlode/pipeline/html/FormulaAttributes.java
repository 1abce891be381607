package org.mathlode.pipeline.html;

import org.jsoup.nodes.Attribute;
import org.mathlode.pipeline.html.Formula.Placement;

/** Formulas in attributes: {@code data-tex} and its like. */
final class FormulaAttributes {
    /** Where editors that keep their state in an attribute keep the formula. */
    private static final String STORED = "\"persistentExpression\":\"";

    private FormulaAttributes() {}

    /** The formula that an attribute of an element holds; null if none does. */
    static Formula read(PageTree tree, int node, MathClass css) {
        Tag tag = tree.tag(node);
        if (!tree.hasOtherAttributes(node) || tag == Tag.A || tag == Tag.LI || tag == Tag.INPUT || tag == Tag.LINK || tag == Tag.META || tag == Tag.BODY || tag == Tag.HTML) {
            return null;
        }
        for (Attribute own : tree.attributes(node)) {
            String name = own.getKey();
            int stored = name.equals("data-attrs") ? own.getValue().indexOf(STORED) : -1;
            if (stored >= 0) {
                return Formula.of(jsonString(own.getValue(), stored + STORED.length()), Placement.BY_PLACE, FormulaSource.ATTRIBUTE);
            }
            if (!name.startsWith("data-") && !name.equals("latex") && !name.equals("tex") && !name.equals("formula")) {
                continue;
            }
            boolean telling = name.contains("tex") && !name.contains("text") || name.contains("math") || name.contains("formula") || name.contains("equation");
            boolean value = css == MathClass.MARKED && (name.equals("data-value") || name.equals("data-expr") || name.equals("data-content") || name.equals("data-src"));
            if (!telling && !value) {
                continue;
            }
            String content = MathElement.unguarded(own.getValue());
            if (name.contains("mathml") || content.startsWith("<math")) {
                return content.contains("<") ? MathElement.fragment(content, Placement.BY_PLACE, FormulaSource.ATTRIBUTE) : null;
            }
            if (name.contains("ascii")) {
                return Formula.of(AsciiMath.toLatex(content), Placement.BY_PLACE, FormulaSource.ATTRIBUTE);
            }
            boolean certain = name.equals("data-tex") || name.equals("data-latex") || name.equals("data-katex") || name.equals("data-formula") || name.equals("data-equation")
                    || name.equals("data-math") || value;
            if (content.isBlank() || content.length() > 20_000 || (!Latex.looksLikeTex(content) && !(certain && content.length() < 200 && !Prose.soundsLikeProse(content)
                    && !content.equals("true") && !content.equals("inline") && !content.equals("display") && !content.equals("false") && !content.equals("block")))) {
                continue;
            }
            return Formula.of(content, css == MathClass.MARKED_DISPLAY ? Placement.DISPLAY : placementOf(tree, node), FormulaSource.ATTRIBUTE);
        }
        return null;
    }

    private static Placement placementOf(PageTree tree, int node) {
        if (tree.attributeOrEmpty(node, "data-eeimg").equals("2")) {
            return Placement.DISPLAY; // Zhihu
        }
        String display = tree.attributeOrEmpty(node, "data-display") + tree.attributeOrEmpty(node, "data-type") + tree.attributeOrEmpty(node, "data-math-style");
        return display.contains("inline") || display.contains("false") ? Placement.INLINE
                : display.contains("block") || display.contains("display") || display.contains("true") ? Placement.DISPLAY : Placement.BY_PLACE;
    }

    /** A string of JSON from behind its opening quote on. */
    private static String jsonString(String json, int from) {
        StringBuilder out = new StringBuilder();
        for (int i = from; i < json.length() && json.charAt(i) != '"'; i++) {
            char c = json.charAt(i);
            if (c == '\\' && i + 1 < json.length()) {
                c = json.charAt(++i);
                out.append(c == 'n' || c == 't' || c == 'r' ? ' ' : c);
            } else {
                out.append(c);
            }
        }
        return out.toString();
    }

    /** The TeX that renderers leave on their own elements; null if there is none. */
    static String tex(PageTree tree, int node) {
        String latex = tree.attribute(node, "data-latex");
        return latex != null ? latex : tree.attribute(node, "data-tex");
    }
}
