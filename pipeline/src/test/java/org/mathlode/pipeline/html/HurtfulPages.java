package org.mathlode.pipeline.html;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.mathlode.pipeline.html.Extraction.ExtractedPage;
import org.mathlode.pipeline.html.Extraction.RejectedPage;

/**
 * Pages made to hurt an extractor: deep, long, many, never closed. As a program it extracts them all, or those whose names
 * it is given, and prints what became of each.
 */
final class HurtfulPages {
    private static final int MEGA = 1_000_000;
    private static final String MATHJAX = "<script>MathJax = {tex: {}}; asciimath2jax</script>";
    private static final Map<String, Supplier<String>> PAGES = new LinkedHashMap<>();

    static {
        nesting();
        repetition();
        formulas();
        scripts();
        markup();
    }

    private HurtfulPages() {}

    static Set<String> names() {
        return PAGES.keySet();
    }

    static byte[] page(String name) {
        return ("<body><p>start</p>" + PAGES.get(name).get()).getBytes(UTF_8);
    }

    private static void nesting() {
        for (String tag : new String[] {"div", "b", "span", "a", "font", "blockquote", "li", "ul", "table", "template", "select", "button", "form", "svg", "math", "mrow", "object", "center", "code", "title"}) {
            PAGES.put("nested " + tag, () -> ("<" + tag + ">").repeat(200_000) + "end");
        }
        PAGES.put("nested cells", () -> "<table><tr><td>x".repeat(60_000));
        PAGES.put("nested formatting in paragraphs", () -> "<p><b><i><em>x".repeat(100_000));
        PAGES.put("nested scripts", () -> "x<sup>2".repeat(60_000));
        PAGES.put("nested katex", () -> "<span class=katex>".repeat(480) + "<span>word</span> ".repeat(200_000));
        PAGES.put("nested MathJax", () -> "<div class=MathJax>".repeat(480) + "<i>w</i> ".repeat(200_000));
        PAGES.put("nested blocks around blanks", () -> "<div>".repeat(480) + " ".repeat(4 * MEGA) + "x");
        PAGES.put("nested roots in MathML", () -> "<math>" + "<msqrt>".repeat(480) + "<mi>x</mi>".repeat(200_000));
        PAGES.put("nested scripts in MathML", () -> "<math>" + "<msup>".repeat(480) + "<mi>x</mi>".repeat(200_000));
        PAGES.put("nested limits in MathML", () -> "<math>" + "<munderover><mover>".repeat(240) + "<mi>x</mi>".repeat(200_000));
        PAGES.put("nested fences in MathML", () -> "<math>" + "<mfenced>".repeat(480) + "<mi>x</mi>".repeat(200_000));
        PAGES.put("nested fractions in KaTeX", () -> "<span class=katex><span class=katex-html>" + "<span class=mfrac><span class=vlist><span>a</span><span>".repeat(150) + "<i>x</i>".repeat(100_000));
        PAGES.put("nested drawn tables", () -> "<table class=display><tr><td class=dcell>".repeat(160) + "x");
    }

    private static void repetition() {
        PAGES.put("links", () -> "<a href=x>y</a>".repeat(60_000));
        PAGES.put("paragraphs", () -> "<p>x".repeat(MEGA));
        PAGES.put("cells", () -> "<table><tr>" + "<td>x</td>".repeat(100_000));
        PAGES.put("rows", () -> "<table>" + "<tr><td>x<td>y".repeat(100_000));
        PAGES.put("text within tables", () -> "<table>" + "x<tr>".repeat(100_000));
        PAGES.put("options", () -> "<select>" + "<option>x".repeat(400_000));
        PAGES.put("line breaks", () -> "x<br>".repeat(MEGA));
        PAGES.put("breaks alone", () -> "<br>".repeat(MEGA));
        PAGES.put("headings", () -> "<h2>x</h2>".repeat(300_000));
        PAGES.put("definitions", () -> "<dl>" + "<dt>x<dd>y".repeat(200_000));
        PAGES.put("blanks", () -> " ".repeat(8 * MEGA) + "x");
        PAGES.put("words", () -> "word ".repeat(1_500_000));
        PAGES.put("one word", () -> "w".repeat(8 * MEGA));
        PAGES.put("empty elements", () -> "<i></i>".repeat(MEGA));
        PAGES.put("unknown elements", () -> {
            StringBuilder page = new StringBuilder();
            for (int i = 0; i < 300_000; i++) {
                page.append("<x").append(i).append(" a").append(i).append("=b>");
            }
            return page.toString();
        });
        PAGES.put("pictures", () -> "<img src='http://a.b/latex.php?x^2' alt='\\frac{1}{2}'>".repeat(100_000));
        PAGES.put("hidden blocks", () -> "<div style='display : none' class='a b c d' id='x-y-z'>x</div>".repeat(120_000));
    }

