package org.mathlode.pipeline.decontamination;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.mathlode.dedup.ngram.BenchmarkText;

/** Benchmark texts by names of a catalog and by files of items, mixed. */
public final class BenchmarkSources {
    private BenchmarkSources() {}

    /**
     * The texts of all sources. The catalog is read only if some source is no file.
     *
     * @param catalog null for {@code configs/benchmarks.yaml} below the working directory or the folder of the system property
     *     {@code mathlode.home}
     * @param folder where the catalog's files lie
     */
    public static List<BenchmarkText> read(List<String> sources, Path catalog, Path folder) throws IOException {
        List<BenchmarkText> texts = new ArrayList<>();
        BenchmarkCatalog loaded = null;
        for (String source : sources) {
            if (isFile(source)) {
                texts.addAll(ItemFile.read(Path.of(source)));
                continue;
            }
            if (loaded == null) {
                loaded = BenchmarkCatalog.load(catalog == null ? shipped() : catalog);
            }
            texts.addAll(loaded.read(source, folder));
        }
        return texts;
    }

    private static boolean isFile(String source) {
        return (source.indexOf('.') >= 0 || source.indexOf('/') >= 0) && Files.isRegularFile(Path.of(source));
    }

    private static Path shipped() {
        Path here = Path.of("configs", BenchmarkCatalog.FILE_NAME);
        String home = System.getProperty("mathlode.home");
        return Files.exists(here) || home == null ? here : Path.of(home).resolve(here);
    }
}
