package org.mathlode.pipeline.html;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.mathlode.pipeline.html.Formula.Placement;

/** Images of formulas: WordPress, codecogs, mimeTeX, MediaWiki, latex2html, Doxygen, Zhihu and whoever puts LaTeX into the alt text. */
final class FormulaImages {
    private static final String[] QUERY_KEYS = {"latex=", "tex=", "chl=", "math=", "formula=", "eq=", "from=", "equation=", "mathtex=", "code="};

    private static final int MOST_CONTROLS = 12;

    private FormulaImages() {}

    /** The formula an image shows, or null. */
    static Formula read(PageTree tree, int node, MathClass css) {
        String alt = first(tree.attribute(node, "alt"), tree.attribute(node, "data-alt"));
        String src = first(tree.attribute(node, "src"), tree.attribute(node, "data-src"));
        for (String name : new String[] {"data-src", "data-original", "data-lazy-src", "data-actualsrc"}) {
            if (!isFormulaAddress(src) && tree.has(node, name) && isFormulaAddress(tree.attribute(node, name))) {
                src = tree.attribute(node, name);
            }
        }
        for (String name : new String[] {"data-latex", "data-tex", "data-formula", "data-equation", "data-mathjax", "data-formula-source", "data-equation-content"}) {
            String tex = tree.attribute(node, name);
            if (tex != null && !tex.isBlank()) {
                return formula(tex, Placement.BY_PLACE);
            }
        }
        String mathMl = tree.attribute(node, "data-mathml");
        if (mathMl != null && !mathMl.isBlank()) {
            return MathElement.fragment(MathElement.unguarded(mathMl), Placement.BY_PLACE, FormulaSource.ATTRIBUTE);
        }
        boolean address = isFormulaAddress(src);
        boolean block = alt != null && inMarkedBlock(tree, node);
        boolean marked = css == MathClass.IMAGE || css.marked() || tree.has(node, "eeimg") || tree.has(node, "data-eeimg") || block;
        String title = tree.attribute(node, "title");
        Placement placement = css == MathClass.MARKED_DISPLAY || block || tree.attributeOrEmpty(node, "eeimg").equals("2") || tree.attributeOrEmpty(node, "data-eeimg").equals("2") || tree.hasClass(node, "mwe-math-fallback-image-display") || tree.hasClass(node, "formulaDsp")
                || tree.hasClass(node, "ql-img-displayed-equation") ? Placement.DISPLAY
                : tree.hasClass(node, "mwe-math-fallback-image-inline") || tree.hasClass(node, "formulaInl") || tree.hasClass(node, "ql-img-inline-formula")
                ? Placement.INLINE : Placement.BY_PLACE;
        if (alt != null && !alt.isBlank() && (marked || address) && !isCaption(alt) && !(address && isSpoken(alt))) {
            if (!address && isTyped(tree, node) && alt.indexOf('\\') < 0 && alt.indexOf('{') < 0) {
                return Formula.of(AsciiMath.toLatex(alt.strip()), placement, FormulaSource.IMAGE);
            }
            return alternative(alt, placement);
        }
        if (address) {
            String tex = fromAddress(src);
            if (!tex.isBlank()) {
                return formula(tex, placement);
            }
        }
        if (alt != null && (isTex(alt) || PlainFormula.isEquation(alt.strip()))) {
            return alternative(alt, placement);
        }
        if (title != null && (marked || address || isTex(title)) && Latex.looksLikeTex(title)) {
            return alternative(title, placement);
        }
        return null;
    }

    /** True if the block around an image is called a formula; Sphinx marks the block, not the image in it. */
    private static boolean inMarkedBlock(PageTree tree, int image) {
        int block = tree.parent(image);
        block = tree.tag(block) == Tag.P ? tree.parent(block) : block;
        return tree.tag(block) == Tag.DIV && MathClass.of(tree.attributeOrEmpty(block, "class")).marked();
    }

