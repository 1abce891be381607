package org.mathlode.classifier;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One training process: started, listened to, watched for its limits, and its end explained. */
final class TrainingRun {
    private static final int KEPT_LINES = 8;
    private static final int CHECK_MILLIS = 100;
    private static final long TELL_NANOS = 1_000_000_000L;
    private static final Pattern RESIDENT = Pattern.compile("VmRSS:\\s*([0-9]+) kB");

    private final TrainingLimits limits;
    private final Consumer<TrainingProgress> progress;
    private final Process process;
    private final Thread listener;
    private final Deque<String> lines = new ArrayDeque<>();
    private volatile double loss = Double.NaN;
    private long toldAt = System.nanoTime() - TELL_NANOS;

    TrainingRun(List<String> command, Path folder, TrainingLimits limits, Consumer<TrainingProgress> progress) throws IOException {
        this.limits = limits;
        this.progress = progress;
        this.process = new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true).start();
        this.listener = new Thread(this::listen, "training-output");
        listener.setDaemon(true);
        listener.start();
    }

    double loss() {
        return loss;
    }

    /** Returns when the training has succeeded. */
    void await(FastTextParams params) throws IOException, InterruptedException {
        try {
            long end = System.nanoTime() + limits.time().toNanos();
            while (!process.waitFor(CHECK_MILLIS, TimeUnit.MILLISECONDS)) {
                if (System.nanoTime() - end > 0) {
                    throw new TrainingException("it was not done within the time limit of " + limits.time() + ". " + lastWords());
                }
                long resident = residentBytes();
                if (resident > limits.residentBytes()) {
                    throw new TrainingException("its process took " + (resident >> 20) + " MiB of memory, the limit is "
                            + (limits.residentBytes() >> 20) + " MiB; the model alone takes " + (FastTextTrainer.leastBytes(params) >> 20)
                            + " MiB and the words (lower dim or bucket, or raise the limit)");
                }
            }
            listener.join(TimeUnit.SECONDS.toMillis(10));
            if (process.exitValue() != 0) {
                throw new TrainingException(death(process.exitValue(), params));
            }
        } finally {
            process.destroyForcibly();
            process.waitFor();
        }
    }

    private String death(int exit, FastTextParams params) {
        String output = lastWords();
        if (output.contains("Encountered NaN")) {
            return "it diverged, weights became NaN (lower the learning rate, now " + params.lr() + ")";
        }
        if (output.contains("bad_alloc") || output.contains("OutOfMemory")) {
            return "its process had not enough memory; the model alone takes " + (FastTextTrainer.leastBytes(params) >> 20)
                    + " MiB and the words (lower dim or bucket)";
        }
        if (exit == FastTextProcess.FAILED && output.contains(FastTextProcess.ERROR)) {
            String told = output.substring(output.lastIndexOf(FastTextProcess.ERROR) + FastTextProcess.ERROR.length());
            return "fastText reports: " + told;
        }
        String how = switch (exit) {
            case 128 + 6 -> "fastText aborted (signal 6)";
            case 128 + 9 -> "its process was killed (signal 9), perhaps because memory ran out: the model alone takes "
                    + (FastTextTrainer.leastBytes(params) >> 20) + " MiB and the words";
            case 128 + 11 -> "fastText crashed (signal 11)";
            case 128 + 15 -> "its process was ended (signal 15)";
            default -> exit > 128 ? "its process was ended by signal " + (exit - 128) : "its process ended with code " + exit;
        };
        return how + ". " + output;
    }

    /** The last lines that the process printed, without its progress. */
    String lastWords() {
        synchronized (lines) {
            return lines.isEmpty() ? "It printed nothing." : "It printed: " + String.join(" | ", lines);
        }
    }

    private void listen() {
        try (Reader reader = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            StringBuilder line = new StringBuilder();
            int c;
            while ((c = reader.read()) >= 0) {
                // fastText rewrites its progress line with carriage returns
                if (c == '\n' || c == '\r') {
                    take(line.toString());
                    line.setLength(0);
                } else if (line.length() < 2000) {
                    line.append((char) c);
                }
            }
            take(line.toString());
        } catch (IOException e) {
            take("(its output broke off: " + e.getMessage() + ")");
        }
    }

    private void take(String line) {
        if (line.isBlank()) {
            return;
        }
        TrainingProgress told = TrainingProgress.parse(line);
        if (told != null) {
            loss = told.loss();
            long now = System.nanoTime();
            if (now - toldAt >= TELL_NANOS || told.share() >= 1) {
                toldAt = now;
                progress.accept(told);
            }
        }
        // the line of the first error can follow the progress without a line end
        String kept = told == null ? line.strip() : line.replaceFirst(".*ETA:\\s*[0-9]+h\\s*[0-9]+m\\s*", "").strip();
        if (!kept.isEmpty() && !kept.startsWith("Progress:")) {
            synchronized (lines) {
                lines.add(kept);
                if (lines.size() > KEPT_LINES) {
                    lines.remove();
                }
            }
        }
    }

    /** Memory of the process, or 0 where it cannot be told. */
    private long residentBytes() {
        Path status = Path.of("/proc", Long.toString(process.pid()), "status");
        try {
            Matcher matcher = RESIDENT.matcher(Files.readString(status, StandardCharsets.ISO_8859_1));
            return matcher.find() ? Long.parseLong(matcher.group(1)) * 1024 : 0;
        } catch (IOException e) {
            return 0;
        }
    }
}
