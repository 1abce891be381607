package org.mathlode.pipeline.scripts;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mathlode.pipeline.SharedData;

class FetchScriptsTest {
    private static final String CRAWL = "CC-MAIN-2024-10";
    private static final String SHARD_LISTING = "/api/datasets/open-web-math/open-web-math/tree/main/data";

    @TempDir
    private Path folder;

    private HttpServer server;
    private final Map<String, byte[]> files = new ConcurrentHashMap<>();
    private final Map<String, String> tags = new ConcurrentHashMap<>();
    /** What happens to the next requests for a path, in turn: a status, or "cut N" bytes into the answer. */
    private final Map<String, ConcurrentLinkedDeque<String>> mishaps = new ConcurrentHashMap<>();
    private final List<String> requests = Collections.synchronizedList(new ArrayList<>());

    private record Outcome(int exit, String out, String err) {}

    @BeforeEach
    void start() throws IOException {
        Assumptions.assumeTrue(Files.isExecutable(Path.of("/bin/bash")) || Files.isExecutable(Path.of("/usr/bin/bash")), "skipped: no bash");
        Assumptions.assumeTrue(Files.isExecutable(Path.of("/usr/bin/curl")), "skipped: no curl");
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
    }

    @AfterEach
    void stop() {
        if (server != null) {
            server.stop(0);
        }
    }

    @Test
    void fetchesTheFirstFilesOfACrawl() throws Exception {
        List<String> paths = crawlOf(3);
        Outcome outcome = commonCrawl(2);
        assertThat(outcome.err()).doesNotContain("given up");
        assertThat(outcome.exit()).isZero();
        assertThat(folder.resolve("out/" + name(paths.get(0)))).hasBinaryContent(files.get("/" + paths.get(0)));
        assertThat(folder.resolve("out/" + name(paths.get(1)))).hasBinaryContent(files.get("/" + paths.get(1)));
        assertThat(folder.resolve("out/" + name(paths.get(2)))).doesNotExist();
        assertThat(folder.resolve("out/warc.paths")).hasContent(name(paths.get(0)) + "\n" + name(paths.get(1)));
        assertNothingPartial();
    }

    @Test
    void fetchesNothingTwice() throws Exception {
        crawlOf(2);
        assertThat(commonCrawl(2).exit()).isZero();
        requests.clear();
        assertThat(commonCrawl(2).exit()).isZero();
        assertThat(requests).isEmpty();
    }

    @Test
    void goesOnWhereTheConnectionWasCut() throws Exception {
        String path = "/" + crawlOf(1).get(0);
        mishap(path, "cut 40000", "cut 30000");
        Outcome outcome = commonCrawl(1);
        assertThat(outcome.exit()).as(outcome.err()).isZero();
        assertThat(folder.resolve("out/" + name(path))).hasBinaryContent(files.get(path));
        assertThat(requests).filteredOn(request -> request.startsWith(path)).satisfies(tries -> {
            assertThat(tries).hasSize(3);
            assertThat(tries.get(0)).endsWith(" from the start");
            assertThat(tries.get(1)).matches(".* bytes=[1-9]\\d*-");
            assertThat(tries.get(2)).matches(".* bytes=[1-9]\\d*-");
        });
    }

    @Test
    void goesOnWithThePartialFileOfAnEarlierRun() throws Exception {
        String path = "/" + crawlOf(1).get(0);
        mishap(path, "cut 40000");
        Outcome first = commonCrawl(1, "MATHLODE_FETCH_RETRIES=0");
        assertThat(first.exit()).isEqualTo(1);
        assertThat(first.err()).contains("given up after 1 tries (the connection was cut); run again to go on from");
        assertThat(folder.resolve("out/" + name(path))).doesNotExist();
        assertThat(commonCrawl(1).exit()).isZero();
        assertThat(folder.resolve("out/" + name(path))).hasBinaryContent(files.get(path));
        assertThat(requests.get(requests.size() - 1)).contains(" bytes=");
        assertNothingPartial();
    }

