package org.mathlode.pipeline.servers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A JVM that ends when it is closed, or when this JVM ends in whatever way: its parent shell waits for the end of a pipe from here. */
final class ServerProcess implements AutoCloseable {
    private static final String UNTIL_THE_PIPE_ENDS = "\"$@\" </dev/null & server=$!; trap 'kill -9 $server' EXIT; cat >/dev/null";

    private final Process process;
    private final Path log;

    private ServerProcess(Process process, Path log) {
        this.process = process;
        this.log = log;
    }

    /** Starts {@code java ARGUMENTS…} in a folder that holds its log. */
    static ServerProcess java(Path folder, String... arguments) throws IOException {
        Files.createDirectories(folder);
        Path log = folder.resolve("server.log");
        List<String> command = new ArrayList<>(List.of("sh", "-c", UNTIL_THE_PIPE_ENDS, "server", Path.of(System.getProperty("java.home"), "bin", "java").toString()));
        command.addAll(List.of(arguments));
        return new ServerProcess(new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true).redirectOutput(log.toFile()).start(), log);
    }

    interface Question {
        boolean answered() throws IOException;
    }

    /** Asks until the server is up. */
    void await(Question question) throws IOException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(90);
        IOException last = null;
        while (System.nanoTime() < end && process.isAlive()) {
            try {
                if (question.answered()) {
                    return;
                }
            } catch (IOException e) {
                last = e;
            }
            pause();
        }
        close();
        throw new IOException("Cannot start a server; its log: " + Files.readString(log), last);
    }

    private static void pause() throws IOException {
        try {
            Thread.sleep(100);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    @Override
    public void close() throws IOException {
        process.getOutputStream().close();
        try {
            process.waitFor(10, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        process.destroyForcibly();
    }
}
