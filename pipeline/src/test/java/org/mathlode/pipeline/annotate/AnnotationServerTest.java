package org.mathlode.pipeline.annotate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AnnotationServerTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    @TempDir
    static Path folder;

    private static SmallRun run;
    private static AnnotationDesk desk;
    private static String base;
    private static String token;

    @BeforeAll
    static void serve() throws IOException {
        List<SmallRun.SampleRow> pages = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            pages.add(SmallRun.page("site.example", "/math/" + i, i < 2, "Lemma " + i, "Let $x$ be even."));
            pages.add(SmallRun.page("site.example", "/shop/" + i, false, "Price", "Five \\$."));
        }
        run = SmallRun.of(folder, pages, 250);
        desk = AnnotationDesk.open(run.order());
        base = desk.address().substring(0, desk.address().indexOf("/#"));
        token = desk.address().substring(desk.address().indexOf('#') + 1);
    }

    @AfterAll
    static void close() throws IOException {
        desk.close();
    }

    @BeforeEach
    void clear() throws IOException {
        Files.deleteIfExists(run.sheet());
    }

    private static HttpResponse<String> get(String path, String... headers) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(base + path));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private static JsonNode ask(String call) throws Exception {
        HttpResponse<String> response = get("/api/" + call, RequestGuard.TOKEN, token);
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return JSON.readTree(response.body());
    }

    private static HttpResponse<String> post(String body, String... changedHeaders) throws Exception {
        TreeMap<String, String> headers = new TreeMap<>(Map.of(RequestGuard.TOKEN, token, "Origin", base, "Content-Type", "application/json"));
        for (int i = 0; i < changedHeaders.length; i += 2) {
            headers.put(changedHeaders[i], changedHeaders[i + 1]);
        }
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(base + "/api/verdict")).POST(HttpRequest.BodyPublishers.ofString(body));
        headers.forEach((name, value) -> {
            if (!value.isEmpty()) {
                request.header(name, value);
            }
        });
        return CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private static String verdict(String prefix, String verdict, String expected) {
        return "{\"domain\":\"site.example\",\"prefix\":\"" + prefix + "\",\"verdict\":\"" + verdict + "\",\"note\":\"\",\"annotator\":\"ada\",\"expected\":" + expected + "}";
    }

    /** The status line of a request as it is written here, which no client would write. */
    private static String raw(String request) throws IOException {
        URI address = URI.create(base);
        try (Socket socket = new Socket(address.getHost(), address.getPort())) {
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            socket.getOutputStream().flush();
            socket.setSoTimeout(20_000);
            InputStream in = socket.getInputStream();
            StringBuilder line = new StringBuilder();
            for (int c = in.read(); c >= 0 && c != '\r'; c = in.read()) {
                line.append((char) c);
            }
            return line.toString();
        }
    }

    @Test
    void servesThePageWithAPolicyThatAllowsNothingFromElsewhere() throws Exception {
        HttpResponse<String> page = get("/");

        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.body()).doesNotContain(token).doesNotContain("http:").doesNotContain("https:").doesNotContain("<style").doesNotContain(" style=").doesNotContain("onclick");
        assertThat(page.headers().firstValue("Content-Security-Policy")).hasValueSatisfying(policy ->
                assertThat(policy).startsWith("default-src 'none'; script-src 'self'; style-src 'self';").doesNotContain("unsafe").doesNotContain("http"));
        assertThat(page.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
        assertThat(page.headers().firstValue("Access-Control-Allow-Origin")).isEmpty();
        for (String asset : List.of("/assets/annotate.mjs", "/assets/annotate.css", "/katex/katex.mjs", "/katex/katex.min.css", "/katex/fonts/KaTeX_Main-Regular.woff2")) {
            assertThat(get(asset).statusCode()).as(asset).isEqualTo(200);
        }
    }

    @Test
    void listensOnThisMachineOnly() throws IOException {
        int port = URI.create(base).getPort();
        for (NetworkInterface network : java.util.Collections.list(NetworkInterface.getNetworkInterfaces())) {
            for (InetAddress address : java.util.Collections.list(network.getInetAddresses())) {
                if (!address.isLoopbackAddress()) {
                    assertThatThrownBy(() -> new Socket(address, port).close()).as("%s", address).isInstanceOf(IOException.class);
                }
            }
        }
    }

    @Test
    void tellsNothingWithoutTheToken() throws Exception {
        assertThat(get("/api/run").statusCode()).isEqualTo(401);
        assertThat(get("/api/run", RequestGuard.TOKEN, "wrong").statusCode()).isEqualTo(401);
        assertThat(get("/api/run?token=" + token).statusCode()).isEqualTo(401);
        assertThat(get("/api/run", "Cookie", RequestGuard.TOKEN + "=" + token).statusCode()).isEqualTo(401);
        assertThat(post(verdict("/", "math", "null"), RequestGuard.TOKEN, "wrong").statusCode()).isEqualTo(401);
        assertThat(run.lines()).isEmpty();
    }

    @Test
    void refusesEveryOtherHostAndOrigin() throws Exception {
        int port = URI.create(base).getPort();
        for (String host : List.of("evil.example:" + port, "127.0.0.1", "127.0.0.1:1", "localhost.evil.example:" + port, "")) {
            assertThat(raw("GET / HTTP/1.1\r\nHost: " + host + "\r\n\r\n")).as(host).containsAnyOf("403", "400");
        }
        assertThat(raw("GET / HTTP/1.1\r\nHost: localhost:" + port + "\r\nConnection: close\r\n\r\n")).contains("200");
        assertThat(raw("GET / HTTP/1.1\r\nHost: 127.0.0.1:" + port + "\r\nHost: evil.example\r\n\r\n")).containsAnyOf("403", "400");
        for (String origin : List.of("https://evil.example", "null", "http://127.0.0.1:1", "http://localhost:" + port)) {
            assertThat(post(verdict("/", "math", "null"), "Origin", origin).statusCode()).as(origin).isEqualTo(403);
        }
        assertThat(post(verdict("/", "math", "null"), "Origin", "").statusCode()).isEqualTo(400);
        assertThat(post(verdict("/", "math", "null"), "Sec-Fetch-Site", "cross-site").statusCode()).isEqualTo(403);
        assertThat(post(verdict("/", "math", "null"), "Content-Type", "text/plain").statusCode()).isEqualTo(400);
        assertThat(run.lines()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/../annotate.html", "/assets/../annotate.html", "/assets/%2e%2e/%2e%2e/cli/Mathlode.class", "/assets/..%2f..%2fmathlode.properties",
        "/katex/../package.json", "/katex/fonts/../katex.js", "/katex/fonts/KaTeX_Main-Regular.ttf", "/assets/", "/etc/passwd", "//etc/passwd", "/assets/annotate.html%00.css",
        "/favicon.ico"})
    void servesNoOtherFile(String path) throws Exception {
        String status = raw("GET " + path + " HTTP/1.1\r\nHost: 127.0.0.1:" + URI.create(base).getPort() + "\r\nConnection: close\r\n\r\n");

        assertThat(status).containsAnyOf("404", "400");
    }

    @Test
    void listsDomainsPageByPage() throws Exception {
        assertThat(ask("run").path("domains").asInt()).isEqualTo(251);
        JsonNode all = ask("domains?list=all&offset=200&limit=100");
        assertThat(all.path("total").asInt()).isEqualTo(251);
        assertThat(all.path("rows")).hasSize(51);
        assertThat(ask("domains?list=listed&limit=1").path("rows").get(0).path("domain").asText()).isEqualTo("site.example");
        assertThat(ask("domains?list=just-below&language=zho").path("total").asInt()).isEqualTo(42);
        assertThat(ask("domains?list=all&text=0249&limit=9").path("rows").get(0).path("domain").asText()).isEqualTo("other-0249.example");
        assertThat(get("/api/domains?list=nonsense", RequestGuard.TOKEN, token).statusCode()).isEqualTo(400);
        assertThat(get("/api/domains?offset=x", RequestGuard.TOKEN, token).statusCode()).isEqualTo(400);
        assertThat(get("/api/nothing", RequestGuard.TOKEN, token).statusCode()).isEqualTo(404);
    }

    @Test
    void showsPathsSamplesAndWhatAVerdictAdds() throws Exception {
        JsonNode domain = ask("domain?name=site.example");
        assertThat(domain.path("paths").findValuesAsText("path_prefix")).containsExactly("/", "/math/", "/shop/");
        JsonNode samples = ask("samples?name=site.example&prefix=%2Fmath%2F");
        assertThat(samples.path("uncollected")).hasSize(4);
        assertThat(samples.path("collected")).hasSize(2);
        assertThat(samples.at("/collected/0/text").asText()).isEqualTo("Let $x$ be even.");
        assertThat(samples.at("/collected/0/ngrams/0/ngram").asText()).isEqualTo("let $ x");
        JsonNode effect = ask("effect?name=site.example&prefix=%2Fmath%2F");
        assertThat(effect.at("/adds/math/pages").asLong()).isEqualTo(40);
        assertThat(effect.at("/adds/math/tokens").asLong()).isEqualTo(4_000);
        assertThat(ask("domain?name=unknown.example").path("paths")).isEmpty();
    }

    @Test
    void savesAVerdictAndRefusesOneThatIsOutOfDate() throws Exception {
        assertThat(post(verdict("/math/", "math", "null")).statusCode()).isEqualTo(200);
        assertThat(run.lines()).containsExactly("domain\tpath-prefix\tverdict\tnote\tannotator", "site.example\t/math/\tmath\t\tada");
        assertThat(ask("effect?name=site.example&prefix=%2F").at("/adds/math/pages").asLong()).isEqualTo(60);

        HttpResponse<String> late = post(verdict("/math/", "skip", "null"));
        assertThat(late.statusCode()).isEqualTo(409);
        assertThat(JSON.readTree(late.body()).at("/current/verdict").asText()).isEqualTo("math");
        assertThat(post(verdict("/math/", "", "{\"verdict\":\"math\",\"note\":\"\",\"annotator\":\"ada\"}")).statusCode()).isEqualTo(200);
        assertThat(run.lines()).hasSize(1);
    }

    @Test
    void waitsWhileTheSheetCannotBeRead() throws Exception {
        Files.writeString(run.sheet(), "half a line");

        HttpResponse<String> refused = post(verdict("/math/", "math", "null"));
        assertThat(refused.statusCode()).isEqualTo(423);
        assertThat(refused.body()).contains("1.tsv:1:");
        assertThat(run.lines()).containsExactly("half a line");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
        "{\"domain\":\"site.example\",\"prefix\":\"no-slash\",\"verdict\":\"math\"}",
        "{\"domain\":\"site.example\",\"prefix\":\"/a\\tb\",\"verdict\":\"math\"}",
        "{\"domain\":\"site.example\",\"prefix\":\"/a\\nsite.example\\t/\\tmath\",\"verdict\":\"math\"}",
        "{\"domain\":\"site.example\",\"prefix\":\"/\",\"verdict\":\"maths\"}",
        "{\"domain\":\"site.example\",\"prefix\":\"/\",\"verdict\":\"math\",\"note\":\"a\\u2028b\"}",
        "{\"domain\":\"#site.example\",\"prefix\":\"/\",\"verdict\":\"math\"}",
        "{\"domain\":\"../etc\",\"prefix\":\"/\",\"verdict\":\"math\"}",
        "{\"domain\":\"\",\"prefix\":\"/\",\"verdict\":\"math\"}",
        "{\"domain\":[],\"prefix\":\"/\",\"verdict\":\"math\"}",
        "{\"domain\":\"site.example\",\"prefix\":\"/\\ud800\",\"verdict\":\"math\"}",
        "[]", "{", "null", "\"text\""})
    void writesNothingThatCannotBeReadAgain(String body) throws Exception {
        assertThat(post(body).statusCode()).as(body).isEqualTo(400);
        assertThat(run.lines()).isEmpty();
    }

    @Test
    void refusesWhatIsTooLarge() throws Exception {
        assertThat(post("{\"note\":\"" + "x".repeat(20_000) + "\"}").statusCode()).isEqualTo(413);
        assertThat(post(verdict("/" + "x".repeat(3_000), "math", "null")).statusCode()).isEqualTo(400);
        assertThat(get("/api/samples?name=a&prefix=/" + "x".repeat(9_000), RequestGuard.TOKEN, token).statusCode()).isEqualTo(413);
        assertThat(post("[".repeat(15_000)).statusCode()).isEqualTo(400);
    }

    @Test
    void saysWhatIsMissing() {
        assertThatThrownBy(() -> AnnotationDesk.open(new AnnotationDesk.Order(run.output.toString(), run.config, 2, 0, "ada")))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("iteration 2").hasMessageContaining("call run");
        assertThatThrownBy(() -> AnnotationDesk.open(new AnnotationDesk.Order(run.output.toString(), null, 1, 0, "ada")))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("--config");
        assertThatThrownBy(() -> AnnotationDesk.open(run.order())).isInstanceOf(IOException.class).hasMessageContaining("another mathlode annotate");
    }
}
