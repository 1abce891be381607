package org.mathlode.pipeline.cli;

import java.io.IOException;
import org.apache.hadoop.conf.Configuration;
import org.mathlode.pipeline.folder.RunFolder;

/** Opens the folder that {@code --run} names. */
final class RunFolders {
    private RunFolders() {}

    /** The folder, without a Spark session. */
    static RunFolder open(String run) throws IOException {
        return checked(RunFolder.open(run), run);
    }

    static RunFolder open(String run, Configuration configuration) throws IOException {
        return checked(RunFolder.open(run, configuration), run);
    }

    private static RunFolder checked(RunFolder folder, String run) throws IOException {
        if (!folder.files().exists(folder.path("manifests")) && !folder.files().exists(folder.path("_staging"))) {
            throw new IllegalArgumentException("--run: no run in " + run + " (wanted: the folder that run.yaml names as output)");
        }
        return folder;
    }
}
