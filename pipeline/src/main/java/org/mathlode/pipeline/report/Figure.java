package org.mathlode.pipeline.report;

import java.util.Map;
import java.util.TreeMap;
import org.mathlode.pipeline.folder.Manifest;

/** Figures of manifests, which are whatever JSON holds. */
final class Figure {
    private Figure() {}

    /** A number; 0 where there is none. */
    static double number(Manifest manifest, String name) {
        return manifest != null && manifest.figures().get(name) instanceof Number number ? number.doubleValue() : 0;
    }

    /** Numbers by name; empty where there are none. */
    static Map<String, Double> numbers(Object figure) {
        Map<String, Double> numbers = new TreeMap<>();
        if (figure instanceof Map<?, ?> map) {
            map.forEach((name, value) -> {
                if (value instanceof Number number) {
                    numbers.put(String.valueOf(name), number.doubleValue());
                }
            });
        }
        return numbers;
    }
}
