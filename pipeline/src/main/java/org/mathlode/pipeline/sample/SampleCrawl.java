package org.mathlode.pipeline.sample;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.mathlode.pipeline.model.RejectReason;

/**
 * The sample crawl with all that belongs to it, held in memory: about 1,500 captures, a few megabytes. The same bytes on every
 * run, in every locale and time zone; only the gzip layer may differ between builds of zlib.
 */
public final class SampleCrawl {
    /** The name of the crawl. */
    public static final String CRAWL = "SAMPLE-2026-01";
    /** Rises whenever the generated content changes. */
    public static final int VERSION = 1;

    private static final int WARC_FILES = 4;
    private static final String MARKER = "README.md";

    private final Map<String, byte[]> files = new TreeMap<>();
    private final Map<String, Integer> counts = new TreeMap<>();

    private SampleCrawl() {}

    /** Writes all pages anew; takes a second or two. */
    public static SampleCrawl generate() {
        SampleWeb web = new SampleWeb();
        SampleCrawl sample = new SampleCrawl();
        try {
            sample.crawl(new Planting(web, web.ordinaryPages()).plantAll());
            sample.seedCorpus();
        } catch (IOException impossible) {
            throw new IllegalStateException("writing to memory failed", impossible);
        }
        sample.benchmarks();
        sample.text("expected.tsv", sample.counts.entrySet().stream()
                .map(count -> count.getKey() + "\t" + count.getValue() + "\n").collect(Collectors.joining("", "what\tcount\n", "")));
        sample.text(MARKER, readme());
        return sample;
    }

    /** File contents by path relative to the sample's folder, sorted by path. */
    public Map<String, byte[]> files() {
        Map<String, byte[]> copy = new LinkedHashMap<>();
        files.forEach((path, bytes) -> copy.put(path, bytes.clone()));
        return copy;
    }

    /** What the crawl holds, such as {@code captures}, {@code label:math} or {@code outcome:http-status}, sorted by name. */
    public Map<String, Integer> counts() {
        return new LinkedHashMap<>(counts);
    }

    /**
     * Writes the files below {@code folder}. Whatever else lies in the folder of an earlier sample is left alone.
     *
     * @throws IllegalArgumentException where the folder holds something that is no sample
     */
    public void write(Path folder) throws IOException {
        if (Files.exists(folder) && !Files.isDirectory(folder)) {
            throw new IllegalArgumentException("Cannot write the sample crawl: not a folder (" + folder + ")");
        }
        if (Files.isDirectory(folder) && !isSample(folder)) {
            try (Stream<Path> inside = Files.list(folder)) {
                inside.min(Comparator.naturalOrder()).ifPresent(first -> {
                    throw new IllegalArgumentException("Cannot write the sample crawl: " + folder + " is not empty and no sample (it holds "
                            + first.getFileName() + "); name a new folder");
                });
            }
        }
        Files.createDirectories(folder);
        writeFile(folder.resolve(MARKER), files.get(MARKER));
        for (Map.Entry<String, byte[]> file : files.entrySet()) {
            writeFile(folder.resolve(file.getKey()), file.getValue());
        }
    }

    private static boolean isSample(Path folder) throws IOException {
        Path marker = folder.resolve(MARKER);
        return Files.isRegularFile(marker) && Files.readString(marker).startsWith(heading());
    }

    private static void writeFile(Path target, byte[] bytes) throws IOException {
        if (Files.isRegularFile(target) && Arrays.equals(Files.readAllBytes(target), bytes)) {
            return;
        }
        Files.createDirectories(target.getParent());
        Path partial = target.resolveSibling(target.getFileName() + ".partial");
        Files.write(partial, bytes);
        Files.move(partial, target, StandardCopyOption.REPLACE_EXISTING);
    }

