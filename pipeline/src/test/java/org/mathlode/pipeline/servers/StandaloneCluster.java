package org.mathlode.pipeline.servers;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.mathlode.pipeline.SharedData;

/** {@code scripts/standalone-cluster}: a Spark master and workers, each in a JVM of its own, that keep their files in a folder. */
public final class StandaloneCluster implements AutoCloseable {
    private static final String SCRIPT = SharedData.projectRoot().resolve("scripts/standalone-cluster").toString();

    private final Path folder;

    private StandaloneCluster(Path folder) {
        this.folder = folder;
    }

    /** Starts a cluster with these options of the script. */
    public static StandaloneCluster start(Path folder, String... options) throws IOException {
        Files.createDirectories(folder);
        StandaloneCluster cluster = new StandaloneCluster(folder.resolve("cluster"));
        int code = await(cluster.process(Map.of(), concat("start", options), folder.resolve("start.log")));
        if (code != 0) {
            throw new IOException("Cannot start a cluster: " + Files.readString(folder.resolve("start.log")));
        }
        return cluster;
    }

    /** {@code standalone-cluster submit ARGUMENTS…}, with what it prints in {@code log}. */
    public Process submit(Map<String, String> environment, Path log, String... arguments) throws IOException {
        return process(environment, concat("submit", arguments), log);
    }

    /** The same, and waits for its end; returns the exit code. */
    public int run(Path log, String... arguments) throws IOException {
        return run(Map.of(), log, arguments);
    }

    /** The same with environment variables. */
    public int run(Map<String, String> environment, Path log, String... arguments) throws IOException {
        return await(submit(environment, log, arguments));
    }

    private Process process(Map<String, String> environment, List<String> arguments, Path log) throws IOException {
        List<String> command = new ArrayList<>(List.of(SCRIPT));
        command.addAll(arguments);
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

    private static List<String> concat(String first, String... rest) {
        List<String> all = new ArrayList<>(List.of(first));
        all.addAll(Arrays.asList(rest));
        return all;
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
        await(process(Map.of(), List.of("stop"), folder.resolveSibling("stop.log")));
    }
}
