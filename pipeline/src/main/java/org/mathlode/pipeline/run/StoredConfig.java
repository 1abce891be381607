package org.mathlode.pipeline.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import org.apache.hadoop.fs.FileStatus;
import org.mathlode.pipeline.config.ConfigLoader;
import org.mathlode.pipeline.config.Recipe;
import org.mathlode.pipeline.folder.RunFolder;

/**
 * The config a run was last called with, kept in its folder: whoever has the folder can see what it was made of. A run never reads it; it reads the config
 * folder it is given.
 */
public final class StoredConfig {
    private static final String FOLDER = "config";

    private StoredConfig() {}

    /** Keeps the files of a config folder: {@code run.yaml}, the iterations, and the sheets that are there and lie inside it. */
    static void store(Recipe recipe, RunFolder folder) throws IOException {
        Path root = recipe.folder().toAbsolutePath().normalize();
        store(root, "run.yaml", folder);
        for (int n = 1; n <= recipe.iterations().size(); n++) {
            store(root, "iterations/" + n + ".yaml", folder);
            if (n > 1) {
                Path sheet = recipe.annotations(n).toAbsolutePath().normalize();
                if (sheet.startsWith(root) && Files.exists(sheet)) {
                    store(root, root.relativize(sheet).toString().replace('\\', '/'), folder);
                }
            }
        }
    }

    private static void store(Path root, String file, RunFolder folder) throws IOException {
        byte[] content = Files.readAllBytes(root.resolve(file));
        org.apache.hadoop.fs.Path copy = folder.path(FOLDER + "/" + file);
        if (!folder.files().exists(copy) || !Arrays.equals(read(folder, copy), content)) {
            folder.writeWhole(copy, content);
        }
    }

    /** Reads the config back into {@code work}, an empty local folder; empty for a run that keeps none. */
    public static Optional<Recipe> load(RunFolder folder, Path work) throws IOException {
        if (!folder.files().exists(folder.path(FOLDER + "/run.yaml"))) {
            return Optional.empty();
        }
        for (FileStatus file : folder.dataFiles(folder.path(FOLDER))) {
            Path copy = work.resolve(folder.relative(file.getPath()).substring(FOLDER.length() + 1));
            Files.createDirectories(copy.getParent());
            Files.write(copy, read(folder, file.getPath()));
        }
        return Optional.of(ConfigLoader.load(work));
    }

    private static byte[] read(RunFolder folder, org.apache.hadoop.fs.Path file) throws IOException {
        try (var in = folder.files().open(file)) {
            return in.readAllBytes();
        }
    }
}
