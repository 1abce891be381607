package org.mathlode.pipeline.stage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.mathlode.pipeline.folder.FolderInUseException;
import org.mathlode.pipeline.folder.RunFolder;

/** A folder that its holder loses, as one that gave no sign of life for a lease. */
final class TakenFolder {
    private TakenFolder() {}

    /** Removes the holder's claim, and waits until it has noticed. */
    static void takeOver(RunFolder folder, Path place) throws IOException, InterruptedException {
        while (true) {
            try (Stream<Path> claims = Files.list(place.resolve("_lock"))) {
                for (Path claim : (Iterable<Path>) claims::iterator) {
                    Files.deleteIfExists(claim);
                }
                folder.ensureHeld();
            } catch (FolderInUseException lost) {
                return;
            }
            Thread.sleep(50);
        }
    }
}
