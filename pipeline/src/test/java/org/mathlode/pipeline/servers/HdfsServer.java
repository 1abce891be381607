package org.mathlode.pipeline.servers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** An HDFS (MiniDFSCluster) of one name node and one data node, over a folder. */
public final class HdfsServer implements AutoCloseable {
    private static final Pattern PORT = Pattern.compile("\"namenode_port\"\\s*:\\s*(\\d+)");

    private final ServerProcess process;
    private final int port;

    private HdfsServer(ServerProcess process, int port) {
        this.process = process;
        this.port = port;
    }

    /** Starts an empty file system that keeps its blocks in {@code folder}. */
    public static HdfsServer start(Path folder) throws IOException {
        Path details = folder.resolve("details.json");
        Files.deleteIfExists(details);
        ServerProcess process = ServerProcess.java(folder, "-Xmx512m", "-cp", ServerClassPath.HDFS.joined(), "org.apache.hadoop.test.MiniDFSClusterManager",
                "-format", "-datanodes", "1", "-writeDetails", details.toString(),
                "-D", "hdfs.minidfs.basedir=" + folder.resolve("dfs"),
                "-D", "dfs.permissions.enabled=true",
                // small files must take several blocks
                "-D", "dfs.namenode.fs-limits.min-block-size=1024");
        int[] port = new int[1];
        process.await(() -> {
            Matcher found = PORT.matcher(Files.exists(details) ? Files.readString(details) : "");
            port[0] = found.find() ? Integer.parseInt(found.group(1)) : 0;
            return port[0] > 0;
        });
        return new HdfsServer(process, port[0]);
    }

    /** {@code hdfs://HOST:PORT} */
    public String address() {
        return "hdfs://127.0.0.1:" + port;
    }

    public int port() {
        return port;
    }

    @Override
    public void close() throws IOException {
        process.close();
    }
}
