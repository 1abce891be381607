package org.mathlode.pipeline.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.mathlode.pipeline.SharedData;
import org.mathlode.pipeline.config.ConfigLoader;
import org.mathlode.pipeline.spark.SharedSession;
import org.mathlode.pipeline.stage.QuietLog;

/** The sample's first iteration in this JVM, uninterrupted, on a local disk: run once for all tests that ask whether they get the same. */
final class LocalSample {
    private static String digest;

    private LocalSample() {}

    static synchronized String rowsDigest() throws IOException {
        if (digest == null) {
            SampleConfig sample = SampleConfig.ofOneIteration(Files.createTempDirectory(Files.createDirectories(SharedData.projectRoot().resolve("pipeline/target")), "local-sample"));
            new Run(ConfigLoader.load(sample.config), SharedSession.spark(), new QuietLog()).execute();
            digest = sample.rowsDigest();
        }
        return digest;
    }
}
