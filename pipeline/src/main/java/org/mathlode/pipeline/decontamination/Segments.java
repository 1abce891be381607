package org.mathlode.pipeline.decontamination;

import java.util.ArrayList;
import java.util.List;

/**
 * The segments of a text: what stands between blank lines; of a segment longer than {@link #LONG}, its lines, but for those
 * within a displayed formula or a fence of code.
 */
final class Segments {
    /** A list of a hundred problems without a blank line is no one segment. */
    static final int LONG = 2_000;

    private Segments() {}

    /** @param end exclusive; white space at both ends is outside */
    record Segment(int start, int end) {}

    static List<Segment> of(String text) {
        List<Segment> segments = new ArrayList<>();
        int from = 0;
        while (from < text.length()) {
            int blank = blankLine(text, from);
            addBlock(text, from, blank, segments);
            from = blank;
            while (from < text.length() && Character.isWhitespace(text.charAt(from))) {
                from++;
            }
        }
        return segments;
    }

    /** The line end before the next blank line, or the end of the text. */
    private static int blankLine(String text, int from) {
        for (int i = text.indexOf('\n', from); i >= 0; i = text.indexOf('\n', i + 1)) {
            int next = i + 1;
            while (next < text.length() && text.charAt(next) != '\n' && Character.isWhitespace(text.charAt(next))) {
                next++;
            }
            if (next < text.length() && text.charAt(next) == '\n') {
                return i;
            }
        }
        return text.length();
    }

    private static void addBlock(String text, int from, int to, List<Segment> segments) {
        if (to - from <= LONG) {
            add(text, from, to, segments);
            return;
        }
        int start = from;
        boolean inside = false;
        for (int line = from; line < to; ) {
            int end = text.indexOf('\n', line);
            end = end < 0 || end > to ? to : end;
            inside ^= isOdd(text, line, end, "$$") ^ isOdd(text, line, end, "```");
            if (!inside) {
                add(text, start, end, segments);
                start = end;
            }
            line = end + 1;
        }
        add(text, start, to, segments);
    }

    private static boolean isOdd(String text, int from, int to, String mark) {
        boolean odd = false;
        for (int i = text.indexOf(mark, from); i >= 0 && i < to; i = text.indexOf(mark, i + mark.length())) {
            odd = !odd;
        }
        return odd;
    }

    private static void add(String text, int from, int to, List<Segment> segments) {
        int start = from;
        int end = to;
        while (start < end && Character.isWhitespace(text.charAt(start))) {
            start++;
        }
        while (end > start && Character.isWhitespace(text.charAt(end - 1))) {
            end--;
        }
        if (start < end) {
            segments.add(new Segment(start, end));
        }
    }
}
