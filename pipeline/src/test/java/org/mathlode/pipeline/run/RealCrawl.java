package org.mathlode.pipeline.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.Map;
import org.mathlode.pipeline.SharedData;
import org.mathlode.pipeline.config.ConfigLoader;
import org.mathlode.pipeline.spark.SharedSession;
import org.mathlode.pipeline.stage.QuietLog;

/**
 * The preset for small crawls over the real pages that lie beside the project.
 *
 * @param pages the folder of the WARC files, the seed corpus and the judgements
 */
record RealCrawl(Path pages, Path benchmarks) {
    static final Path FOLDER = SharedData.projectRoot().resolve("target/real-crawl");
    static final Path RUN = FOLDER.resolve("run");
    private static final Path CONFIG = FOLDER.resolve("config");
    private static final Path PRESET = SharedData.projectRoot().resolve("configs/small-crawl");
    private static final int ITERATIONS = 4;

    /** Skips the test where the pages are absent. */
    static RealCrawl require() {
        return new RealCrawl(SharedData.require("crawl").toAbsolutePath().normalize(), SharedData.require("benchmarks").toAbsolutePath().normalize());
    }

    /** The run in {@link #FOLDER}, annotated between its iterations; what is done there already is not done again. */
    Outcome.Finished runHere() throws IOException {
        config(CONFIG, pages.toString(), RUN.toString());
        Annotator annotator = new Annotator(pages.resolve("annotations.yaml"));
        Outcome outcome = execute();
        while (outcome instanceof Outcome.Waiting waiting) {
            annotator.annotate(RUN, waiting.iteration(), Path.of(waiting.missing()));
            outcome = execute();
        }
        return (Outcome.Finished) outcome;
    }

    private static Outcome execute() throws IOException {
        return new Run(ConfigLoader.load(CONFIG), SharedSession.spark(), new QuietLog()).execute();
    }

    /** The config of another run from and to other places, with the annotations of {@link #runHere}. */
    Path annotatedConfig(Path folder, String input, String output) throws IOException {
        config(folder, input, output);
        Files.createDirectories(folder.resolve("annotations"));
        for (int n = 1; n < ITERATIONS; n++) {
            Files.copy(CONFIG.resolve("annotations/" + n + ".tsv"), folder.resolve("annotations/" + n + ".tsv"));
        }
        return folder;
    }

    private void config(Path folder, String input, String output) throws IOException {
        Files.createDirectories(folder.resolve("iterations"));
        String run = Files.readString(PRESET.resolve("run.yaml"));
        Map<String, String> places = new LinkedHashMap<>();
        places.put("data/open-web-math", input + "/seed.jsonl.gz");
        places.put("data/small-crawl", output);
        places.put("data/crawl", input);
        places.put("benchmark-folder: benchmarks", "benchmark-folder: " + benchmarks);
        for (Map.Entry<String, String> place : places.entrySet()) {
            if (!run.contains(place.getKey())) {
                throw new IllegalStateException("the preset has no " + place.getKey());
            }
            run = run.replace(place.getKey(), place.getValue());
        }
        Files.writeString(folder.resolve("run.yaml"), run);
        Files.copy(PRESET.resolveSibling("other-kinds.jsonl"), folder.resolveSibling("other-kinds.jsonl"), StandardCopyOption.REPLACE_EXISTING);
        for (int n = 1; n <= ITERATIONS; n++) {
            Files.copy(PRESET.resolve("iterations/" + n + ".yaml"), folder.resolve("iterations/" + n + ".yaml"), StandardCopyOption.REPLACE_EXISTING);
        }
    }
}
