package org.mathlode.pipeline.servers;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.mathlode.pipeline.SharedData;

/** {@code scripts/standalone-cluster}: a Spark master and workers, each in a JVM of its own, that keep their files in a folder. They end when this JVM ends in whatever way. */
public final class StandaloneCluster implements AutoCloseable {
    private static final String SCRIPT = SharedData.projectRoot().resolve("scripts/standalone-cluster").toString();

    private static final String ONCE_THE_PIPE_ENDS = "cat >/dev/null; exec \"$@\"";

    private final Path folder;
    private Process stop;

    private StandaloneCluster(Path folder) {
        this.folder = folder;
    }

    /** Starts a cluster with these options of the script. */
    public static StandaloneCluster start(Path folder, String... options) throws IOException {
        Files.createDirectories(folder);
        StandaloneCluster cluster = new StandaloneCluster(folder.resolve("cluster"));
        cluster.stop = cluster.process(Map.of(), List.of("sh", "-c", ONCE_THE_PIPE_ENDS, "sh", SCRIPT, "stop"), folder.resolve("stop.log"));
        int code = await(cluster.process(Map.of(), script("start", options), folder.resolve("start.log")));
        if (code != 0) {
            cluster.close();
            throw new IOException("Cannot start a cluster: " + Files.readString(folder.resolve("start.log")));
        }
        return cluster;
    }

    /** {@code standalone-cluster home OPTIONS…}: where the jars of a Spark lie. */
    public static Path home(String... options) throws IOException {
        Process home = new ProcessBuilder(script("home", options)).redirectError(ProcessBuilder.Redirect.INHERIT).start();
        String place = new String(home.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        if (await(home) != 0) {
            throw new IOException("Cannot put a Spark together: see standard error");
        }
        return Path.of(place);
    }

    /** {@code standalone-cluster submit ARGUMENTS…}, with what it prints in {@code log}. */
    public Process submit(Map<String, String> environment, Path log, String... arguments) throws IOException {
        return process(environment, script("submit", arguments), log);
    }

    /** The same, and waits for its end; returns the exit code. */
    public int run(Path log, String... arguments) throws IOException {
        return run(Map.of(), log, arguments);
    }

    /** The same with environment variables. */
    public int run(Map<String, String> environment, Path log, String... arguments) throws IOException {
        return await(submit(environment, log, arguments));
    }

    private Process process(Map<String, String> environment, List<String> command, Path log) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
        builder.environment().put("MATHLODE_CLUSTER", folder.toString());
        builder.environment().keySet().removeAll(List.of("SPARK_HOME", "MATHLODE_SUBMIT_OPTS", "MATHLODE_MEMORY"));
        builder.environment().putAll(environment);
        return builder.start();
    }

    /** The executors that run on the workers. */
    public List<ProcessHandle> executors() throws IOException {
        List<ProcessHandle> executors = new ArrayList<>();
        try (DirectoryStream<Path> pids = Files.newDirectoryStream(folder, "worker-*.pid")) {
            for (Path pid : pids) {
                ProcessHandle.of(Long.parseLong(Files.readString(pid).strip())).ifPresent(worker -> worker.children().forEach(executors::add));
            }
        }
        return executors;
    }

    private static List<String> script(String action, String... arguments) {
        List<String> command = new ArrayList<>(List.of(SCRIPT, action));
        command.addAll(List.of(arguments));
        return command;
    }

    private static int await(Process process) throws IOException {
        try {
            return process.waitFor();
        } catch (InterruptedException e) {
            process.destroy();
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    @Override
    public void close() throws IOException {
        stop.getOutputStream().close();
        await(stop);
    }
}
