package org.mathlode.pipeline.decontamination;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.mathlode.dedup.ngram.BenchmarkText;
import org.mathlode.pipeline.config.StrictYaml;

/** The benchmarks that can be named: {@code configs/benchmarks.yaml}. Immutable. */
public final class BenchmarkCatalog {
    /** The name of the catalog's file. */
    public static final String FILE_NAME = "benchmarks.yaml";

    private final Path file;
    private final TreeMap<String, BenchmarkEntry> entries;

    private record Catalog(Map<String, BenchmarkEntry> benchmarks) {}

    private BenchmarkCatalog(Path file, Map<String, BenchmarkEntry> entries) {
        this.file = file;
        this.entries = new TreeMap<>(entries);
    }

    /** Reads a catalog; throws {@link org.mathlode.pipeline.config.ConfigException} for unknown, missing or duplicate keys and anchors. */
    public static BenchmarkCatalog load(Path file) {
        return new BenchmarkCatalog(file, StrictYaml.read(file, Catalog.class).benchmarks());
    }

    /** The names, in alphabetical order. */
    public List<String> names() {
        return List.copyOf(entries.keySet());
    }

    /**
     * The texts of one benchmark, file by file.
     *
     * @param folder where the catalog's files lie
     */
    public List<BenchmarkText> read(String name, Path folder) throws IOException {
        BenchmarkEntry entry = entries.get(name);
        if (entry == null) {
            throw new IllegalArgumentException("Cannot find benchmark " + name + ": neither a file nor a name in " + file + " ("
                    + String.join(", ", entries.keySet()) + ")");
        }
        return new BenchmarkReader(name, entry, folder).read();
    }
}
