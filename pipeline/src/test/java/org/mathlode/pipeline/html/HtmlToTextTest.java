package org.mathlode.pipeline.html;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mathlode.pipeline.html.Extraction.ExtractedPage;
import org.mathlode.pipeline.html.Extraction.RejectedPage;
import org.mathlode.pipeline.html.ExtractionParams.Favour;
import org.mathlode.pipeline.model.RejectReason;

class HtmlToTextTest {
    private static final ExtractionParams PARAMS = new ExtractionParams(8 << 20, 1, 5_000, Favour.BALANCED);

    @Test
    void rejectsAPayloadOverTheLimitWithoutReadingIt() {
        Extraction extraction = new HtmlToText(new ExtractionParams(10, 1, 5_000, Favour.BALANCED)).extract(new byte[11], null, "u");

        assertThat(extraction).isEqualTo(new RejectedPage(RejectReason.PAYLOAD_TOO_LARGE, "11 bytes, limit 10"));
    }

    @Test
    void rejectsEmptyAndBinaryPayloads() {
        assertThat(reason(new byte[0])).isEqualTo(RejectReason.EMPTY_PAYLOAD);
        assertThat(reason("%PDF-1.4 …".getBytes(UTF_8))).isEqualTo(RejectReason.BINARY_PAYLOAD);
    }

    @Test
    void rejectsATextUnderTheMinimumNotCountingWhiteSpace() {
        HtmlToText extractor = new HtmlToText(new ExtractionParams(1000, 5, 5_000, Favour.BALANCED));

        assertThat(extractor.extract("<p>a b c d</p>".getBytes(UTF_8), null, "u")).isInstanceOf(RejectedPage.class);
        assertThat(extractor.extract("<p>a b c d e</p>".getBytes(UTF_8), null, "u")).isInstanceOf(ExtractedPage.class);
    }

    @Test
    void stopsAPageThatCostsTooMuchWhateverTheClockSays() {
        String page = "<p>x</p>".repeat(400_000);
        HtmlToText extractor = new HtmlToText(new ExtractionParams(8 << 20, 1, 1, Favour.BALANCED));

        Extraction first = extractor.extract(page.getBytes(UTF_8), null, "u");

        assertThat(((RejectedPage) first).reason()).isEqualTo(RejectReason.TIMEOUT);
    }

    @ParameterizedTest
    @CsvSource({"GB18030, gb2312", "Big5, big5", "Shift_JIS, shift_jis", "EUC-KR, euc-kr", "windows-1251, windows-1251", "UTF-8, utf-8"})
    void readsThePageInTheCharsetItDeclares(String charset, String declared) {
        String text = charset.startsWith("GB") ? "数学是研究数量和空间的科学" : charset.equals("Big5") ? "數學是研究數量和空間的科學"
                : charset.startsWith("Shift") ? "数学は数と空間を研究する学問です" : charset.startsWith("EUC") ? "수학은 수와 공간을 연구하는 학문이다" : "Математика изучает числа";
        byte[] page = ("<html><head><meta charset=" + declared + "></head><body><p>" + text + "</p></body></html>").getBytes(Charset.forName(charset));

        assertThat(text(page, null)).isEqualTo(text);
    }

    @Test
    void believesTheBytesWhereTheHeaderIsWrong() {
        byte[] page = "<p>高等数学中的极限与连续是最基本的概念，学生必须掌握。</p>".getBytes(Charset.forName("GB18030"));

        assertThat(text(page, "text/html; charset=ISO-8859-1")).contains("极限与连续");
        assertThat(text(page, "text/html; charset=utf-8")).contains("极限与连续");
        assertThat(text("<p>naïve café</p>".getBytes(UTF_8), "text/html; charset=gbk")).isEqualTo("naïve café");
    }

    @Test
    void readsUtf16WithAndWithoutAMark() {
        assertThat(text("\uFEFF<p>ideal café</p>".getBytes(Charset.forName("UTF-16LE")), null)).isEqualTo("ideal café");
        assertThat(text("<html><body><p>prime ideal</p></body></html>".getBytes(Charset.forName("UTF-16BE")), null)).isEqualTo("prime ideal");
    }

    @Test
    void takesAnUnknownCharsetNameForNone() {
        assertThat(text("<p>na\u00efve</p>".getBytes(UTF_8), "text/html; charset=\"x-no such;charset\"")).isEqualTo("naïve");
    }