    private static void formulas() {
        PAGES.put("inline formulas", () -> "<p>Let \\(x_1\\) be</p>".repeat(20_000));
        PAGES.put("formulas in one paragraph", () -> "Let \\(x_1\\) be $y^2$ or ".repeat(200_000));
        PAGES.put("displayed formulas", () -> "$$\\frac{1}{2}$$ ".repeat(200_000));
        PAGES.put("MathML formulas", () -> "<math><mi>x</mi></math> and ".repeat(200_000));
        PAGES.put("script formulas", () -> "<script type='math/tex'>x^2</script> and ".repeat(100_000));
        PAGES.put("MathML in attributes", () -> "<i data-mathml='<math><mi>x</mi></math>'></i>".repeat(60_000));
        PAGES.put("KaTeX formulas", () -> "<span class=katex><span class=katex-html><span class=mord>x</span></span></span> ".repeat(60_000));
        PAGES.put("MathJax formulas", () -> "<mjx-container><mjx-math><mjx-mi><mjx-c class='mjx-c1D465'></mjx-c></mjx-mi></mjx-math></mjx-container> ".repeat(50_000));
        for (String piece : new String[] {"$", "$$", "$ ", "\\(", "\\[", "\\( ", "\\begin{align}", "\\begin{align} x \\end{align}", "\\end{align}", "${", "$x", "`", "``", "[tex]", "[", "[/tex]", "[math]x", "\\f$", "\\f[", "[;", "\\newcommand{\\a}{b}",
            "\\newcommand", "\\def\\a", "\\", "\\\\[", "{", "$$ {", "$latex ", "$5 ", "%", "\\\\(", "&", "&amp", "&#", "&#x1F600;", "<", "</", "<!", "<?", "<!--", "<![CDATA[", "\\left(", "@", "\u00a0", "\u200b", "数", "\uE0D2"}) {
            PAGES.put("repeated " + piece, () -> MATHJAX + piece.repeat((piece.length() < 3 ? 2 * MEGA : 7 * MEGA) / piece.length()));
        }
        for (String piece : new String[] {"(", "|a(", "sqrt ", "a/", "a^", "a_", "[", "{", "x ", "|", "frac", "text(", "((a,b),", "[(a),", "abs "}) {
            PAGES.put("AsciiMath " + piece, () -> MATHJAX + "<p>`" + piece.repeat(3_000 / piece.length()) + "` and</p><script type='math/asciimath'>" + piece.repeat(400_000 / piece.length()) + "</script>");
        }
        PAGES.put("AsciiMath matrices in matrices", () -> "<script type='math/asciimath'>" + "(".repeat(60) + "a" + ",(b,c))".repeat(60) + "</script>");
        for (String piece : new String[] {"{", "\\left(", "\\begin{a}", "\\frac", "$", "\\text{", "%\n", "\n", "\\newcommand{\\x}{", "\\", "}"}) {
            PAGES.put("TeX " + piece, () -> "<script type='math/tex'>" + piece.repeat(5 * MEGA / piece.length()) + "</script>");
        }
    }

    private static void scripts() {
        PAGES.put("superscripts", () -> "x<sup>2</sup>".repeat(100_000));
        PAGES.put("superscripts behind brackets", () -> ")<sup>2</sup>".repeat(100_000));
        PAGES.put("superscripts behind words", () -> "word<sup>2</sup> ".repeat(100_000));
        PAGES.put("elements with subscripts", () -> "H<sub>2</sub>O".repeat(100_000));
        PAGES.put("brackets before a superscript", () -> "(".repeat(500_000) + "x<sup>2</sup>");
        PAGES.put("brackets behind a superscript", () -> "x<sup>2</sup>" + ")".repeat(500_000));
        PAGES.put("open brackets behind a superscript", () -> "x<sup>2</sup>" + "(".repeat(500_000));
        PAGES.put("signs before a superscript", () -> "+".repeat(500_000) + "x<sup>2</sup>");
        PAGES.put("signs between superscripts", () -> "+ + - x<sup>2</sup> ".repeat(100_000));
        PAGES.put("italic variables", () -> "<i>x</i><sub>1</sub>".repeat(100_000));
    }

