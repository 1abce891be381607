package org.mathlode.classifier;

import com.github.jfasttext.JFastText;
import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.CodeSource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.bytedeco.javacpp.Loader;

/** Trains a fastText model in a process of its own, so that whatever its native code does, this process lives on. */
public final class FastTextTrainer {
    private final FastTextParams params;
    private final TrainingLimits limits;
    private final Consumer<TrainingProgress> progress;

    /** @param progress is told at most once a second and at the end, from another thread */
    public FastTextTrainer(FastTextParams params, TrainingLimits limits, Consumer<TrainingProgress> progress) {
        this.params = params;
        this.limits = limits;
        this.progress = progress;
    }

    /**
     * Trains on a file of {@link TrainingLine}s. Everything else it writes lies beside the model and is removed.
     *
     * @param model where the fastText model goes; what was there is replaced when the training has succeeded
     * @throws TrainingException when the input is unfit, or the training dies, diverges or reaches a limit
     * @throws InterruptedException when this thread is interrupted; the training is ended
     */
    public TrainedModel train(Path trainingText, Path model) throws IOException, InterruptedException {
        TrainingCounts counts = TrainingCounts.check(trainingText);
        Path folder = model.toAbsolutePath().getParent();
        Files.createDirectories(folder);
        checkSpace(folder);
        Path work = Files.createTempDirectory(folder, ".training-");
        try {
            return train(trainingText.toAbsolutePath(), counts, model, work);
        } finally {
            delete(work);
        }
    }

    private TrainedModel train(Path text, TrainingCounts counts, Path model, Path work) throws IOException, InterruptedException {
        int threads = params.threadsFor(counts.bytes());
        Files.createDirectory(work.resolve("model" + FastTextProcess.VECTORS));
        long start = System.nanoTime();
        TrainingRun run = new TrainingRun(command(text, work, threads), work, limits, progress);
        run.await(params);
        Path written = work.resolve("model.bin");
        if (!Files.isRegularFile(written)) {
            throw new TrainingException("fastText ended without an error and without a model. " + run.lastWords());
        }
        checkWritten(written, params);
        Files.move(written, model, StandardCopyOption.REPLACE_EXISTING);
        return new TrainedModel(model, Files.size(model), counts, threads, run.loss(), Duration.ofNanos(System.nanoTime() - start));
    }

    /**
     * fastText does not notice when a disk is full, and trains without a word too: its vocabulary counts the labels, and the end of the line is a word.
     */
    static void checkWritten(Path written, FastTextParams params) throws IOException {
        try (LittleEndianFile in = new LittleEndianFile(written)) {
            int[] hashes = FastTextFile.Parts.of(in).header().hashes;
            if (hashes.length == 0 || hashes.length == 1 && hashes[0] == TokenBlock.END_HASH) {
                throw new TrainingException("no word occurs " + params.minCount() + " times (lower min-count, or give more text)");
            }
        } catch (ModelFormatException e) {
            throw new TrainingException("the model was not written whole, as on a full disk: " + Files.size(written) + " bytes, and "
                    + (Files.getFileStore(written).getUsableSpace() >> 20) + " MiB are left there (" + e.getMessage() + ")", e);
        }
    }

    private List<String> command(Path text, Path work, int threads) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx128m", "-XX:+UseSerialGC", "-XX:-CreateCoredumpOnCrash", "-XX:ErrorFile=crash.log",
                "-Dfile.encoding=UTF-8",
                // JavaCPP would count the native memory of the model against four times the heap
                "-Dorg.bytedeco.javacpp.maxphysicalbytes=0", "-Dorg.bytedeco.javacpp.maxbytes=0",
                "-Dorg.bytedeco.javacpp.cachedir=" + work.resolve("natives"),
                "-cp", classPath(), FastTextProcess.class.getName()));
        command.addAll(List.of(params.arguments(text.toString(), "model", threads)));
        return command;
    }

    /** Where the needed classes were loaded from: folders and jars in development, one jar in a run. */
    static String classPath() throws IOException {
        Set<String> places = new LinkedHashSet<>();
        for (Class<?> needed : List.of(FastTextProcess.class, JFastText.class, Loader.class)) {
            CodeSource source = needed.getProtectionDomain().getCodeSource();
            if (source == null) {
                throw new TrainingException("cannot tell where " + needed.getName() + " was loaded from");
            }
            try {
                places.add(Path.of(source.getLocation().toURI()).toString());
            } catch (URISyntaxException | IllegalArgumentException | java.nio.file.FileSystemNotFoundException e) {
                throw new TrainingException(needed.getName() + " was not loaded from a local file (" + source.getLocation() + ")", e);
            }
        }
        return String.join(File.pathSeparator, places);
    }

    /** The matrix of the n-grams alone; the words come on top. */
    static long leastBytes(FastTextParams params) {
        return params.wordNgrams() == 1 ? 0 : 4L * params.dim() * params.bucket();
    }

    private void checkSpace(Path folder) throws IOException {
        long space = Files.getFileStore(folder).getUsableSpace();
        if (space < leastBytes(params) + (16 << 20)) {
            throw new TrainingException("the model needs at least " + (leastBytes(params) >> 20) + " MiB in " + folder + ", which has "
                    + (space >> 20) + " MiB left");
        }
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> paths = Files.walk(folder)) {
            for (Path path : paths.sorted(java.util.Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        }
    }
}
