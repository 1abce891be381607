package org.mathlode.pipeline.annotate;

import java.nio.charset.CharacterCodingException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.mathlode.pipeline.config.AnnotationSheet;
import org.mathlode.pipeline.config.ConfigException;
import org.mathlode.pipeline.config.PathAnnotation;

/**
 * The lines of a sheet as the page keeps them: sorted by domain and prefix, undecided lines and remarks included, so that one changed verdict is one changed
 * line in a diff. Immutable.
 */
final class Sheet {
    static final Sheet EMPTY = new Sheet(List.of(), new TreeMap<>(), List.of());

    private static final Comparator<Key> ORDER = Comparator.comparing(Key::domain).thenComparing(Key::pathPrefix);

    private final List<String> head;
    private final TreeMap<Key, AnnotationSheet.Line> lines;
    private final List<String> tail;

    /** What a line is about. */
    record Key(String domain, String pathPrefix) implements Comparable<Key> {
        @Override
        public int compareTo(Key other) {
            return ORDER.compare(this, other);
        }
    }

    private Sheet(List<String> head, TreeMap<Key, AnnotationSheet.Line> lines, List<String> tail) {
        this.head = head;
        this.lines = lines;
        this.tail = tail;
    }

    /** Throws {@link ConfigException} with file and line for what is no sheet. */
    static Sheet parse(Path file, byte[] content) {
        String text;
        try {
            text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(content)).toString();
        } catch (CharacterCodingException e) {
            throw new ConfigException(file + ": not UTF-8");
        }
        AnnotationSheet.Content parsed = AnnotationSheet.parse(file, text.lines().toList());
        TreeMap<Key, AnnotationSheet.Line> lines = new TreeMap<>();
        parsed.lines().forEach(line -> lines.put(key(line.annotation()), line));
        return new Sheet(parsed.head(), lines, parsed.tail());
    }

    static Key key(PathAnnotation annotation) {
        return new Key(annotation.domain(), annotation.pathPrefix());
    }

    Optional<PathAnnotation> find(Key key) {
        return Optional.ofNullable(lines.get(key)).map(AnnotationSheet.Line::annotation);
    }

    /** Every line, undecided ones too, in order. */
    Collection<PathAnnotation> annotations() {
        return lines.values().stream().map(AnnotationSheet.Line::annotation).toList();
    }

    /** With this line in place of the one on the same prefix; its remarks stay. */
    Sheet with(PathAnnotation annotation) {
        TreeMap<Key, AnnotationSheet.Line> changed = new TreeMap<>(lines);
        AnnotationSheet.Line before = lines.get(key(annotation));
        changed.put(key(annotation), new AnnotationSheet.Line(before == null ? List.of() : before.remarks(), annotation));
        return new Sheet(head, changed, tail);
    }

    /** Without the line; its remarks go to the end. */
    Sheet without(Key key) {
        TreeMap<Key, AnnotationSheet.Line> changed = new TreeMap<>(lines);
        AnnotationSheet.Line gone = changed.remove(key);
        List<String> kept = new ArrayList<>(tail);
        if (gone != null) {
            kept.addAll(gone.remarks());
        }
        return new Sheet(head, changed, List.copyOf(kept));
    }

    byte[] toBytes() {
        StringBuilder text = new StringBuilder();
        head.forEach(remark -> text.append(remark).append('\n'));
        text.append(String.join("\t", AnnotationSheet.COLUMNS)).append('\n');
        lines.values().forEach(line -> {
            line.remarks().forEach(remark -> text.append(remark).append('\n'));
            PathAnnotation one = line.annotation();
            text.append(String.join("\t", one.domain(), one.pathPrefix(), one.verdict() == null ? "" : one.verdict().label(), one.note(), one.annotator())).append('\n');
        });
        tail.forEach(remark -> text.append(remark).append('\n'));
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }
}
