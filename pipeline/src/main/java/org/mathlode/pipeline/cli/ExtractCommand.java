package org.mathlode.pipeline.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.mathlode.pipeline.html.Extraction;
import org.mathlode.pipeline.html.Extraction.ExtractedPage;
import org.mathlode.pipeline.html.Extraction.RejectedPage;
import org.mathlode.pipeline.html.ExtractionParams;
import org.mathlode.pipeline.html.HtmlToText;
import org.mathlode.pipeline.model.RejectReason;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code mathlode extract}: HTML files to text files, without Spark. */
@Command(name = "extract", description = "HTML files to text that keeps the mathematics, one .txt each.", mixinStandardHelpOptions = true, sortOptions = false)
final class ExtractCommand implements Callable<Integer> {
    @Parameters(arity = "1..*", paramLabel = "FILE|DIR", description = "HTML files, or folders of them (.html, .htm, .xhtml, with sub-folders).")
    private List<Path> inputs;

    @Option(names = "--output", required = true, paramLabel = "DIR", description = "Where the texts go: a.html becomes a.txt.")
    private Path output;

    @Option(names = "--favour", paramLabel = "WHAT", defaultValue = "balanced",
            description = "Doubtful blocks stay (recall), go (precision) or as measured best (balanced, the default).")
    private ExtractionParams.Favour favour;

    @Option(names = "--min-characters", paramLabel = "N", defaultValue = "1", description = "Fewest characters of a text, white space not counted (default: 1).")
    private int minCharacters;

    @Option(names = "--max-payload-bytes", paramLabel = "N", defaultValue = "8388608", description = "Larger files are not read (default: 8388608).")
    private int maxPayloadBytes;

    @Option(names = "--timeout-millis", paramLabel = "N", defaultValue = "5000", description = "What a page may cost (default: 5000).")
    private int timeoutMillis;

    @Option(names = "--threads", paramLabel = "N", description = "How many pages at a time (default: one a core).")
    private Integer threads;

    @Option(names = "--explain", description = "Print which blocks were dropped and why, and where each formula came from.")
    private boolean explain;

    @Spec
    private CommandSpec spec;

    /** A page and the text file it becomes. */
    private record Task(Path page, Path text) {}

    /** What became of a task; {@code failure} is null unless the file could not be read or written. */
    private record Outcome(Task task, Extraction extraction, List<String> explanation, IOException failure) {}

    @Override
    public Integer call() throws IOException, InterruptedException {
        ExtractionParams params = new ExtractionParams(maxPayloadBytes, minCharacters, timeoutMillis, favour);
        if (threads != null && threads < 1) {
            throw new IllegalArgumentException("--threads must be at least 1 (" + threads + ")");
        }
        List<Task> tasks = tasks();
        Files.createDirectories(output);
        ExecutorService executor = Executors.newFixedThreadPool(threads != null ? threads : Runtime.getRuntime().availableProcessors());
        ThreadLocal<HtmlToText> extractors = ThreadLocal.withInitial(() -> new HtmlToText(params));
        try (ConsoleProgress progress = ConsoleProgress.of(spec.commandLine().getErr(), "pages").toDo(tasks.size())) {
            List<Future<Outcome>> futures = new ArrayList<>();
            for (Task task : tasks) {
                futures.add(executor.submit(() -> extract(task, extractors.get())));
            }
            return report(futures, progress);
        } finally {
            executor.shutdownNow();
        }
    }

    private List<Task> tasks() throws IOException {
        List<Task> tasks = new ArrayList<>();
        for (Path input : inputs) {
            if (Files.isDirectory(input)) {
                tasks.addAll(tasks(input.toRealPath()));
            } else {
                tasks.add(new Task(input, textOf(input.getFileName())));
            }
        }
        return tasks;
    }

    private List<Task> tasks(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            List<Task> found = files.filter(Files::isRegularFile).filter(ExtractCommand::isHtml).sorted()
                    .map(file -> new Task(file, textOf(folder.relativize(file)))).toList();
            if (found.isEmpty()) {
                throw new IOException("no HTML file in " + folder + " (wanted: names that end with .html, .htm or .xhtml)");
            }
            return found;
        }
    }

    private static boolean isHtml(Path file) {
        String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
        return name.endsWith(".html") || name.endsWith(".htm") || name.endsWith(".xhtml");
    }

    private Path textOf(Path relative) {
        String name = relative.getFileName().toString();
        int dot = name.lastIndexOf('.');
        return output.resolve(relative).resolveSibling((dot > 0 ? name.substring(0, dot) : name) + ".txt");
    }

    private Outcome extract(Task task, HtmlToText extractor) {
        List<String> explanation = new ArrayList<>();
        try {
            if (Files.size(task.page) > maxPayloadBytes) {
                return new Outcome(task, new RejectedPage(RejectReason.PAYLOAD_TOO_LARGE, Files.size(task.page) + " bytes, limit " + maxPayloadBytes), explanation, null);
            }
            byte[] payload = Files.readAllBytes(task.page);
            String url = task.page.toString();
            Extraction extraction = explain ? extractor.explain(payload, null, url, explanation) : extractor.extract(payload, null, url);
            if (extraction instanceof ExtractedPage) {
                Files.createDirectories(task.text.getParent());
                Files.writeString(task.text, ((ExtractedPage) extraction).text() + "\n", StandardCharsets.UTF_8);
            }
            return new Outcome(task, extraction, explanation, null);
        } catch (IOException e) {
            return new Outcome(task, null, explanation, e);
        }
    }

    private int report(List<Future<Outcome>> futures, ConsoleProgress progress) throws InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        PrintWriter err = spec.commandLine().getErr();
        int written = 0;
        int formulas = 0;
        int failed = 0;
        Map<RejectReason, Integer> rejected = new EnumMap<>(RejectReason.class);
        for (Future<Outcome> future : futures) {
            Outcome outcome = outcome(future);
            progress.through(1);
            progress.one();
            if (outcome.failure != null) {
                failed++;
                progress.clear();
                err.println("mathlode extract: " + outcome.task.page + ": " + Errors.oneLine(outcome.failure));
                continue;
            }
            if (outcome.extraction instanceof ExtractedPage) {
                written++;
                formulas += ((ExtractedPage) outcome.extraction).formulas().inText();
            } else {
                RejectedPage rejection = (RejectedPage) outcome.extraction;
                rejected.merge(rejection.reason(), 1, Integer::sum);
                progress.clear();
                err.println("mathlode extract: " + outcome.task.page + ": no text: " + rejection.reason().label() + " (" + rejection.detail() + ")");
            }
            if (explain) {
                progress.clear();
                out.println(outcome.task.page);
                outcome.explanation.forEach(line -> out.println("  " + line));
            }
        }
        progress.clear();
        StringBuilder summary = new StringBuilder(futures.size() + " pages: " + written + " texts with " + formulas + " formulas");
        rejected.forEach((reason, count) -> summary.append(", ").append(count).append(' ').append(reason.label()));
        if (failed > 0) {
            summary.append(", ").append(failed).append(" unreadable");
        }
        out.println(summary);
        return failed > 0 ? Mathlode.FAILED : Mathlode.OK;
    }

    private static Outcome outcome(Future<Outcome> future) throws InterruptedException {
        try {
            return future.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("extraction failed: " + e.getCause(), e.getCause());
        }
    }
}
