package org.mathlode.pipeline.html;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class CharsetsTest {
    static Stream<Arguments> sentences() {
        return Stream.of(
                Arguments.of("GB18030", "gb2312", "设函数在闭区间上连续，则它在该区间上必有最大值和最小值；这个定理的证明需要用到实数的完备性。"),
                Arguments.of("Big5", "big5", "設函數在閉區間上連續，則它在該區間上必有最大值與最小值，這個定理的證明需要用到實數的完備性。"),
                Arguments.of("windows-31j", "shift_jis", "閉区間上の連続関数は最大値と最小値をもつ。この定理の証明には実数の完備性が必要である。"),
                Arguments.of("EUC-JP", "euc-jp", "閉区間上の連続関数は最大値と最小値をもつ。この定理の証明には実数の完備性が必要である。"),
                Arguments.of("ISO-2022-JP", "iso-2022-jp", "閉区間上の連続関数は最大値と最小値をもつ。"),
                Arguments.of("x-windows-949", "euc-kr", "닫힌 구간에서 연속인 함수는 최댓값과 최솟값을 가진다. 이 정리의 증명에는 실수의 완비성이 필요하다."),
                Arguments.of("windows-1251", "windows-1251", "Непрерывная на отрезке функция достигает наибольшего и наименьшего значений."),
                Arguments.of("KOI8-R", "koi8-r", "Непрерывная на отрезке функция достигает наибольшего и наименьшего значений."),
                Arguments.of("windows-1252", "iso-8859-1", "Toute fonction continue sur un intervalle fermé est bornée ; la démonstration utilise la complétude des réels."),
                Arguments.of("windows-1250", "windows-1250", "Každá spojitá funkce na uzavřeném intervalu nabývá svého maxima a minima; důkaz vyžaduje úplnost množiny reálných čísel."),
                Arguments.of("ISO-8859-2", "iso-8859-2", "Każda funkcja ciągła na przedziale domkniętym osiąga swoje kresy; dowód wymaga zupełności zbioru liczb rzeczywistych, co też pokażemy."),
                Arguments.of("windows-1254", "windows-1254", "Kapalı bir aralıkta sürekli olan her fonksiyon en büyük ve en küçük değerini alır; ispatı gerçel sayıların tamlığını kullanır."),
                Arguments.of("windows-1257", "windows-1257", "Kiekviena tolydi funkcija uždarame intervale įgyja didžiausią ir mažiausią reikšmes; įrodymas remiasi realiųjų skaičių aibės pilnumu."),
                Arguments.of("KOI8-U", "koi8-u", "Неперервна на відрізку функція досягає найбільшого та найменшого значень; їх називають її екстремумами."),
                Arguments.of("windows-1255", "windows-1255", "כל פונקציה רציפה בקטע סגור מקבלת מקסימום ומינימום; הוכחת המשפט משתמשת בשלמות של המספרים הממשיים."),
                Arguments.of("windows-1256", "windows-1256", "كل دالة متصلة على فترة مغلقة تأخذ قيمتها العظمى والصغرى، ويستخدم البرهان تمام مجموعة الأعداد الحقيقية."),
                Arguments.of("windows-1253", "windows-1253", "Κάθε συνεχής συνάρτηση σε κλειστό διάστημα παίρνει μέγιστη και ελάχιστη τιμή."));
    }

    @ParameterizedTest
    @MethodSource("sentences")
    void readsWhatIsDeclaredAndWhatIsNot(String charset, String name, String sentence) {
        byte[] page = page("", sentence).getBytes(Charset.forName(charset));

        assertThat(text(page, "text/html; charset=" + name)).contains(sentence);
        assertThat(text(page("<meta charset='" + name + "'>", sentence).getBytes(Charset.forName(charset)), "text/html")).contains(sentence);
        assertThat(text(page, "text/html")).contains(sentence);
    }

    @ParameterizedTest
    @MethodSource("sentences")
    void leavesADeclarationThatTheBytesContradict(String charset, String name, String sentence) {
        byte[] page = page("", sentence).getBytes(Charset.forName(charset));

        if (!charset.startsWith("ISO-2022")) {
            assertThat(text(page, "text/html; charset=utf-8")).contains(sentence);
        }
        assertThat(text(page, "text/html; charset=no-such-charset")).contains(sentence);
        if (!charset.startsWith("GB") && !charset.equals("windows-1252")) {
            assertThat(text(page, "text/html; charset=gbk")).contains(sentence);
            assertThat(text(page, "text/html; charset=iso-8859-1")).contains(sentence);
        }
    }

    @Test
    void dropsACharacterThatIsCutAtTheEnd() {
        byte[] page = "<p>高等数学中的极限与连续".getBytes(Charset.forName("GB18030"));

        assertThat(text(Arrays.copyOf(page, page.length - 1), "text/html; charset=gbk")).isEqualTo("<p>高等数学中的极限与连");
    }

    @Test
    void readsOnceWhatWasEncodedTwice() {
        String twice = new String("Une fonction définie et dérivée, où c'est déjà démontré".getBytes(StandardCharsets.UTF_8), Charset.forName("windows-1252"));

        assertThat(text(("<p>" + twice).getBytes(StandardCharsets.UTF_8), null)).isEqualTo("<p>Une fonction définie et dérivée, où c'est déjà démontré");
        assertThat(text("<p>NÃO é isso: ÂÃÕ, será".getBytes(StandardCharsets.UTF_8), null)).isEqualTo("<p>NÃO é isso: ÂÃÕ, será");
    }

    private static String text(byte[] page, String contentType) {
        try {
            StringWriter text = new StringWriter();
            Charsets.decode(page, contentType).characters().transferTo(text);
            return text.toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String page(String head, String sentence) {
        return "<html><head><title>Page</title>" + head + "</head><body><p>" + sentence + "</p></body></html>";
    }
}
