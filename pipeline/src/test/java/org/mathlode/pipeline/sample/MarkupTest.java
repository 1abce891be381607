package org.mathlode.pipeline.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MarkupTest {
    @ParameterizedTest
    @CsvSource(delimiter = '¦', textBlock = """
            MATHJAX_PAREN  ¦ \\(\\frac{a}{2}\\)
            MATHJAX_DOLLAR ¦ $\\frac{a}{2}$
            MATH_TEX_SCRIPT ¦ <span class="MathJax_Preview"></span><script type="math/tex">\\frac{a}{2}</script>
            MATHML_ALTTEXT ¦ <math class="ltx_Math" alttext="\\frac{a}{2}" display="inline"><mfrac><mi>a</mi><mn>2</mn></mfrac></math>
            CODECOGS_IMAGE ¦ <img src="https://latex.codecogs.com/gif.latex?%5Cfrac%7Ba%7D%7B2%7D" title="\\frac{a}{2}" border="0">
            MIMETEX_IMAGE  ¦ <img src="/cgi-bin/mimetex.cgi?\\frac{a}{2}" alt="\\frac{a}{2}" align="middle">
            ASCIIMATH      ¦ `a/2`
            SUP_SUB        ¦ <i>a</i>/2
            """)
    void writesAFraction(Markup markup, String html) {
        assertThat(markup.html("\\frac{a}{2}", Markup.Style.INLINE)).isEqualTo(html);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '¦', textBlock = """
            x_1^2 + \\sqrt{y} ¦ <mrow><msubsup><mi>x</mi><mn>1</mn><mn>2</mn></msubsup><mo>+</mo><msqrt><mi>y</mi></msqrt></mrow>
            a \\equiv b \\pmod{7} ¦ <mrow><mi>a</mi><mo>≡</mo><mi>b</mi><mrow><mo>(</mo><mi>mod</mi><mn>7</mn><mo>)</mo></mrow></mrow>
            f' < \\mathbb{R} ¦ <mrow><msup><mi>f</mi><mo>′</mo></msup><mo>&lt;</mo><mi>ℝ</mi></mrow>
            """)
    void writesPresentationMathMl(String tex, String mathMl) {
        assertThat(FormulaText.mathMl(Tex.parse(tex))).isEqualTo(mathMl);
    }

    @Test
    void keepsTheTexOfEveryFormulaInAMathMlAnnotation() {
        for (Markup markup : new Markup[] {Markup.KATEX, Markup.MATHML_ANNOTATION, Markup.MWE}) {
            assertThat(markup.html("x < \\alpha", Markup.Style.DISPLAY)).as(markup.label()).contains("<annotation encoding=\"application/x-tex\">").contains("x &lt; \\alpha");
        }
    }

    @Test
    void writesMatricesInAsciiMath() {
        assertThat(FormulaText.asciiMath(Tex.parse("\\begin{pmatrix} 1 & 2 \\\\ 3 & 4 \\end{pmatrix}^{-1}"))).isEqualTo("[[1, 2], [3, 4]]^(- 1)");
    }

    @Test
    void refusesTexItDoesNotKnow() {
        assertThatThrownBy(() -> Tex.parse("\\unheardof x")).hasMessageContaining("\\unheardof");
    }
}
