package org.mathlode.pipeline.config;

import java.io.Serializable;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Finds the verdict on a page: of the annotated prefixes of its domain that its path begins with, the longest. Immutable. */
public final class AnnotationIndex implements Serializable {
    private static final long serialVersionUID = 1;

    private final Map<String, TreeMap<String, PathAnnotation>> byDomain = new HashMap<>();

    /** A later annotation of the same domain and prefix replaces an earlier one. */
    public AnnotationIndex(Collection<PathAnnotation> annotations) {
        for (PathAnnotation annotation : annotations) {
            byDomain.computeIfAbsent(annotation.domain(), domain -> new TreeMap<>()).put(annotation.pathPrefix(), annotation);
        }
    }

    /** All annotations, sorted by domain and prefix. */
    public List<PathAnnotation> annotations() {
        return new TreeMap<>(byDomain).values().stream().flatMap(prefixes -> prefixes.values().stream()).toList();
    }

    /** The annotation that decides on {@code path} (with its query) of {@code domain}. */
    public Optional<PathAnnotation> find(String domain, String path) {
        TreeMap<String, PathAnnotation> prefixes = byDomain.get(domain);
        if (prefixes == null) {
            return Optional.empty();
        }
        Map.Entry<String, PathAnnotation> entry = prefixes.floorEntry(path);
        while (entry != null && !path.startsWith(entry.getKey())) {
            entry = prefixes.lowerEntry(entry.getKey());
        }
        return Optional.ofNullable(entry).map(Map.Entry::getValue);
    }
}
