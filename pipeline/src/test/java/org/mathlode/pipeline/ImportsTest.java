package org.mathlode.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ImportsTest {
    private static final Path SOURCES = SharedData.projectRoot().resolve("pipeline/src/main/java/org/mathlode/pipeline");

    @ParameterizedTest
    @ValueSource(strings = {"config", "model", "html", "warc", "decontamination", "sample", "folder", "storage", "annotate", "report"})
    void knowsNoSpark(String folder) throws IOException {
        assertThat(filesWith(folder, "org.apache.spark")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"config", "model", "html", "warc", "decontamination", "sample", "report"})
    void knowsNoHadoop(String folder) throws IOException {
        assertThat(filesWith(folder, "org.apache.hadoop")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"model", "html", "warc", "storage", "folder", "spark", "stage", "annotate"})
    void knowsNothingOfWhatStandsAboveIt(String folder) throws IOException {
        assertThat(filesWith(folder, "import org.mathlode.pipeline.run")).isEmpty();
        assertThat(filesWith(folder, "import org.mathlode.pipeline.cli")).isEmpty();
    }

    private static List<Path> filesWith(String folder, String text) throws IOException {
        try (Stream<Path> files = Files.walk(SOURCES.resolve(folder))) {
            return files.filter(file -> file.toString().endsWith(".java") && contains(file, text)).toList();
        }
    }

    private static boolean contains(Path file, String text) {
        try {
            return Files.readString(file).contains(text);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
