package org.mathlode.pipeline.folder;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunFolderTest {
    @TempDir
    private Path place;

    /** What renaming a folder leaves in an object store when it is cut short: some files are there, some here, one in both places. */
    @Test
    void goesOnMovingATableWhereMovingWasInterrupted() throws IOException {
        RunFolder folder = inPlace();
        write("attributes/url-keys/part-1", "one");
        write("attributes/url-keys/part-2", "two");
        write("attributes/url-keys/_files", "list");
        write("earlier/1/attributes/url-keys/part-0", "zero");
        write("earlier/1/attributes/url-keys/part-1", "one");

        folder.relocate(folder.path("attributes/url-keys"), folder.path("earlier/1/attributes/url-keys"));

        assertThat(place.resolve("attributes/url-keys")).doesNotExist();
        assertThat(files()).containsExactlyInAnyOrderEntriesOf(Map.of("earlier/1/attributes/url-keys/part-0", "zero", "earlier/1/attributes/url-keys/part-1", "one",
                "earlier/1/attributes/url-keys/part-2", "two", "earlier/1/attributes/url-keys/_files", "list"));
    }

    @Test
    void movesFoldersInFoldersAndSingleFiles() throws IOException {
        RunFolder folder = inPlace();
        write("iterations/1/scores/part-0", "scores");
        write("iterations/1/scores/_files", "list");
        write("manifests/url-keys.json", "manifest");

        folder.relocate(folder.path("iterations"), folder.path("earlier/1/iterations"));
        folder.relocate(folder.path("manifests/url-keys.json"), folder.path("earlier/1/manifests/url-keys.json"));

        assertThat(files()).containsExactlyInAnyOrderEntriesOf(Map.of("earlier/1/iterations/1/scores/part-0", "scores", "earlier/1/iterations/1/scores/_files", "list",
                "earlier/1/manifests/url-keys.json", "manifest"));
    }

    private RunFolder inPlace() throws IOException {
        Configuration configuration = new Configuration();
        configuration.set(RunFolder.PUBLISHING, "in-place");
        return RunFolder.open(place.toString(), configuration);
    }

    private void write(String file, String content) throws IOException {
        Files.writeString(Files.createDirectories(place.resolve(file).getParent()).resolve(place.resolve(file).getFileName()), content);
    }

    /** All files with what they hold, but for the checksums beside them. */
    private Map<String, String> files() throws IOException {
        Map<String, String> files = new TreeMap<>();
        try (Stream<Path> found = Files.walk(place)) {
            for (Path file : found.filter(Files::isRegularFile).filter(file -> !file.toString().endsWith(".crc")).toList()) {
                files.put(place.relativize(file).toString(), Files.readString(file));
            }
        }
        return files;
    }
}
