package org.mathlode.pipeline.stage;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mathlode.pipeline.SharedData;

@Tag("long")
class LargeListingTest {
    @TempDir
    private Path folder;

    @Test
    void aDriverOfOneGigabyteHandles100000Files() throws Exception {
        List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin/java").toString(), "-Xmx1g"));
        Path root = SharedData.projectRoot();
        command.addAll(List.of(Files.readString(root.resolve("pipeline/target/classes/spark.jvm.options")).strip().split("\\s+")));
        command.addAll(List.of("-Dlog4j2.configurationFile=mathlode-log4j2.properties", "-cp", System.getProperty("java.class.path"), LargeListing.class.getName(),
                root.resolve("configs/sample").toString(), folder.resolve("run").toString()));
        Path log = folder.resolve("log");

        int code = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start().waitFor();

        assertThat(log).content().contains("100000 files, 7000 documents");
        assertThat(code).isZero();
    }
}
