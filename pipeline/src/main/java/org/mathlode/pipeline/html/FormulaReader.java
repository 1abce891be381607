package org.mathlode.pipeline.html;

import java.util.Locale;
import org.mathlode.pipeline.html.Formula.Placement;

/**
 * Formulas that are elements: what an element of a page stands for if it stands for a formula. One per page; remembers
 * what the page is known to do. Formulas that are plain text are {@link TexScanner}'s.
 */
final class FormulaReader {
    private final PageTree tree;
    private final MathConfig config;
    private final MathJaxOutput mathJax;

    FormulaReader(PageTree tree, MathConfig config) {
        this.tree = tree;
        this.config = config;
        this.mathJax = new MathJaxOutput(tree, config);
    }

    /** The formula an element stands for with all that is in it, {@link Formula#COPY}, or null if it is no formula. */
    Formula read(int node, MathClass css) {
        switch (tree.tag(node)) {
            case SCRIPT:
                return script(node);
            case MATH:
                return MathElement.read(tree, node);
            case MJX_CONTAINER:
                return mathJax.container(node);
            case IMG:
                return FormulaImages.read(tree, node, css);
            case VAR:
                return variable(node);
            case SVG:
                return mathJax.drawing(node);
            case OTHER:
                Formula named = named(node);
                if (named != null) {
                    return named;
                }
                break;
            default:
                break;
        }
        if (css != MathClass.NONE) {
            tree.charge(node);
            Formula formula = classed(node, css);
            if (formula != null) {
                return formula;
            }
        }
        return FormulaAttributes.read(tree, node, css);
    }

    private Formula script(int node) {
        String type = tree.attribute(node, "type");
        if (type == null) {
            return null;
        }
        String kind = type.toLowerCase(Locale.ROOT);
        Placement placement = kind.replace(" ", "").contains("mode=display") ? Placement.DISPLAY : Placement.INLINE;
        String content = tree.rawText(node);
        if (kind.startsWith("math/tex") || kind.startsWith("math/latex") || kind.startsWith("text/tex") || kind.startsWith("text/latex")) {
            // the content of a script is not decoded by browsers; generators that escape it are common
            String tex = content.contains("&lt;") || content.contains("&gt;") || content.contains("&amp;") ? Latex.unescaped(content) : content;
            return Formula.of(tex, placement, FormulaSource.SCRIPT);
        }
        if (kind.startsWith("math/asciimath")) {
            return Formula.of(AsciiMath.toLatex(content), placement, FormulaSource.SCRIPT);
        }
        if (kind.startsWith("math/mml")) {
            return MathElement.fragment(content, placement, FormulaSource.SCRIPT);
        }
        return null;
    }

    private Formula variable(int node) {
        if (!config.texInVar()) {
            return null;
        }
        String text = tree.text(node);
        // on a page of TeX variables a word is still the name of something
        return text.indexOf('\\') < 0 && DollarRule.holdsWord(text, 3) ? null : Formula.of(text, Placement.INLINE, FormulaSource.VAR);
    }

    /** Elements whose name says that their text is TeX. */
    private Formula named(int node) {
        switch (tree.name(node)) {
            case "tex-math":
            case "tex":
            case "latex":
            case "x-tex":
            case "la-tex":
            case "katex":
            case "math-tex":
            case "math-field":
            case "x-katex":
            case "x-equation":
            case "inline-math":
            case "d-math":
            case "t-tex":
                boolean block = tree.has(node, "block") || tree.has(node, "display");
                return Formula.of(tree.text(node), block ? Placement.DISPLAY : Placement.BY_PLACE, FormulaSource.MARKED_TEXT);
            case "display-math":
            case "math-block":
                return Formula.of(tree.text(node), Placement.DISPLAY, FormulaSource.MARKED_TEXT);
            case "math-renderer":
                String text = tree.text(node);
                String tex = Latex.stripDelimiters(text.strip());
                boolean quoted = tex.length() > 2 && tex.startsWith("`") && tex.endsWith("`");
                return Formula.of(quoted ? tex.substring(1, tex.length() - 1) : tex, text.strip().startsWith("$$") ? Placement.DISPLAY : Placement.INLINE,
                        FormulaSource.MARKED_TEXT);
            case "asciimath":
                return Formula.of(AsciiMath.toLatex(tree.text(node)), Placement.BY_PLACE, FormulaSource.ASCIIMATH);
            default:
                return null;
        }
    }

