package org.mathlode.classifier;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.zip.GZIPInputStream;
import org.mathlode.classifier.ClassifierText.Step;

/**
 * What each step of the text normal form is worth: trains on the drawn examples of a finished run with one step more or less at a time, ranks the run's
 * candidates, and measures F1 on judged pages. docs/classifier.md has the commands that export a run's tables, and the results.
 *
 * <p>Arguments: folder of {@code documents.tsv}, {@code candidates.tsv} and {@code training-N.tsv}; labelled crawl; N; orders of the training text to
 * average over; names of forms, all by default.
 */
public final class NormalFormAblation {
    private static final long TOKEN_BUDGET = 5_000_000;
    private static final int MIN_WORDS = 20;
    private static final List<Step> ORDER = List.of(
            Step.CASE, Step.CJK, Step.PUNCTUATION, Step.COMMANDS, Step.DIGITS, Step.MARKS, Step.SPELLING, Step.UNICODE_MATH);

    private record Page(String url, String text, long tokens) {}

    private record Example(boolean math, String text) {}

    private record Judged(String url, boolean math, String language) {}

    private final List<Page> pages = new ArrayList<>();
    private final List<Example> examples = new ArrayList<>();
    private final Map<String, List<Judged>> truth = new LinkedHashMap<>();
    private final Map<String, String> samePage = new HashMap<>();
    private final FastTextParams params;

    private NormalFormAblation(Path tables, Path crawl, int iteration) throws IOException {
        // the settings of configs/small-crawl
        params = iteration == 1 ? new FastTextParams(32, 0.05, 3, 3, 3, 200_000, 1) : new FastTextParams(32, 0.1, 3, 3, 10, 200_000, 1);
        Set<String> candidates = new HashSet<>();
        read(tables.resolve("candidates.tsv"), row -> candidates.add(row.get("id")));
        read(tables.resolve("documents.tsv"), row -> {
            if (candidates.contains(row.get("id"))) {
                pages.add(new Page(row.get("url"), row.get("text"), tokens(row.get("text"))));
            }
        });
        read(tables.resolve("training-" + iteration + ".tsv"), row -> {
            if (!"true".equals(row.get("held_out"))) {
                examples.add(new Example(row.get("label").equals("math"), row.get("text")));
            }
        });
        Map<String, String> language = new HashMap<>();
        read(crawl.resolve("pages.tsv.gz"), row -> {
            language.put(row.get("url"), row.get("lang"));
            if (!row.get("dup_of").isEmpty()) {
                samePage.put(row.get("url"), row.get("dup_of"));
            }
        });
        judged(crawl.resolve("gold.tsv"), "gold", "gold", language);
        judged(crawl.resolve("labels.tsv.gz"), "labels", "label", language);
    }

    public static void main(String[] arguments) throws Exception {
        int orders = Integer.parseInt(arguments[3]);
        NormalFormAblation ablation = new NormalFormAblation(Path.of(arguments[0]), Path.of(arguments[1]), Integer.parseInt(arguments[2]));
        Set<String> wanted = arguments.length > 4 ? Set.copyOf(List.of(arguments).subList(4, arguments.length)) : forms().keySet();
        System.out.printf(Locale.ROOT, "%d examples, %d pages%n", ablation.examples.size(), ablation.pages.size());
        System.out.println("| form | gold | gold en | gold zh | labels | labels en | labels zh |\n|---|---|---|---|---|---|---|");
        for (Map.Entry<String, ClassifierText> form : forms().entrySet()) {
            if (wanted.contains(form.getKey())) {
                ablation.measure(form.getKey(), form.getValue(), orders);
            }
        }
    }

    /** One step more at a time, then all but one. */
    private static Map<String, ClassifierText> forms() {
        Map<String, ClassifierText> forms = new LinkedHashMap<>();
        EnumSet<Step> steps = EnumSet.noneOf(Step.class);
        forms.put("raw", new ClassifierText(steps));
        for (Step step : ORDER) {
            steps.add(step);
            forms.put("+" + step, new ClassifierText(steps));
        }
        for (Step step : ORDER) {
            EnumSet<Step> fewer = EnumSet.allOf(Step.class);
            fewer.remove(step);
            forms.put("all-" + step, new ClassifierText(fewer));
        }
        return forms;
    }

    private void measure(String name, ClassifierText form, int orders) throws Exception {
        Map<String, Double> sums = new LinkedHashMap<>();
        for (int order = 1; order <= orders; order++) {
            LinearModel model = train(form, order);
            f1(collected(model, form)).forEach((set, value) -> sums.merge(set, value, Double::sum));
        }
        StringBuilder row = new StringBuilder("| " + name);
        sums.values().forEach(sum -> row.append(String.format(Locale.ROOT, " | %.3f", sum / orders)));
        System.out.println(row + " |");
    }