    private static void markup() {
        PAGES.put("a long attribute", () -> "<p title='" + "a&amp;".repeat(MEGA) + "'>short</p>");
        PAGES.put("a long class", () -> "<p class='" + "nav-menu ".repeat(800_000) + "'>short</p>");
        PAGES.put("a long id", () -> "<p id='" + "x_".repeat(3 * MEGA) + "'>short</p>");
        PAGES.put("a long style", () -> "<p style='" + "display : block; ".repeat(400_000) + "'>short</p>");
        PAGES.put("a long alternative text", () -> "<img alt='" + "\\frac{a}{b} ".repeat(600_000) + "' src='a.png'>");
        PAGES.put("a long picture address", () -> "<img src='http://a.b/latex.php?" + "&".repeat(7 * MEGA) + "'>");
        PAGES.put("a long picture address of parameters", () -> "<img src='http://a.b/tex?tex=" + "a&b%20+1".repeat(900_000) + "'>");
        PAGES.put("size commands in a picture address", () -> "<img src='http://a.b/latex.php?" + "\\large\\dpi{3}".repeat(500_000) + "'>");
        PAGES.put("line breaks in an alternative text", () -> "<img class=tex src=a alt='x^2 " + "<br ".repeat(MEGA) + "'>");
        PAGES.put("a long TeX attribute", () -> "<i data-tex='" + "\\frac{a}{b} ".repeat(600_000) + "'></i>");
        PAGES.put("a long alttext", () -> "<math alttext='" + "word ".repeat(MEGA) + "'><mi>x</mi></math>");
        PAGES.put("many attributes", () -> {
            StringBuilder page = new StringBuilder("<p");
            for (int i = 0; i < 700_000; i++) {
                page.append(" a").append(i);
            }
            return page.append(">short").toString();
        });
        PAGES.put("many ids", () -> {
            StringBuilder page = new StringBuilder();
            for (int i = 0; i < 150_000; i++) {
                page.append("<p class='nav").append(i).append("' id=MathJax-Element-").append(i).append(">x");
            }
            return page.toString();
        });
        PAGES.put("script never closed", () -> "<script>var x = '" + "x".repeat(7 * MEGA));
        PAGES.put("style never closed", () -> "<style>" + "a{b:c}".repeat(MEGA));
        PAGES.put("comment never closed", () -> "<!--" + "- ".repeat(3 * MEGA));
        PAGES.put("tag never closed", () -> "<p " + "a ".repeat(3 * MEGA));
        PAGES.put("quote never closed", () -> "<p a='" + "<b>".repeat(2 * MEGA));
        PAGES.put("title never closed", () -> "<title>" + "<b>x ".repeat(MEGA));
        PAGES.put("textarea never closed", () -> "<textarea>" + "<b>x ".repeat(MEGA));
        PAGES.put("plain text", () -> "<plaintext>" + "<b>x ".repeat(MEGA));
        PAGES.put("preformatted", () -> "<pre>" + "x <b>y</b>\n".repeat(600_000));
        PAGES.put("configured pairs", () -> "<script>mathjax inlineMath: [['a" + " inlineMath: [['a".repeat(400_000) + "</script>x");
        PAGES.put("configured delimiters of KaTeX", () -> "<script>katex " + "left ".repeat(MEGA) + "</script>x");
        PAGES.put("configured delimiters of KaTeX in quotes", () -> "<script>katex " + "left:'a}".repeat(800_000) + "</script>x");
        PAGES.put("configured macros", () -> "<script>mathjax " + "Macros: {a:'".repeat(500_000) + "</script>x");
        PAGES.put("configured macros without names", () -> "<script>mathjax " + "Macros: ".repeat(800_000) + "</script>x");
        PAGES.put("configured macros without end", () -> "<script>mathjax Macros: {" + "a:'b',".repeat(MEGA) + "</script>x");
        PAGES.put("macros and a long text", () -> {
            StringBuilder page = new StringBuilder(MATHJAX);
            for (int i = 0; i < 3_000; i++) {
                page.append("\\(\\newcommand{\\m").append((char) ('a' + i % 26)).append((char) ('a' + i / 26 % 26)).append((char) ('a' + i / 676)).append("}{x}\\)");
            }
            return page.append("the \\word and ".repeat(500_000)).toString();
        });
        PAGES.put("delimiters of its own", () -> "<script>mathjax = {tex: {inlineMath: [['@a@', '@b@'], ['@c@', '@d@'], ['@@', '@@']]}}</script>" + "@a@ ".repeat(MEGA) + "@c@ ".repeat(MEGA / 2));
    }

    public static void main(String[] args) {
        HtmlToText extractor = new HtmlToText(new ExtractionParams(8 << 20, 1, 5_000, ExtractionParams.Favour.BALANCED));
        for (String name : args.length > 0 ? List.of(args) : names()) {
            byte[] page = page(name);
            long start = System.nanoTime();
            Extraction outcome = extractor.extract(page, "text/html; charset=utf-8", name);
            System.out.printf(Locale.ROOT, "%6d ms %9d bytes  %s: %s%n", (System.nanoTime() - start) / 1_000_000, page.length, name.replace("\n", "\\n"),
                    outcome instanceof ExtractedPage text ? text.text().length() + " characters" : ((RejectedPage) outcome).reason().label() + " " + ((RejectedPage) outcome).detail());
        }
    }
}
