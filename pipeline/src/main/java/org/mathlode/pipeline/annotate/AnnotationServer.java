package org.mathlode.pipeline.annotate;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.Closeable;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.mathlode.pipeline.config.ConfigException;

/**
 * Serves the page on this machine only. Nothing of a request is trusted: {@link RequestGuard} says who may ask, what is asked is checked, and the answers
 * forbid the browser to run, load or send anything that does not come from here.
 */
final class AnnotationServer implements Closeable {
    private static final int MOST_BODY = 16_384;
    private static final int MOST_QUERY = 8_192;
    private static final String POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; connect-src 'self'; "
            + "base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private final AnnotationSession session;
    private final PageAssets assets = new PageAssets();
    private final HttpServer server;
    private final ExecutorService workers = Executors.newFixedThreadPool(6, work -> {
        Thread thread = new Thread(work, "annotate");
        thread.setDaemon(true);
        return thread;
    });
    private final RequestGuard guard;

    /** @param port 0 for any that is free */
    AnnotationServer(AnnotationSession session, int port) throws IOException {
        this.session = session;
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getByAddress("localhost", new byte[] {127, 0, 0, 1}), port), 64);
        } catch (BindException e) {
            throw new IOException("--port: " + port + " is in use; name another, or 0 for any", e);
        }
        guard = RequestGuard.create(server.getAddress().getPort());
        server.setExecutor(workers);
        server.createContext("/", this::handle);
    }

    void start() {
        server.start();
    }

    /** What to open in a browser. What stands behind the # never leaves it. */
    String address() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/#" + guard.token();
    }

    @Override
    public void close() {
        server.stop(0);
        workers.shutdownNow();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            headers(exchange.getResponseHeaders());
            Optional<String> refused = guard.refuses(exchange.getRequestHeaders());
            if (refused.isPresent()) {
                message(exchange, 403, refused.get());
                return;
            }
            String path = exchange.getRequestURI().getPath();
            if (path != null && path.startsWith("/api/")) {
                answer(exchange, path.substring("/api/".length()));
            } else {
                asset(exchange, path);
            }
        } catch (RuntimeException e) {
            // a thread of the pool must not die of one request; the connection is closed
            System.err.println("mathlode annotate: " + e);
        }
    }

    private static void headers(Headers headers) {
        headers.set("Content-Security-Policy", POLICY);
        headers.set("X-Content-Type-Options", "nosniff");
        headers.set("Referrer-Policy", "no-referrer");
        headers.set("Cross-Origin-Opener-Policy", "same-origin");
        headers.set("Cross-Origin-Resource-Policy", "same-origin");
        headers.set("Cache-Control", "no-store");
    }

    private void asset(HttpExchange exchange, String path) throws IOException {
        Optional<PageAssets.Asset> found = path == null ? Optional.empty() : assets.find(path);
        if (found.isEmpty()) {
            message(exchange, 404, "no such page");
        } else if (!exchange.getRequestMethod().equals("GET")) {
            message(exchange, 405, "GET only");
        } else {
            send(exchange, 200, found.get().type(), found.get().content());
        }
    }

    private void answer(HttpExchange exchange, String call) throws IOException {
        if (!guard.knows(exchange.getRequestHeaders())) {
            message(exchange, 401, "open the address that mathlode annotate printed");
            return;
        }
        try {
            boolean post = exchange.getRequestMethod().equals("POST");
            if (post != call.equals("verdict") || !post && !exchange.getRequestMethod().equals("GET")) {
                message(exchange, 405, "wrong method");
                return;
            }
            ObjectNode answer = post ? decide(exchange) : ask(call, query(exchange.getRequestURI().getRawQuery()));
            if (answer == null) {
                message(exchange, 404, "no such call");
            } else {
                json(exchange, 200, answer);
            }
        } catch (SheetFile.ConflictException e) {
            ObjectNode conflict = JsonNodeFactory.instance.objectNode().put("message", e.getMessage());
            e.current().ifPresent(line -> conflict.set("current", AnnotationSession.json(line)));
            json(exchange, 409, conflict);
        } catch (ConfigException e) {
            // somebody edits the sheet: nothing is overwritten until it can be read again
            message(exchange, 423, e.getMessage() + "; mend the file, nothing was saved");
        } catch (TooLargeException e) {
            message(exchange, 413, "request too large");
        } catch (IllegalArgumentException | JsonProcessingException e) {
            message(exchange, 400, String.valueOf(e.getMessage()));
        } catch (IOException e) {
            message(exchange, 500, String.valueOf(e.getMessage()));
        }
    }

    private ObjectNode ask(String call, Map<String, String> query) throws IOException {
        return switch (call) {
            case "run" -> session.run();
            case "sheet" -> session.sheet();
            case "domains" -> session.domains(DomainList.Listed.of(query.getOrDefault("list", "listed")), query.getOrDefault("language", ""),
                    query.getOrDefault("text", ""), number(query, "offset"), number(query, "limit"));
            case "domain" -> session.domain(needed(query, "name"));
            case "samples" -> session.samples(needed(query, "name"), needed(query, "prefix"));
            case "effect" -> session.effect(needed(query, "name"), needed(query, "prefix"));
            default -> null;
        };
    }

    private ObjectNode decide(HttpExchange exchange) throws IOException, SheetFile.ConflictException {
        // a form of another site could send no JSON without being asked first; with the token it cannot come this far either
        String type = exchange.getRequestHeaders().getFirst("Content-Type");
        if (type == null || !type.startsWith("application/json") || exchange.getRequestHeaders().getFirst("Origin") == null) {
            throw new IllegalArgumentException("a verdict is JSON from the page itself");
        }
        byte[] body = exchange.getRequestBody().readNBytes(MOST_BODY + 1);
        if (body.length > MOST_BODY) {
            throw new TooLargeException();
        }
        return session.decide(VerdictRequest.of(AnnotationSession.parse(body)));
    }

    private static Map<String, String> query(String raw) {
        Map<String, String> query = new HashMap<>();
        if (raw != null) {
            if (raw.length() > MOST_QUERY) {
                throw new TooLargeException();
            }
            for (String part : raw.split("&")) {
                int equals = part.indexOf('=');
                if (equals > 0) {
                    query.put(part.substring(0, equals), URLDecoder.decode(part.substring(equals + 1), StandardCharsets.UTF_8));
                }
            }
        }
        return query;
    }

    private static String needed(Map<String, String> query, String key) {
        String value = query.get(key);
        if (value == null || value.isEmpty()) {
            throw new IllegalArgumentException(key + " is missing");
        }
        return value;
    }

    private static int number(Map<String, String> query, String key) {
        String value = query.getOrDefault(key, "0");
        try {
            return Integer.parseInt(value);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(key + " must be a whole number (" + value + ")");
        }
    }

    private static void message(HttpExchange exchange, int code, String message) throws IOException {
        json(exchange, code, JsonNodeFactory.instance.objectNode().put("message", message));
    }

    private static void json(HttpExchange exchange, int code, ObjectNode answer) throws IOException {
        send(exchange, code, "application/json; charset=utf-8", AnnotationSession.bytes(answer));
    }

    private static void send(HttpExchange exchange, int code, String type, byte[] content) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", type);
        boolean head = exchange.getRequestMethod().equals("HEAD");
        exchange.sendResponseHeaders(code, head ? -1 : content.length);
        if (!head) {
            exchange.getResponseBody().write(content);
        }
    }

    private static final class TooLargeException extends IllegalArgumentException {
        private static final long serialVersionUID = 1;
    }
}
