package org.mathlode.pipeline.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HtmlTest {
    private static String link(String url) {
        return new Html().pageLink(url).page();
    }

    @Test
    void escapesTextAndAttributes() {
        assertThat(new Html().element("p", "<script>alert('1')</script> & \"x\"", "title", "\"><img src=x onerror=alert(1)>").page())
                .contains("<p title=\"&quot;&gt;&lt;img src=x onerror=alert(1)&gt;\">&lt;script&gt;alert(&#39;1&#39;)&lt;/script&gt; &amp; &quot;x&quot;</p>");
    }

    @Test
    void replacesWhatNoPageMayHold() {
        assertThat(new Html().element("p", "a\u0000b\u001b[31m\u0085\ud83d c \ud83d\ude00").page()).contains("<p>a\ufffdb\ufffd[31m\ufffd\ufffd c \ud83d\ude00</p>");
    }

    @Test
    void linksToAPageWithoutTellingItFromWhere() {
        assertThat(link("https://site.example/?a=1&b=2"))
                .contains("href=\"https://site.example/?a=1&amp;b=2\" rel=\"noopener noreferrer nofollow\" referrerpolicy=\"no-referrer\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"javascript:alert(1)", " javascript:alert(1)", "JaVaScRiPt:alert(1)", "data:text/html,<script>1</script>", "vbscript:x", "//site.example/", "",
            "http:\tjavascript", "https://site.example/\u0001x", "ftp://site.example/"})
    void showsAnyOtherAddressAsText(String url) {
        assertThat(link(url)).doesNotContain("href").doesNotContain("<a ");
    }

    @Test
    void showsWhatTurnsAnAddressAround() {
        assertThat(link("https://site.example/\u202egnp.exe")).contains(">https://site.example/[U+202E]gnp.exe</a>");
    }
}
