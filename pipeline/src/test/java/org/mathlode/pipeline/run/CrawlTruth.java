package org.mathlode.pipeline.run;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.zip.GZIPInputStream;

/** What a labelled crawl says of its pages; captures of one page under several URLs count as that page. */
final class CrawlTruth {
    private final Map<String, String> samePage = new HashMap<>();
    private final Map<String, String> language = new HashMap<>();
    private final Map<String, String> domain = new HashMap<>();
    private final Map<String, Map<String, Boolean>> mathematics = new LinkedHashMap<>();

    CrawlTruth(Path crawl) throws IOException {
        for (Map<String, String> row : table(crawl.resolve("pages.tsv.gz"))) {
            language.put(row.get("url"), row.get("lang"));
            if (!row.get("dup_of").isEmpty()) {
                samePage.put(row.get("url"), row.get("dup_of"));
            }
        }
        mathematics.put("gold", truth(crawl.resolve("gold.tsv"), "gold", "not-math"));
        mathematics.put("labels", truth(crawl.resolve("labels.tsv.gz"), "label", "other"));
        for (String code : List.of("en", "zh")) {
            Map<String, Boolean> own = new HashMap<>(mathematics.get("gold"));
            own.keySet().removeIf(url -> !code.equals(language.get(url)));
            mathematics.put("gold-" + code, own);
        }
    }

    /**
     * F1 of the collected pages on each set of judged pages, by its name: all of them, those that were never used as positives, and the mean over the
     * domains that have mathematics.
     *
     * @param urls what was collected
     * @param positives what any iteration of the run learned from as mathematics
     */
    Map<String, Double> f1(Set<String> urls, Set<String> positives) {
        Set<String> collected = pages(urls);
        Set<String> learned = pages(positives);
        Map<String, Double> scores = new LinkedHashMap<>();
        mathematics.forEach((name, truth) -> scores.put(name, f1(truth, collected)));
        for (String name : List.of("gold", "labels")) {
            Map<String, Boolean> unseen = new HashMap<>(mathematics.get(name));
            unseen.keySet().removeAll(learned);
            scores.put(name + "-unseen", f1(unseen, collected));
        }
        for (String name : List.of("gold", "labels")) {
            scores.put(name + "-by-domain", byDomain(mathematics.get(name), collected));
        }
        return scores;
    }

    private double byDomain(Map<String, Boolean> truth, Set<String> collected) {
        Map<String, Map<String, Boolean>> domains = new HashMap<>();
        truth.forEach((url, math) -> domains.computeIfAbsent(domain.get(url), name -> new HashMap<>()).put(url, math));
        return domains.values().stream().filter(pages -> pages.containsValue(true)).mapToDouble(pages -> f1(pages, collected)).average().orElse(0);
    }

    private static double f1(Map<String, Boolean> truth, Set<String> collected) {
        long found = truth.entrySet().stream().filter(page -> page.getValue() && collected.contains(page.getKey())).count();
        long taken = truth.keySet().stream().filter(collected::contains).count();
        long there = truth.values().stream().filter(Boolean::booleanValue).count();
        return taken + there == 0 ? 0 : 2.0 * found / (taken + there);
    }

    private Set<String> pages(Set<String> urls) {
        Set<String> pages = new HashSet<>();
        urls.forEach(url -> pages.add(samePage.getOrDefault(url, url)));
        return pages;
    }

    /** The figures on one line. */
    static String line(int iteration, Map<String, Double> f1) {
        StringBuilder line = new StringBuilder("iteration " + iteration + ": F1");
        f1.forEach((name, value) -> line.append(String.format(Locale.ROOT, "  %s %.3f", name, value)));
        return line.toString();
    }

    private Map<String, Boolean> truth(Path file, String column, String no) throws IOException {
        Map<String, Boolean> truth = new HashMap<>();
        for (Map<String, String> row : table(file)) {
            String label = row.get(column);
            if (label.equals("math") || label.equals(no)) {
                String page = samePage.getOrDefault(row.get("url"), row.get("url"));
                truth.put(page, label.equals("math"));
                domain.put(page, row.get("domain"));
            }
        }
        return truth;
    }

    private static List<Map<String, String>> table(Path file) throws IOException {
        List<Map<String, String>> rows = new ArrayList<>();
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(
                file.toString().endsWith(".gz") ? new GZIPInputStream(Files.newInputStream(file)) : Files.newInputStream(file), StandardCharsets.UTF_8))) {
            String[] names = lines.readLine().split("\t", -1);
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                String[] cells = line.split("\t", -1);
                Map<String, String> row = new HashMap<>();
                for (int i = 0; i < names.length; i++) {
                    row.put(names[i], i < cells.length ? cells[i] : "");
                }
                rows.add(row);
            }
        }
        return rows;
    }
}
