package org.mathlode.pipeline.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mathlode.pipeline.config.ConfigLoader;
import org.mathlode.pipeline.sample.SampleCrawl;
import org.mathlode.pipeline.spark.SharedSession;
import org.mathlode.pipeline.stage.QuietLog;

/** A run on a disk of its own that fills up again and again, each time a little later. */
@Tag("long")
class FullDiskTest {
    @TempDir
    static Path folder;

    @Test
    void givesTheSameCorpusOnceThereIsRoom() throws Exception {
        String expected = LocalSample.rowsDigest();
        Path disk = Files.createDirectories(folder.resolve("disk"));
        // the run begins by writing the sample's input; from there on in small steps
        long kilobytes = SampleCrawl.generate().files().values().stream().mapToLong(file -> file.length).sum() / 1024 + 500;
        assumeTrue(call("mount", "-t", "tmpfs", "-o", "size=" + kilobytes + "k", "mathlode-test", disk.toString()) == 0, "not allowed to mount a small disk here");
        try {
            SampleConfig sample = SampleConfig.ofOneIteration(folder.resolve("full"))
                    .edit("run.yaml", "output: " + folder.resolve("full/run"), "output: " + disk.resolve("run"));
            List<String> reached = new ArrayList<>();
            for (; reached.size() < 100; kilobytes += kilobytes / 12) {
                assertThat(call("mount", "-o", "remount,size=" + kilobytes + "k", disk.toString())).isZero();
                QuietLog log = new QuietLog();
                Throwable failure = catchThrowable(() -> new Run(ConfigLoader.load(sample.config), SharedSession.spark(), log).execute());
                if (failure == null) {
                    break;
                }
                assertThat(failure).hasStackTraceContaining("No space left on device");
                assertThat(disk.resolve("run/corpus/manifest.json")).doesNotExist();
                reached.add(log.working());
            }

            System.out.println("the disk was full in " + reached);
            assertThat(reached.stream().distinct()).hasSizeGreaterThanOrEqualTo(4);
            assertThat(SampleConfig.rowsDigest(disk.resolve("run"))).isEqualTo(expected);
        } finally {
            // at once, though writers that were stopped by the full disk may still hold files open
            call("umount", "-l", disk.toString());
        }
    }

    private static int call(String... command) throws IOException, InterruptedException {
        return new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD).start().waitFor();
    }
}