    @Test
    void beginsAnewWhenTheFileHasChangedOnTheServer() throws Exception {
        String path = "/" + crawlOf(1).get(0);
        mishap(path, "cut 40000");
        assertThat(commonCrawl(1, "MATHLODE_FETCH_RETRIES=0").exit()).isEqualTo(1);
        files.put(path, bytes("another release", 90_000));
        tags.put(path, "\"changed\"");
        assertThat(commonCrawl(1).exit()).isZero();
        assertThat(folder.resolve("out/" + name(path))).hasBinaryContent(files.get(path));
    }

    @Test
    void triesAgainAfterABusyServer() throws Exception {
        String path = "/" + crawlOf(1).get(0);
        mishap(path, "503", "429", "500");
        Outcome outcome = commonCrawl(1);
        assertThat(outcome.exit()).isZero();
        assertThat(outcome.err()).contains("the server answers 503");
        assertThat(folder.resolve("out/" + name(path))).hasBinaryContent(files.get(path));
    }

    @Test
    void givesUpAfterTheLastTry() throws Exception {
        String path = "/" + crawlOf(1).get(0);
        mishap(path, "503", "503", "503");
        Outcome outcome = commonCrawl(1, "MATHLODE_FETCH_RETRIES=2");
        assertThat(outcome.exit()).isEqualTo(1);
        assertThat(outcome.err()).contains("given up after 3 tries (the server answers 503)");
    }

    @Test
    void saysSoWhenThereIsNoSuchFile() throws Exception {
        Outcome outcome = commonCrawl(1);
        assertThat(outcome.exit()).isEqualTo(1);
        assertThat(outcome.err()).contains("/crawl-data/" + CRAWL + "/warc.paths.gz: the server answers 404 (no such file: check the name and the base URL)");
        assertThat(requests).hasSize(1);
    }

    @Test
    void saysSoWhenTheListingIsTooShort() throws Exception {
        crawlOf(2);
        Outcome outcome = commonCrawl(5);
        assertThat(outcome.exit()).isEqualTo(1);
        assertThat(outcome.err()).contains("lists only 2 WARC files");
    }

    @Test
    void refusesAWrongCommandLine() throws Exception {
        assertThat(run("fetch-common-crawl", List.of(), "--files", "2", "--output", "out").exit()).isEqualTo(2);
        assertThat(run("fetch-common-crawl", List.of(), "--crawl", CRAWL, "--files", "many", "--output", "out").err()).contains("not many");
        assertThat(run("fetch-openwebmath", List.of(), "--output").err()).contains("--output needs a value");
        assertThat(run("fetch-benchmarks", List.of(), "--only", "riddles").err()).contains("no such benchmark: riddles");
    }

    @Test
    void explainsItself() throws Exception {
        for (String script : List.of("fetch-common-crawl", "fetch-openwebmath", "fetch-benchmarks")) {
            Outcome help = run(script, List.of(), "--help");
            assertThat(help.exit()).isZero();
            assertThat(help.out()).startsWith("Usage: " + script);
        }
    }

    @Test
    void fetchesShardsThatAgreeWithTheListing() throws Exception {
        byte[] shard = shard(0, 50_000, 50_000, null);
        shard(1, 20_000, 20_000, null);
        Outcome outcome = openWebMath();
        assertThat(outcome.exit()).as(outcome.err()).isZero();
        assertThat(folder.resolve("owm/train-00000-of-00002.parquet")).hasBinaryContent(shard);
        assertThat(folder.resolve("owm/train-00001-of-00002.parquet")).doesNotExist();
        assertThat(folder.resolve("owm/sha256.lock")).hasContent(sha256(shard) + "  train-00000-of-00002.parquet");
    }

    @Test
    void refusesAShardOfTheWrongSize() throws Exception {
        shard(0, 50_000, 50_001, null);
        shard(1, 20_000, 20_000, null);
        Outcome outcome = openWebMath();
        assertThat(outcome.exit()).isEqualTo(1);
        assertThat(outcome.err()).contains("50000 bytes came instead of 50001");
        assertThat(folder.resolve("owm/train-00000-of-00002.parquet")).doesNotExist();
    }