    private LinearModel train(ClassifierText form, long order) throws Exception {
        Path folder = Files.createTempDirectory("mathlode-ablation");
        Path text = folder.resolve("train.txt");
        Path file = folder.resolve("m.bin");
        try {
            try (TrainingFile training = new TrainingFile(text, order)) {
                Utf8Buffer buffer = new Utf8Buffer();
                for (Example example : examples) {
                    buffer.clear();
                    form.append(example.text(), buffer);
                    training.add(example.math() ? TrainingLine.math(buffer.toString()) : TrainingLine.other(buffer.toString()));
                }
            }
            new FastTextTrainer(params, TrainingLimits.defaults(), told -> { }).train(text, file);
            return LinearModel.fromFastText(file, TrainingLine.MATH, ClassifierText.RAW);
        } finally {
            Files.deleteIfExists(text);
            Files.deleteIfExists(file);
            Files.deleteIfExists(folder);
        }
    }

    private Set<String> collected(LinearModel model, ClassifierText form) {
        record Ranked(Page page, double logOdds) {}
        List<Ranked> ranked = new ArrayList<>();
        Utf8Buffer buffer = new Utf8Buffer();
        for (Page page : pages) {
            buffer.clear();
            if (form.append(page.text(), buffer) >= MIN_WORDS) {
                ranked.add(new Ranked(page, model.logOdds(buffer.array(), 0, buffer.length())));
            }
        }
        ranked.sort(Comparator.comparingDouble((Ranked one) -> -one.logOdds()).thenComparing(one -> one.page().url()));
        Set<String> collected = new HashSet<>();
        long tokens = 0;
        for (Ranked one : ranked) {
            tokens += one.page().tokens();
            if (tokens > TOKEN_BUDGET) {
                break;
            }
            collected.add(samePage.getOrDefault(one.page().url(), one.page().url()));
        }
        return collected;
    }

    private Map<String, Double> f1(Set<String> collected) {
        Map<String, Double> scores = new LinkedHashMap<>();
        truth.forEach((set, judged) -> {
            for (String language : List.of("", " en", " zh")) {
                Predicate<Judged> there = one -> language.isEmpty() || language.strip().equals(one.language());
                long math = judged.stream().filter(there).filter(Judged::math).count();
                long taken = judged.stream().filter(there).filter(one -> collected.contains(one.url())).count();
                long found = judged.stream().filter(there).filter(Judged::math).filter(one -> collected.contains(one.url())).count();
                scores.put(set + language, math + taken == 0 ? 0 : 2.0 * found / (math + taken));
            }
        });
        return scores;
    }

    private void judged(Path file, String set, String column, Map<String, String> language) throws IOException {
        Map<String, Judged> judged = new LinkedHashMap<>();
        read(file, row -> {
            String label = row.get(column);
            if (Set.of("math", "not-math", "other").contains(label)) {
                String url = samePage.getOrDefault(row.get("url"), row.get("url"));
                judged.put(url, new Judged(url, label.equals("math"), language.get(row.get("url"))));
            }
        });
        truth.put(set, List.copyOf(judged.values()));
    }

    /** An estimate, as the run's own before it counts: one for four characters, one for a Chinese character. */
    private static long tokens(String text) {
        long cjk = text.chars().filter(c -> c >= 0x3040 && c <= 0x9FFF || c >= 0xAC00 && c <= 0xD7A3).count();
        return cjk + (text.length() - cjk + 3) / 4;
    }

    private interface RowReader {
        void accept(Map<String, String> row);
    }

    private static void read(Path file, RowReader to) throws IOException {
        try (InputStream in = Files.newInputStream(file);
                BufferedReader lines = new BufferedReader(new InputStreamReader(
                        file.toString().endsWith(".gz") ? new GZIPInputStream(in) : in, StandardCharsets.UTF_8), 1 << 20)) {
            String[] names = lines.readLine().split("\t", -1);
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                String[] cells = line.split("\t", -1);
                Map<String, String> row = new HashMap<>();
                for (int i = 0; i < names.length; i++) {
                    row.put(names[i], i < cells.length ? unescaped(cells[i]) : "");
                }
                to.accept(row);
            }
        }
    }

    private static String unescaped(String cell) {
        if (cell.indexOf('\\') < 0) {
            return cell;
        }
        StringBuilder text = new StringBuilder(cell.length());
        for (int i = 0; i < cell.length(); i++) {
            char c = cell.charAt(i);
            if (c != '\\' || i + 1 == cell.length()) {
                text.append(c);
                continue;
            }
            char next = cell.charAt(++i);
            text.append(next == 't' ? '\t' : next == 'n' ? '\n' : next == 'r' ? '\r' : next);
        }
        return text.toString();
    }
}
