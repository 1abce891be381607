package org.mathlode.pipeline.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.security.AccessControlException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** WARC files on web servers, good and bad ones. */
class HttpFileTest {
    private static final byte[] FILE = StoredFiles.warc(20, 3000);

    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
        threads.shutdownNow();
    }

    @Test
    void givesTheBytesFromAnyOffset() throws IOException {
        Path path = serve("a.warc.gz", this::ranges);
        StoredWarc file = open(path);
        assertThat(file.length()).isEqualTo(FILE.length);
        for (int offset : new int[] {0, 1, 5000, FILE.length - 1, FILE.length}) {
            assertThat(read(file, offset)).isEqualTo(Arrays.copyOfRange(FILE, offset, FILE.length));
        }
    }

    @Test
    void isRightOnServersThatKnowNoRanges() throws IOException {
        Path path = serve("a.warc.gz", exchange -> answer(exchange, 200, FILE, FILE.length));
        assertThat(read(open(path), 5000)).isEqualTo(Arrays.copyOfRange(FILE, 5000, FILE.length));
    }

    @Test
    void isRightOnServersThatTellNoLength() throws IOException {
        Path path = serve("a.warc.gz", exchange -> answer(exchange, 200, FILE, 0));
        StoredWarc file = open(path);
        assertThat(file.length()).isEqualTo(-1);
        assertThat(read(file, 5000)).isEqualTo(Arrays.copyOfRange(FILE, 5000, FILE.length));
        assertThat(StoredFiles.records(file)).hasSize(21);
    }

    @Test
    void findsTheLengthWhereHeadIsNotAllowed() throws IOException {
        Path path = serve("a.warc.gz", exchange -> {
            if (exchange.getRequestMethod().equals("HEAD")) {
                answer(exchange, 405, new byte[0], -1);
            } else {
                ranges(exchange);
            }
        });
        assertThat(open(path).length()).isEqualTo(FILE.length);
    }

    @Test
    void survivesThrottlingAndCutConnections() throws IOException {
        for (int randomSeed = 0; randomSeed < 20; randomSeed++) {
            Random random = new Random(randomSeed);
            Path path = serve("faulty" + randomSeed + ".warc.gz", exchange -> {
                int dice;
                int share;
                synchronized (random) {
                    dice = random.nextInt(5);
                    share = random.nextInt(FILE.length);
                }
                if (dice == 0) {
                    exchange.getResponseHeaders().set("Retry-After", "0");
                    answer(exchange, random.nextBoolean() ? 503 : 429, new byte[0], -1);
                } else if (dice == 1) {
                    answer(exchange, 500, new byte[0], -1);
                } else if (dice == 2) {
                    exchange.close();
                } else {
                    ranges(exchange, dice == 3 ? share : FILE.length);
                }
            });
            StoredWarc file = open(path);
            assertThat(read(file, 100)).as("random seed %d", randomSeed).isEqualTo(Arrays.copyOfRange(FILE, 100, FILE.length));
            assertThat(StoredFiles.records(file)).hasSize(21);
        }
    }

    @Test
    void waitsAsLongAsTheServerAsksButNoLongerThanTheLimit() throws IOException {
        int[] answers = new int[1];
        Path path = serve("a.warc.gz", exchange -> {
            if (answers[0]++ < 3) {
                exchange.getResponseHeaders().set("Retry-After", "3600");
                answer(exchange, 503, new byte[0], -1);
            } else {
                ranges(exchange);
            }
        });
        StoredWarc file = StoredWarc.of("a", path, -1, new Configuration(false), new StorageLimits(5, Duration.ofMillis(1), Duration.ofMillis(20), 4));
        assertThat(file.counters().throttled()).isEqualTo(3);
        assertThat(file.counters().millisWaited()).isEqualTo(60);
    }

    @Test
    void refusesToMixTwoVersions() throws IOException {
        int[] answers = new int[1];
        Path path = serve("a.warc.gz", exchange -> {
            exchange.getResponseHeaders().set("ETag", "\"" + Math.max(1, answers[0]) + "\"");
            ranges(exchange, answers[0]++ == 1 ? 1000 : FILE.length);
        });
        StoredWarc file = open(path);
        assertThatThrownBy(() -> read(file, 0)).isInstanceOf(IOException.class).hasMessageContaining("the file changed while it was read").hasMessageContaining("ETag");
    }

    @Test
    void failsAtOnceOnWhatIsMissingOrForbidden() throws IOException {
        Path missing = serve("missing", exchange -> answer(exchange, 404, new byte[0], -1));
        assertThatThrownBy(() -> open(missing)).isInstanceOf(FileNotFoundException.class).hasMessage("Cannot read " + missing + ": no such file (HTTP 404)");
        Path forbidden = serve("forbidden", exchange -> answer(exchange, 403, new byte[0], -1));
        assertThatThrownBy(() -> open(forbidden)).isInstanceOf(AccessControlException.class).hasMessageContaining("HTTP 403");
        assertThat(requests.stream().filter(request -> request.startsWith("HEAD"))).hasSize(2);
    }

    @Test
    void keepsSignaturesOutOfMessages() throws IOException {
        Path missing = new Path(serve("missing", exchange -> answer(exchange, 404, new byte[0], -1)) + "?X-Amz-Signature=secret");
        assertThatThrownBy(() -> open(missing)).hasMessageNotContaining("secret");
    }

    @Test
    void followsRedirects() throws IOException {
        Path path = serve("real.warc.gz", this::ranges);
        Path moved = serve("moved", exchange -> {
            exchange.getResponseHeaders().set("Location", "/real.warc.gz");
            answer(exchange, 302, new byte[0], -1);
        });
        assertThat(read(open(moved), 10)).isEqualTo(Arrays.copyOfRange(FILE, 10, FILE.length));
        Path circle = serve("circle", exchange -> {
            exchange.getResponseHeaders().set("Location", "/circle");
            answer(exchange, 302, new byte[0], -1);
        });
        assertThatThrownBy(() -> open(circle)).isInstanceOf(IOException.class).hasMessageContaining("redirects");
        Path local = serve("local", exchange -> {
            exchange.getResponseHeaders().set("Location", "file:///etc/hosts");
            answer(exchange, 302, new byte[0], -1);
        });
        assertThatThrownBy(() -> open(local)).isInstanceOf(IOException.class).hasMessageContaining("leads nowhere");
        assertThat(path).isNotNull();
    }

    private interface Handler {
        void handle(HttpExchange exchange) throws IOException;
    }

    private Path serve(String name, Handler handler) {
        server.createContext("/" + name, exchange -> {
            requests.add(exchange.getRequestMethod() + " " + exchange.getRequestURI());
            try (exchange) {
                handler.handle(exchange);
            }
        });
        return new Path("http://" + server.getAddress().getHostString() + ":" + server.getAddress().getPort() + "/" + name);
    }

    private void ranges(HttpExchange exchange) throws IOException {
        ranges(exchange, FILE.length);
    }

    /** Answers as a good server does, but for sending no more than so many bytes of the body. */
    private void ranges(HttpExchange exchange, int most) throws IOException {
        String range = exchange.getRequestHeaders().getFirst("Range");
        if (range == null) {
            answer(exchange, 200, Arrays.copyOf(FILE, Math.min(most, FILE.length)), FILE.length);
            return;
        }
        String[] ends = range.substring("bytes=".length()).split("-");
        int first = Integer.parseInt(ends[0]);
        int last = ends.length > 1 ? Integer.parseInt(ends[1]) : FILE.length - 1;
        exchange.getResponseHeaders().set("Content-Range", "bytes " + first + "-" + last + "/" + FILE.length);
        answer(exchange, 206, Arrays.copyOfRange(FILE, first, Math.min(last + 1, first + most)), last + 1 - first);
    }

    /** @param length as {@link HttpExchange#sendResponseHeaders} has it: 0 is unknown, -1 none */
    private static void answer(HttpExchange exchange, int status, byte[] body, long length) throws IOException {
        if (exchange.getRequestMethod().equals("HEAD")) {
            if (length > 0) {
                exchange.getResponseHeaders().set("Content-Length", Long.toString(length));
            }
            exchange.sendResponseHeaders(status, -1);
            return;
        }
        exchange.sendResponseHeaders(status, length);
        if (length >= 0) {
            try {
                exchange.getResponseBody().write(body);
                exchange.getResponseBody().flush();
            } catch (IOException e) {
                // the reader has gone
            }
        }
    }

    private static StoredWarc open(Path path) throws IOException {
        return StoredWarc.of("a.warc.gz", path, -1, new Configuration(false), StoredFiles.HASTY);
    }

    private static byte[] read(StoredWarc file, long offset) throws IOException {
        try (InputStream in = file.open(offset)) {
            return in.readAllBytes();
        }
    }
}