    @Test
    void refusesAShardWithAnotherChecksum() throws Exception {
        shard(0, 50_000, 50_000, "0".repeat(64));
        shard(1, 20_000, 20_000, null);
        Outcome outcome = openWebMath();
        assertThat(outcome.exit()).isEqualTo(1);
        assertThat(outcome.err()).contains("sha256 differs from the data set's listing");
        assertThat(folder.resolve("owm/train-00000-of-00002.parquet")).doesNotExist();
    }

    @Test
    void locksTheChecksumOfABenchmarkOnTheFirstFetch() throws Exception {
        byte[] items = "{\"question\": \"how many?\"}\n".getBytes(StandardCharsets.UTF_8);
        byte[] pinned = "{\"question\": \"how far?\"}\n".getBytes(StandardCharsets.UTF_8);
        files.put("/a/items.jsonl", items);
        files.put("/b/pinned.jsonl", pinned);
        Path sources = Files.writeString(folder.resolve("sources.tsv"),
                "# name, file, path, sha256\nriddles\ttest.jsonl\ta/items.jsonl\t-\nwalks\ttest.jsonl\tb/pinned.jsonl\t" + sha256(pinned) + "\n");
        String[] arguments = {"--output", "benchmarks", "--sources", sources.toString(), "--base-url", base()};
        assertThat(run("fetch-benchmarks", List.of(), arguments).exit()).isZero();
        assertThat(folder.resolve("benchmarks/sha256.lock")).hasContent(sha256(items) + "  riddles/test.jsonl");

        Files.writeString(folder.resolve("benchmarks/riddles/test.jsonl"), "edited");
        Outcome edited = run("fetch-benchmarks", List.of(), arguments);
        assertThat(edited.exit()).isEqualTo(1);
        assertThat(edited.err()).contains("riddles/test.jsonl: sha256 is").contains("sha256.lock says " + sha256(items));

        Files.write(folder.resolve("benchmarks/riddles/test.jsonl"), items);
        Files.writeString(folder.resolve("benchmarks/walks/test.jsonl"), "edited");
        assertThat(run("fetch-benchmarks", List.of(), arguments).err()).contains("instead of " + sha256(pinned));
        assertThat(run("fetch-benchmarks", List.of(), "--output", "benchmarks", "--sources", sources.toString(), "--base-url", base(), "--only", "riddles").exit()).isZero();
    }

    @Test
    void namesEachBenchmarkFileOnceAndByCommit() throws IOException {
        List<String> lines = Files.readAllLines(SharedData.projectRoot().resolve("scripts/lib/benchmarks.tsv")).stream().filter(line -> !line.startsWith("#")).toList();
        assertThat(lines).allSatisfy(line -> assertThat(line).matches("[a-z0-9]+\t[\\w.-]+\\.jsonl\t[\\w-]+/[\\w-]+/[0-9a-f]{40}/[\\w./-]+\t(-|[0-9a-f]{64})"));
        assertThat(lines.stream().map(line -> line.split("\t")[0] + "/" + line.split("\t")[1])).doesNotHaveDuplicates()
                .contains("gsm8k/test.jsonl", "math/test.jsonl", "cmath/test.jsonl", "agieval/math.jsonl");
    }

    private Outcome commonCrawl(int count, String... environment) throws Exception {
        return run("fetch-common-crawl", List.of(environment), "--crawl", CRAWL, "--files", Integer.toString(count), "--output", "out", "--base-url", base() + "/");
    }

    private Outcome openWebMath() throws Exception {
        return run("fetch-openwebmath", List.of(), "--output", "owm", "--base-url", base());
    }

