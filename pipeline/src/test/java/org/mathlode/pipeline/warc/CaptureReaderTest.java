package org.mathlode.pipeline.warc;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mathlode.pipeline.model.RejectReason;
import org.mathlode.pipeline.warc.WarcWriter.Compression;

/** What becomes of each entry of a file. */
class CaptureReaderTest {
    private static CaptureOutcome outcome(String http, WarcHeaders more) {
        List<CaptureOutcome> outcomes = Warcs.outcomes(Warcs.file(Warcs.response(Warcs.ascii(http), more)));
        assertThat(outcomes).hasSize(2);
        return outcomes.get(1);
    }

    private static CaptureOutcome outcome(String http) {
        return outcome(http, WarcHeaders.EMPTY);
    }

    @Test
    void givesOneOutcomeForEachEntry() {
        byte[] file = Warcs.crawl(Compression.GZIP_PER_RECORD, 5, 500);
        file[file.length / 2] ^= 1;
        int entries = Warcs.read(Warcs.file(file)).size();
        WarcFileSummary summary = new WarcFileSummary("test.warc.gz");

        Warcs.outcomes(Warcs.file(file)).forEach(summary::add);

        assertThat(summary.records() + summary.damaged()).isEqualTo(entries);
        assertThat(summary.pages() + summary.rejected().values().stream().mapToLong(Long::longValue).sum()).isEqualTo(entries);
        assertThat(summary.problem()).hasValueSatisfying(problem -> assertThat(problem).startsWith("1 damaged stretch"));
    }

    @Test
    void joinsAPageWithTheMetadataBehindIt() {
        List<CapturedPage> pages = Warcs.outcomes(Warcs.file(Warcs.crawl(Compression.GZIP_PER_RECORD, 2, 500))).stream()
                .filter(CapturedPage.class::isInstance).map(CapturedPage.class::cast).toList();

        assertThat(pages).hasSize(2).allSatisfy(page -> {
            assertThat(page.languages()).isEqualTo("eng,fra");
            assertThat(page.date()).isEqualTo(Warcs.DATE);
            assertThat(page.mediaType()).isEqualTo("text/html");
            assertThat(page.payloadDigest()).isEqualTo(PayloadDigest.sha1(page.payload()));
        });
        assertThat(pages.get(1).payload()).isEqualTo(Warcs.page(1, 500));
    }

    @ParameterizedTest
    @CsvSource({
        "'{\"languages\":[{\"code\":\"zh\",\"code-iso-639-3\":\"zho\"},{\"code\":\"en\",\"code-iso-639-3\":\"eng\"}]}', 'zho,eng'",
        "'{\"languages\":[{\"code\":\"de\"}]}', deu",
        "'{\"reliable\":false,\"languages\":[]}', ''",
        "'{\"languages\":[{\"code', ''",
        "'', ''"
    })
    void readsTheLanguagesOfTheMetadata(String json, String languages) {
        assertThat(CrawlMetadata.languages(json)).isEqualTo(languages);
    }

    @Test
    void writesTheDigestOfNothingAsArchivesDo() {
        assertThat(PayloadDigest.sha1(new byte[0])).isEqualTo("3I42H3S6NNFQ2MSVX7XZKYAYSCX5QBYJ");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "HTTP/1.1 404 Not Found~Content-Type: text/html~~<p>gone | HTTP_STATUS | 404",
        "HTTP/1.1 301 Moved~Location: /~~ | HTTP_STATUS | 301",
        "HTTP/1.1 200 OK~Content-Type: image/png~~x | NOT_HTML | image/png",
        "HTTP/1.1 200 OK~Content-Type: text/html~~%PDF-1.4 | NOT_HTML | text/html",
        "HTTP/1.1 200 OK~~just text | NOT_HTML | ''",
        "HTTP/1.1 200 OK~Content-Type: text/html~~ | EMPTY_PAYLOAD | ''",
        "HTTP/1.1 200 OK~Content-Type: text/html~~ ~ ~ | EMPTY_PAYLOAD | nothing but blanks",
        "HTTP/1.1 200 OK~Content-Type: text/html~Content-Encoding: foo~~\u00ff\u0001\u00fe | UNDECODABLE_HTTP | cannot decode content encoding foo",
        "not HTTP at all | UNDECODABLE_HTTP | no HTTP status line"
    })
    void saysWhyAResponseIsNoPage(String http, RejectReason reason, String detail) {
        assertThat(outcome(http.replace("~", "\r\n"))).isInstanceOfSatisfying(RejectedEntry.class, rejected -> {
            assertThat(rejected.reason()).isEqualTo(reason);
            assertThat(rejected.detail()).isEqualTo(detail);
        });
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "HTTP/1.1 200 OK~Content-Type: text/html; charset=utf-8~~x",
        "HTTP/1.1 200 OK~Content-Type: application/xhtml+xml~~x",
        "HTTP/1.1 200 OK~Content-Type: text/html~Content-Type: text/plain~~<p>x",
        "HTTP/1.1 200 OK~~  <!doctype HTML><p>x",
        "HTTP/1.1 200 OK~Content-Type: ;;charset=~~<html>x",
        "<html>x"
    })
    void keepsWhatIsHtmlByItsHeaderOrByItsFirstBytes(String http) {
        assertThat(outcome(http.replace("~", "\r\n"))).isInstanceOf(CapturedPage.class);
    }

    @Test
    void believesTheCrawlerBeforeTheServer() {
        assertThat(outcome("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\nx", WarcHeaders.of("WARC-Identified-Payload-Type", "application/pdf")))
                .isInstanceOf(RejectedEntry.class);
        assertThat(outcome("HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n\r\nx", WarcHeaders.of("WARC-Identified-Payload-Type", "text/html")))
                .isInstanceOf(CapturedPage.class);
    }

    @Test
    void tellsACutPage() {
        CapturedPage cut = (CapturedPage) outcome("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<p>x", WarcHeaders.of("WARC-Truncated", "length"));

        assertThat(cut.truncated()).isEqualTo("length");
    }

    @Test
    void rejectsAPayloadBeyondTheLimit() {
        byte[] file = Warcs.crawl(Compression.GZIP_PER_RECORD, 1, 5000);

        List<CaptureOutcome> outcomes = Warcs.outcomes(Warcs.file(file), new WarcLimits(1024, 8000, 4000), 0, Long.MAX_VALUE);

        assertThat(outcomes).filteredOn(RejectedEntry.class::isInstance).extracting(outcome -> ((RejectedEntry) outcome).reason())
                .containsExactly(RejectReason.NOT_A_RESPONSE, RejectReason.NOT_A_RESPONSE, RejectReason.PAYLOAD_TOO_LARGE, RejectReason.NOT_A_RESPONSE);
    }

    @Test
    void saysThatAWetFileHasNoResponses() {
        WarcFileSummary summary = new WarcFileSummary("x.warc.wet.gz");
        String wet = "WARC/1.0\r\nWARC-Type: conversion\r\nWARC-Target-URI: http://example.org/\r\nContent-Length: 4\r\n\r\ntext\r\n\r\n";

        Warcs.outcomes(Warcs.file(Warcs.ascii(wet))).forEach(summary::add);

        assertThat(summary.problem()).hasValueSatisfying(problem -> assertThat(problem).contains("no response record").contains("WET"));
    }
}
