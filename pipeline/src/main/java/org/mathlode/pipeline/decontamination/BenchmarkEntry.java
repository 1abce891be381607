package org.mathlode.pipeline.decontamination;

import java.util.List;

/** A benchmark of the catalog: where to get it, and its files. */
record BenchmarkEntry(String get, List<BenchmarkPart> parts) {
    BenchmarkEntry {
        parts = List.copyOf(parts);
        if (parts.isEmpty()) {
            throw new IllegalArgumentException("parts must list at least one part");
        }
        if (get == null || get.isBlank()) {
            throw new IllegalArgumentException("get must say where the files come from");
        }
    }
}
