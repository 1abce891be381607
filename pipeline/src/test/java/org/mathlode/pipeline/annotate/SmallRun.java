package org.mathlode.pipeline.annotate;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.hadoop.conf.Configuration;
import org.mathlode.pipeline.config.ConfigFolder;
import org.mathlode.pipeline.folder.Manifest;
import org.mathlode.pipeline.folder.RunFolder;
import org.mathlode.pipeline.spark.RecordEncoders;
import org.mathlode.pipeline.spark.SharedSession;

/** A run's folder with the tables that annotators look at, of pages a test makes up, and its config folder. */
final class SmallRun {
    final Path config;
    final Path output;
    private final RunFolder folder;

    /** A line of {@code domains}, with the columns that are read. */
    public record DomainRow(
            String domain, String language, String listed, long pages, long collected, long uncollectedTokens, long bestOfLanguage, double logOddsP95) {}

    /** A line of {@code paths}, likewise. */
    public record PathRow(
            String domain, String pathPrefix, long pages, long collected, long uncollected, long uncollectedTokens, double share, double formulaShare,
            double logOddsP10, double logOddsP50, double logOddsP90, String suggestion, long adds) {}

    /** A line of {@code samples}. */
    public record SampleRow(
            String domain, String path, String id, String url, String language, String title, boolean collected, double score, double logOdds, long tokens,
            int formulaCount, int characters, String text, List<GramRow> ngrams) {}

    /** An n-gram of a sample. */
    public record GramRow(String ngram, double contribution) {}

    private SmallRun(Path place) throws IOException {
        output = place.resolve("run");
        config = ConfigFolder.write(place.resolve("config"), ConfigFolder.RUN.formatted(output).replace("negatives: 500}", "negatives: 500, positives-per-path: 20}"),
                ConfigFolder.ITERATION);
        folder = RunFolder.open(output.toString(), new Configuration());
    }

    /** A page of {@code domain}; what {@code text} says is not looked at. */
    static SampleRow page(String domain, String path, boolean collected, String title, String text) {
        String id = Manifest.sha256((domain + path).getBytes(java.nio.charset.StandardCharsets.UTF_8)).substring(0, 32);
        return new SampleRow(domain, path, id, "https://" + domain + path, "eng", title, collected, collected ? 0.9 : 0.2, collected ? 2.2 : -1.4, 100, 1, text.length(), text,
                List.of(new GramRow("let $ x", 0.41), new GramRow("price", -0.2)));
    }

    /** Writes the tables of iteration 1: the folders of the pages' paths are their prefixes, and each page stands for ten. */
    static SmallRun of(Path place, List<SampleRow> pages, int otherDomains) throws IOException {
        SmallRun run = new SmallRun(place);
        List<DomainRow> domains = new ArrayList<>();
        List<PathRow> paths = new ArrayList<>();
        pages.stream().collect(Collectors.groupingBy(SampleRow::domain, TreeMap::new, Collectors.toList())).forEach((domain, all) -> {
            domains.add(new DomainRow(domain, "eng", "math-related", 10L * all.size(), 10 * collected(all), 1_000 * (all.size() - collected(all)), 0, 2.0));
            TreeMap<String, List<SampleRow>> byPrefix = new TreeMap<>();
            for (SampleRow page : all) {
                for (int end = page.path().indexOf('/'); end >= 0; end = page.path().indexOf('/', end + 1)) {
                    byPrefix.computeIfAbsent(page.path().substring(0, end + 1), prefix -> new ArrayList<>()).add(page);
                }
            }
            byPrefix.forEach((prefix, some) -> {
                long open = some.size() - collected(some);
                paths.add(new PathRow(domain, prefix, 10L * some.size(), 10 * collected(some), 10 * open, 1_000 * open, (double) collected(some) / some.size(), 0.5, -2, 0, 2,
                        prefix.equals("/math/") ? "math" : "", prefix.equals("/math/") ? 10 * open : 0));
            });
        });
        for (int i = 0; i < otherDomains; i++) {
            domains.add(new DomainRow(String.format("other-%04d.example", i), i % 3 == 0 ? "zho" : "eng", i % 2 == 0 ? "just-below" : "other", 20, 1, 900, 0, 0));
        }
        run.write("domains", domains, DomainRow.class);
        run.write("paths", paths, PathRow.class);
        run.write("samples", pages.stream().sorted(Comparator.comparing(SampleRow::domain).thenComparing(SampleRow::path)).toList(), SampleRow.class);
        return run;
    }

    private static long collected(List<SampleRow> pages) {
        return pages.stream().filter(SampleRow::collected).count();
    }

    private <T extends Record> void write(String table, List<T> rows, Class<T> type) throws IOException {
        String name = "iterations/1/" + table;
        RecordEncoders.table(SharedSession.spark().createDataset(rows, RecordEncoders.of(type))).coalesce(1).write().parquet(folder.path(name).toString());
        folder.write(new Manifest(Manifest.VERSION, name, "written by a test", new TreeMap<>(), new TreeMap<>(), rows.size(), rows.size(), new TreeMap<>(),
                new TreeMap<>(), List.of(), 0));
    }

    AnnotationDesk.Order order() {
        return new AnnotationDesk.Order(output.toString(), config, null, 0, "ada");
    }

    Path sheet() {
        return config.resolve("annotations/1.tsv");
    }

    List<String> lines() throws IOException {
        return Files.exists(sheet()) ? Files.readAllLines(sheet()) : List.of();
    }
}
