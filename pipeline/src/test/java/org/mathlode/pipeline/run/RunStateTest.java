package org.mathlode.pipeline.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mathlode.pipeline.config.ConfigLoader;
import org.mathlode.pipeline.config.Recipe;
import org.mathlode.pipeline.folder.RunFolder;
import org.mathlode.pipeline.run.RunState.Doing;
import org.mathlode.pipeline.stage.QuietLog;

class RunStateTest {
    private static final Instant NOW = Instant.parse("2026-03-04T05:06:07Z");

    @TempDir
    private Path place;
    private RunFolder folder;

    @BeforeEach
    void open() throws IOException {
        folder = RunFolder.open(place.resolve("run").toString(), new Configuration());
    }

    @Test
    void tellsOthersWhatARunDoes() throws IOException {
        RunDiary diary = new RunDiary(new QuietLog(), Clock.fixed(NOW, ZoneOffset.UTC));
        assertThat(RunState.read(folder)).isEmpty();

        diary.open(folder, ConfigLoader.load(new SampleConfig(place).config));
        diary.started("iterations/2/scores");
        assertThat(RunState.read(folder)).contains(new RunState(Doing.RUNNING, "iterations/2/scores", 0, "", NOW));

        diary.ended(Doing.WAITING, "annotations/2.tsv");
        assertThat(RunState.read(folder)).map(RunState::doing).contains(Doing.WAITING);
    }

    @Test
    void takesAStateThatCannotBeReadForNone() throws IOException {
        Files.createDirectories(place.resolve("run"));
        Files.writeString(place.resolve("run/_run-state.json"), "{\"doing\":");

        assertThat(RunState.read(folder)).isEmpty();
    }

    @Test
    void aCallThatIsRefusedLeavesTheConfigTheFolderWasMadeWith() throws IOException {
        RunDiary diary = new RunDiary(new QuietLog(), Clock.fixed(NOW, ZoneOffset.UTC));
        diary.open(folder, ConfigLoader.load(new SampleConfig(place).config));
        diary.ended(Doing.FAILED, "belongs to another config");

        assertThat(place.resolve("run/config")).doesNotExist();
    }

    @Test
    void keepsTheConfigARunWasCalledWith() throws IOException {
        SampleConfig sample = new SampleConfig(place);
        Recipe recipe = ConfigLoader.load(sample.config);
        StoredConfig.store(recipe, folder);
        sample.takeSheet(3);
        StoredConfig.store(ConfigLoader.load(sample.config), folder);

        Path copy = Files.createDirectories(place.resolve("copy"));
        Recipe read = StoredConfig.load(folder, copy).orElseThrow();

        assertThat(read.run()).isEqualTo(recipe.run());
        assertThat(read.iterations()).isEqualTo(recipe.iterations());
        assertThat(read.annotations(2)).hasSameBinaryContentAs(recipe.annotations(2));
    }
}
