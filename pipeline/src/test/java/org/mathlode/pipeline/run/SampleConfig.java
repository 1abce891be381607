package org.mathlode.pipeline.run;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.mathlode.pipeline.SharedData;

/** A copy of the shipped sample config that writes elsewhere. */
final class SampleConfig {
    final Path config;
    final Path output;

    SampleConfig(Path folder) throws IOException {
        config = folder.resolve("config");
        output = folder.resolve("run");
        Path shipped = SharedData.projectRoot().resolve("configs/sample");
        try (Stream<Path> files = Files.walk(shipped)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path copy = config.resolve(shipped.relativize(file).toString());
                Files.createDirectories(copy.getParent());
                Files.copy(file, copy);
            }
        }
        edit("run.yaml", "output: target/sample-run", "output: " + output);
    }

    /** The first two iterations of the sample: enough for whatever hangs on the loop. */
    static SampleConfig ofTwoIterations(Path folder) throws IOException {
        return new SampleConfig(folder).until(2);
    }

    /** The first iteration of the sample: every stage once. */
    static SampleConfig ofOneIteration(Path folder) throws IOException {
        return new SampleConfig(folder).until(1);
    }

    private SampleConfig until(int last) throws IOException {
        edit("run.yaml", "max-iterations: 4", "max-iterations: " + last);
        for (int n = last + 1; n <= 4; n++) {
            Files.delete(config.resolve("iterations/" + n + ".yaml"));
        }
        return this;
    }

    /** What is equal for equal corpora. */
    String rowsDigest() throws IOException {
        return rowsDigest(output);
    }

    /** What is equal for equal corpora in the folder of a run. */
    static String rowsDigest(Path run) throws IOException {
        return new ObjectMapper().readTree(Files.readAllBytes(run.resolve("corpus/manifest.json"))).at("/figures/rows-digest").asText();
    }

    /** Replaces text in one of the files. */
    SampleConfig edit(String file, String text, String replacement) throws IOException {
        String before = Files.readString(config.resolve(file));
        if (!before.contains(text)) {
            throw new IllegalArgumentException(file + " does not hold " + text);
        }
        Files.writeString(config.resolve(file), before.replace(text, replacement));
        return this;
    }

    /** The lines of a sheet; the file is removed. */
    List<String> takeSheet(int n) throws IOException {
        Path sheet = config.resolve("annotations/" + n + ".tsv");
        List<String> lines = Files.readAllLines(sheet);
        Files.delete(sheet);
        return lines;
    }
}
