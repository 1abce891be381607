package org.mathlode.dedup.url;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UrlNormalizerTest {
    private static final String PAGE = "example.org/notes/groups";

    @ParameterizedTest
    @ValueSource(strings = {
        "http://example.org/notes/groups",
        "https://example.org/notes/groups",
        "HTTPS://WWW.Example.ORG:443/notes/groups/",
        "http://www.example.org:80/notes/groups/index.html",
        "https://example.org/notes/groups/Default.aspx",
        "https://example.org/notes/groups/index.php?utm_source=feed&utm_medium=rss",
        "https://example.org/notes/groups?PHPSESSID=1a2b3c",
        "https://example.org/notes/groups;jsessionid=0A1B2C3D",
        "https://example.org/notes/groups;jsessionid=0A1B2C3D?gclid=x",
        "https://example.org/(S(abcdefghij0123456789abcd))/notes/groups",
        "https://example.org/notes/groups?sid=0123456789abcdef0123456789abcdef",
        "https://example.org/notes/groups?SID=b27ac6339e82930ac1fed84729",
        "https://example.org/notes/groups?s=0123456789ABCDEF0123456789ABCDEF",
        "https://example.org/notes/groups?osCsid=f00&XTCsid=1&zenid=x",
        "https://example.org/notes/groups?CGISESSID=a1&BV_SessionID=@@@@1@@@@",
        "https://example.org/notes/groups;sid=b27ac6339e82930ac1fed84729",
        "https://example.org/(X(1)S(abcdefghij0123456789abcd))/notes/groups",
        "https://example.org/(A(x1)F(abcdefghij0123456789abcd))/notes/groups",
        "https://example.org/notes/groups?_=1700000000000",
        "https://example.org/notes/groups?__utma=1.2&_gac=1&gad_source=1&srsltid=x",
        "https://example.org/notes/groups?mtm_campaign=a&pk_kwd=b&hsa_cam=1&at_medium=c",
        "https://example.org/notes/groups?spm_id_from=333&share_source=copy&vd_source=1",
        "https://example.org/notes/groups?__cf_chl_tk=abc",
        "https://example.org/notes/groups?PHPSESSID=1;utm_source=feed",
        "https://ex%61mple.org/notes/groups",
        "https://example.org/notes/%2e/groups",
        "https://EXAMPLE.ORG/notes/groups/index.pl",
        "https://example.org/notes/groups?fbclid=abc#comments",
        "https://example.org/notes/groups#!/top",
        "https://example.org/notes/./rings/../groups",
        "https://example.org//notes///groups",
        "https://user:secret@example.org/notes/groups",
        "https://example.org./notes/groups",
        "  https://example.org/notes/gro\nups  ",
        "https://example.org\\notes\\groups",
        "https://example.org/notes/%67roups?",
    })
    void bringsTheAddressesOfOnePageToOneKey(String url) {
        assertThat(UrlNormalizer.key(url)).isEqualTo(PAGE);
    }

    @ParameterizedTest
    @CsvSource({
        "http://example.org/talk?sid=42, http://example.org/talk?sid=43",
        "http://example.org/talk?session=3, http://example.org/talk?session=4",
        "http://example.org/p?s=group, http://example.org/p?s=ring",
        "http://example.org/talk?session=linear-algebra-2024-spring, http://example.org/talk?session=linear-algebra-2025-spring",
        "http://example.org/story?sid=507f1f77bcf86cd799439011, http://example.org/story?sid=507f1f77bcf86cd799439012",
        "http://example.org/story;sid=42, http://example.org/story;sid=43",
        "http://example.org/f(S(n))/x, http://example.org/x",
        "http://example.org/row?pk_id=1, http://example.org/row?pk_id=2",
        "http://example.org/p?_=1, http://example.org/p?_=2",
        "http://example.org/index.php?topic=1.0;wap2, http://example.org/index.php?topic=1.0",
        "http://example.org/index.php?topic=1.0, http://example.org/index.php?topic=1.15",
        "http://example.org/w?p=a;f=x, http://example.org/w?p=a;f=y",
        "http://example.org/w?oldid=7, http://example.org/w?oldid=8",
        "http://example.org/?p=12, http://example.org/?p=13",
        "http://example.org/view?v=dQw4w9WgXcQ, http://example.org/view?v=dQw4w9WgXcR",
        "http://example.org/q/%E4%BD%A0, http://example.org/q/%E5%A5%BD",
        "http://example.org/2024/05/01/, http://example.org/2024/05/02/",
        "http://example.org/a+b, http://example.org/a%20b",
        "http://example.org/Wiki/Ring, http://example.org/wiki/ring",
        "http://xn--bcher-kva.example/, http://bucher.example/",
        "http://example.org/item?id=1, http://example.org/item?id=2",
        "http://example.org/calendar?month=3&year=2020, http://example.org/calendar?month=4&year=2020",
        "http://example.org/cgi?2008&05, http://example.org/cgi?05&2008",
        "http://example.org/list?a=1&a=2, http://example.org/list?a=2&a=1",
        "http://example.org/Notes, http://example.org/notes",
        "http://example.org/Index.html, http://example.org/",
        "http://example.org/index.html.en, http://example.org/",
        "http://example.org/index.php/Group, http://example.org/index.php/Ring",
        "http://example.org/a%2Fb, http://example.org/a/b",
        "http://example.org/wiki/C%2B%2B, http://example.org/wiki/C",
        "http://example.org/?q=c%2B%2B, http://example.org/?q=c++",
        "http://example.org:8080/, http://example.org/",
        "http://m.example.org/, http://example.org/",
        "http://www.com/, http://com/",
        "ftp://example.org/x, http://example.org/x",
        "http://example.org/x?ref=main, http://example.org/x?ref=draft",
    })
    void keepsDifferentPagesApart(String one, String other) {
        assertThat(UrlNormalizer.key(one)).isNotEqualTo(UrlNormalizer.key(other));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "http://example.org | example.org/",
        "https://bücher.example/ü?q=ä b | xn--bcher-kva.example/%C3%BC?q=%C3%A4+b",
        "https://example.org/?b=2&a=1&b=1 | example.org/?a=1&b=2&b=1",
        "https://example.org/index.php?PHPSESSID=1a;topic=1.0;all | example.org/?topic=1.0;all",
        "https://example.org/a^b | example.org/a%5Eb",
        "https://example.org/100%sure | example.org/100%25sure",
        "http://[2001:DB8::1]:8080/x | [2001:db8::1]:8080/x",
        "ftp://Example.org/x/ | ftp://example.org/x",
        "mailto:someone@example.org | other:mailto:someone@example.org",
        "//example.org/x | other://example.org/x",
    })
    void pinsTheKeysOfVersion2(String url, String key) {
        assertThat(UrlNormalizer.VERSION).isEqualTo(2);
        assertThat(UrlNormalizer.key(url)).isEqualTo(key);
    }

    @Test
    void isUnchangedByASecondPass() {
        for (String url : List.of("https://www.example.org/a%2fb/?b=%e4%bd%a0&a=1", "http://example.org/x%zz?y=%q", "https://example.org/a?b&a")) {
            String key = UrlNormalizer.key(url);
            assertThat(UrlNormalizer.key("http://" + key)).isEqualTo(key);
        }
    }

    @Test
    void neverThrowsOnWhatCrawlsHold() {
        Random random = new Random(7);
        String alphabet = "aA0:/?#&=%[]@.;\\ \u00E9\uD800\u4F60(){}|^\"<>";
        for (int i = 0; i < 20_000; i++) {
            StringBuilder url = new StringBuilder(random.nextBoolean() ? "http://" : "");
            for (int k = random.nextInt(30); k > 0; k--) {
                url.append(alphabet.charAt(random.nextInt(alphabet.length())));
            }
            assertThat(UrlNormalizer.key(url.toString())).as(Arrays.toString(url.toString().toCharArray())).isNotNull();
            PageUrl.parse(url.toString()).ifPresent(page -> assertThat(page.registrableDomain()).isNotNull());
        }
    }
}
