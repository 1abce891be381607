package org.mathlode.pipeline.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.concurrent.Callable;
import org.mathlode.dedup.ngram.BenchmarkIndex;
import org.mathlode.dedup.ngram.Decontaminator;
import org.mathlode.dedup.ngram.IndexParams;
import org.mathlode.dedup.ngram.MatchMode;
import org.mathlode.dedup.text.ChineseScript;
import org.mathlode.pipeline.config.DecontaminationConfig.Action;
import org.mathlode.pipeline.decontamination.BenchmarkCatalog;
import org.mathlode.pipeline.decontamination.BenchmarkSources;
import org.mathlode.pipeline.decontamination.ContaminationFiles;
import org.mathlode.pipeline.decontamination.ContaminationSummary;
import org.mathlode.pipeline.decontamination.DocumentJudge;
import org.mathlode.pipeline.decontamination.HitRow;
import org.mathlode.pipeline.decontamination.Judgement;
import org.mathlode.pipeline.model.Kebab;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code mathlode decontaminate}: adds to documents whether they quote a benchmark, and where. */
@Command(name = "decontaminate", mixinStandardHelpOptions = true, sortOptions = false,
        description = "Adds \"contaminated\" and \"hits\" to JSON Lines of documents with \"id\" and \"text\" or \"html\".")
final class DecontaminateCommand implements Callable<Integer> {
    private static final int TOLD_ITEMS = 10;

    @Option(names = "--benchmarks", required = true, arity = "1..*", paramLabel = "F",
            description = "Names of the catalog, or JSON Lines of {item_id, field: question|solution, text}; .gz too.")
    private List<String> benchmarks;

    @Option(names = "--input", required = true, paramLabel = "JSONL", description = "The documents; gzip too; - for standard input.")
    private String input;

    @Option(names = "--output", required = true, paramLabel = "JSONL", description = "The documents with verdicts; appears when it is complete.")
    private Path output;

    @Option(names = "--mode", defaultValue = "weak-aware", paramLabel = "MODE",
            description = "weak-aware: n-grams that ordinary pages hold too need a second witness. paper-literal: one n-gram condemns. Default: ${DEFAULT-VALUE}.")
    private String mode;

    @Option(names = "--action", defaultValue = "page", paramLabel = "ACTION",
            description = "What becomes of a contaminated document. page: it is only marked. segment: the paragraphs that quote a benchmark are cut out of \"text\" and listed in "
                    + "\"cuts\". Default: ${DEFAULT-VALUE}.")
    private String action;

    @Option(names = "--min-characters", defaultValue = "200", paramLabel = "N",
            description = "With --action segment: what must be left of a document to stay, white space not counted. Default: ${DEFAULT-VALUE}.")
    private int minCharacters;

    @Option(names = "--chinese", defaultValue = "simplified", paramLabel = "SCRIPT",
            description = "simplified: traditional characters count as simplified ones. as-written: they do not. Default: ${DEFAULT-VALUE}.")
    private String chinese;

    @Option(names = "--report", paramLabel = "DIR",
            description = "Also writes the tables of a run there, hits.jsonl, items.jsonl and cuts.jsonl, and review.html.")
    private Path report;

    @Option(names = "--benchmark-folder", defaultValue = "benchmarks", paramLabel = "DIR",
            description = "Where the catalog's files lie. Default: ${DEFAULT-VALUE}.")
    private Path benchmarkFolder;

    @Option(names = "--catalog", paramLabel = "YAML", description = "The catalog of benchmarks. Default: configs/" + BenchmarkCatalog.FILE_NAME + ".")
    private Path catalog;

    @Option(names = "--ngram", defaultValue = "10", description = "Grams that must agree in a row. Default: ${DEFAULT-VALUE}.")
    private int ngram;

    @Option(names = "--short-min", defaultValue = "3", description = "Questions from this many grams on are looked for whole. Default: ${DEFAULT-VALUE}.")
    private int shortMin;

