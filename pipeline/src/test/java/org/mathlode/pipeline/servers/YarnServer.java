package org.mathlode.pipeline.servers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.mathlode.pipeline.SharedData;

/** A YARN (MiniYARNCluster) of a resource manager and two node managers, whose containers are processes of this machine. */
public final class YarnServer implements AutoCloseable {
    private final ServerProcess process;
    private final Path configuration;

    private YarnServer(ServerProcess process, Path configuration) {
        this.process = process;
        this.configuration = configuration;
    }

    /** Starts a cluster that keeps its containers' files and logs in {@code folder}. */
    public static YarnServer start(Path folder) throws IOException {
        Path site = Files.createDirectories(folder.resolve("conf")).resolve("yarn-site.xml");
        Files.deleteIfExists(site);
        ServerProcess process = ServerProcess.java(folder, "-Xmx512m", "-cp", ServerClassPath.YARN.joined(),
                SharedData.projectRoot().resolve("pipeline/src/test/servers/yarn/MiniYarn.java").toString(), site.toString());
        process.await(() -> Files.exists(site));
        return new YarnServer(process, site.getParent());
    }

    /** For {@code HADOOP_CONF_DIR}. */
    public Path configuration() {
        return configuration;
    }

    @Override
    public void close() throws IOException {
        process.close();
    }
}