    private static Formula alternative(String alt, Placement placement) {
        String text = alt.strip();
        if (text.startsWith("LaTeX: ")) {
            text = text.substring("LaTeX: ".length());
        }
        if (text.startsWith("$latex ")) {
            text = "$" + text.substring(7);
        }
        boolean display = text.startsWith("$$") || text.startsWith("\\[") || text.startsWith("\\begin{displaymath}") || text.startsWith("\\begin{equation")
                || text.startsWith("\\begin{align") || text.startsWith("\\begin{eqnarray");
        boolean inline = !display && (text.startsWith("$") || text.startsWith("\\("));
        return formula(text, display ? Placement.DISPLAY : inline && placement == Placement.BY_PLACE ? Placement.INLINE : placement);
    }

    private static Formula formula(String tex, Placement placement) {
        String plain = tex.indexOf('<') >= 0 ? tex.replaceAll("(?i)<br\\s*/?>", " ") : tex;
        return Formula.of(Latex.unescaped(plain), placement, FormulaSource.IMAGE);
    }

    /** True if an address asks a server for a formula, as the well-known renderers are addressed. */
    static boolean isFormulaAddress(String src) {
        if (src == null || src.length() < 12 || src.startsWith("data:")) {
            return false;
        }
        int query = src.indexOf('?');
        String path = (query < 0 ? src : src.substring(0, query)).toLowerCase(Locale.ROOT);
        if (path.contains("tex.s2cms") || path.contains("i.upmath.me/svg") || path.contains("math/render/svg") || path.contains("latexrender") || path.contains("/equation_images/")) {
            return true;
        }
        if (src.contains("#card=math&")) {
            return true;
        }
        if (query < 0) {
            return false;
        }
        String rest = src.substring(query + 1);
        if (path.contains("codecogs") || path.contains("mimetex") || path.contains("mathtex") || path.contains("latex.php") || path.contains("texrender")
                || path.contains("mathtran") || path.contains("math.now.sh") || path.contains("forkosh") || path.contains("latexit") || path.contains("teximg")) {
            return true;
        }
        if (path.contains("chart") && rest.contains("cht=tx")) {
            return true;
        }
        boolean named = path.contains("tex") || path.contains("equation") || path.contains("formula") || path.contains("math") || path.contains("/eq");
        for (String key : QUERY_KEYS) {
            if (named && (rest.startsWith(key) || rest.contains("&" + key))) {
                return true;
            }
        }
        return false;
    }

    private static String fromAddress(String src) {
        int query = src.indexOf('?');
        int card = src.indexOf("#card=math&");
        if (card >= 0) {
            query = card;
        } else if (src.contains("/equation_images/")) {
            // encoded twice, for the path of the image and for the page
            String path = src.substring(src.indexOf("/equation_images/") + "/equation_images/".length(), query < 0 ? src.length() : query);
            return decoded(decoded(path));
        } else if (query < 0) {
            int svg = src.indexOf("/svg/");
            return svg < 0 || src.contains("math/render") ? "" : decoded(src.substring(svg + 5));
        }
        String rest = src.substring(query + 1);
        for (String key : QUERY_KEYS) {
            int at = rest.startsWith(key) ? 0 : rest.indexOf("&" + key);
            if (at >= 0) {
                int start = at + key.length() + (at > 0 || !rest.startsWith(key) ? 1 : 0);
                int end = rest.indexOf('&', start);
                // a bare & inside a formula is an alignment mark: parameters are short words with =
                while (end >= 0 && !isParameter(rest, end + 1)) {
                    end = rest.indexOf('&', end + 1);
                }
                return decoded(rest.substring(start, end < 0 ? rest.length() : end));
            }
        }
        return decoded(rest);
    }

    /** True if a name of up to twelve letters and an equals sign stand at {@code from}. */
    private static boolean isParameter(String query, int from) {
        int start = query.startsWith("amp;", from) ? from + 4 : from;
        int i = start;
        while (i < query.length() && i <= start + 12 && Latex.isLetter(query.charAt(i))) {
            i++;
        }
        return i > start && i <= start + 12 && i < query.length() && query.charAt(i) == '=';
    }

