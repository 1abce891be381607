package org.mathlode.pipeline.html;

import java.util.Locale;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Attribute;
import org.mathlode.pipeline.html.Formula.Placement;

/**
 * Formulas that are elements: what an element of a page stands for if it stands for a formula. One per page; remembers
 * what the page is known to do. Formulas that are plain text are {@link TexScanner}'s.
 */
final class FormulaReader {
    /** The element is a second copy of a formula, or decoration of one: nothing of it belongs to the text. */
    static final Formula COPY = new Formula("", Placement.INLINE, FormulaSource.MATHJAX_RENDERED);

    private final PageTree tree;
    private final MathConfig config;

    FormulaReader(PageTree tree, MathConfig config) {
        this.tree = tree;
        this.config = config;
    }

    /** The formula an element stands for with all that is in it, {@link #COPY}, or null if it is no formula. */
    Formula read(int node, MathClass css) {
        switch (tree.tag(node)) {
            case SCRIPT:
                return script(node);
            case MATH:
                return math(node);
            case MJX_CONTAINER:
                return mathJax3(node);
            case IMG:
                return FormulaImages.read(tree, node, css);
            case VAR:
                return variable(node);
            case SVG:
                return drawing(node);
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
            Formula formula = classed(node, css);
            if (formula != null) {
                return formula;
            }
        }
        return attribute(node, css);
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
            return formula(tex, placement, FormulaSource.SCRIPT);
        }
        if (kind.startsWith("math/asciimath")) {
            return formula(AsciiMath.toLatex(content), placement, FormulaSource.SCRIPT);
        }
        if (kind.startsWith("math/mml")) {
            return fragment(content, placement, FormulaSource.SCRIPT);
        }
        return null;
    }

    /** A MathML element: its TeX annotation, its alttext, or its presentation converted. */
    private Formula math(int node) {
        Placement placement = tree.attributeOrEmpty(node, "display").equals("block") || tree.attributeOrEmpty(node, "mode").equals("display")
                ? Placement.DISPLAY : Placement.INLINE;
        for (int i = node + 1; i < tree.end(node); i++) {
            if (tree.tag(i) == Tag.ANNOTATION) {
                String encoding = tree.attributeOrEmpty(i, "encoding").toLowerCase(Locale.ROOT);
                if (encoding.contains("tex")) {
                    Formula formula = formula(Latex.unescaped(tree.text(i)), placement, FormulaSource.MATHML_ANNOTATION);
                    if (formula != COPY) {
                        return formula;
                    }
                }
            }
        }
        String alternative = tree.attribute(node, "alttext");
        if (alternative != null && !alternative.isBlank() && (Latex.looksLikeTex(alternative) || alternative.length() < 60)
                && !soundsLikeSpeech(alternative)) {
            return formula(Latex.unescaped(alternative), placement, FormulaSource.MATHML_ALTTEXT);
        }
        return formula(MathMl.toLatex(tree, node), placement, FormulaSource.MATHML_PRESENTATION);
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

    private Formula mathJax3(int node) {
        Placement placement = tree.attributeOrEmpty(node, "display").equals("true") || tree.attributeOrEmpty(node, "display").equals("block")
                ? Placement.DISPLAY : Placement.INLINE;
        String latex = ownTex(node);
        if (latex == null) {
            for (int child = tree.firstChild(node); child != PageTree.NONE && latex == null; child = tree.nextSibling(child)) {
                latex = tree.isText(child) ? null : ownTex(child);
                if (latex == null && tree.tag(child) == Tag.MJX_MATH) {
                    int inner = tree.firstChild(child);
                    latex = inner == PageTree.NONE || tree.isText(inner) || tree.nextElement(inner) != PageTree.NONE ? null : ownTex(inner);
                }
            }
        }
        if (latex != null) {
            return formula(latex, placement, FormulaSource.ATTRIBUTE);
        }
        for (int i = node + 1; i < tree.end(node); i++) {
            if (tree.hasClass(i, "mjx-copytext") && tree.tag(i) != Tag.TEXT) {
                return formula(tree.text(i), placement, FormulaSource.MATHJAX_RENDERED);
            }
        }
        int assistive = tree.find(node, Tag.MATH);
        if (assistive != PageTree.NONE) {
            Formula formula = math(assistive);
            boolean block = formula.placement() == Placement.DISPLAY || placement == Placement.DISPLAY;
            return formula == COPY ? COPY : new Formula(formula.tex(), block ? Placement.DISPLAY : Placement.INLINE, formula.source());
        }
        int glyphs = tree.find(node, Tag.MJX_MATH);
        return formula(glyphs == PageTree.NONE ? "" : MathMl.toLatex(tree, glyphs), placement, FormulaSource.MATHJAX_RENDERED);
    }

    private String ownTex(int node) {
        String latex = tree.attribute(node, "data-latex");
        return latex != null ? latex : tree.attribute(node, "data-tex");
    }

    /** mathjax-node puts the TeX into the title of its SVG. */
    private Formula drawing(int node) {
        boolean mathJax = tree.attributeOrEmpty(node, "aria-labelledby").startsWith("MathJax") || tree.attributeOrEmpty(node, "class").contains("MathJax")
                || tree.hasClass(Math.max(0, tree.parent(node)), "mjpage");
        int title = mathJax ? tree.find(node, Tag.TITLE) : PageTree.NONE;
        boolean block = tree.hasClass(Math.max(0, tree.parent(node)), "mjpage__block");
        return title == PageTree.NONE ? null : formula(tree.text(title), block ? Placement.DISPLAY : Placement.INLINE, FormulaSource.MATHJAX_RENDERED);
    }

    private Formula variable(int node) {
        if (!config.texInVar()) {
            return null;
        }
        return formula(tree.text(node), Placement.INLINE, FormulaSource.VAR);
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
            case "inline-math":
            case "d-math":
            case "t-tex":
                boolean block = tree.has(node, "block") || tree.has(node, "display");
                return formula(tree.text(node), block ? Placement.DISPLAY : Placement.BY_PLACE, FormulaSource.MARKED_TEXT);
            case "display-math":
            case "math-block":
                return formula(tree.text(node), Placement.DISPLAY, FormulaSource.MARKED_TEXT);
            case "math-renderer":
                String text = tree.text(node);
                return formula(text, text.strip().startsWith("$$") ? Placement.DISPLAY : Placement.INLINE, FormulaSource.MARKED_TEXT);
            case "asciimath":
                return formula(AsciiMath.toLatex(tree.text(node)), Placement.BY_PLACE, FormulaSource.ASCIIMATH);
            default:
                return null;
        }
    }

    private Formula classed(int node, MathClass css) {
        switch (css) {
            case KATEX:
                return katex(node, Placement.INLINE);
            case KATEX_DISPLAY:
                return katex(node, Placement.DISPLAY);
            case MATHJAX_OUTPUT:
                return mathJax2(node, Placement.INLINE);
            case MATHJAX_DISPLAY_OUTPUT:
                return mathJax2(node, Placement.DISPLAY);
            case MATHJAX_PREVIEW:
                return preview(node);
            case MEDIAWIKI:
                return mediaWiki(node);
            case COPY:
                return COPY;
            case MARKED:
            case MARKED_DISPLAY:
                return marked(node, css);
            case DRAWN_TABLE:
                return tree.tag(node) == Tag.TABLE ? DrawnFormula.read(tree, node) : null;
            default:
                return null;
        }
    }

    /** KaTeX writes MathML with an annotation and a drawing; sites keep both, either, or the annotation's characters alone. */
    private Formula katex(int node, Placement placement) {
        for (int i = node + 1; i < tree.end(node); i++) {
            if (tree.tag(i) == Tag.ANNOTATION) {
                return formula(Latex.unescaped(tree.text(i)), placement, FormulaSource.KATEX);
            }
        }
        int math = tree.find(node, Tag.MATH);
        if (math != PageTree.NONE) {
            Formula formula = math(math);
            return formula == COPY ? COPY : new Formula(formula.tex(), placement, formula.source());
        }
        String own = ownTex(node);
        if (own != null) {
            return formula(own, placement, FormulaSource.KATEX);
        }
        int stripped = tree.findClass(node, "katex-mathml");
        if (stripped != PageTree.NONE) {
            String tex = lastParagraph(tree.text(stripped));
            if (!tex.isEmpty()) {
                return formula(tex, placement, FormulaSource.KATEX);
            }
        }
        int drawing = tree.findClass(node, "katex-html");
        if (drawing != PageTree.NONE) {
            return formula(KatexHtml.toLatex(tree, drawing), placement, FormulaSource.KATEX_RENDERED);
        }
        String text = tree.text(node);
        return Latex.looksLikeTex(text) ? formula(text, placement, FormulaSource.MARKED_TEXT) : null;
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

    private Formula mathJax2(int node, Placement placement) {
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
            return COPY;
        }
        for (int i = node; i < tree.end(node); i++) {
            if (tree.tag(i) == Tag.SCRIPT && tree.attributeOrEmpty(i, "type").startsWith("math/")) {
                return null; // the source is inside: let it speak for itself
            }
        }
        int next = tree.nextElement(node);
        if (next != PageTree.NONE && tree.tag(next) == Tag.SCRIPT && tree.attributeOrEmpty(next, "type").startsWith("math/")) {
            return COPY;
        }
        for (int i = node; i < tree.end(node); i++) {
            String mathMl = tree.isText(i) ? null : tree.attribute(i, "data-mathml");
            if (mathMl != null) {
                return fragment(mathMl, placement, FormulaSource.MATHJAX_RENDERED);
            }
        }
        int math = tree.find(frame, Tag.MATH);
        if (math != PageTree.NONE) {
            Formula formula = math(math);
            return formula == COPY ? COPY : new Formula(formula.tex(), placement == Placement.DISPLAY ? placement : formula.placement(), formula.source());
        }
        String text = tree.text(node);
        if (Latex.looksLikeTex(text)) {
            return null;
        }
        boolean glyphs = tree.findClass(node, "mrow") != PageTree.NONE || tree.findClass(node, "math") != PageTree.NONE
                || tree.findClass(node, "mjx-math") != PageTree.NONE || tree.find(node, Tag.SVG) != PageTree.NONE;
        return !glyphs ? null : config.scripts() ? COPY : formula(text.strip(), placement, FormulaSource.MATHJAX_RENDERED);
    }

    /** The preview is a copy if MathJax has run or its source is beside it; saved before that, it is all there is. */
    private Formula preview(int node) {
        int next = tree.nextElement(node);
        if (next == PageTree.NONE) {
            return null;
        }
        if (tree.tag(next) == Tag.SCRIPT && tree.attributeOrEmpty(next, "type").startsWith("math/")) {
            return COPY;
        }
        MathClass css = MathClass.of(tree.attributeOrEmpty(next, "class"));
        return css == MathClass.MATHJAX_OUTPUT || css == MathClass.MATHJAX_DISPLAY_OUTPUT ? COPY : null;
    }

    private Formula mediaWiki(int node) {
        int math = tree.find(node, Tag.MATH);
        if (math != PageTree.NONE) {
            return math(math);
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
                return tag == Tag.SCRIPT || tag == Tag.MATH || tag == Tag.IMG ? null : attribute(node, css);
            }
            if (tag == Tag.SPAN && MathClass.of(tree.attributeOrEmpty(i, "class")) != MathClass.NONE) {
                return null;
            }
            if (i - node > 60) {
                return null;
            }
        }
        Formula attribute = attribute(node, css);
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
        return formula(text, css == MathClass.MARKED_DISPLAY ? Placement.DISPLAY : block ? Placement.BY_PLACE : Placement.INLINE, FormulaSource.MARKED_TEXT);
    }

    /** {@code data-tex} and its like. */
    private Formula attribute(int node, MathClass css) {
        Tag tag = tree.tag(node);
        if (!tree.hasAttributes(node) || tag == Tag.A || tag == Tag.LI || tag == Tag.INPUT || tag == Tag.LINK || tag == Tag.META || tag == Tag.BODY || tag == Tag.HTML) {
            return null;
        }
        for (Attribute own : tree.attributes(node)) {
            String name = own.getKey();
            if (!name.startsWith("data-") && !name.equals("latex") && !name.equals("tex") && !name.equals("formula")) {
                continue;
            }
            boolean telling = name.contains("tex") && !name.contains("text") || name.contains("math") || name.contains("formula") || name.contains("equation");
            boolean value = css == MathClass.MARKED && (name.equals("data-value") || name.equals("data-expr") || name.equals("data-content") || name.equals("data-src"));
            if (!telling && !value) {
                continue;
            }
            String content = own.getValue();
            if (name.contains("mathml") || content.startsWith("<math")) {
                return content.contains("<") ? fragment(content, Placement.BY_PLACE, FormulaSource.ATTRIBUTE) : null;
            }
            if (name.contains("ascii")) {
                return formula(AsciiMath.toLatex(content), Placement.BY_PLACE, FormulaSource.ATTRIBUTE);
            }
            boolean certain = name.equals("data-tex") || name.equals("data-latex") || name.equals("data-katex") || name.equals("data-formula") || name.equals("data-equation")
                    || name.equals("data-math") || value;
            if (content.isBlank() || content.length() > 20_000 || (!Latex.looksLikeTex(content) && !(certain && content.length() < 200 && !Prose.soundsLikeProse(content)
                    && !content.equals("true") && !content.equals("inline") && !content.equals("display") && !content.equals("false") && !content.equals("block")))) {
                continue;
            }
            return formula(content, css == MathClass.MARKED_DISPLAY ? Placement.DISPLAY : placementOf(node), FormulaSource.ATTRIBUTE);
        }
        return null;
    }

    private Placement placementOf(int node) {
        String display = tree.attributeOrEmpty(node, "data-display") + tree.attributeOrEmpty(node, "data-type") + tree.attributeOrEmpty(node, "data-math-style");
        return display.contains("inline") || display.contains("false") ? Placement.INLINE
                : display.contains("block") || display.contains("display") || display.contains("true") ? Placement.DISPLAY : Placement.BY_PLACE;
    }

    private static Formula fragment(String markup, Placement placement, FormulaSource source) {
        PageTree fragment = PageTree.of(Jsoup.parse(markup), new WorkBudget(1_000));
        int math = fragment.find(0, Tag.MATH);
        if (math == PageTree.NONE) {
            return COPY;
        }
        Formula formula = new FormulaReader(fragment, MathConfig.read(fragment)).math(math);
        boolean block = placement == Placement.DISPLAY || formula.placement() == Placement.DISPLAY;
        return formula == COPY ? COPY : new Formula(formula.tex(), block ? Placement.DISPLAY : placement, source);
    }

    static Formula formula(String tex, Placement placement, FormulaSource source) {
        String clean = Latex.clean(tex);
        return clean.isEmpty() ? COPY : new Formula(clean, placement, source);
    }
}
