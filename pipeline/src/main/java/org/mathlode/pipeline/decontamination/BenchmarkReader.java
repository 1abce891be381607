package org.mathlode.pipeline.decontamination;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.mathlode.dedup.ngram.BenchmarkField;
import org.mathlode.dedup.ngram.BenchmarkText;

/** Reads the texts of one benchmark of the catalog. */
final class BenchmarkReader {
    private final String name;
    private final BenchmarkEntry entry;
    private final Path folder;

    BenchmarkReader(String name, BenchmarkEntry entry, Path folder) {
        this.name = name;
        this.entry = entry;
        this.folder = folder;
    }

    List<BenchmarkText> read() throws IOException {
        List<BenchmarkText> texts = new ArrayList<>();
        for (BenchmarkPart part : entry.parts()) {
            for (String pattern : part.files()) {
                List<Path> files = files(pattern);
                if (files.isEmpty()) {
                    throw new NoSuchFileException(folder.resolve(pattern) + " (benchmark " + name + "; get it from " + entry.get() + ")");
                }
                for (Path file : files) {
                    addTexts(part, file, texts);
                }
            }
        }
        return texts;
    }

    private void addTexts(BenchmarkPart part, Path file, List<BenchmarkText> texts) throws IOException {
        int number = 0;
        int before = texts.size();
        for (JsonNode record : RecordFile.read(file, part.format(), part.records())) {
            String id = part.id() == null ? String.valueOf(number) : RecordPath.texts(record, part.id()).stream().findFirst().orElseThrow(
                    () -> new IOException("Cannot read benchmark " + name + ": a record of " + file + " has no field " + part.id()));
            String itemId = itemPrefix(file) + "/" + id;
            add(texts, itemId, BenchmarkField.QUESTION, part.question(), record, part.without());
            add(texts, itemId, BenchmarkField.SOLUTION, part.solution(), record, part.without());
            number++;
        }
        if (texts.size() == before) {
            throw new IOException("Cannot read benchmark " + name + ": none of the " + number + " records of " + file + " has "
                    + String.join(" or ", part.question()) + "; is it another edition? Expected is " + entry.get());
        }
    }

    private void add(List<BenchmarkText> texts, String itemId, BenchmarkField field, List<String> paths, JsonNode record, String without) {
        for (String path : paths) {
            for (String text : RecordPath.texts(record, path)) {
                if (text.isBlank()) {
                    continue;
                }
                texts.add(new BenchmarkText(itemId, name, field, text));
                String shorter = without == null ? text : text.replaceAll(without, "");
                if (!shorter.equals(text)) {
                    texts.add(new BenchmarkText(itemId, name, field, shorter));
                }
            }
        }
    }

    /** {@code gsm8k/train} for {@code gsm8k/train.jsonl.gz}. */
    private String itemPrefix(Path file) {
        String relative = folder.relativize(file).toString().replace('\\', '/').replaceFirst("(\\.[A-Za-z]+){1,2}$", "");
        return relative.equals(name) || relative.startsWith(name + "/") ? relative : name + "/" + relative;
    }

    private List<Path> files(String pattern) throws IOException {
        if (pattern.chars().noneMatch(c -> "*?[{".indexOf(c) >= 0)) {
            Path file = folder.resolve(pattern);
            Path packed = folder.resolve(pattern + ".gz");
            return Files.isRegularFile(file) ? List.of(file) : Files.isRegularFile(packed) ? List.of(packed) : List.of();
        }
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        PathMatcher matcher = FileSystems.getDefault().getPathMatcher("glob:" + pattern);
        Path root = folder.toRealPath();
        try (Stream<Path> all = Files.walk(root)) {
            return all.filter(Files::isRegularFile).filter(file -> matcher.matches(root.relativize(file))).sorted().toList();
        }
    }
}
