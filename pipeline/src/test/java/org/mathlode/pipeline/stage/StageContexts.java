package org.mathlode.pipeline.stage;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import org.apache.hadoop.conf.Configuration;
import org.mathlode.pipeline.folder.RunFolder;
import org.mathlode.pipeline.spark.SharedSession;

/** Contexts for testing parts of stages. */
final class StageContexts {
    private StageContexts() {}

    static StageContext in(Path folder) throws IOException {
        RunFolder run = RunFolder.open(folder.toString(), new Configuration());
        return new StageContext(SharedSession.spark(), null, run, run.freshStaging("test"), new HashMap<>());
    }
}