    private static String decoded(String query) {
        String text = query;
        if (query.indexOf('%') >= 0) {
            try {
                text = URLDecoder.decode(query.contains(" ") || query.contains("%20") || !query.contains("%2B") && query.matches(".*\\d\\+\\d.*")
                        ? query.replace("+", "%2B") : query, StandardCharsets.UTF_8);
            } catch (IllegalArgumentException e) {
                text = query; // not percent-encoded after all
            }
        }
        return stripControls(text.indexOf('&') < 0 ? text : text.replace("&space;", " ").replace("&plus;", "+").replace("&hash;", "#").replace("&amp;", "&"));
    }

    /** Size, colour and style commands that renderers take in front of a formula. */
    private static String stripControls(String tex) {
        String text = tex.strip();
        String before = "";
        for (int i = 0; i < MOST_CONTROLS && !text.equals(before); i++) {
            before = text;
            text = text.replaceFirst("^\\\\(inline|large|Large|LARGE|huge|Huge|small|tiny|normalsize|displaystyle(?=\\s*\\\\(?:large|dpi))|footnotesize)(?![a-zA-Z])\\s*", "")
                    .replaceFirst("^\\\\(dpi|bg_|fn_|fg_)[a-z_]*(\\{[^}]*\\})?\\s*", "").replaceFirst("^\\\\opaque\\s*", "");
        }
        return text;
    }

    /** True if an alt text can only be LaTeX. */
    static boolean isTex(String alt) {
        String text = alt.strip();
        int length = text.length();
        if (length < 2 || length > 10_000) {
            return false;
        }
        if (length > 2 && text.charAt(0) == '$' && text.charAt(length - 1) == '$') {
            return true;
        }
        if (text.startsWith("\\[") || text.startsWith("\\(") || text.startsWith("\\begin{")) {
            return true;
        }
        int commands = 0;
        for (int i = 0; i + 1 < length; i++) {
            char c = text.charAt(i);
            if (c == '\\' && Latex.isLetter(text.charAt(i + 1))) {
                if (i > 0 && text.charAt(i - 1) == ':') {
                    return false; // C:\folder
                }
                commands++;
            } else if ((c == '^' || c == '_') && text.charAt(i + 1) == '{') {
                commands++;
            }
        }
        return commands > 0 && (text.indexOf('{') >= 0 || text.indexOf('^') >= 0 || text.indexOf('_') >= 0 || text.indexOf('=') >= 0 || text.startsWith("\\"))
                && !Prose.soundsLikeProse(text);
    }

    private static boolean isCaption(String alt) {
        return !Latex.looksLikeTex(alt) && (Prose.soundsLikeProse(alt) || alt.equalsIgnoreCase("formula") || alt.equalsIgnoreCase("equation")
                || alt.equalsIgnoreCase("image") || alt.equalsIgnoreCase("math") || alt.equals("[公式]") || alt.equals("公式") || alt.equalsIgnoreCase("img")
                || alt.equalsIgnoreCase("latex") || alt.equalsIgnoreCase("eq") || alt.contains(".png") || alt.contains(".gif"));
    }

    /** Images whose alt text is the input of a computer algebra system: {@code int_0^1t^(z-1)dt}, of which TeX would raise the parenthesis alone. */
    private static boolean isTyped(PageTree tree, int image) {
        return tree.hasClass(image, "inlineformula") || tree.hasClass(image, "numberedequation") || tree.hasClass(image, "displayformula");
    }

    /** "x squared": what a screen reader says; the address says it better. */
    private static boolean isSpoken(String alt) {
        return !Latex.looksLikeTex(alt) && DollarRule.holdsWord(alt, 4) && alt.indexOf('=') < 0;
    }

    private static String first(String a, String b) {
        return a != null && !a.isBlank() ? a : b;
    }
}
