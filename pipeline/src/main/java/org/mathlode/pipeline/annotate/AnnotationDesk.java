package org.mathlode.pipeline.annotate;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.mathlode.pipeline.config.AnnotationSheet;
import org.mathlode.pipeline.config.ConfigException;
import org.mathlode.pipeline.config.ConfigLoader;
import org.mathlode.pipeline.config.PathAnnotation;
import org.mathlode.pipeline.config.Recipe;
import org.mathlode.pipeline.folder.RunFolder;

/** A run opened for annotation, and served until it is closed. */
public final class AnnotationDesk implements Closeable {
    private final SheetFile sheet;
    private final AnnotationServer server;

    private AnnotationDesk(SheetFile sheet, AnnotationServer server) {
        this.sheet = sheet;
        this.server = server;
    }

    /**
     * What to open.
     *
     * @param run the run's folder
     * @param config the run's config folder; null looks for the one in {@code configs} whose {@code output} is the run
     * @param iteration null for the last one that can be annotated
     * @param port 0 for any that is free
     */
    public record Order(String run, Path config, Integer iteration, int port, String annotator) {}

    /**
     * Opens the run and serves the page on this machine.
     *
     * @throws IllegalArgumentException if run, config or iteration are not there
     * @throws IOException if the port is taken, or another process has the sheet open
     */
    public static AnnotationDesk open(Order order) throws IOException {
        RunFolder folder = RunFolder.open(order.run());
        RunTables tables = RunTables.open(folder, order.iteration());
        Recipe recipe = ConfigLoader.load(order.config() == null ? configOf(folder) : order.config());
        int n = tables.iteration();
        SheetFile sheet = SheetFile.open(n + 1 <= recipe.iterations().size() ? recipe.annotations(n + 1) : recipe.folder().resolve("annotations/" + n + ".tsv"));
        try {
            AnnotationSession session = new AnnotationSession(tables, sheet, earlier(recipe, n),
                    new AnnotationSession.Settings(recipe.run().run(), order.annotator(), recipe.run().discovery().mathDomainShare(), recipe.trainingSet(n + 1)));
            AnnotationServer server = new AnnotationServer(session, order.port());
            server.start();
            return new AnnotationDesk(sheet, server);
        } catch (IOException | RuntimeException e) {
            sheet.close();
            throw e;
        }
    }

    /** What to open in a browser: the address with this process's token. */
    public String address() {
        return server.address();
    }

    /** The sheet that verdicts are written into. */
    public Path sheet() {
        return sheet.file();
    }

    @Override
    public void close() throws IOException {
        server.close();
        sheet.close();
    }

    /** The verdicts of the sheets before the one of iteration {@code n}, oldest first. */
    private static List<PathAnnotation> earlier(Recipe recipe, int n) {
        List<PathAnnotation> earlier = new ArrayList<>();
        for (int i = 2; i <= Math.min(n, recipe.iterations().size()); i++) {
            if (Files.exists(recipe.annotations(i))) {
                earlier.addAll(AnnotationSheet.read(recipe.annotations(i)));
            }
        }
        return earlier;
    }

    private static Path configOf(RunFolder folder) throws IOException {
        Path configs = Path.of("configs");
        List<Path> found = new ArrayList<>();
        if (Files.isDirectory(configs)) {
            try (Stream<Path> folders = Files.list(configs)) {
                for (Path config : folders.filter(each -> Files.exists(each.resolve("run.yaml"))).sorted().toList()) {
                    if (isOf(folder, config)) {
                        found.add(config);
                    }
                }
            }
        }
        if (found.size() != 1) {
            throw new IllegalArgumentException("--config: name the run's config folder: " + (found.isEmpty() ? "none" : found.size()) + " in " + configs.toAbsolutePath()
                    + " has output: " + folder.root());
        }
        return found.get(0);
    }

    private static boolean isOf(RunFolder folder, Path config) throws IOException {
        try {
            return RunFolder.open(ConfigLoader.load(config).run().output()).root().equals(folder.root());
        } catch (ConfigException | IOException e) {
            // another run's config may be broken, or its store out of reach: it is not this one
            return false;
        }
    }
}
