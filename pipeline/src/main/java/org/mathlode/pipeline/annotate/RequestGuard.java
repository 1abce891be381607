package org.mathlode.pipeline.annotate;

import com.sun.net.httpserver.Headers;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Who may use the server: the page it served itself, in a browser that was given the address printed at the start. A page of another site cannot send its
 * token; one that made its own name point to this machine is known by its host.
 */
final class RequestGuard {
    /** The header that carries the token of this process. */
    static final String TOKEN = "X-Mathlode-Token";

    private final String token;
    private final Set<String> hosts;

    private RequestGuard(String token, int port) {
        this.token = token;
        this.hosts = Set.of("127.0.0.1:" + port, "localhost:" + port);
    }

    /** A guard with a token of 192 random bits. */
    static RequestGuard create(int port) {
        byte[] random = new byte[24];
        new SecureRandom().nextBytes(random);
        return new RequestGuard(Base64.getUrlEncoder().withoutPadding().encodeToString(random), port);
    }

    String token() {
        return token;
    }

    /** Why the request is refused; empty if it is not. Every request is asked for its host and where it comes from. */
    Optional<String> refuses(Headers request) {
        List<String> host = request.getOrDefault("Host", List.of());
        if (host.size() != 1 || !hosts.contains(host.get(0))) {
            return Optional.of("wrong host");
        }
        List<String> origin = request.getOrDefault("Origin", List.of());
        if (!origin.isEmpty() && (origin.size() != 1 || !origin.get(0).equals("http://" + host.get(0)))) {
            return Optional.of("wrong origin");
        }
        String site = request.getFirst("Sec-Fetch-Site");
        if (site != null && !site.equals("same-origin") && !site.equals("none")) {
            return Optional.of("wrong site");
        }
        return Optional.empty();
    }

    /** Whether the request carries the token: asked of all that reads the run or writes the sheet. */
    boolean knows(Headers request) {
        List<String> given = request.getOrDefault(TOKEN, List.of());
        return given.size() == 1 && MessageDigest.isEqual(given.get(0).getBytes(StandardCharsets.UTF_8), token.getBytes(StandardCharsets.UTF_8));
    }
}
