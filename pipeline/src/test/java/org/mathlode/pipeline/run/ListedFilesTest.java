package org.mathlode.pipeline.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.GZIPOutputStream;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mathlode.pipeline.config.InputConfig;
import org.mathlode.pipeline.stage.StageException;
import org.mathlode.pipeline.stage.WarcFile;
import org.mathlode.pipeline.storage.StorageLimits;

/** Listings on a web server, laid out as Common Crawl's are. */
class ListedFilesTest {
    private static final String FILE = "crawl-data/CC-TEST/segments/1/warc/a.warc.gz";

    private final AtomicInteger requests = new AtomicInteger();
    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        ByteArrayOutputStream listing = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(listing)) {
            gzip.write((FILE + "\n").getBytes(StandardCharsets.UTF_8));
        }
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/crawl-data/CC-TEST/warc.paths.gz", exchange -> {
            try (exchange) {
                if (requests.getAndIncrement() % 2 == 0) {
                    exchange.sendResponseHeaders(503, -1);
                } else if (exchange.getRequestMethod().equals("HEAD")) {
                    exchange.getResponseHeaders().set("Content-Length", Integer.toString(listing.size()));
                    exchange.sendResponseHeaders(200, -1);
                } else {
                    exchange.sendResponseHeaders(200, listing.size());
                    exchange.getResponseBody().write(listing.toByteArray());
                }
            }
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void isReadThroughThrottlingAndNamesFilesBesideItself() throws IOException {
        List<WarcFile> files = ListedFiles.of(input("/crawl-data/{crawl}/warc.paths.gz"), configuration());
        assertThat(files).containsExactly(new WarcFile("CC-TEST", FILE, address("/" + FILE)));
        assertThat(requests).hasValueGreaterThan(1);
    }

    @Test
    void isNamedWhereThereIsNone() {
        assertThatThrownBy(() -> ListedFiles.of(input("/other/warc.paths.gz"), configuration()))
                .isInstanceOf(StageException.class).hasMessage("input.warc-listing: no such listing: " + address("/other/warc.paths.gz"));
    }

    @Test
    void isAskedForWhereAServerCannotBeSearched() {
        assertThatThrownBy(() -> ListedFiles.of(input("/crawl-data/*.warc.gz"), configuration()))
                .isInstanceOf(StageException.class).hasMessageContaining("name a listing");
    }

    private InputConfig input(String listing) {
        return new InputConfig(List.of("CC-TEST"), address(listing), "seed.jsonl", null, null, null, null);
    }

    private String address(String path) {
        return "http://" + server.getAddress().getHostString() + ":" + server.getAddress().getPort() + path;
    }

    private static Configuration configuration() {
        Configuration configuration = new Configuration();
        configuration.set(StorageLimits.FIRST_WAIT_MILLIS, "1");
        return configuration;
    }
}
