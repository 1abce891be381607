package org.mathlode.pipeline.config;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.mathlode.pipeline.config.PathAnnotation.Verdict;

/**
 * The TSV file of annotations: a header line, then one verdict a line; lines that begin with {@code #} are remarks. A line whose verdict is empty
 * was not decided yet and says nothing: a verdict on a shorter prefix holds there too.
 */
public final class AnnotationSheet {
    /** The columns, in order. */
    public static final List<String> COLUMNS = List.of("domain", "path-prefix", "verdict", "note", "annotator");

    private AnnotationSheet() {}

    /**
     * A line of the sheet.
     *
     * @param remarks the remarks before it, with their {@code #}
     * @param annotation its verdict is null if the line is undecided
     */
    public record Line(List<String> remarks, PathAnnotation annotation) {}

    /**
     * The whole sheet.
     *
     * @param head the remarks before the header
     * @param tail those after the last line
     */
    public record Content(List<String> head, List<Line> lines, List<String> tail) {}

    /** The verdicts in file order; {@link ConfigException} names file and line of whatever cannot be read. */
    public static List<PathAnnotation> read(Path file) {
        return parse(file, lines(file)).lines().stream().map(Line::annotation).filter(annotation -> annotation.verdict() != null).toList();
    }

    /**
     * What {@link #read} reads, with remarks and undecided lines.
     *
     * @param file named in {@link ConfigException}
     */
    public static Content parse(Path file, List<String> lines) {
        List<Line> annotations = new ArrayList<>();
        Map<String, Integer> seen = new HashMap<>();
        List<String> head = List.of();
        List<String> remarks = new ArrayList<>();
        boolean header = false;
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i);
            if (line.startsWith("#")) {
                remarks.add(line);
            }
            if (line.isBlank() || line.startsWith("#")) {
                continue;
            }
            String place = file + ":" + (i + 1) + ": ";
            List<String> cells = Arrays.stream(line.split("\t", -1)).map(String::strip).toList();
            if (!header) {
                if (cells.size() < 3 || !cells.equals(COLUMNS.subList(0, Math.min(cells.size(), COLUMNS.size())))) {
                    throw new ConfigException(place + "the first line must hold the columns " + String.join(", ", COLUMNS) + ", separated by tabs");
                }
                header = true;
                head = remarks;
                remarks = new ArrayList<>();
                continue;
            }
            if (cells.size() < 3 || cells.size() > COLUMNS.size()) {
                throw new ConfigException(place + "must have 3 to 5 cells separated by tabs: " + String.join(", ", COLUMNS) + " (" + cells.size() + ")");
            }
            PathAnnotation annotation = annotation(place, cells);
            Integer before = seen.putIfAbsent(annotation.domain() + annotation.pathPrefix(), i + 1);
            if (before != null) {
                throw new ConfigException(place + "line " + before + " has a verdict on " + annotation.domain() + annotation.pathPrefix() + " already");
            }
            annotations.add(new Line(List.copyOf(remarks), annotation));
            remarks.clear();
        }
        if (!header) {
            throw new ConfigException(file + ":1: the first line must hold the columns " + String.join(", ", COLUMNS) + ", separated by tabs");
        }
        return new Content(List.copyOf(head), annotations, List.copyOf(remarks));
    }

    private static PathAnnotation annotation(String place, List<String> cells) {
        String domain = cells.get(0).toLowerCase(Locale.ROOT);
        if (domain.isEmpty() || domain.contains("/") || domain.contains(":")) {
            throw new ConfigException(place + "domain must be a bare host name such as mathoverflow.net (" + cells.get(0) + ")");
        }
        if (!cells.get(1).startsWith("/")) {
            throw new ConfigException(place + "path-prefix must begin with / (" + cells.get(1) + ")");
        }
        Verdict verdict = null;
        for (Verdict known : Verdict.values()) {
            if (known.label().equals(cells.get(2))) {
                verdict = known;
            }
        }
        if (verdict == null && !cells.get(2).isEmpty()) {
            String known = Arrays.stream(Verdict.values()).map(Verdict::label).collect(Collectors.joining(", "));
            throw new ConfigException(place + "verdict must be one of " + known + " (" + cells.get(2) + ")");
        }
        String host = domain.startsWith("www.") ? domain.substring("www.".length()) : domain;
        return new PathAnnotation(host, cells.get(1), verdict, cells.size() > 3 ? cells.get(3) : "", cells.size() > 4 ? cells.get(4) : "");
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (NoSuchFileException e) {
            throw new ConfigException(file + ": no such file");
        } catch (CharacterCodingException e) {
            throw new ConfigException(file + ": not UTF-8");
        } catch (IOException e) {
            throw new ConfigException(file + ": cannot be read: " + e.getMessage());
        }
    }
}
