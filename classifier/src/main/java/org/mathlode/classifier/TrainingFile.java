package org.mathlode.classifier;

import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Writes training lines in a random order that depends on the random seed and the order of adding alone: fastText goes
 * through its file from front to back and forgets labels that it has not seen for long. Holds a 64th of the lines in
 * memory. Not thread-safe.
 */
public final class TrainingFile implements Closeable {
    private static final int PARTS = 64;

    private final Path file;
    private final long randomSeed;
    private final List<Path> parts = new ArrayList<>();
    private final List<OutputStream> outputs = new ArrayList<>();
    private long lines;

    /** @param file what is written when this is closed; parts lie beside it until then */
    public TrainingFile(Path file, long randomSeed) throws IOException {
        this.file = file;
        this.randomSeed = randomSeed;
        for (int i = 0; i < PARTS; i++) {
            Path part = file.resolveSibling(file.getFileName() + ".part" + i);
            parts.add(part);
            outputs.add(new BufferedOutputStream(Files.newOutputStream(part), 1 << 15));
        }
    }

    /** @param line one of {@link TrainingLine} */
    public void add(String line) throws IOException {
        OutputStream out = outputs.get((int) (mix(lines++) >>> 58));
        out.write(line.getBytes(StandardCharsets.UTF_8));
        out.write('\n');
    }

    @Override
    public void close() throws IOException {
        for (OutputStream output : outputs) {
            output.close();
        }
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file), 1 << 16)) {
            for (Path part : parts) {
                writeShuffled(part, out);
            }
        } finally {
            for (Path part : parts) {
                Files.deleteIfExists(part);
            }
        }
    }

    private void writeShuffled(Path part, OutputStream out) throws IOException {
        record Keyed(long key, String line) {}
        List<Keyed> keyed = new ArrayList<>();
        for (String line : Files.readString(part, StandardCharsets.UTF_8).split("\n")) {
            if (!line.isEmpty()) {
                keyed.add(new Keyed(mix(~(long) keyed.size()), line));
            }
        }
        keyed.sort(Comparator.comparingLong(Keyed::key));
        for (Keyed one : keyed) {
            out.write(one.line().getBytes(StandardCharsets.UTF_8));
            out.write('\n');
        }
    }

    /** The finaliser of SplitMix64. */
    private long mix(long number) {
        long h = (number + 1) * 0x9E3779B97F4A7C15L ^ randomSeed * 0xD6E8FEB86659FD93L;
        h = (h ^ h >>> 30) * 0xBF58476D1CE4E5B9L;
        h = (h ^ h >>> 27) * 0x94D049BB133111EBL;
        return h ^ h >>> 31;
    }
}
