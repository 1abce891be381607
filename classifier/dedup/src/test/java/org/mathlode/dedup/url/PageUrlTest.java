package org.mathlode.dedup.url;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PageUrlTest {
    @Test
    void takesAnAddressApart() {
        assertThat(PageUrl.parse("HTTPS://user@WWW.Example.org:8443/a/B?x=1?#top"))
                .contains(new PageUrl("https", "www.example.org", 8443, "/a/B", "x=1?"));
        assertThat(PageUrl.parse("http://example.org")).contains(new PageUrl("http", "example.org", -1, "/", ""));
        assertThat(PageUrl.parse("http://example.org?x").orElseThrow().pathAndQuery()).isEqualTo("/?x");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "mailto:a@example.org", "javascript:void(0)", "http://", "http:///x", "://x", "1http://x"})
    void answersEmptyWithoutAHost(String url) {
        assertThat(PageUrl.parse(url)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "www.example.org, example.org, example.org",
        "www2.example.org, www2.example.org, example.org",
        "docs.example.co.uk, docs.example.co.uk, example.co.uk",
        "alice.github.io, alice.github.io, alice.github.io",
        "www.com, www.com, www.com",
        "localhost, localhost, localhost",
        "192.0.2.7, 192.0.2.7, 192.0.2.7",
    })
    void namesTheDomainAndTheRegistrableDomain(String host, String domain, String registrable) {
        PageUrl page = PageUrl.parse("http://" + host + "/").orElseThrow();
        assertThat(page.domain()).isEqualTo(domain);
        assertThat(page.registrableDomain()).isEqualTo(registrable);
    }
}
