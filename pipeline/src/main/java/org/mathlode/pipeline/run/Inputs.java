package org.mathlode.pipeline.run;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.mathlode.dedup.ngram.BenchmarkField;
import org.mathlode.dedup.ngram.BenchmarkText;
import org.mathlode.pipeline.config.InputConfig;
import org.mathlode.pipeline.config.Recipe;
import org.mathlode.pipeline.folder.RunFolder;
import org.mathlode.pipeline.sample.SampleCrawl;

/**
 * What a run reads from outside, with the built-in sample written out where the config asks for it.
 *
 * @param benchmarks the texts to decontaminate against
 */
record Inputs(InputConfig input, List<BenchmarkText> benchmarks) {
    /** Where the built-in sample is written in the run's folder. */
    private static final String SAMPLE = "input/sample";

    static Inputs resolve(Recipe recipe, RunFolder folder, Configuration configuration) throws IOException {
        InputConfig input = recipe.run().input();
        boolean crawl = input.warcListing().equals(InputConfig.BUILTIN_SAMPLE);
        boolean seeds = input.seedCorpus().equals(InputConfig.BUILTIN_SAMPLE);
        boolean benchmarks = recipe.run().decontamination().benchmarks().contains(InputConfig.BUILTIN_SAMPLE);
        if (crawl || seeds || benchmarks) {
            writeSample(folder);
        }
        InputConfig resolved = new InputConfig(input.crawls(),
                crawl ? folder.path(SAMPLE + "/crawl/warc.paths").toString() : input.warcListing(),
                seeds ? folder.path(SAMPLE + "/seed-corpus").toString() : input.seedCorpus(),
                input.missingFiles(), input.truncatedFiles(), input.damagedShare(), input.filesPerBatch());
        return new Inputs(resolved, texts(folder));
    }

    private static void writeSample(RunFolder folder) throws IOException {
        for (Map.Entry<String, byte[]> file : SampleCrawl.generate().files().entrySet()) {
            Path path = folder.path(SAMPLE + "/" + file.getKey());
            if (!folder.files().exists(path)) {
                folder.writeWhole(path, file.getValue());
            }
        }
    }

    private static List<BenchmarkText> texts(RunFolder folder) throws IOException {
        List<BenchmarkText> t = new ArrayList<>();
        try (var in = folder.files().open(folder.path(SAMPLE + "/benchmarks/sample.jsonl"))) {
            for (String line : new String(in.readAllBytes(), StandardCharsets.UTF_8).split("\n")) {
                JsonNode n = new ObjectMapper().readTree(line);
                if (n.get("field").asText().matches("question|solution")) t.add(new BenchmarkText(n.get("item_id").asText(), n.get("benchmark").asText(), BenchmarkField.ofLabel(n.get("field").asText()), n.get("text").asText()));
            }
        }
        return t;
    }
}