    private Outcome run(String script, List<String> environment, String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of("bash", SharedData.projectRoot().resolve("scripts/" + script).toString()));
        command.addAll(Arrays.asList(arguments));
        Path out = folder.resolve("stdout");
        Path err = folder.resolve("stderr");
        ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile()).redirectOutput(out.toFile()).redirectError(err.toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("MATHLODE_") || name.toLowerCase(java.util.Locale.ROOT).endsWith("_proxy"));
        builder.environment().put("MATHLODE_FETCH_BACKOFF", "0");
        for (String setting : environment) {
            builder.environment().put(setting.substring(0, setting.indexOf('=')), setting.substring(setting.indexOf('=') + 1));
        }
        Process process = builder.start();
        if (!process.waitFor(120, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new IllegalStateException(script + " does not end: " + Files.readString(err));
        }
        return new Outcome(process.exitValue(), Files.readString(out), Files.readString(err));
    }

    private List<String> crawlOf(int count) throws IOException {
        List<String> paths = new ArrayList<>();
        for (int file = 0; file < count; file++) {
            String path = "crawl-data/" + CRAWL + "/segments/1/warc/part-0000" + file + ".warc.gz";
            files.put("/" + path, bytes("warc " + file, 100_000 + file));
            paths.add(path);
        }
        ByteArrayOutputStream listing = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(listing)) {
            gzip.write((String.join("\n", paths) + "\n").getBytes(StandardCharsets.UTF_8));
        }
        files.put("/crawl-data/" + CRAWL + "/warc.paths.gz", listing.toByteArray());
        return paths;
    }

    /** Puts a shard on the server and into the listing; {@code sha256} null stands for the right one. */
    private byte[] shard(int number, int length, int listedLength, String sha256) {
        byte[] bytes = bytes("shard " + number, length);
        String path = "data/train-0000" + number + "-of-00002.parquet";
        files.put("/datasets/open-web-math/open-web-math/resolve/main/" + path, bytes);
        String listed = sha256 == null ? sha256(bytes) : sha256;
        String row = "{\"type\":\"file\",\"oid\":\"" + "ab".repeat(20) + "\",\"size\":" + listedLength + ",\"lfs\":{\"oid\":\"" + listed
                + "\",\"size\":" + listedLength + ",\"pointerSize\":134},\"xetHash\":\"" + "cd".repeat(32) + "\",\"path\":\"" + path + "\"}";
        String before = new String(files.getOrDefault(SHARD_LISTING, "[]".getBytes(StandardCharsets.UTF_8)), StandardCharsets.UTF_8);
        String inside = before.substring(1, before.length() - 1);
        files.put(SHARD_LISTING, ("[" + (inside.isEmpty() ? row : inside + "," + row) + "]").getBytes(StandardCharsets.UTF_8));
        return bytes;
    }

    private void mishap(String path, String... what) {
        mishaps.put(path, new ConcurrentLinkedDeque<>(List.of(what)));
    }

    private String base() {
        return "http://" + server.getAddress().getAddress().getHostAddress() + ":" + server.getAddress().getPort();
    }

    /** Serves files with ranges as RFC 9110 has it. */
    private void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        String range = exchange.getRequestHeaders().getFirst("Range");
        requests.add(path + " " + (range == null ? "from the start" : range));
        String mishap = mishaps.containsKey(path) ? mishaps.get(path).pollFirst() : null;
        byte[] file = files.get(path);
        if (file == null || mishap != null && !mishap.startsWith("cut ")) {
            exchange.sendResponseHeaders(file == null ? 404 : Integer.parseInt(mishap), -1);
            exchange.close();
            return;
        }
        String tag = tags.getOrDefault(path, "\"first\"");
        exchange.getResponseHeaders().set("ETag", tag);
        int from = range != null && tag.equals(exchange.getRequestHeaders().getFirst("If-Range")) ? Integer.parseInt(range.replaceAll("\\D", "")) : 0;
        if (from > 0) {
            exchange.getResponseHeaders().set("Content-Range", "bytes " + from + "-" + (file.length - 1) + "/" + file.length);
        }
        exchange.sendResponseHeaders(from > 0 ? 206 : 200, file.length - from);
        int length = mishap == null ? file.length - from : Integer.parseInt(mishap.substring(4));
        exchange.getResponseBody().write(file, from, length);
        exchange.getResponseBody().flush();
        exchange.close();
    }

    private void assertNothingPartial() throws IOException {
        try (var inside = Files.list(folder.resolve("out"))) {
            assertThat(inside.map(path -> path.getFileName().toString())).noneMatch(name -> name.contains(".partial"));
        }
    }

    private static String name(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    private static byte[] bytes(String what, int length) {
        byte[] bytes = new byte[length];
        new java.util.Random(what.hashCode()).nextBytes(bytes);
        return bytes;
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