    private void crawl(List<Capture> captures) throws IOException {
        List<List<Capture>> dealt = new ArrayList<>();
        for (int file = 0; file < WARC_FILES; file++) {
            dealt.add(new ArrayList<>());
        }
        SplitMix64 dice = SplitMix64.named("files");
        for (Capture capture : captures) {
            boolean last = capture.damage().filter(Damage.CUT_FILE::equals).isPresent();
            dealt.get(last ? WARC_FILES - 1 : dice.below(WARC_FILES)).add(capture);
        }
        StringBuilder truth = new StringBuilder(
                "url\twarc\toffset\tdate\tdomain\tlanguage\tlabel\tmarkup\tformulas\tcharset\tcontent_type\tstatus\tplanted\tduplicate_of\toutcome\n");
        StringBuilder listing = new StringBuilder();
        for (int file = 0; file < WARC_FILES; file++) {
            String path = String.format(Locale.ROOT, "crawl/%s-%05d.warc.gz", CRAWL, file);
            listing.append(path.substring(path.indexOf('/') + 1)).append('\n');
            files.put(path, warc(path, dealt.get(file), truth));
        }
        text("crawl/warc.paths", listing.toString());
        text("truth.tsv", truth.toString());
        counts.put("domains", (int) captures.stream().map(Capture::host).distinct().count());
    }

    private byte[] warc(String path, List<Capture> captures, StringBuilder truth) throws IOException {
        String filename = path.substring(path.indexOf('/') + 1);
        SampleWarc warc = new SampleWarc(filename, CRAWL, SampleWeb.BEGIN);
        captures.sort(Comparator.comparing((Capture capture) -> capture.damage().filter(Damage.CUT_FILE::equals).isPresent())
                .thenComparing(Capture::date).thenComparing(Capture::url));
        for (Capture capture : captures) {
            long offset = warc.add(capture);
            String outcome = capture.damage().map(Damage::reason).map(RejectReason::label).orElse("document");
            int formulas = capture.article() == null ? 0 : Html.formulas(capture.article());
            truth.append(String.join("\t", capture.url(), filename, Long.toString(offset), capture.date().toString(), capture.host(),
                    capture.section().language(), capture.label(), (formulas == 0 ? Markup.NONE : capture.section().markup()).label(),
                    Integer.toString(formulas), capture.charset().name(), capture.contentType(), Integer.toString(capture.status()),
                    capture.planted(), capture.duplicateOf(), outcome)).append('\n');
            count(capture, outcome, formulas);
        }
        return warc.bytes();
    }

    private void count(Capture capture, String outcome, int formulas) {
        add("captures");
        add("outcome:" + outcome);
        for (String plant : capture.planted().split("\\+")) {
            if (!plant.isEmpty()) {
                add("planted:" + plant.replaceFirst("^(benchmark|lookalike):.*", "$1"));
            }
        }
        if (outcome.equals("document")) {
            add("label:" + capture.label());
            add("label:" + capture.label() + "/" + capture.section().language());
            add("markup:" + (formulas == 0 ? Markup.NONE : capture.section().markup()).label());
            add("charset:" + capture.charset().name().toLowerCase(Locale.ROOT));
        }
    }

    private void add(String what) {
        counts.merge(what, 1, Integer::sum);
    }

    private void seedCorpus() throws IOException {
        String lines = SeedCorpus.jsonLines();
        counts.put("seed-documents", (int) lines.lines().count());
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write(lines.getBytes(StandardCharsets.UTF_8));
        }
        files.put("seed-corpus/seed.jsonl.gz", packed.toByteArray());
    }

    private void benchmarks() {
        List<String> lines = BenchmarkItem.all().stream().flatMap(item -> item.jsonLines().stream()).toList();
        counts.put("benchmark-texts", lines.size());
        text("benchmarks/sample.jsonl", String.join("\n", lines) + "\n");
    }

    private void text(String path, String content) {
        files.put(path, content.getBytes(StandardCharsets.UTF_8));
    }

    private static String heading() {
        return "# Mathlode sample crawl";
    }

    private static String readme() {
        return heading() + ", version " + VERSION + "\n\n"
                + "Written by `mathlode sample`. Every page is generated from grammars; nobody's text is in it, and no address in it exists.\n\n"
                + "| file | what |\n|---|---|\n"
                + "| crawl/*.warc.gz, crawl/warc.paths | the crawl in Common Crawl's form and its WARC listing (names relative to it) |\n"
                + "| seed-corpus/seed.jsonl.gz | a narrow seed corpus in OpenWebMath's schema |\n"
                + "| benchmarks/sample.jsonl | invented benchmark texts, some of them planted in pages |\n"
                + "| truth.tsv | one line a capture: label, markup, charset, what was planted, what it duplicates, how reading it ends |\n"
                + "| expected.tsv | counts over truth.tsv |\n";
    }
}
