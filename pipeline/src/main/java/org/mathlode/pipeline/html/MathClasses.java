package org.mathlode.pipeline.html;

import java.util.HashMap;
import java.util.Map;

/** Remembers what class attributes say about mathematics, as a site repeats its names. One per task, not thread-safe. */
final class MathClasses {
    private static final int MOST_REMEMBERED = 20_000;
    private final Map<String, MathClass> remembered = new HashMap<>();

    MathClass of(String css) {
        MathClass known = remembered.get(css);
        if (known == null) {
            if (remembered.size() >= MOST_REMEMBERED) {
                remembered.clear();
            }
            known = MathClass.of(css);
            remembered.put(css, known);
        }
        return known;
    }
}
