package org.mathlode.pipeline.html;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.jsoup.nodes.Attribute;
import org.jsoup.parser.Parser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mathlode.pipeline.SharedData;
import org.mathlode.pipeline.warc.CaptureReader;
import org.mathlode.pipeline.warc.CapturedPage;
import org.mathlode.pipeline.warc.WarcLimits;
import org.mathlode.pipeline.warc.WarcSource;

/** A page read here is the page that jsoup reads, node for node; what cannot be so is refused. */
class PlainPageTest {
    private static final int MILLIS = 60_000;
    private static final int RANDOM_PAGES = 20_000;

    private static final String[] NAMES = ("a b i em span div p p p ul ol li li dl dt dd h1 h2 table tr td th tbody thead caption colgroup col br img hr pre code sub sup form input button select option optgroup"
            + " textarea title script style noscript iframe math mi mn mo mrow mtext annotation-xml semantics svg path desc foreignObject use html head body meta link section center font nobr ruby rt rb"
            + " object template address blockquote label xmp listing unknown-name x:y article main").split(" ");
    private static final String[] TEXTS = {"x", " ", "\n", "one two", "a < b", "&amp;", "&lt;", "&nbsp;", "&eacute", "&copy=1", "&#x41;", "&#65", "&", "& b", "&unknown;", "&notit;", "\r\n", "中文", "\ud835\udc00", "<", "</", "<3", "x>y", "&#10;", "&lt"};
    private static final String[] OTHERS = {"<!-- c -->", "<!-->", "<!--->", "<!-- a -- b --!>", "<!-- <p> -->", "<!DOCTYPE html>", "<!doctype html PUBLIC \"-//W3C//DTD HTML 4.01//EN\">", "<?xml version='1.0'?>", "<![CDATA[x]]>", "</>", "</ p>", "<!x>", "</3>"};
    private static final String[] ATTRIBUTES = {"class=a", "class=\"a b\"", "CLASS='c'", "id=i", "id=\"\"", "style=\"color:red\"", "hidden", "href=\"?a=1&amp;b=2&copy=3&lt\"", "href=x/y", "title='a \"b\" > c'", "viewBox=\"0 0 1 1\"", "data-x = 1", "\"", "=a", "a=\"b\"c", "/", "type=hidden",
        "encoding='application/xhtml+xml'", "alt=\"&quot;x&#39;\"", "definitionURL=u", "<x", "color=red"};

    private final PlainPage plain = new PlainPage();
    private final Parser parser = Parser.htmlParser();

