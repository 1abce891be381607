package org.mathlode.pipeline.annotate;

import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.regex.Pattern;

/** The files of the page: our own and those of KaTeX, from the class path. A name that is not of the few known forms finds nothing. */
final class PageAssets {
    /** A file as the browser gets it. */
    record Asset(String type, byte[] content) {}

    private static final Pattern OWN = Pattern.compile("/assets/([a-z]{1,20}\\.(?:mjs|css))");
    private static final Pattern KATEX = Pattern.compile("/katex/(katex\\.mjs|katex\\.min\\.css|fonts/KaTeX_[A-Za-z0-9]{1,20}-[A-Za-z]{1,20}\\.woff2)");
    private static final Map<String, String> TYPES = Map.of("html", "text/html; charset=utf-8", "mjs", "text/javascript; charset=utf-8",
            "css", "text/css; charset=utf-8", "woff2", "font/woff2");

    private final String katex;

    PageAssets() throws IOException {
        Properties properties = new Properties();
        try (InputStream in = PageAssets.class.getResourceAsStream("/mathlode.properties")) {
            properties.load(in);
        }
        katex = "/META-INF/resources/webjars/katex/" + properties.getProperty("katex") + "/dist/";
    }

    Optional<Asset> find(String path) throws IOException {
        if (path.equals("/")) {
            return read("web/annotate.html");
        }
        var own = OWN.matcher(path);
        if (own.matches()) {
            return read("web/" + own.group(1));
        }
        var math = KATEX.matcher(path);
        return math.matches() ? read(katex + math.group(1)) : Optional.empty();
    }

    private static Optional<Asset> read(String resource) throws IOException {
        try (InputStream in = PageAssets.class.getResourceAsStream(resource)) {
            return in == null ? Optional.empty() : Optional.of(new Asset(TYPES.get(resource.substring(resource.lastIndexOf('.') + 1)), in.readAllBytes()));
        }
    }
}
