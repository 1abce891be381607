package org.mathlode.classifier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FastTextTrainerTest {
    /** Enough epochs to be ended on the way. */
    private static final FastTextParams LONG = new FastTextParams(64, 0.1, 3, 3, 1000, 20_000, 1);

    @TempDir
    Path folder;

    @Test
    void givesTheSameModelForTheSameTextOnOneThread() throws Exception {
        Path lines = SampleTexts.write(folder, SampleTexts.trainingLines(200));
        FastTextParams params = new FastTextParams(8, 0.3, 3, 2, 3, 1000, 1);
        train(params, lines, folder.resolve("a.bin"));
        TrainedModel again = train(params, lines, folder.resolve("b.bin"));
        assertThat(folder.resolve("a.bin")).hasSameBinaryContentAs(folder.resolve("b.bin"));
        assertThat(again.deterministic()).isTrue();
    }

    @Test
    void countsWhatItWasTrainedOnAndLeavesTheModelAlone() throws Exception {
        Path lines = SampleTexts.write(folder, SampleTexts.trainingLines(200));
        TrainedModel trained = train(SampleTexts.SMALL, lines, folder.resolve("données").resolve("m.bin"));
        assertThat(trained.counts().math()).isEqualTo(100);
        assertThat(trained.counts().other()).isEqualTo(100);
        assertThat(trained.counts().bytes()).isEqualTo(Files.size(lines));
        assertThat(trained.loss()).isBetween(0.0, 0.75);
        assertThat(files(folder.resolve("données"))).containsExactly("m.bin");
    }

    @Test
    void tellsItsProgress() throws Exception {
        AtomicReference<TrainingProgress> last = new AtomicReference<>();
        new FastTextTrainer(SampleTexts.SMALL, TrainingLimits.defaults(), last::set)
                .train(SampleTexts.write(folder, SampleTexts.trainingLines(200)), folder.resolve("m.bin"));
        assertThat(last.get().share()).isEqualTo(1);
        assertThat(last.get().wordsPerSecond()).isPositive();
    }

    @Test
    void readsFastTextsProgressLine() {
        TrainingProgress told = TrainingProgress.parse("Progress:  12.5% words/sec/thread:  312345 lr:  0.087500 loss:  0.431000 ETA:   1h12m");
        assertThat(told).isEqualTo(new TrainingProgress(0.125, 312345, 0.431, Duration.ofMinutes(72)));
        assertThat(TrainingProgress.parse("Read 0M words")).isNull();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "__label__math a b c                     | has 6 examples of mathematics and 0 of something else",
        "__label__math a b c;__label__other      | line 2 begins with neither __label__math nor __label__other",
        "some text                               | line 1 begins with neither",
        "''                                      | has 0 examples",
    })
    void refusesTextItCannotLearnFrom(String lines, String reason) throws Exception {
        String six = lines.isEmpty() ? "" : (String.join("\n", lines.split(";")) + "\n").repeat(6);
        Path text = Files.writeString(folder.resolve("train.txt"), six);
        assertThatThrownBy(() -> train(SampleTexts.SMALL, text, folder.resolve("m.bin")))
                .isInstanceOf(TrainingException.class).hasMessageContaining(text.toString()).hasMessageContaining(reason);
    }

    @Test
    void namesATrainingTextThatIsNotThere() {
        assertThatThrownBy(() -> train(SampleTexts.SMALL, folder.resolve("nothing.txt"), folder.resolve("m.bin")))
                .isInstanceOf(TrainingException.class).hasMessageContaining("there is no training text").hasMessageContaining("nothing.txt");
    }

    @Test
    void refusesAModelWithoutWords() throws Exception {
        Path lines = SampleTexts.write(folder, SampleTexts.trainingLines(20));
        FastTextParams params = new FastTextParams(8, 0.1, 1, 100_000, 1, 1000, 1);
        assertThatThrownBy(() -> train(params, lines, folder.resolve("m.bin")))
                .isInstanceOf(TrainingException.class).hasMessageContaining("no word occurs 100000 times");
        assertThat(files(folder)).containsExactly("train.txt");
    }

    @Test
    void namesATrainingThatDiverges() throws Exception {
        Path lines = SampleTexts.write(folder, SampleTexts.trainingLines(200));
        FastTextParams params = new FastTextParams(8, 0.1, 1, 1, 5, 1000, 1);
        List<String> huge = List.of(params.arguments(lines.toString(), "model", 1)).stream().map(one -> one.equals("0.1") ? "1e12" : one).toList();
        assertThatThrownBy(() -> run(huge, params)).isInstanceOf(TrainingException.class).hasMessageContaining("diverged").hasMessageContaining("learning rate");
    }

    @Test
    void namesAnArgumentThatFastTextDoesNotKnow() {
        assertThatThrownBy(() -> run(List.of("supervised", "-nonsense", "1"), SampleTexts.SMALL))
                .isInstanceOf(TrainingException.class).hasMessageContaining("ended with code 1").hasMessageContaining("It printed:");
    }

    @Test
    void tellsWhatFastTextReportsOfAFileItCannotOpen() {
        assertThatThrownBy(() -> run(List.of("supervised", "-input", "gone.txt", "-output", "model"), SampleTexts.SMALL))
                .isInstanceOf(TrainingException.class).hasMessageContaining("fastText reports: gone.txt cannot be opened");
    }

    @Test
    void endsATrainingThatTakesTooLong() throws Exception {
        Path lines = SampleTexts.write(folder, SampleTexts.trainingLines(2000));
        FastTextTrainer trainer = new FastTextTrainer(LONG, new TrainingLimits(Duration.ofMillis(500), Long.MAX_VALUE), told -> { });
        assertThatThrownBy(() -> trainer.train(lines, folder.resolve("m.bin")))
                .isInstanceOf(TrainingException.class).hasMessageContaining("time limit of PT0.5S");
        assertThat(files(folder)).containsExactly("train.txt");
    }

    @Test
    void endsATrainingThatTakesTooMuchMemory() throws Exception {
        org.junit.jupiter.api.Assumptions.assumeTrue(Files.exists(Path.of("/proc/self/status")), "skipped: no /proc");
        Path lines = SampleTexts.write(folder, SampleTexts.trainingLines(2000));
        FastTextParams params = new FastTextParams(100, 0.1, 3, 3, 1000, 400_000, 1);
        FastTextTrainer trainer = new FastTextTrainer(params, new TrainingLimits(Duration.ofMinutes(5), 100L << 20), told -> { });
        assertThatThrownBy(() -> trainer.train(lines, folder.resolve("m.bin")))
                .isInstanceOf(TrainingException.class).hasMessageContaining("the limit is 100 MiB");
    }

    @Test
    void namesAProcessThatWasKilled() throws Exception {
        Path lines = SampleTexts.write(folder, SampleTexts.trainingLines(2000));
        FastTextTrainer trainer = new FastTextTrainer(LONG, TrainingLimits.defaults(),
                told -> ProcessHandle.current().children().filter(FastTextTrainerTest::isTraining).forEach(ProcessHandle::destroyForcibly));
        assertThatThrownBy(() -> trainer.train(lines, folder.resolve("m.bin")))
                .isInstanceOf(TrainingException.class).hasMessageContaining("killed (signal 9)");
    }

    @Test
    void noticesAModelThatWasNotWrittenWhole() throws Exception {
        Path bash = Path.of("/bin/bash");
        org.junit.jupiter.api.Assumptions.assumeTrue(Files.isExecutable(bash), "skipped: no " + bash);
        Path lines = SampleTexts.write(folder, SampleTexts.trainingLines(200));
        // a limit of the file's size fails like a full disk: fastText goes on and ends without an error
        List<String> limited = new java.util.ArrayList<>(List.of(bash.toString(), "-c", "ulimit -f 256 && exec \"$@\"", "bash"));
        limited.addAll(command(List.of(SampleTexts.SMALL.arguments(lines.toString(), "model", 1))));
        Files.createDirectory(folder.resolve("model.vec"));
        new TrainingRun(limited, folder, TrainingLimits.defaults(), told -> { }).await(SampleTexts.SMALL);
        assertThatThrownBy(() -> FastTextTrainer.checkWritten(folder.resolve("model.bin"), SampleTexts.SMALL))
                .isInstanceOf(TrainingException.class).hasMessageContaining("not written whole, as on a full disk: 262144 bytes");
    }

    @Test
    void refusesAModelLargerThanTheDisk() throws Exception {
        Path lines = SampleTexts.write(folder, SampleTexts.trainingLines(200));
        FastTextParams params = new FastTextParams(4096, 0.1, 3, 3, 1, 100_000_000, 1);
        org.junit.jupiter.api.Assumptions.assumeTrue(Files.getFileStore(folder).getUsableSpace() < FastTextTrainer.leastBytes(params), "skipped: a very large disk");
        assertThatThrownBy(() -> train(params, lines, folder.resolve("m.bin")))
                .isInstanceOf(TrainingException.class).hasMessageContaining("the model needs at least 1562500 MiB in").hasMessageContaining("MiB left");
    }

    @Test
    void survivesWhatATruncatedModelDoesToFastText() throws Exception {
        Path lines = SampleTexts.write(folder, SampleTexts.trainingLines(200));
        byte[] bytes = Files.readAllBytes(SampleTexts.trainedModel());
        for (int length : new int[] {0, 3, 40, 200, 1500, bytes.length / 2}) {
            Path cut = Files.write(folder.resolve("cut.bin"), java.util.Arrays.copyOf(bytes, length));
            List<String> command = command(List.of("test", cut.toString(), lines.toString()));
            TrainingLimits limits = new TrainingLimits(Duration.ofSeconds(4), 1L << 30);
            // it aborts, crashes, takes all memory or never ends, by the place of the cut; where it runs through there is nothing to say
            Throwable thrown = org.assertj.core.api.Assertions.catchThrowable(() -> new TrainingRun(command, folder, limits, told -> { }).await(SampleTexts.SMALL));
            if (thrown != null) {
                assertThat(thrown).as("%d bytes", length).isInstanceOf(TrainingException.class).hasMessageMatching(
                        "(?s)Cannot train the classifier: (fastText (reports|aborted|crashed)|its process |it was not done within the time limit).*");
            }
            assertThat(ProcessHandle.current().children().filter(FastTextTrainerTest::isTraining)).isEmpty();
            assertThatThrownBy(() -> LinearModel.fromFastText(cut, TrainingLine.MATH, ClassifierText.RAW)).isInstanceOf(ModelFormatException.class);
        }
    }

    @Test
    void endsTheTrainingWhenInterrupted() throws Exception {
        Path lines = SampleTexts.write(folder, SampleTexts.trainingLines(2000));
        Thread caller = Thread.currentThread();
        FastTextTrainer trainer = new FastTextTrainer(LONG, TrainingLimits.defaults(), told -> caller.interrupt());
        assertThatThrownBy(() -> trainer.train(lines, folder.resolve("m.bin"))).isInstanceOf(InterruptedException.class);
        assertThat(ProcessHandle.current().children().filter(FastTextTrainerTest::isTraining)).isEmpty();
        assertThat(files(folder)).containsExactly("train.txt");
    }

    @Test
    void endsWithItsParent() throws Exception {
        Path lines = SampleTexts.write(folder, SampleTexts.trainingLines(2000));
        List<String> command = command(List.of(LONG.arguments(lines.toString(), "model", 1)));
        Process process = new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true)
                .redirectOutput(folder.resolve("output.txt").toFile()).start();
        // what the system does when the parent is gone, however it went
        process.getOutputStream().close();
        assertThat(process.waitFor()).isEqualTo(FastTextProcess.ORPHANED);
    }

    @Test
    void keepsTheOldModelWhenATrainingFails() throws Exception {
        Path lines = SampleTexts.write(folder, SampleTexts.trainingLines(20));
        Path model = Files.writeString(folder.resolve("m.bin"), "the old model");
        assertThatThrownBy(() -> train(new FastTextParams(8, 0.1, 1, 100_000, 1, 1000, 1), lines, model)).isInstanceOf(TrainingException.class);
        assertThat(model).hasContent("the old model");
    }

    @Test
    void takesOneThreadForSmallTextsUnlessTold() {
        assertThat(FastTextParams.paperDefaults().threadsFor(1000)).isEqualTo(1);
        assertThat(FastTextParams.paperDefaults().threadsFor(1L << 40)).isEqualTo(Runtime.getRuntime().availableProcessors());
        assertThat(FastTextParams.paperDefaults().withThreads(5).threadsFor(1000)).isEqualTo(5);
    }

    @Test
    void refusesSettingsOutOfRange() {
        assertThatThrownBy(() -> new FastTextParams(0, 0.1, 3, 3, 3, 100, 1)).hasMessage("dim must be from 1 to 4096 (0)");
        assertThatThrownBy(() -> new FastTextParams(8, Double.NaN, 3, 3, 3, 100, 1)).hasMessageContaining("lr must be above 0");
        assertThatThrownBy(() -> new FastTextParams(8, 0.1, 6, 3, 3, 100, 1)).hasMessageContaining("word-ngrams");
    }

    private static boolean isTraining(ProcessHandle process) {
        return process.info().commandLine().orElse("").contains(FastTextProcess.class.getName());
    }

    private static TrainedModel train(FastTextParams params, Path lines, Path model) throws IOException, InterruptedException {
        return new FastTextTrainer(params, TrainingLimits.defaults(), told -> { }).train(lines, model);
    }

    /** Runs fastText with any arguments. */
    private void run(List<String> arguments, FastTextParams params) throws IOException, InterruptedException {
        List<String> command = command(arguments);
        new TrainingRun(command, folder, TrainingLimits.defaults(), told -> { }).await(params);
    }

    private static List<String> command(List<String> arguments) throws IOException {
        List<String> command = new java.util.ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:-CreateCoredumpOnCrash", "-cp", FastTextTrainer.classPath(), FastTextProcess.class.getName()));
        command.addAll(arguments);
        return command;
    }

    private static List<String> files(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }
}
