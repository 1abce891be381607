package org.mathlode.pipeline.cli;

import java.io.PrintWriter;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.mathlode.pipeline.folder.Manifest;
import org.mathlode.pipeline.stage.StageLog;

/** Tells a person how a run gets on: a line for every stage, and on a terminal a line that moves while one works. */
final class ConsoleLog implements StageLog {
    private final PrintWriter out;
    private final boolean terminal;
    private int skipped;
    private String running = "";

    ConsoleLog(PrintWriter out) {
        this.out = out;
        this.terminal = Terminal.out();
    }

    @Override
    public synchronized void started(String stage) {
        tellSkipped();
        running = stage;
        if (terminal) {
            out.print(ConsoleProgress.CLEAR_LINE + pad(stage) + " …");
            out.flush();
        }
    }

    @Override
    public synchronized void skipped(Manifest manifest) {
        skipped++;
    }

    @Override
    public synchronized void finished(Manifest manifest) {
        clear();
        double rate = manifest.seconds() > 0 ? manifest.in() / manifest.seconds() : 0;
        out.println(String.format(Locale.ROOT, "%s %,9d in  %,9d kept  %7.1f s  %,9.0f/s%s",
                pad(manifest.stage()), manifest.in(), manifest.kept(), manifest.seconds(), rate, dropped(manifest.dropped())));
        out.flush();
    }

    @Override
    public synchronized void progress(double share, String detail) {
        if (terminal) {
            out.print(String.format(Locale.ROOT, "%s%s %3.0f %%  %s", ConsoleProgress.CLEAR_LINE, pad(running), 100 * share, detail));
            out.flush();
        }
    }

    @Override
    public synchronized void note(String line) {
        tellSkipped();
        clear();
        out.println(line);
        out.flush();
    }

    /** Says how many stages were done already; they are not listed one by one. */
    synchronized void tellSkipped() {
        if (skipped > 0) {
            out.println(skipped + (skipped == 1 ? " stage was" : " stages were") + " done already");
            skipped = 0;
        }
    }

    private void clear() {
        if (terminal) {
            out.print(ConsoleProgress.CLEAR_LINE);
        }
    }

    private static String pad(String stage) {
        return String.format(Locale.ROOT, "%-30s", stage);
    }

    private static String dropped(Map<String, Long> dropped) {
        return dropped.isEmpty() ? "" : dropped.entrySet().stream()
                .map(entry -> String.format(Locale.ROOT, "%s %,d", entry.getKey(), entry.getValue()))
                .collect(Collectors.joining(", ", "  dropped: ", ""));
    }
}
