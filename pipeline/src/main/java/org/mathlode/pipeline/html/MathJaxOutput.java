package org.mathlode.pipeline.html;

import org.mathlode.pipeline.html.Formula.Placement;

/** What MathJax leaves of a formula on a saved page: its drawing, a preview, copies for readers and clipboards. */
final class MathJaxOutput {
    private final PageTree tree;
    private final MathConfig config;

    MathJaxOutput(PageTree tree, MathConfig config) {
        this.tree = tree;
        this.config = config;
    }

    /** MathJax 3: {@code mjx-container}. */
    Formula container(int node) {
        Placement placement = tree.attributeOrEmpty(node, "display").equals("true") || tree.attributeOrEmpty(node, "display").equals("block")
                ? Placement.DISPLAY : Placement.INLINE;
        String latex = FormulaAttributes.tex(tree, node);
        if (latex == null) {
            for (int child = tree.firstChild(node); child != PageTree.NONE && latex == null; child = tree.nextSibling(child)) {
                latex = tree.isText(child) ? null : FormulaAttributes.tex(tree, child);
                if (latex == null && tree.tag(child) == Tag.MJX_MATH) {
                    int inner = tree.firstChild(child);
                    latex = inner == PageTree.NONE || tree.isText(inner) || tree.nextElement(inner) != PageTree.NONE ? null : FormulaAttributes.tex(tree, inner);
                }
            }
        }
        if (latex != null) {
            return Formula.of(latex, placement, FormulaSource.ATTRIBUTE);
        }
        for (int i = node + 1; i < tree.end(node); i++) {
            if (tree.hasClass(i, "mjx-copytext") && tree.tag(i) != Tag.TEXT) {
                return Formula.of(tree.text(i), placement, FormulaSource.MATHJAX_RENDERED);
            }
        }
        int assistive = tree.find(node, Tag.MATH);
        if (assistive != PageTree.NONE) {
            Formula formula = MathElement.read(tree, assistive);
            boolean block = formula.placement() == Placement.DISPLAY || placement == Placement.DISPLAY;
            return formula == Formula.COPY ? Formula.COPY : new Formula(formula.tex(), block ? Placement.DISPLAY : Placement.INLINE, formula.source());
        }
        int glyphs = tree.find(node, Tag.MJX_MATH);
        int svg = glyphs == PageTree.NONE ? tree.find(node, Tag.SVG) : PageTree.NONE;
        Formula drawn = svg == PageTree.NONE ? null : SvgFormula.read(tree, node, placement);
        return drawn != null ? drawn : Formula.of(glyphs == PageTree.NONE ? "" : MathMl.toLatex(tree, glyphs), placement, FormulaSource.MATHJAX_RENDERED);
    }

    /** mathjax-node puts the TeX into the title of its SVG. */
    Formula drawing(int node) {
        boolean mathJax = tree.attributeOrEmpty(node, "aria-labelledby").startsWith("MathJax") || tree.attributeOrEmpty(node, "class").contains("MathJax")
                || tree.hasClass(Math.max(0, tree.parent(node)), "mjpage");
        int title = mathJax ? tree.find(node, Tag.TITLE) : PageTree.NONE;
        boolean block = tree.hasClass(Math.max(0, tree.parent(node)), "mjpage__block");
        return title == PageTree.NONE ? null : Formula.of(tree.text(title), block ? Placement.DISPLAY : Placement.INLINE, FormulaSource.MATHJAX_RENDERED);
    }

    /** MathJax 1 and 2: {@code class="MathJax"}; null if the text inside speaks for itself. */
    Formula output(int node, Placement placement) {
        if (!tree.isText(node) && tree.tag(node).block && tree.find(node, Tag.P) != PageTree.NONE) {
            return null; // a page that calls its article "MathJax"
        }
        String id = tree.attributeOrEmpty(node, "id");
        int frame = node;
        for (int i = node; i < tree.end(node); i++) {
            if (tree.tag(i) == Tag.TEXT) {
                continue;
            }
            String inner = tree.attribute(i, "id");
            if (inner != null && inner.startsWith("MathJax-Element-")) {
                id = inner;
                frame = i;
                break;
            }
        }
        if (config.hasSource(id)) {
            return Formula.COPY;
        }
        for (int i = node; i < tree.end(node); i++) {
            if (tree.tag(i) == Tag.SCRIPT && tree.attributeOrEmpty(i, "type").startsWith("math/")) {
                return null; // the source is inside: let it speak for itself
            }
        }
        int next = tree.nextElement(node);
        if (next != PageTree.NONE && tree.tag(next) == Tag.SCRIPT && tree.attributeOrEmpty(next, "type").startsWith("math/")) {
            return Formula.COPY;
        }
        for (int i = node; i < tree.end(node); i++) {
            String mathMl = tree.isText(i) ? null : tree.attribute(i, "data-mathml");
            if (mathMl != null) {
                return MathElement.fragment(mathMl, placement, FormulaSource.MATHJAX_RENDERED);
            }
        }
        int math = tree.find(frame, Tag.MATH);
        if (math != PageTree.NONE) {
            Formula formula = MathElement.read(tree, math);
            return formula == Formula.COPY ? Formula.COPY : new Formula(formula.tex(), placement == Placement.DISPLAY ? placement : formula.placement(), formula.source());
        }
        String text = tree.text(node);
        if (Latex.looksLikeTex(text)) {
            return null;
        }
        boolean glyphs = tree.findClass(node, "mrow") != PageTree.NONE || tree.findClass(node, "math") != PageTree.NONE
                || tree.findClass(node, "mjx-math") != PageTree.NONE || tree.find(node, Tag.SVG) != PageTree.NONE;
        if (!glyphs || config.scripts()) {
            return glyphs ? Formula.COPY : null;
        }
        Formula drawn = SpanFormula.read(tree, node, placement);
        return drawn != null ? drawn : Formula.of(text.strip(), placement, FormulaSource.MATHJAX_RENDERED);
    }

    /** The preview is a copy if MathJax has run or its source is beside it; saved before that, it is all there is. */
    Formula preview(int node) {
        int next = tree.nextElement(node);
        if (next == PageTree.NONE) {
            return null;
        }
        if (tree.tag(next) == Tag.SCRIPT && tree.attributeOrEmpty(next, "type").startsWith("math/")) {
            return Formula.COPY;
        }
        MathClass css = MathClass.of(tree.attributeOrEmpty(next, "class"));
        return css == MathClass.MATHJAX_OUTPUT || css == MathClass.MATHJAX_DISPLAY_OUTPUT ? Formula.COPY : null;
    }
}
