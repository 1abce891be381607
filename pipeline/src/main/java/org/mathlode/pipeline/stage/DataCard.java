package org.mathlode.pipeline.stage;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import org.apache.hadoop.fs.Path;
import org.mathlode.pipeline.config.DecontaminationConfig;
import org.mathlode.pipeline.config.RunConfig;
import org.mathlode.pipeline.folder.Manifest;
import org.mathlode.pipeline.model.Kebab;

/** {@code manifest.json} and {@code DATACARD.md} of a corpus: what is in it, where it came from and what was left out. */
final class DataCard {
    private final StageContext context;
    private final int lastIteration;
    private final List<Manifest.Output> shards;
    private final SortedMap<String, Object> figures;

    DataCard(StageContext context, int lastIteration, List<Manifest.Output> shards, SortedMap<String, Object> figures) {
        this.context = context;
        this.lastIteration = lastIteration;
        this.shards = shards;
        this.figures = figures;
    }

    void write(Path corpus) throws IOException {
        byte[] manifest = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT).writeValueAsBytes(manifest());
        context.folder().writeWhole(new Path(corpus, "manifest.json"), manifest);
        context.folder().writeWhole(new Path(corpus, "DATACARD.md"), card());
    }

    private Map<String, Object> manifest() {
        List<Map<String, Object>> files = new ArrayList<>();
        for (Manifest.Output shard : shards) {
            Map<String, Object> file = new LinkedHashMap<>();
            file.put("file", new Path(shard.path()).getName());
            file.put("rows", shard.rows());
            file.put("bytes", shard.bytes());
            file.put("sha256", shard.sha256());
            files.add(file);
        }
        Map<String, Object> manifest = new LinkedHashMap<>();
        manifest.put("run", context.recipe().run().run());
        manifest.put("crawls", context.recipe().run().input().crawls());
        manifest.put("rows", figures.get("pages"));
        manifest.put("bytes", figures.get("shard-bytes"));
        manifest.put("figures", figures);
        manifest.put("files", files);
        return manifest;
    }

    private String card() throws IOException {
        RunConfig run = context.recipe().run();
        StringBuilder card = new StringBuilder();
        line(card, "# Data card: %s", run.run());
        line(card, "%nMathematics mined from the crawls %s by Mathlode, after the corpus pipeline of DeepSeekMath (arXiv 2402.03300, section 2.1).%n",
                String.join(", ", run.input().crawls()));
        line(card, "| | |%n|---|---|");
        line(card, "| pages | %,d |", figures.get("pages"));
        line(card, "| tokens (%s) | %,d |", Kebab.of(run.collection().tokenCounter()), figures.get("tokens"));
        line(card, "| domains | %,d |", figures.get("domains"));
        line(card, "| formulas | %,d |", figures.get("formulas"));
        line(card, "| languages | %s |", figures.get("by-language").toString().replaceAll("[{}]", ""));
        line(card, "| shards | %,d, %,d bytes |", figures.get("shards"), figures.get("shard-bytes"));
        line(card, "| iterations | %d |", lastIteration);
        line(card, "%n## How it was made%n");
        line(card, "| stage | in | kept | dropped |%n|---|---:|---:|---|");
        for (String stage : stages()) {
            Optional<Manifest> manifest = context.folder().manifest(stage);
            if (manifest.isPresent()) {
                line(card, "| %s | %,d | %,d | %s |", stage, manifest.get().in(), manifest.get().kept(), dropped(manifest.get()));
            }
        }
        line(card, "%nCollected pages that an earlier iteration had collected, by tokens: %s.", shares());
        line(card, "%nPlots, domains and sample pages: [report](../report/index.html) (`mathlode report --run` writes it anew).");
        line(card, "%n## Decontamination%n");
        Manifest contamination = context.folder().manifest(FindContamination.NAME).orElseThrow();
        line(card, "Benchmarks: %s (%,d texts). Mode: %s, %d-grams, questions of %d to %d grams whole. Pages left out: %,d.",
                String.join(", ", run.decontamination().benchmarks()), contamination.figures().get("benchmark-texts"),
                run.decontamination().mode().label(), run.decontamination().ngram(), run.decontamination().shortMin(), run.decontamination().ngram() - 1,
                contamination.in() - contamination.kept());
        if (run.decontamination().action() == DecontaminationConfig.Action.SEGMENT) {
            line(card, "%nPages that stay without the segments that quote a benchmark: %,d.", contamination.figures().get("pages-cut"));
        }
        selfTest(card);
        line(card, "%n## Columns%n");
        line(card, "`text` holds formulas as `$…$` and `$$…$$`, environments such as `align` without dollars. Every row names its capture: `crawl`, `warc_filename`, `warc_record_offset`, "
                + "`warc_record_length`, `url`, `fetch_time`, `content_digest`. `score` is the classifier's probability of mathematics, `log_odds` what pages were "
                + "ranked by, `first_iteration` when a page was collected first, `cluster_size` how many near-duplicates it stands for.");
        line(card, "%n## Rights%n");
        line(card, "The pages belong to their publishers; a crawl gives no licence to them. Addresses and capture times are kept so that pages can be traced and removed.");
        return card.toString();
    }

    private void selfTest(StringBuilder card) throws IOException {
        Optional<Manifest> selfTest = context.folder().manifest(TestDecontamination.NAME);
        if (selfTest.isEmpty() || !selfTest.get().figures().containsKey(TestDecontamination.RECALL)) {
            line(card, "%nNo self-test was made.");
            return;
        }
        Map<String, Object> figures = selfTest.get().figures();
        line(card, "%nSelf-test: benchmark texts were put into pages of this run in several spellings. Found: %,d of %,d. Pieces one gram too short to count: "
                + "%,d of %,d found. Pages that are condemned as they are: %,d of %,d.%n", selfTest.get().kept(), selfTest.get().in(),
                figures.get("near-misses-hit"), figures.get("near-misses"), figures.get("pages-hit"), figures.get("pages"));
        line(card, "| spelling | found | of |%n|---|---:|---:|");
        Map<?, ?> found = (Map<?, ?>) figures.get("found-by-spelling");
        ((Map<?, ?>) figures.get("injected-by-spelling")).forEach((spelling, injected) -> line(card, "| %s | %,d | %,d |", spelling, found.get(spelling), injected));
    }

    private List<String> stages() {
        List<String> stages = new ArrayList<>(List.of(ExtractDocuments.NAME, AssignUrlKeys.NAME, ClusterDuplicates.NAME));
        for (int n = 1; n <= lastIteration; n++) {
            stages.addAll(List.of(DrawTrainingSet.name(n), ScorePages.name(n), CollectPages.name(n)));
        }
        stages.add(FindContamination.NAME);
        return stages;
    }

    private String shares() throws IOException {
        List<String> shares = new ArrayList<>();
        for (int n = 2; n <= lastIteration; n++) {
            Object share = context.folder().manifest(ReportIteration.name(n)).orElseThrow().figures().get(ReportIteration.SHARE_BY_TOKENS);
            shares.add(String.format(Locale.ROOT, "%.3f in iteration %d", ((Number) share).doubleValue(), n));
        }
        return shares.isEmpty() ? "there was one iteration only" : String.join(", ", shares);
    }

    private static String dropped(Manifest manifest) {
        List<String> reasons = new ArrayList<>();
        manifest.dropped().forEach((reason, count) -> reasons.add(String.format(Locale.ROOT, "%s %,d", reason, count)));
        return String.join(", ", reasons);
    }

    private static void line(StringBuilder out, String format, Object... values) {
        out.append(String.format(Locale.ROOT, format, values).replace("\r\n", "\n")).append('\n');
    }
}