    private Formula classed(int node, MathClass css) {
        switch (css) {
            case KATEX:
                return KatexOutput.read(tree, node, Placement.INLINE);
            case KATEX_DISPLAY:
                return KatexOutput.read(tree, node, Placement.DISPLAY);
            case MATHJAX_OUTPUT:
                return mathJax.output(node, Placement.INLINE);
            case MATHJAX_DISPLAY_OUTPUT:
                return mathJax.output(node, Placement.DISPLAY);
            case MATHJAX_PREVIEW:
                return mathJax.preview(node);
            case MEDIAWIKI:
                return mediaWiki(node);
            case COPY:
                return Formula.COPY;
            case MARKED:
            case MARKED_DISPLAY:
                return marked(node, css);
            case SLASHED:
                return slashed(node);
            case DRAWN_TABLE:
                return tree.tag(node) == Tag.TABLE ? DrawnFormula.read(tree, node) : null;
            default:
                return null;
        }
    }

    /** {@code <span class="sfrac"><span class="num">1</span>/<span class="den">n</span></span>} as a fraction; null if it is more than that. */
    private Formula slashed(int node) {
        int over = tree.findClass(node, "num");
        int under = tree.findClass(node, "den");
        return over == PageTree.NONE || under == PageTree.NONE || tree.end(node) - node > 60 ? null
                : Formula.of("\\frac{" + DrawnFormula.words(tree, over) + "}{" + DrawnFormula.words(tree, under) + "}", Placement.INLINE, FormulaSource.SUP_SUB);
    }

    private Formula mediaWiki(int node) {
        int math = tree.find(node, Tag.MATH);
        if (math != PageTree.NONE) {
            return MathElement.read(tree, math);
        }
        for (int i = node + 1; i < tree.end(node); i++) {
            if (tree.tag(i) == Tag.IMG) {
                Formula formula = FormulaImages.read(tree, i, MathClass.IMAGE);
                if (formula != null) {
                    return formula;
                }
            }
        }
        return null;
    }

    /** An element whose class says mathematics: its text, if it is text alone and looks the part. */
    private Formula marked(int node, MathClass css) {
        for (int i = node + 1; i < tree.end(node); i++) {
            Tag tag = tree.tag(i);
            if (tag != Tag.TEXT && tag != Tag.BR && tag != Tag.SPAN && tag != Tag.CODE && tag != Tag.P) {
                return tag == Tag.SCRIPT || tag == Tag.MATH || tag == Tag.IMG ? null : FormulaAttributes.read(tree, node, css);
            }
            if (tag == Tag.SPAN && MathClass.of(tree.attributeOrEmpty(i, "class")) != MathClass.NONE) {
                return null;
            }
            if (i - node > 60) {
                return null;
            }
        }
        Formula attribute = FormulaAttributes.read(tree, node, css);
        if (attribute != null) {
            return attribute;
        }
        String text = tree.text(node).strip();
        if (text.isEmpty() || text.length() > 20_000) {
            return null;
        }
        boolean delimited = text.startsWith("$") || text.startsWith("\\(") || text.startsWith("\\[") || text.startsWith("`") || text.startsWith("[");
        if (delimited || !Latex.looksLikeTex(text) || text.contains("\\(") || text.contains("\\[") || Prose.soundsLikeProse(text)) {
            return null;
        }
        boolean block = css == MathClass.MARKED_DISPLAY || tree.tag(node).block || text.startsWith("\\begin{");
        return Formula.of(text, css == MathClass.MARKED_DISPLAY ? Placement.DISPLAY : block ? Placement.BY_PLACE : Placement.INLINE, FormulaSource.MARKED_TEXT);
    }
}
