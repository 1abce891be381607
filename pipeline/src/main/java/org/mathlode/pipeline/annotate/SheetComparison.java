package org.mathlode.pipeline.annotate;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import org.mathlode.pipeline.config.AnnotationSheet;
import org.mathlode.pipeline.config.PathAnnotation;

/**
 * Where two annotators' sheets disagree. Two verdicts on one prefix disagree if they differ; a verdict also disagrees with the one that the other sheet gives
 * to these pages on a shorter prefix. What only one sheet speaks of is no conflict.
 *
 * @param conflicts by domain and prefix
 * @param agreed prefixes with one verdict in both sheets
 * @param onlyOne prefixes that one sheet has and the other says nothing about
 */
public record SheetComparison(List<Conflict> conflicts, int agreed, int onlyOne) {
    /**
     * Two verdicts on the same pages.
     *
     * @param pathPrefix the longer of the two prefixes: the pages in question begin with it
     */
    public record Conflict(String domain, String pathPrefix, PathAnnotation one, PathAnnotation other) {}

    public SheetComparison {
        conflicts = List.copyOf(conflicts);
    }

    /** Reads and compares two sheets; {@link org.mathlode.pipeline.config.ConfigException} names file and line of what cannot be read. */
    public static SheetComparison of(Path one, Path other) {
        TreeMap<Sheet.Key, PathAnnotation> first = read(one);
        TreeMap<Sheet.Key, PathAnnotation> second = read(other);
        TreeSet<Sheet.Key> keys = new TreeSet<>(first.keySet());
        keys.addAll(second.keySet());
        List<Conflict> conflicts = new ArrayList<>();
        int agreed = 0;
        int onlyOne = 0;
        for (Sheet.Key key : keys) {
            PathAnnotation mine = decides(first, key);
            PathAnnotation yours = decides(second, key);
            if (mine == null || yours == null) {
                onlyOne++;
            } else if (mine.verdict() != yours.verdict()) {
                conflicts.add(new Conflict(key.domain(), key.pathPrefix(), mine, yours));
            } else if (Objects.equals(mine.pathPrefix(), yours.pathPrefix())) {
                agreed++;
            }
        }
        return new SheetComparison(conflicts, agreed, onlyOne);
    }

    private static TreeMap<Sheet.Key, PathAnnotation> read(Path file) {
        TreeMap<Sheet.Key, PathAnnotation> lines = new TreeMap<>();
        AnnotationSheet.read(file).forEach(line -> lines.put(Sheet.key(line), line));
        return lines;
    }

    /** The longest prefix of a sheet that holds for {@code key}; null if none does. */
    private static PathAnnotation decides(TreeMap<Sheet.Key, PathAnnotation> sheet, Sheet.Key key) {
        for (int end = key.pathPrefix().length(); end > 0; end--) {
            PathAnnotation found = sheet.get(new Sheet.Key(key.domain(), key.pathPrefix().substring(0, end)));
            if (found != null) {
                return found;
            }
        }
        return null;
    }

    /** One line for a person. */
    public static String describe(Conflict conflict) {
        return conflict.domain() + conflict.pathPrefix() + "\t" + side(conflict.one()) + "\t" + side(conflict.other());
    }

    private static String side(PathAnnotation line) {
        return line.verdict().label() + " on " + line.pathPrefix() + (line.annotator().isEmpty() ? "" : " (" + line.annotator() + ")")
                + (line.note().isEmpty() ? "" : ": " + line.note());
    }

}
