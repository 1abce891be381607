package org.mathlode.pipeline.model;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** The prefixes of a page's path and query that can be annotated with a meaning: folders, beginnings of names, keys and values of a query. */
public final class PathPrefixes {
    /** Later ends of a longer path are counted with those before them only. */
    public static final int MOST = 24;

    /** After these a name or a value goes on with something else; letters followed by a digit part as well. */
    private static final String DELIMITERS = "/?&;=-_.:~+,|!@";

    /** What a prefix ends with. */
    public enum Kind {
        /** A folder. */
        FOLDER,
        /** A key or value in the query. */
        QUERY,
        /** The beginning of a file name. */
        NAME;

        /** As tables write it. */
        public String label() {
            return Kebab.of(this);
        }

        public static Kind of(String prefix) {
            return prefix.indexOf('?') >= 0 ? QUERY : prefix.endsWith("/") ? FOLDER : NAME;
        }
    }

    private PathPrefixes() {}

    /** {@code /a/b-1.html?x=1} gives {@code /}, {@code /a/}, {@code /a/b-}, {@code /a/b-1.}, {@code /a/b-1.html?}, {@code /a/b-1.html?x=}. */
    public static List<String> of(String path) {
        return IntStream.of(ends(path)).mapToObj(end -> path.substring(0, end)).toList();
    }

    /** Lengths of the prefixes, ascending; a path that does not begin with {@code /} has none. */
    public static int[] ends(String path) {
        List<Integer> ends = new ArrayList<>();
        for (int i = 0; i < path.length() && ends.size() < MOST && path.charAt(0) == '/'; i++) {
            char c = path.charAt(i);
            boolean number = i + 1 < path.length() && isLetter(c) && isDigit(path.charAt(i + 1)) && !isEscape(path, i);
            if (number || DELIMITERS.indexOf(c) >= 0) {
                ends.add(i + 1);
            }
        }
        return ends.stream().mapToInt(Integer::intValue).toArray();
    }

    private static boolean isLetter(char c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z';
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    /** Whether the letter belongs to a {@code %E4}. */
    private static boolean isEscape(String path, int letter) {
        return letter >= 1 && path.charAt(letter - 1) == '%' || letter >= 2 && path.charAt(letter - 2) == '%';
    }
}
