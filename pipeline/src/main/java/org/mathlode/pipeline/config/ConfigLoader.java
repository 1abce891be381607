package org.mathlode.pipeline.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Reads a config folder: {@code run.yaml} and {@code iterations/1.yaml}, {@code 2.yaml}, … */
public final class ConfigLoader {
    private ConfigLoader() {}

    /** Throws {@link ConfigException} with file, line and key for everything that is wrong. */
    public static Recipe load(Path folder) {
        if (!Files.isDirectory(folder)) {
            throw new ConfigException(folder + ": no such config folder");
        }
        RunConfig run = StrictYaml.read(folder.resolve("run.yaml"), RunConfig.class);
        return new Recipe(folder, run, iterations(folder.resolve("iterations")));
    }

    private static List<IterationConfig> iterations(Path folder) {
        TreeMap<Integer, IterationConfig> found = new TreeMap<>();
        for (Path file : files(folder)) {
            String name = file.getFileName().toString();
            if (!name.matches("[1-9][0-9]{0,3}\\.yaml")) {
                throw new ConfigException(file + ": iteration files are called 1.yaml, 2.yaml, …");
            }
            int number = Integer.parseInt(name.substring(0, name.length() - ".yaml".length()));
            IterationConfig iteration = StrictYaml.read(file, IterationConfig.class);
            if (iteration.iteration() != number) {
                throw new ConfigException(file + ": iteration: must be " + number + " as the file's name says (" + iteration.iteration() + ")");
            }
            found.put(number, iteration);
        }
        List<IterationConfig> iterations = new ArrayList<>(found.values());
        for (int i = 0; i < iterations.size(); i++) {
            if (iterations.get(i).iteration() != i + 1) {
                throw new ConfigException(folder.resolve((i + 1) + ".yaml") + ": no such file, but there is " + iterations.get(i).iteration() + ".yaml");
            }
        }
        if (iterations.isEmpty()) {
            throw new ConfigException(folder.resolve("1.yaml") + ": no such file");
        }
        return iterations;
    }

    private static List<Path> files(Path folder) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> !file.getFileName().toString().startsWith(".")).sorted().toList();
        } catch (IOException e) {
            throw new ConfigException(folder + ": cannot be listed: " + e.getMessage());
        }
    }
}
