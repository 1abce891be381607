package org.mathlode.pipeline.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mathlode.pipeline.stage.QuietLog;

@Tag("long")
class AddedCrawlsTest {
    @TempDir
    Path folder;

    private Map<String, byte[]> files(String path) throws IOException {
        Map<String, byte[]> files = new TreeMap<>();
        try (Stream<Path> found = Files.walk(folder.resolve(path))) {
            for (Path file : found.filter(Files::isRegularFile).toList()) {
                files.put(folder.relativize(file).toString(), Files.readAllBytes(file));
            }
        }
        return files;
    }

    @Test
    void signsTheNewCrawlAloneAndFindsWhatARunOverBothFinds() throws IOException {
        TwoCrawls crawls = new TwoCrawls(folder);
        crawls.run("grown", TwoCrawls.OLD, new QuietLog()).execute();
        Map<String, byte[]> before = files("grown/documents");
        before.putAll(files("grown/attributes/minhash"));
        Map<String, byte[]> corpus = files("grown/corpus");

        assertThatThrownBy(() -> crawls.run("grown", TwoCrawls.BOTH, new QuietLog()).execute()).isInstanceOf(IOException.class)
                .hasMessageContainingAll("made of [OLD-1]", "adds [NEW-2]", "--add-crawls").message().doesNotContain("\n");

        QuietLog log = new QuietLog();
        Run grown = crawls.run("grown", TwoCrawls.BOTH, log);
        grown.addCrawls();
        assertThat(grown.execute()).isInstanceOf(Outcome.Finished.class);

        List<String> batches = new ArrayList<>(log.finished);
        batches.removeIf(stage -> !stage.contains("/batch="));
        assertThat(batches).hasSize(2).anyMatch(stage -> stage.startsWith("documents/")).anyMatch(stage -> stage.startsWith("minhash/"));
        Map<String, byte[]> after = files("grown/documents");
        after.putAll(files("grown/attributes/minhash"));
        assertThat(after).hasSizeGreaterThan(before.size());
        before.forEach((file, content) -> assertThat(after.get(file)).as(file).isEqualTo(content));
        assertThat(files("grown/earlier/1/corpus").values()).containsExactlyElementsOf(corpus.values());
        assertThat(folder.resolve("grown/earlier/1/manifests/documents.json")).exists();

        crawls.run("both", TwoCrawls.BOTH, new QuietLog()).execute();
        assertThat(crawls.duplicates("grown")).hasSize(10 + 15 + 5).isEqualTo(crawls.duplicates("both"));
        assertThat(grown.folder().manifest("duplicate-clusters").orElseThrow().figures()).containsKey("stored-clusters");
        QuietLog again = new QuietLog();
        crawls.run("grown", TwoCrawls.BOTH, again).execute();
        assertThat(again.finished).isEmpty();
    }

    @Test
    void goesOnWhereMakingRoomWasInterrupted() throws IOException {
        TwoCrawls crawls = new TwoCrawls(folder);
        crawls.run("grown", TwoCrawls.OLD, new QuietLog()).execute();
        // an interruption after the first moves
        Files.createDirectories(folder.resolve("grown/earlier/1/manifests"));
        for (String manifest : List.of("corpus.json", "duplicate-clusters.json")) {
            Files.move(folder.resolve("grown/manifests/" + manifest), folder.resolve("grown/earlier/1/manifests/" + manifest));
        }

        Run grown = crawls.run("grown", TwoCrawls.BOTH, new QuietLog());
        grown.addCrawls();
        assertThat(grown.execute()).isInstanceOf(Outcome.Finished.class);

        try (Stream<Path> manifests = Files.list(folder.resolve("grown/earlier/1/manifests"))) {
            assertThat(manifests.map(file -> file.getFileName().toString()).toList())
                    .contains("corpus.json", "duplicate-clusters.json", "url-keys.json", "minhash.json", "documents.json");
        }
    }
}
