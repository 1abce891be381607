package org.mathlode.pipeline.html;

import java.util.Locale;
import org.mathlode.pipeline.html.Formula.Placement;

/**
 * Formulas that are elements: what an element of a page stands for if it stands for a formula. One per page; remembers
 * what the page is known to do. Formulas that are plain text are {@link TexScanner}'s.
 */
final class FormulaReader {
    private final PageTree tree;
    private final PageNotes notes;
    private final MathConfig config;
    private final MathJaxOutput mathJax;

    FormulaReader(PageTree tree, PageNotes notes, MathConfig config) {
        this.tree = tree;
        this.notes = notes;
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
            case PRE:
                int only = tree.firstChild(node);
                if (only != PageTree.NONE && tree.tag(only) == Tag.CODE && notes.mathClass(only).marked() && tree.nextElement(only) == PageTree.NONE) {
                    return marked(only, MathClass.MARKED_DISPLAY);
                }
                break;
            case VAR:
                return variable(node);
            case SVG:
                return mathJax.drawing(node);
            case TABLE:
                Formula drawn = css == MathClass.NONE ? CellFormula.read(tree, notes, node) : null;
                if (drawn != null) {
                    return drawn;
                }
                break;
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
            case "alternatives":
            case "inline-formula":
            case "disp-formula":
                return alternatives(node);
            case "asciimath":
                return Formula.of(AsciiMath.toLatex(tree.text(node)), Placement.BY_PLACE, FormulaSource.ASCIIMATH);
            default:
                return component(node);
        }
    }

    /** An element of a page's own making, called mathematics or TeX: {@code <x-katex-inline>}. */
    private Formula component(int node) {
        String name = tree.name(node);
        int child = tree.firstChild(node);
        if (tree.end(node) - node > 4 || name.indexOf('-') < 0 || name.startsWith("mjx-") || !name.contains("math") && !name.contains("tex") || name.contains("text") || child != PageTree.NONE && !tree.isText(child)) {
            return null;
        }
        String text = tree.attributeOrEmpty(node, "expression");
        text = text.isEmpty() ? tree.text(node) : text;
        boolean display = name.contains("block") || name.contains("display") || name.endsWith("-div");
        return Latex.looksLikeTex(text) && !Prose.soundsLikeProse(text) && text.length() < 20_000 && !text.contains("\\(") && !text.contains("\\[")
                ? Formula.of(text, display ? Placement.DISPLAY : Placement.BY_PLACE, FormulaSource.MARKED_TEXT) : null;
    }

    /** Journals carry a formula twice, as MathML and as TeX. */
    private Formula alternatives(int node) {
        tree.charge(node);
        int math = tree.find(node, Tag.MATH);
        int tex = PageTree.NONE;
        for (int i = node + 1; i < tree.end(node) && tex == PageTree.NONE; i++) {
            tex = tree.tag(i) == Tag.OTHER && tree.name(i).equals("tex-math") ? i : PageTree.NONE;
        }
        if (math == PageTree.NONE || tex == PageTree.NONE) {
            return null;
        }
        boolean block = tree.name(node).equals("disp-formula") || tree.name(tree.parent(node)).equals("disp-formula") || MathElement.read(tree, math).placement() == Placement.DISPLAY;
        return Formula.of(tree.text(tex), block ? Placement.DISPLAY : Placement.INLINE, FormulaSource.MARKED_TEXT);
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

    /** The {@code <latex>} among several notations of a formula, all but one of them hidden. */
    private Formula notation(int node, MathClass css) {
        for (int i = tree.firstChild(node); i != PageTree.NONE; i = tree.nextSibling(i)) {
            if (tree.tag(i) == Tag.OTHER && tree.name(i).equals("latex") && !tree.text(i).isBlank()) {
                return Formula.of(tree.text(i), css == MathClass.MARKED_DISPLAY ? Placement.DISPLAY : Placement.BY_PLACE, FormulaSource.MARKED_TEXT);
            }
        }
        return null;
    }

    private static boolean isTypeset(Tag tag) {
        return tag == Tag.EM || tag == Tag.I || tag == Tag.SUP || tag == Tag.SUB || tag == Tag.B || tag == Tag.STRONG;
    }

    /** {@code class="math inline"}, as converters of documents write it and nobody else. */
    private boolean isGenerated(int node) {
        return tree.tag(node) == Tag.SPAN && tree.hasClass(node, "math") && (tree.hasClass(node, "inline") || tree.hasClass(node, "display"));
    }

    /** A formula that a converter of documents has set with the means of HTML; null if other elements are in it. */
    private Formula typeset(int node) {
        for (int i = node + 1; i < tree.end(node); i++) {
            Tag tag = tree.tag(i);
            if (tag != Tag.TEXT && tag != Tag.SPAN && tag != Tag.BR && !isTypeset(tag)) {
                return null;
            }
        }
        return Formula.of(DrawnFormula.words(tree, node), tree.hasClass(node, "display") ? Placement.DISPLAY : Placement.INLINE, FormulaSource.MARKED_TEXT);
    }

    /** True if the class says mathematics and not only an equation or a formula, which tables of ingredients have too. */
    private boolean isNamedMath(int node) {
        String css = tree.classAttribute(node);
        return css.contains("math") || css.contains("katex") || css.contains("tex") && !css.contains("text");
    }

    /** An element whose class says mathematics: its text, if it is text alone and looks the part. */
    private Formula marked(int node, MathClass css) {
        Formula notation = notation(node, css);
        if (notation != null) {
            return notation;
        }
        for (int i = node + 1; i < tree.end(node); i++) {
            Tag tag = tree.tag(i);
            if (isTypeset(tag) && isGenerated(node)) {
                return typeset(node);
            }
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
        if (text.length() > 2 && text.startsWith("`") && text.endsWith("`") && (tree.hasClass(node, "AM") || tree.hasClass(node, "asciimath"))) {
            return Formula.of(AsciiMath.toLatex(text.substring(1, text.length() - 1)), Placement.BY_PLACE, FormulaSource.ASCIIMATH);
        }
        boolean delimited = text.startsWith("$") || text.startsWith("\\(") || text.startsWith("\\[") || text.startsWith("`") || text.startsWith("[");
        if (delimited || !Latex.looksLikeTex(text) && !(isNamedMath(node) && PlainFormula.is(text)) || text.contains("\\(") || text.contains("\\[") || Prose.soundsLikeProse(text)) {
            return null;
        }
        boolean block = css == MathClass.MARKED_DISPLAY || tree.tag(node).block || text.startsWith("\\begin{");
        return Formula.of(text, css == MathClass.MARKED_DISPLAY ? Placement.DISPLAY : block ? Placement.BY_PLACE : Placement.INLINE, FormulaSource.MARKED_TEXT);
    }
}
