package org.mathlode.pipeline.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.mathlode.pipeline.SharedData;
import org.mathlode.pipeline.decontamination.BenchmarkCatalog;

class ShippedConfigsTest {
    private static final Path CONFIGS = SharedData.projectRoot().resolve("configs");

    static Stream<Path> folders() throws IOException {
        try (Stream<Path> folders = Files.list(CONFIGS)) {
            return folders.filter(Files::isDirectory).sorted().toList().stream();
        }
    }

    @ParameterizedTest
    @MethodSource("folders")
    void loads(Path folder) throws IOException {
        Recipe recipe = ConfigLoader.load(folder);

        assertThat(recipe.run().run()).isEqualTo(folder.getFileName().toString());
        assertThat(recipe.iterations()).hasSize(recipe.run().stopping().maxIterations());
        try (Stream<Path> sheets = Files.list(folder.resolve("annotations"))) {
            sheets.filter(sheet -> sheet.toString().endsWith(".tsv")).forEach(AnnotationSheet::read);
        }
    }

    @Test
    void noYamlFileIsLeftUnread() throws IOException {
        try (Stream<Path> files = Files.walk(CONFIGS)) {
            List<String> others = files.filter(file -> file.toString().endsWith(".yaml")).map(file -> CONFIGS.relativize(file).toString())
                    .filter(file -> !file.matches("[^/]+/(run|iterations/[0-9]+)\\.yaml")).toList();
            assertThat(others).containsExactly(BenchmarkCatalog.FILE_NAME);
        }
        assertThat(BenchmarkCatalog.load(CONFIGS.resolve(BenchmarkCatalog.FILE_NAME)).names()).contains("gsm8k", "math", "cmath", "agieval");
    }

    @Test
    void thePapersConfigHasThePapersNumbers() {
        RunConfig run = ConfigLoader.load(CONFIGS.resolve("deepseekmath")).run();

        ClassifierConfig classifier = run.classifier();
        assertThat(List.of(classifier.dim(), classifier.wordNgrams(), classifier.minCount(), classifier.epoch())).containsExactly(256, 3, 3, 3);
        assertThat(classifier.lr()).isEqualTo(0.1);
        assertThat(run.trainingSet().positives()).isEqualTo(500_000);
        assertThat(run.trainingSet().negatives()).isEqualTo(500_000);
        assertThat(run.discovery().mathDomainShare()).isEqualTo(0.10);
        assertThat(run.stopping()).isEqualTo(new StoppingConfig(0.98, 4));
    }

    @Test
    void theManualNamesEveryKeyOnce() throws IOException {
        String manual = Files.readString(CONFIGS.resolve("README.md"));
        TreeSet<String> documented = new TreeSet<>();
        Matcher rows = Pattern.compile("(?m)^\\| ((?:`[a-z-]+`(?:, )?)+) \\|").matcher(manual);
        while (rows.find()) {
            Matcher keys = Pattern.compile("`([a-z-]+)`").matcher(rows.group(1));
            while (keys.find()) {
                assertThat(documented.add(keys.group(1)) || List.of("run").contains(keys.group(1)) || isShared(keys.group(1)))
                        .as("key %s stands once", keys.group(1)).isTrue();
            }
        }
        TreeSet<String> known = new TreeSet<>();
        keys(RunConfig.class, known);
        keys(IterationConfig.class, known);
        assertThat(documented).containsAll(known);
    }

    /** Keys that stand in two sections with two meanings. */
    private static boolean isShared(String key) {
        return List.of("random-seed").contains(key);
    }

    private static void keys(Class<?> section, TreeSet<String> into) {
        for (var component : section.getRecordComponents()) {
            if (component.getType().isRecord()) {
                keys(component.getType(), into);
            } else {
                into.add(component.getName().replaceAll("([a-z0-9])([A-Z])", "$1-$2").toLowerCase(java.util.Locale.ROOT));
            }
        }
    }
}
