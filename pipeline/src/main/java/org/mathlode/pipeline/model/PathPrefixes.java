package org.mathlode.pipeline.model;

import java.util.ArrayList;
import java.util.List;

/** The folders a page lies in, as prefixes that can be annotated. */
public final class PathPrefixes {
    /** Deeper folders are counted with their ancestors only. */
    public static final int MAX_DEPTH = 6;

    private PathPrefixes() {}

    /** {@code /a/b/c.html?x=1} gives {@code /}, {@code /a/}, {@code /a/b/}. */
    public static List<String> of(String path) {
        List<String> prefixes = new ArrayList<>();
        int end = path.indexOf('?');
        String folders = end < 0 ? path : path.substring(0, end);
        for (int slash = folders.indexOf('/'); slash >= 0 && prefixes.size() <= MAX_DEPTH; slash = folders.indexOf('/', slash + 1)) {
            prefixes.add(folders.substring(0, slash + 1));
        }
        return prefixes.isEmpty() ? List.of("/") : prefixes;
    }
}
