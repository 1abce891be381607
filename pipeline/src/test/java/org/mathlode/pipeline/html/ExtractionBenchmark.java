package org.mathlode.pipeline.html;

import java.io.FileInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jsoup.nodes.Document;
import org.jsoup.parser.Parser;
import org.mathlode.pipeline.warc.CaptureReader;
import org.mathlode.pipeline.warc.CapturedPage;
import org.mathlode.pipeline.warc.WarcLimits;
import org.mathlode.pipeline.warc.WarcSource;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/**
 * The steps of extraction, each over all pages of a WARC file with what the steps before it have made of them: milliseconds
 * an operation, an operation being the whole file. {@code java -cp … org.openjdk.jmh.Main ExtractionBenchmark -p warc=FILE};
 * without a file the golden pages are taken.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(value = 1, jvmArgsAppend = {"-Xmx3g", "-XX:+UseSerialGC"})
@Warmup(iterations = 5, time = 2)
@Measurement(iterations = 5, time = 2)
public class ExtractionBenchmark {
    private static final int MILLIS = 60_000;

    /** The WARC file whose pages are extracted; the golden pages if empty. */
    @Param("")
    public String warc;

    private final HtmlToText extractor = new HtmlToText(ExtractionParams.DEFAULTS);
    private final ClassNames classNames = new ClassNames();
    private final Parser parser = Parser.htmlParser();
    private final PageReader pages = new PageReader();
    private final List<Input> inputs = new ArrayList<>();

    /** A page as it comes and after each step; {@code notes} is marked. */
    private record Input(byte[] payload, String contentType, Document document, PageTree tree, MathConfig config, PageNotes notes) {}

    /** Reads the pages and takes every step once. */
    @Setup(Level.Trial)
    public void read() throws IOException {
        if (warc.isEmpty()) {
            List<Path> files;
            try (var golden = Files.list(Path.of("pipeline/src/test/resources/html"))) {
                files = golden.filter(file -> file.toString().endsWith(".html")).sorted().toList();
            }
            for (Path file : files) {
                add(Files.readAllBytes(file), null);
            }
            return;
        }
        Path file = Path.of(warc);
        try (CaptureReader reader = CaptureReader.open(WarcSource.once(warc, new FileInputStream(warc), Files.size(file)), WarcLimits.DEFAULT)) {
            while (reader.hasNext()) {
                if (reader.next() instanceof CapturedPage page) {
                    add(page.payload(), page.contentType().isEmpty() ? null : page.contentType());
                }
            }
        }
    }

    private void add(byte[] payload, String contentType) {
        if (BinaryPayload.kind(payload) == null) {
            Document document = parser.parseInput(Charsets.decode(payload, contentType).characters(), "");
            PageTree tree = PageTree.of(document, payload.length, new WorkBudget(MILLIS));
            PageNotes notes = PageNotes.of(tree, classNames, new WorkBudget(MILLIS));
            MainContent.mark(tree, notes, ExtractionParams.Favour.BALANCED, new WorkBudget(MILLIS));
            inputs.add(new Input(payload, contentType, document, tree, MathConfig.read(tree), notes));
        }
    }

    /** Bytes to characters, which are thrown away. */
    @Benchmark
    public void charset(Blackhole sink) throws IOException {
        char[] buffer = new char[2048];
        for (Input input : inputs) {
            var characters = Charsets.decode(input.payload, input.contentType).characters();
            while (characters.read(buffer, 0, buffer.length) > 0) {
                sink.consume(buffer);
            }
        }
    }

    /** Bytes to flat arrays as a run takes them, by jsoup only where it must be: what {@link #charset} does included. */
    @Benchmark
    public void charsetAndPages(Blackhole sink) {
        for (Input input : inputs) {
            sink.consume(pages.read(Charsets.decode(input.payload, input.contentType).characters(), input.payload.length, new WorkBudget(MILLIS)));
        }
    }

    /** Bytes to jsoup's tree: what {@link #charset} does included. */
    @Benchmark
    public void charsetAndParse(Blackhole sink) {
        for (Input input : inputs) {
            sink.consume(parser.parseInput(Charsets.decode(input.payload, input.contentType).characters(), ""));
        }
    }

    /** jsoup's tree to flat arrays. */
    @Benchmark
    public void tree(Blackhole sink) {
        for (Input input : inputs) {
            sink.consume(PageTree.of(input.document, input.payload.length, new WorkBudget(MILLIS)));
        }
    }

    /** How the page carries mathematics, and every element asked for its formula. */
    @Benchmark
    public void mathematics(Blackhole sink) {
        for (Input input : inputs) {
            MathConfig config = MathConfig.read(input.tree);
            FormulaReader reader = new FormulaReader(input.tree, input.notes, config);
            for (int i = 1; i < input.tree.size(); ) {
                boolean element = input.tree.tag(i) != Tag.TEXT && input.tree.tag(i) != Tag.RAW;
                Formula formula = element ? reader.read(i, input.notes.mathClass(i)) : null;
                sink.consume(formula);
                i = formula == null ? i + 1 : input.tree.end(i);
            }
        }
    }

    /** Names, lengths and which blocks fall. */
    @Benchmark
    public void mainText(Blackhole sink) {
        for (Input input : inputs) {
            PageNotes notes = PageNotes.of(input.tree, classNames, new WorkBudget(MILLIS));
            MainContent.mark(input.tree, notes, ExtractionParams.Favour.BALANCED, new WorkBudget(MILLIS));
            sink.consume(notes);
        }
    }

    /** What is kept to text: formulas in elements and in running text included. */
    @Benchmark
    public void render(Blackhole sink) {
        for (Input input : inputs) {
            sink.consume(new TextRenderer(input.tree, input.notes, input.config, new WorkBudget(MILLIS), Explanation.SILENT).render());
        }
    }

    /** All steps, as a run takes them. */
    @Benchmark
    public void whole(Blackhole sink) {
        for (Input input : inputs) {
            sink.consume(extractor.extract(input.payload, input.contentType, ""));
        }
    }
}