    @ParameterizedTest
    @ValueSource(strings = {
        "<!DOCTYPE html><html><head><title>A &amp; B</title></head><body><p>One<p>Two</body></html>\n",
        "text alone", "<p>no head", "<title>t</title>text", " <!-- c --> <!doctype html> <p>x",
        "<ul><li>a<li>b<ul><li>c</ul><li>d</ul>", "<dl><dt>a<dd>b<dt>c</dl>", "<p><div>block in a paragraph</div></p>after",
        "<b>bold <i>both</b> italic</i>", "<p><b>one<p>two</b>three", "<b><b><b><b>x</b></b></b></b>y<p>z", "<a href=1>one<a href=2>two</a>", "<i>x</div></i>",
        "<table><tr><td>a<td>b<tr><td>c</table>", "<table><caption>c</caption><colgroup><col><col><tbody><tr><th>h</th></tr></tbody></table>", "<p><table><td>x</table>", "<!doctype html><p><table><td>x</table>",
        "<table><tr><td><table><tr><td>inner</table></td></tr></table>", "<table> <form> <tr><td><input></form></table>", "<table><tr><td></p></td></tr></table>",
        "<select><option>a<option>b<optgroup><option>c</select>", "<form><form></form>x</form>", "<button>a<button>b</button>",
        "<pre>\n\nx</pre><textarea>\r\na&amp;b</textarea><listing>\nx</listing>", "<script>a<b</script x><style><p></style><iframe><p></iframe><xmp><b></xmp>", "<script><!-- a </script>b",
        "<math><mi>x</mi><mo>&lt;</mo><mrow/><mn>1</mn></math>y", "<svg viewbox='0 0 1 1' CLASS=a><path d=''/><title>t</title><use xlink:href='#a'/></svg>",
        "<body class=a><body class=b id=c><html lang=d>x", "<body>a</body>\n</html>\n<p>b", "</head><p>x", "<head></head><link><p>x", "<html></html><p>x", "</p></br></i></unknown>x",
        "<noscript><img src=a></noscript><p>x<noscript><p>a<b>b</noscript>c", "<head><noscript><link></noscript></head>x",
        "<object><param>x</object>y", "<ruby>a<rt>b<rp>c</ruby>", "<a b=c b=d =e \"f>x", "x&eacute;&copy;&notit;&#x41;&#65 & &x", "<h1>a<h2>b</h1>c", "<li>a</ul><li>b", "<p a=1 / b=2/>x<br/>y"})
    void givesTheTreeOfTheParser(String page) {
        assertThat(difference(page, Refused.NEVER)).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"<table>text<tr><td>x</table>", "<table><div>x</div></table>", "<b><p>x</b>y</p>", "<template><p>x</template>", "<frameset><frame></frameset>", "<plaintext>x", "<svg><![CDATA[x]]></svg>", "<math><p>x</math>", "<p><math><mi>x</p>", "&eacute;", "<body a=b><body C=d>",
        "<mi><svg><foreignObject><p>x", "<p>x\u0000y", "<p>x\uFFFFy", "<p>x<!-- open", "<p>x<b a='", "<title>open", "<script><!--<script></script>--></script>", "<head> </head> <link>", "<form><div></form></div>", "<p<b>x", "</>", "<head><meta>", "", "<a><table><a>x</table>"})
    void leavesWhatHasToBeRepairedToTheParser(String page) {
        WorkBudget work = new WorkBudget(MILLIS);

        assertThat(plain.read(page.toCharArray(), page.length(), work)).isNull();
    }

    @Test
    void givesTheTreeOfTheParserOnPagesPutTogetherAtRandom() {
        Random random = new Random(4711);
        int read = 0;
        for (int i = 0; i < RANDOM_PAGES; i++) {
            String page = page(random);
            String difference = difference(page, Refused.MAYBE);
            assertThat(difference).as(page).isNull();
            read += plain.read(page.toCharArray(), page.length(), new WorkBudget(MILLIS)) == null ? 0 : 1;
        }
        assertThat(read).isGreaterThan(RANDOM_PAGES / 10);
    }

    @Test
    @org.junit.jupiter.api.Tag("long")
    void givesTheTreeOfTheParserOnPagesOfTheWeb() throws IOException {
        List<Path> files;
        try (Stream<Path> all = Files.list(SharedData.require("crawl"))) {
            files = all.filter(file -> file.toString().endsWith(".warc.gz")).sorted().toList();
        }
        int pages = 0;
        int read = 0;
        for (Path file : files) {
            try (CaptureReader captures = CaptureReader.open(WarcSource.once(file.toString(), new ByteArrayInputStream(Files.readAllBytes(file)), Files.size(file)), WarcLimits.DEFAULT)) {
                while (captures.hasNext()) {
                    if (captures.next() instanceof CapturedPage page && BinaryPayload.kind(page.payload()) == null) {
                        StringWriter characters = new StringWriter();
                        Charsets.decode(page.payload(), page.contentType()).characters().transferTo(characters);
                        assertThat(difference(characters.toString(), Refused.MAYBE)).as(page.url()).isNull();
                        pages++;
                        read += plain.read(characters.toString().toCharArray(), characters.getBuffer().length(), new WorkBudget(MILLIS)) == null ? 0 : 1;
                    }
                }
            }
        }
        assertThat(read).as("of %d pages", pages).isGreaterThan(pages * 9 / 10);
    }

    /** Tags, text and comments; most elements are closed as they should be, so that some pages are plain to their end. */
    private static String page(Random random) {
        StringBuilder page = new StringBuilder(random.nextInt(3) == 0 ? "<!DOCTYPE html>" : "");
        List<String> open = new ArrayList<>();
        int length = random.nextInt(25);
        for (int i = 0; i < length; i++) {
            int kind = random.nextInt(100);
            if (kind < 40) {
                String name = NAMES[random.nextInt(NAMES.length)];
                page.append('<').append(random.nextInt(20) == 0 ? name.toUpperCase(java.util.Locale.ROOT) : name);
                for (int k = random.nextInt(4) - 1; k > 0; k--) {
                    page.append(' ').append(ATTRIBUTES[random.nextInt(ATTRIBUTES.length)]);
                }
                page.append(random.nextInt(15) == 0 ? "/>" : ">");
                open.add(name);
            } else if (kind < 65 && !open.isEmpty()) {
                page.append("</").append(open.remove(open.size() - 1)).append('>');
            } else if (kind < 72) {
                page.append("</").append(NAMES[random.nextInt(NAMES.length)]).append('>');
            } else if (kind < 77) {
                page.append(OTHERS[random.nextInt(OTHERS.length)]);
            } else {
                page.append(TEXTS[random.nextInt(TEXTS.length)]);
            }
        }
        while (!open.isEmpty() && random.nextInt(10) > 0) {
            page.append("</").append(open.remove(open.size() - 1)).append('>');
        }
        return page.toString();
    }

    private enum Refused { NEVER, MAYBE }

    /** The first node that differs from jsoup's, or null. */
    private String difference(String page, Refused refused) {
        WorkBudget work = new WorkBudget(MILLIS);
        PageTree tree = plain.read(page.toCharArray(), page.length(), work);
        if (tree == null) {
            return refused == Refused.MAYBE ? null : "refused";
        }
        WorkBudget parserWork = new WorkBudget(MILLIS);
        PageTree parsed = PageTree.of(parser.parseInput(new StringReader(page), ""), page.length(), parserWork);
        for (int i = 0; i < Math.max(tree.size(), parsed.size()); i++) {
            String here = i < tree.size() ? node(tree, i) : "nothing";
            String there = i < parsed.size() ? node(parsed, i) : "nothing";
            if (!here.equals(there)) {
                return "node " + i + ": " + here + ", not " + there;
            }
        }
        return work.spent() == parserWork.spent() ? null : "costs " + work.spent() + " steps, not " + parserWork.spent();
    }

    private static String node(PageTree tree, int i) {
        StringBuilder text = new StringBuilder(tree.tag(i) + " in " + tree.parent(i) + " up to " + tree.end(i) + " ");
        if (tree.isText(i) || tree.tag(i) == Tag.RAW) {
            return text.append(tree.characters(i)).toString();
        }
        text.append(tree.name(i)).append(' ').append(tree.classAttribute(i)).append(' ').append(tree.id(i)).append(' ').append(tree.style(i)).append(tree.hasAttributes(i)).append(tree.hasOtherAttributes(i));
        for (Attribute own : tree.attributes(i)) {
            text.append(' ').append(own.getKey()).append('=').append(own.hasDeclaredValue() ? own.getValue() : null);
        }
        return text.toString();
    }
}