    @Test
    void leavesNeitherNulNorLoneSurrogates() {
        String text = text("<title>&#xD800;t</title><p>a\u0000b &#xDC00; c &#xD83D; end</p>".getBytes(UTF_8), null);

        assertThat(text).doesNotContain("\u0000");
        assertThat(UTF_8.newEncoder().canEncode(text)).isTrue();
    }

    @Test
    void countsFormulasBySourceOnThePageAndInTheText() {
        ExtractedPage page = extracted("<body><nav>\\(a\\)</nav><main><p>Let \\(x\\) be real and <math><mi>y</mi></math> too, with \\(\\frac{1}{2\\) broken.</p></main></body>");

        assertThat(page.formulas().bySource()).containsExactly(java.util.Map.entry("delimiter", 2), java.util.Map.entry("mathml-presentation", 1));
        assertThat(page.formulas().balanced()).isEqualTo(2);
        assertThat(page.formulas().onPage()).isEqualTo(4);
    }

    @Test
    void carriesTheMacrosThatTheTextUses() {
        ExtractedPage page = extracted("<script>MathJax = {tex: {macros: {RR: '\\\\mathbb{R}', unused: 'u'}}};</script>"
                + "<p>\\(\\newcommand{\\norm}[1]{\\|#1\\|}\\) For \\(x \\in \\RR\\) the number \\(\\norm{x}\\) is real.</p>");

        assertThat(page.text()).isEqualTo("For $x \\in \\RR$ the number $\\norm{x}$ is real.");
        assertThat(page.macros()).containsOnly(java.util.Map.entry("\\RR", "\\newcommand{\\RR}{\\mathbb{R}}"),
                java.util.Map.entry("\\norm", "\\newcommand{\\norm}[1]{\\|#1\\|}"));
    }

    @Test
    void remembersMacrosOfABlockThatIsNotShown() {
        ExtractedPage page = extracted("<div style='display:none'>\\(\\newcommand{\\QQ}{\\mathbb{Q}}\\)</div><p>The field \\(\\QQ\\) is small.</p>");

        assertThat(page.text()).isEqualTo("The field $\\QQ$ is small.");
        assertThat(page.macros()).containsOnly(java.util.Map.entry("\\QQ", "\\newcommand{\\QQ}{\\mathbb{Q}}"));
    }

    @Test
    void explainsWhatWasDroppedAndWhereFormulasCameFrom() {
        List<String> lines = new ArrayList<>();

        new HtmlToText(PARAMS).explain("<nav>Home</nav><p>A formula <math alttext='x_1'><mi>x</mi></math> in a text.</p>".getBytes(UTF_8), null, "u", lines);

        assertThat(lines).contains("dropped <nav> (navigation): Home", "formula mathml-alttext: x_1");
    }

    @ParameterizedTest
    @CsvSource({"nested, <div>, 200000", "bold, <b>, 200000", "quotes, <blockquote><p>x, 50000", "links, <a href=x>y</a>, 60000", "formulas, <p>Let \\(x_1\\) be</p>, 20000",
        "dollars, $ , 300000", "openings, \\( , 200000", "environments, \\begin{align} , 60000", "braces, ${, 200000", "rows, <table><tr><td>x, 20000", "scripts, x<sup>2, 20000"})
    void survivesPagesMadeToHurt(String name, String piece, int times) {
        Extraction extraction = new HtmlToText(PARAMS).extract(("<body><p>start</p>" + piece.repeat(times)).getBytes(UTF_8), null, "u");

        assertThat(extraction).satisfiesAnyOf(
                page -> assertThat(page).isInstanceOf(ExtractedPage.class),
                page -> assertThat(((RejectedPage) page).reason()).isIn(RejectReason.TIMEOUT, RejectReason.TOO_SHORT));
    }

    @Test
    void survivesAHugeAttributeAndAnUnclosedScript() {
        assertThat(extracted("<p title='" + "a&amp;".repeat(1_000_000) + "'>short</p>").text()).isEqualTo("short");
        assertThat(extracted("<p>before</p><script>var x = '" + "x".repeat(5_000_000)).text()).isEqualTo("before");
    }

    private static RejectReason reason(byte[] payload) {
        return ((RejectedPage) new HtmlToText(PARAMS).extract(payload, null, "u")).reason();
    }

    private static String text(byte[] payload, String contentType) {
        return ((ExtractedPage) new HtmlToText(PARAMS).extract(payload, contentType, "u")).text();
    }

    private static ExtractedPage extracted(String html) {
        return (ExtractedPage) new HtmlToText(PARAMS).extract(html.getBytes(UTF_8), null, "u");
    }
}
