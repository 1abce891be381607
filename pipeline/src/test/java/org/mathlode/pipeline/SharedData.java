package org.mathlode.pipeline;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;

/** Real pages and benchmarks that lie beside the project on some machines; tests that need them are skipped elsewhere. */
public final class SharedData {
    private SharedData() {}

    /** The file or folder {@code name} of the shared data; skips the calling test where it is absent. */
    public static Path require(String name) {
        String configured = System.getenv("MATHLODE_SHARED");
        Path root = configured != null ? Path.of(configured) : projectRoot().resolveSibling("shared");
        Path wanted = root.resolve(name);
        Assumptions.assumeTrue(Files.exists(wanted),
                () -> "skipped: no shared data at " + wanted + " (set MATHLODE_SHARED to the folder that has it)");
        return wanted;
    }

    /** The folder of the root {@code pom.xml}: surefire starts tests in the module's folder. */
    public static Path projectRoot() {
        Path folder = Path.of("").toAbsolutePath();
        while (!Files.isDirectory(folder.resolve("configs")) || !Files.isDirectory(folder.resolve("scripts"))) {
            folder = folder.getParent();
            if (folder == null) {
                throw new IllegalStateException("run the tests inside the project");
            }
        }
        return folder;
    }
}
