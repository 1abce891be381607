package org.mathlode.pipeline.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LanguageTest {
    private static final String ENGLISH = "The theorem was proved by a student who had read about it in the library, and it is now one of the results that are used in most of the lectures on the subject. ";

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "eng | The sum of the angles of a triangle is two right angles, and this was known to all who had read the first book.",
        "deu | Die Summe der Winkel eines Dreiecks ist gleich zwei rechten Winkeln, und das war schon den Griechen bekannt, wie man weiß.",
        "fra | La somme des angles d'un triangle est égale à deux droits, et cela se trouve dans le premier livre avec une preuve pour tous.",
        "spa | La suma de los ángulos de un triángulo es igual a dos rectos, y esto se encuentra en el primer libro con una prueba para todos.",
        "por | A soma dos ângulos de um triângulo é igual a dois retos, e isso não se encontra só no primeiro livro mas também em outros da época.",
        "ita | La somma degli angoli di un triangolo è uguale a due retti, e questo si trova nel primo libro con una prova che non è difficile.",
        "rus | Сумма углов треугольника равна двум прямым, и это было известно уже тем, кто читал первую книгу, но не всем было ясно, как это доказать.",
        "ukr | Сума кутів трикутника дорівнює двом прямим, і це було відомо вже тим, хто читав першу книгу, але не всі знали, як це довести, або не хотіли.",
        "zho | 三角形的内角和等于两个直角，这在第一卷书里已经证明了。",
        "jpn | 三角形の内角の和は二直角に等しいことは、すでに第一巻で証明されている。",
        "kor | 삼각형의 내각의 합은 두 직각과 같으며 이것은 첫째 권에서 증명되었다.",
        "ell | Το άθροισμα των γωνιών ενός τριγώνου είναι ίσο με δύο ορθές."})
    void tellsALanguageByItsScriptAndItsFunctionWords(String language, String text) {
        assertThat(Language.of(null, text)).isEqualTo(language);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"alpha beta gamma delta epsilon zeta", "let i = s in a + i | 17", "$\\text{the of and to in is that for it as was with be by}$", "''"})
    void saysNothingOfNamesCodeAndFormulas(String text) {
        assertThat(Language.of(null, text)).isEqualTo(Language.UNDETERMINED);
    }

    @Test
    void believesTheCrawlerWhereTheTextDoesNotSayOtherwise() {
        assertThat(Language.of("nno,eng", "Summen av vinklane i ein trekant er lik to rette.")).isEqualTo("nno");
        assertThat(Language.of("dan", "Let \\(x\\) be real.")).isEqualTo("dan");
    }

    @Test
    void correctsTheCrawlerWhereTheTextIsPlainlyInAnotherLanguage() {
        assertThat(Language.of("dan", ENGLISH.repeat(4))).isEqualTo("eng");
        assertThat(Language.of("zho", ENGLISH.repeat(4))).isEqualTo("eng");
        assertThat(Language.of("eng", "三角形的内角和等于两个直角，这在第一卷书里已经证明了。".repeat(30))).isEqualTo("zho");
    }
}
