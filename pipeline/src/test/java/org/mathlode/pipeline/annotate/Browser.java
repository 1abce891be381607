package org.mathlode.pipeline.annotate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A real Chromium without a window, driven through its ChromeDriver by the W3C's WebDriver protocol. */
final class Browser implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern STARTED = Pattern.compile("started successfully on port (\\d+)");
    /** The protocol's code points of keys that are no characters. */
    private static final Map<String, String> KEYS = Map.of("Enter", "\uE007", "Escape", "\uE00C", "ArrowDown", "\uE015", "ArrowUp", "\uE013", "ArrowLeft", "\uE012",
            "ArrowRight", "\uE014", "Tab", "\uE004");

    private final HttpClient client = HttpClient.newHttpClient();
    private final Process driver;
    private final String session;

    private Browser(Process driver, String session) {
        this.driver = driver;
        this.session = session;
    }

    /** Whether browser and driver are installed. */
    static boolean isThere() {
        return program("chromedriver") != null && program("chromium") != null;
    }

    private static Path program(String name) {
        for (String folder : System.getenv("PATH").split(":")) {
            Path file = Path.of(folder, name);
            if (Files.isExecutable(file)) {
                return file;
            }
        }
        return null;
    }

    /** @param profile an empty folder */
    static Browser start(Path profile) throws IOException {
        Process driver = new ProcessBuilder(program("chromedriver").toString(), "--port=0").redirectErrorStream(true).start();
        BufferedReader said = new BufferedReader(new InputStreamReader(driver.getInputStream(), StandardCharsets.UTF_8));
        String port = null;
        for (String line = said.readLine(); line != null && port == null; line = said.readLine()) {
            Matcher started = STARTED.matcher(line);
            port = started.find() ? started.group(1) : null;
            if (port != null) {
                break;
            }
        }
        // a test run that is broken off leaves no browser behind
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            driver.descendants().forEach(ProcessHandle::destroy);
            driver.destroy();
        }));
        Thread drain = new Thread(() -> said.lines().forEach(line -> { }));
        drain.setDaemon(true);
        drain.start();
        Browser starting = new Browser(driver, "http://127.0.0.1:" + port + "/session");
        ObjectNode capabilities = JSON.createObjectNode().put("browserName", "chrome");
        ArrayNode arguments = capabilities.putObject("goog:chromeOptions").put("binary", program("chromium").toString()).putArray("args");
        List.of("--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--no-first-run", "--disable-background-networking",
                "--force-color-profile=srgb", "--window-size=1400,900", "--user-data-dir=" + profile).forEach(arguments::add);
        capabilities.putObject("goog:loggingPrefs").put("performance", "ALL").put("browser", "ALL");
        ObjectNode wanted = JSON.createObjectNode();
        wanted.putObject("capabilities").set("alwaysMatch", capabilities);
        try {
            return new Browser(driver, starting.session + "/" + starting.call("POST", "", wanted).path("sessionId").asText());
        } catch (IOException e) {
            driver.destroy();
            throw e;
        }
    }

    void open(String address) throws IOException {
        call("POST", "/url", JSON.createObjectNode().put("url", address));
    }

    void reload() throws IOException {
        call("POST", "/refresh", JSON.createObjectNode());
    }

    void size(int width, int height) throws IOException {
        call("POST", "/window/rect", JSON.createObjectNode().put("width", width).put("height", height));
    }

    /** Opens another tab and goes there; answers its handle. */
    String newTab() throws IOException {
        String handle = call("POST", "/window/new", JSON.createObjectNode().put("type", "tab")).path("handle").asText();
        go(handle);
        return handle;
    }

    String tab() throws IOException {
        return call("GET", "/window", null).asText();
    }

    void go(String tab) throws IOException {
        call("POST", "/window", JSON.createObjectNode().put("handle", tab));
    }

    /** What a script returns. */
    JsonNode script(String script) throws IOException {
        ObjectNode body = JSON.createObjectNode().put("script", script);
        body.putArray("args");
        return call("POST", "/execute/sync", body);
    }

    String text(String selector) throws IOException {
        return script("return document.querySelector(" + JSON.writeValueAsString(selector) + ")?.innerText ?? ''").asText();
    }

    /** Presses keys one after the other: characters, or names such as {@code Enter}. */
    void press(String... keys) throws IOException {
        ObjectNode body = JSON.createObjectNode();
        ArrayNode strokes = body.putArray("actions").addObject().put("type", "key").put("id", "keyboard").putArray("actions");
        for (String key : keys) {
            String value = KEYS.getOrDefault(key, key);
            strokes.addObject().put("type", "keyDown").put("value", value);
            strokes.addObject().put("type", "keyUp").put("value", value);
        }
        call("POST", "/actions", body);
    }

    void type(String text) throws IOException {
        press(text.codePoints().mapToObj(Character::toString).toArray(String[]::new));
    }

    /** Waits until an expression is true. */
    void until(String expression) throws IOException {
        long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        while (!script("return Boolean(" + expression + ")").asBoolean()) {
            if (System.nanoTime() > end) {
                throw new IOException("never true in the page: " + expression + "; the page says: " + text("body"));
            }
            try {
                Thread.sleep(30);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IOException("interrupted", e);
            }
        }
    }

    void screenshot(Path file) throws IOException {
        Files.createDirectories(file.getParent());
        Files.write(file, Base64.getDecoder().decode(call("GET", "/screenshot", null).asText()));
    }

    /** The addresses of all requests of this tab since the last call. */
    List<String> requests() throws IOException {
        List<String> addresses = new ArrayList<>();
        for (JsonNode entry : call("POST", "/se/log", JSON.createObjectNode().put("type", "performance"))) {
            JsonNode message = JSON.readTree(entry.path("message").asText()).path("message");
            if (message.path("method").asText().equals("Network.requestWillBeSent")) {
                addresses.add(message.at("/params/request/url").asText());
            }
        }
        return addresses;
    }

    /** What the console says since the last call: errors of scripts, and what the policy forbade. */
    List<String> complaints() throws IOException {
        List<String> said = new ArrayList<>();
        call("POST", "/se/log", JSON.createObjectNode().put("type", "browser")).forEach(entry -> said.add(entry.path("message").asText()));
        return said;
    }

    private JsonNode call(String method, String path, JsonNode body) throws IOException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(session + path)).timeout(Duration.ofSeconds(120))
                .method(method, body == null ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofByteArray(JSON.writeValueAsBytes(body)));
        try {
            HttpResponse<byte[]> response = client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
            JsonNode value = JSON.readTree(response.body()).path("value");
            if (response.statusCode() != 200) {
                throw new IOException(method + " " + path + ": " + value.path("error").asText() + ": " + value.path("message").asText());
            }
            return value;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    @Override
    public void close() throws IOException {
        try {
            call("DELETE", "", null);
        } finally {
            driver.destroy();
        }
    }
}
