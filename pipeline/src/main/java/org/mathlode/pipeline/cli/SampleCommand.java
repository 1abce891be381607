package org.mathlode.pipeline.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import org.mathlode.pipeline.sample.SampleCrawl;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Writes the sample crawl. */
@Command(
        name = "sample",
        description = {
            "Writes a small generated crawl with its seed corpus, benchmark texts and truth.",
            "Needs no network; the same bytes every time. Run it with configs/sample."
        },
        mixinStandardHelpOptions = true)
final class SampleCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Option(names = "--output", required = true, paramLabel = "DIR", description = "a new or empty folder, or that of an earlier sample")
    private Path output;

    @Override
    public Integer call() throws IOException {
        SampleCrawl sample = SampleCrawl.generate();
        sample.write(output);
        PrintWriter out = spec.commandLine().getOut();
        Map<String, Integer> counts = sample.counts();
        out.println(output + ": " + counts.get("captures") + " captures of " + counts.get("domains") + " hosts, "
                + counts.get("label:math") + " pages of mathematics, " + counts.get("label:other") + " others, "
                + counts.get("seed-documents") + " seed documents, " + counts.get("benchmark-texts") + " benchmark texts");
        sample.files().forEach((path, bytes) -> out.println(output.resolve(path) + " (" + bytes.length + " bytes)"));
        return Mathlode.OK;
    }
}
