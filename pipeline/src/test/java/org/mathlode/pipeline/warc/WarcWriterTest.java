package org.mathlode.pipeline.warc;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.mathlode.pipeline.warc.WarcWriter.Compression;

class WarcWriterTest {
    @Test
    void writesTheSameBytesEveryTime() {
        assertThat(Warcs.crawl(Compression.GZIP_PER_RECORD, 3, 500)).isEqualTo(Warcs.crawl(Compression.GZIP_PER_RECORD, 3, 500));
    }

    @Test
    void writesRecordsAsTheStandardHasThem() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (WarcWriter writer = new WarcWriter(bytes, Compression.NONE)) {
            writer.response("http://example.org/", Warcs.DATE, Warcs.http("text/html", Warcs.ascii("<p>x")), WarcHeaders.EMPTY);
        }

        assertThat(bytes.toString(java.nio.charset.StandardCharsets.UTF_8)).isEqualTo("""
                WARC/1.0
                WARC-Type: response
                WARC-Date: 2024-03-01T12:00:00Z
                WARC-Record-ID: <urn:uuid:528f6ebd-8845-3283-8c26-a63bea4478da>
                Content-Type: application/http; msgtype=response
                WARC-Target-URI: http://example.org/
                Content-Length: 48

                HTTP/1.1 200 OK
                Content-Type: text/html

                <p>x

                """.replace("\n", "\r\n"));
    }

    @Test
    void isReadByJwarc() throws IOException {
        List<String> types = new ArrayList<>();
        try (var reader = new org.netpreserve.jwarc.WarcReader(new ByteArrayInputStream(Warcs.crawl(Compression.GZIP_PER_RECORD, 2, 100)))) {
            for (var record = reader.next(); record.isPresent(); record = reader.next()) {
                types.add(record.get().type());
            }
        }
        assertThat(types).containsExactly("warcinfo", "request", "response", "metadata", "request", "response", "metadata");
    }
}
