package org.mathlode.pipeline.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Path;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mathlode.pipeline.config.ConfigLoader;
import org.mathlode.pipeline.servers.HdfsServer;
import org.mathlode.pipeline.spark.SharedSession;
import org.mathlode.pipeline.stage.QuietLog;

/** A run in this JVM from an HDFS to the same HDFS: its file systems and ours differ in more than names. */
@Tag("stores")
class HdfsRunTest {
    @TempDir
    Path folder;

    @Test
    void givesTheSameCorpusAsOnTheLocalDisk() throws Exception {
        String expected = LocalSample.rowsDigest();
        try (HdfsServer server = HdfsServer.start(folder.resolve("hdfs"));
                FileSystem files = FileSystem.newInstance(URI.create(server.address()), new Configuration())) {
            StoredRun run = new StoredRun(server.address(), files);
            Path config = run.sampleConfig(folder.resolve("sample"));
            new Run(ConfigLoader.load(config), SharedSession.spark(), new QuietLog()).execute();

            assertThat(run.rowsDigest()).isEqualTo(expected);
        }
    }
}
