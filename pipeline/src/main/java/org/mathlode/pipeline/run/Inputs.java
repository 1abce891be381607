package org.mathlode.pipeline.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.mathlode.dedup.ngram.BenchmarkText;
import org.mathlode.pipeline.config.DecontaminationConfig;
import org.mathlode.pipeline.config.InputConfig;
import org.mathlode.pipeline.config.Recipe;
import org.mathlode.pipeline.decontamination.BenchmarkCatalog;
import org.mathlode.pipeline.decontamination.BenchmarkSources;
import org.mathlode.pipeline.decontamination.ItemFile;
import org.mathlode.pipeline.folder.RunFolder;
import org.mathlode.pipeline.sample.SampleCrawl;

/**
 * What a run reads from outside, with the built-in sample written out where the config asks for it.
 *
 * @param input without {@link InputConfig#BUILTIN_SAMPLE}
 * @param benchmarks the texts to decontaminate against
 */
record Inputs(InputConfig input, List<BenchmarkText> benchmarks) {
    /** Where the built-in sample is written in the run's folder. */
    private static final String SAMPLE = "input/sample";

    static Inputs resolve(Recipe recipe, RunFolder folder) throws IOException {
        InputConfig input = recipe.run().input();
        boolean crawl = input.warcListing().equals(InputConfig.BUILTIN_SAMPLE);
        boolean seeds = input.seedCorpus().equals(InputConfig.BUILTIN_SAMPLE);
        if (crawl || seeds) {
            writeSample(folder);
        }
        InputConfig resolved = new InputConfig(input.crawls(),
                crawl ? folder.path(SAMPLE + "/crawl/warc.paths").toString() : input.warcListing(),
                seeds ? folder.path(SAMPLE + "/seed-corpus").toString() : input.seedCorpus(),
                input.missingFiles(), input.truncatedFiles(), input.damagedShare(), input.filesPerBatch());
        return new Inputs(resolved, benchmarks(recipe));
    }

    private static void writeSample(RunFolder folder) throws IOException {
        for (Map.Entry<String, byte[]> file : SampleCrawl.generate().files().entrySet()) {
            org.apache.hadoop.fs.Path path = folder.path(SAMPLE + "/" + file.getKey());
            if (!folder.files().exists(path)) {
                folder.writeWhole(path, file.getValue());
            }
        }
    }

    private static List<BenchmarkText> benchmarks(Recipe recipe) throws IOException {
        DecontaminationConfig config = recipe.run().decontamination();
        List<BenchmarkText> texts = new ArrayList<>();
        List<String> named = new ArrayList<>(config.benchmarks());
        if (named.remove(InputConfig.BUILTIN_SAMPLE)) {
            texts.addAll(sampleTexts());
        }
        texts.addAll(BenchmarkSources.read(named, catalog(recipe.folder()), Path.of(config.benchmarkFolder())));
        return texts;
    }

    /** The catalog in the config folder or beside it; null for the one that is shipped. */
    private static Path catalog(Path folder) {
        for (Path file : List.of(folder.resolve(BenchmarkCatalog.FILE_NAME), folder.resolveSibling(BenchmarkCatalog.FILE_NAME))) {
            if (Files.exists(file)) {
                return file;
            }
        }
        return null;
    }

    private static List<BenchmarkText> sampleTexts() throws IOException {
        Path file = Files.createTempFile("mathlode-sample", ".jsonl");
        try {
            Files.write(file, SampleCrawl.generate().files().get("benchmarks/sample.jsonl"));
            return ItemFile.read(file);
        } finally {
            Files.delete(file);
        }
    }
}
