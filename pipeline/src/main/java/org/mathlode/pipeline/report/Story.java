package org.mathlode.pipeline.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What happened to something, in chapters, for a terminal. What comes from pages cannot move the cursor or turn the text around. */
public final class Story {
    private final List<Chapter> chapters = new ArrayList<>();
    private String title = "";

    private record Chapter(String title, List<String> lines) {}

    /** What the story comes to, in one line. */
    public Story title(String text) {
        title = text;
        return this;
    }

    /** Begins a chapter. */
    public Story chapter(String name) {
        chapters.add(new Chapter(name, new ArrayList<>()));
        return this;
    }

    /** Adds a line to the chapter begun last; {@code format} as in {@link String#format}. */
    public Story line(String format, Object... values) {
        chapters.get(chapters.size() - 1).lines().add(values.length == 0 ? format : String.format(Locale.ROOT, format, values));
        return this;
    }

    @Override
    public String toString() {
        StringBuilder out = new StringBuilder();
        if (!title.isEmpty()) {
            out.append(printable(title)).append('\n');
        }
        for (Chapter chapter : chapters) {
            if (!chapter.lines().isEmpty()) {
                out.append('\n').append(printable(chapter.title())).append('\n');
                chapter.lines().forEach(line -> out.append("  ").append(printable(line)).append('\n'));
            }
        }
        return out.toString();
    }

    /** Text without characters that a terminal would obey. */
    public static String printable(String text) {
        StringBuilder out = new StringBuilder(text.length());
        text.codePoints().forEach(c -> {
            int type = Character.getType(c);
            if (type == Character.CONTROL || type == Character.FORMAT || type == Character.LINE_SEPARATOR || type == Character.PARAGRAPH_SEPARATOR
                    || type == Character.SURROGATE) {
                out.append(c == '\t' ? " " : String.format(Locale.ROOT, "[U+%04X]", c));
            } else {
                out.appendCodePoint(c);
            }
        });
        return out.toString();
    }
}