    @Spec
    private CommandSpec spec;

    private final ObjectMapper mapper = new ObjectMapper();

    @Override
    public Integer call() throws IOException {
        MatchMode matchMode = MatchMode.ofLabel(mode);
        Action chosen = action(action);
        IndexParams params = new IndexParams(ngram, shortMin, ChineseScript.ofLabel(chinese));
        BenchmarkIndex index = BenchmarkIndex.of(BenchmarkSources.read(benchmarks, catalog, benchmarkFolder), params);
        DocumentJudge judge = new DocumentJudge(new Decontaminator(index, matchMode), chosen, minCharacters);
        ContaminationSummary summary = new ContaminationSummary();
        Path unfinished = output.resolveSibling(output.getFileName() + ".unfinished");
        try (ConsoleProgress progress = ConsoleProgress.of(spec.commandLine().getErr(), "documents").toRead(input.equals("-") ? List.of() : List.of(Path.of(input)));
                TextRecords records = input.equals("-")
                        ? new TextRecords("standard input", System.in, TextRecords.Form.JSON_LINES) : TextRecords.open(Path.of(input), progress);
                OutputStream out = new BufferedOutputStream(Files.newOutputStream(unfinished), 1 << 16);
                ContaminationFiles files = report == null ? null : new ContaminationFiles(report)) {
            DocumentTexts texts = new DocumentTexts();
            for (ObjectNode record = records.next(); record != null; record = records.next()) {
                Judgement judgement = judge.judge(texts.of(record, records));
                summary.add(judgement.verdict());
                add(record, judgement, chosen);
                if (files != null) {
                    files.add(record.path("id").asText(records.place()), record.path("url").asText(""), judgement);
                }
                out.write(mapper.writeValueAsBytes(record));
                out.write('\n');
                progress.one();
            }
            if (files != null) {
                files.finish(summary);
            }
        } catch (IOException | RuntimeException failed) {
            Files.deleteIfExists(unfinished);
            throw failed;
        }
        Files.move(unfinished, output, StandardCopyOption.REPLACE_EXISTING);
        spec.commandLine().getErr().printf("%d benchmark texts (%d n-grams, digest %s), %s%n%s", index.texts(), index.ngrams(),
                index.digest().substring(0, 12), matchMode.label(), summary.describe(TOLD_ITEMS));
        return Mathlode.OK;
    }

    private static Action action(String label) {
        for (Action action : Action.values()) {
            if (Kebab.of(action).equals(label)) {
                return action;
            }
        }
        throw new IllegalArgumentException("Cannot use --action: page or segment (" + label + ")");
    }

    private static void add(ObjectNode record, Judgement judgement, Action action) {
        record.put("contaminated", judgement.verdict().contaminated());
        ArrayNode hits = record.putArray("hits");
        for (HitRow hit : HitRow.of(judgement.verdict())) {
            hits.addObject()
                    .put("item_id", hit.itemId())
                    .put("benchmark", hit.benchmark())
                    .put("field", hit.field())
                    .put("ngram", hit.ngram())
                    .put("position", hit.start())
                    .put("end", hit.end())
                    .put("grams", hit.grams())
                    .put("strength", hit.strength())
                    .put("witness", hit.witness())
                    .put("document_snippet", hit.documentSnippet())
                    .put("benchmark_snippet", hit.benchmarkSnippet());
        }
        if (action == Action.PAGE) {
            return;
        }
        record.put("outcome", judgement.outcome().label());
        ArrayNode cuts = record.putArray("cuts");
        for (Judgement.Cut cut : judgement.cuts()) {
            ObjectNode row = cuts.addObject().put("start", cut.start()).put("end", cut.end());
            cut.items().forEach(row.putArray("items")::add);
            row.put("text", cut.text());
        }
        if (!judgement.cuts().isEmpty()) {
            record.remove("html");
            record.put("text", judgement.text());
        }
    }
}
