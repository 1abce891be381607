package org.mathlode.pipeline.decontamination;

import java.io.IOException;
import java.net.URISyntaxException;
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
     * @param catalog null for {@code configs/benchmarks.yaml} below the working directory, or else beside the program
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
        if (Files.exists(here)) {
            return here;
        }
        for (Path folder = programFolder(); folder != null; folder = folder.getParent()) {
            if (Files.exists(folder.resolve(here))) {
                return folder.resolve(here);
            }
        }
        return here;
    }

    private static Path programFolder() {
        try {
            return Path.of(BenchmarkSources.class.getProtectionDomain().getCodeSource().getLocation().toURI()).getParent();
        } catch (URISyntaxException | RuntimeException unknown) {
            // a class loader that does not say where from: the working directory must do
            return null;
        }
    }
}
