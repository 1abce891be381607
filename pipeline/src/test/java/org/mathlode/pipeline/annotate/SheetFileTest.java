package org.mathlode.pipeline.annotate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mathlode.pipeline.annotate.SheetFile.ConflictException;
import org.mathlode.pipeline.config.AnnotationSheet;
import org.mathlode.pipeline.config.ConfigException;
import org.mathlode.pipeline.config.PathAnnotation;
import org.mathlode.pipeline.config.PathAnnotation.Verdict;

class SheetFileTest {
    private static final String HEADER = "domain\tpath-prefix\tverdict\tnote\tannotator\n";

    @TempDir
    Path folder;

    private Path sheet() {
        return folder.resolve("annotations/1.tsv");
    }

    private static PathAnnotation line(String prefix, Verdict verdict) {
        return new PathAnnotation("site.example", prefix, verdict, "", "ada");
    }

    @Test
    void writesEveryChangeAtOnceAndSorted() throws Exception {
        try (SheetFile file = SheetFile.open(sheet())) {
            assertThat(sheet()).doesNotExist();
            file.put(line("/b/", Verdict.MATH), Optional.empty());
            assertThat(sheet()).content().isEqualTo(HEADER + "site.example\t/b/\tmath\t\tada\n");
            file.put(line("/a/", Verdict.NOT_MATH), Optional.empty());
            file.put(new PathAnnotation("a.example", "/", Verdict.SKIP, "数学?", "ada"), Optional.empty());
            assertThat(sheet()).content(StandardCharsets.UTF_8)
                    .isEqualTo(HEADER + "a.example\t/\tskip\t数学?\tada\nsite.example\t/a/\tnot-math\t\tada\nsite.example\t/b/\tmath\t\tada\n");
        }
        try (Stream<Path> left = Files.list(sheet().getParent())) {
            assertThat(left).containsExactly(sheet());
        }
    }

    @Test
    void refusesAChangeOfALineThatSomebodyElseChanged() throws Exception {
        try (SheetFile file = SheetFile.open(sheet())) {
            file.put(line("/", Verdict.MATH), Optional.empty());

            assertThatThrownBy(() -> file.put(line("/", Verdict.SKIP), Optional.empty())).isInstanceOf(ConflictException.class)
                    .hasMessage("was marked math meanwhile by ada");
            assertThatThrownBy(() -> file.remove(new Sheet.Key("site.example", "/"), Optional.of(line("/", Verdict.SKIP)))).isInstanceOf(ConflictException.class);
            file.put(line("/x/", Verdict.SKIP), Optional.empty());
            file.remove(new Sheet.Key("site.example", "/"), Optional.of(line("/", Verdict.MATH)));
            assertThat(AnnotationSheet.read(sheet())).containsExactly(line("/x/", Verdict.SKIP));
        }
    }

    @Test
    void keepsWhatAnEditorWroteMeanwhile() throws Exception {
        try (SheetFile file = SheetFile.open(sheet())) {
            String version = file.put(line("/", Verdict.MATH), Optional.empty()).version();
            Files.writeString(sheet(), "# by hand\n" + HEADER + "# why\nsite.example\t/z/\tmath\tby hand\nsite.example\t/\tmath\t\tada\nsite.example\t/open/\t\t12 pages\t\n# the end\n");
            assertThat(file.current().version()).isNotEqualTo(version);

            file.put(line("/a/", Verdict.NOT_MATH), Optional.empty());
            assertThat(sheet()).content().isEqualTo("# by hand\n" + HEADER + "site.example\t/\tmath\t\tada\nsite.example\t/a/\tnot-math\t\tada\n"
                    + "site.example\t/open/\t\t12 pages\t\n# why\nsite.example\t/z/\tmath\tby hand\t\n# the end\n");
        }
    }

    @Test
    void overwritesNothingThatItCannotRead() throws Exception {
        try (SheetFile file = SheetFile.open(sheet())) {
            file.put(line("/", Verdict.MATH), Optional.empty());
            Files.writeString(sheet(), HEADER + "site.example\t/\tmaths\n");

            assertThatThrownBy(() -> file.put(line("/a/", Verdict.MATH), Optional.empty())).isInstanceOf(ConfigException.class).hasMessageContaining("1.tsv:2: verdict must be");
            assertThat(sheet()).content().contains("maths");
            Files.delete(sheet());
            file.put(line("/a/", Verdict.MATH), Optional.empty());
            assertThat(AnnotationSheet.read(sheet())).containsExactly(line("/a/", Verdict.MATH));
        }
    }

    @Test
    void letsOnlyOneProcessHoldIt() throws Exception {
        try (SheetFile file = SheetFile.open(sheet())) {
            assertThatThrownBy(() -> SheetFile.open(sheet())).isInstanceOf(IOException.class).hasMessageContaining("1.tsv is open in another mathlode annotate");
            file.put(line("/", Verdict.MATH), Optional.empty());
        }
        SheetFile.open(sheet()).close();
    }

    @Test
    void twoWritersLoseNothing() throws Exception {
        try (SheetFile file = SheetFile.open(sheet())) {
            Thread[] writers = new Thread[4];
            for (int w = 0; w < writers.length; w++) {
                int writer = w;
                writers[w] = new Thread(() -> {
                    for (int i = 0; i < 25; i++) {
                        try {
                            file.put(line("/" + writer + "/" + i + "/", Verdict.MATH), Optional.empty());
                        } catch (IOException | ConflictException e) {
                            throw new IllegalStateException(e);
                        }
                    }
                });
                writers[w].start();
            }
            for (Thread writer : writers) {
                writer.join();
            }
            assertThat(AnnotationSheet.read(sheet())).hasSize(100);
        }
    }

    @Test
    void keepsEveryVerdictItConfirmedWhenItsProcessIsKilled() throws Exception {
        for (int round = 0; round < 3; round++) {
            Path sheet = folder.resolve("killed" + round + "/1.tsv");
            Process process = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin/java").toString(), "-cp", System.getProperty("java.class.path"),
                    Saver.class.getName(), sheet.toString()).redirectError(ProcessBuilder.Redirect.INHERIT).start();
            int confirmed = 0;
            try (BufferedReader said = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
                while (confirmed < 20 + 17 * round) {
                    confirmed = Integer.parseInt(said.readLine());
                }
                // whatever it is doing now: SIGKILL; the handle leaves what it said readable
                process.toHandle().destroyForcibly();
                process.waitFor();
                String line;
                while ((line = said.readLine()) != null && !line.isEmpty()) {
                    confirmed = Integer.parseInt(line);
                }
            }
            List<PathAnnotation> saved = AnnotationSheet.read(sheet);
            assertThat(saved).hasSizeBetween(confirmed, confirmed + 1);
            try (SheetFile again = SheetFile.open(sheet)) {
                again.put(line("/after/", Verdict.MATH), Optional.empty());
                assertThat(AnnotationSheet.read(sheet)).hasSize(saved.size() + 1);
            }
        }
    }

    /** A process that saves until it is killed, and says how many verdicts are saved. */
    static final class Saver {
        private Saver() {}

        public static void main(String[] args) throws Exception {
            try (SheetFile file = SheetFile.open(Path.of(args[0]))) {
                for (int i = 1; ; i++) {
                    file.put(new PathAnnotation("site.example", String.format("/%05d/", i), Verdict.MATH, "x".repeat(400), "ada"), Optional.empty());
                    System.out.println(i);
                }
            }
        }
    }
}
