package org.mathlode.classifier;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What a training file holds.
 *
 * @param math lines labelled {@link TrainingLine#MATH}
 * @param other lines labelled {@link TrainingLine#OTHER}
 * @param words tokens without the labels
 * @param bytes length of the file
 */
public record TrainingCounts(long math, long other, long words, long bytes) {
    /** With fewer examples of one label nothing can be learned. */
    static final int LEAST_EXAMPLES = 5;
    private static final byte[] MATH = (TrainingLine.MATH + " ").getBytes(StandardCharsets.US_ASCII);
    private static final byte[] OTHER = (TrainingLine.OTHER + " ").getBytes(StandardCharsets.US_ASCII);

    /** Reads a training file through; refuses one that fastText would die of or learn nothing from. */
    static TrainingCounts check(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new TrainingException("there is no training text " + file);
        }
        Counter counter = new Counter(file);
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file), 1 << 16)) {
            byte[] buffer = new byte[1 << 16];
            int read;
            while ((read = in.read(buffer)) > 0) {
                for (int i = 0; i < read; i++) {
                    counter.accept(buffer[i]);
                }
            }
        }
        TrainingCounts counts = counter.counts();
        if (counts.math < LEAST_EXAMPLES || counts.other < LEAST_EXAMPLES) {
            throw new TrainingException(file + " has " + counts.math + " examples of mathematics and " + counts.other
                    + " of something else; each needs at least " + LEAST_EXAMPLES);
        }
        return counts;
    }

    private static final class Counter {
        private final Path file;
        private final byte[] start = new byte[Math.max(MATH.length, OTHER.length)];
        private int column;
        private long line = 1;
        private boolean inWord;
        private long words;
        private long math;
        private long other;
        private long bytes;

        Counter(Path file) {
            this.file = file;
        }

        void accept(byte b) throws TrainingException {
            bytes++;
            if (b == '\n') {
                endLine();
                return;
            }
            if (column < start.length) {
                start[column] = b;
            }
            column = Math.min(column + 1, Integer.MAX_VALUE - 1);
            boolean blank = (b & 0xFF) <= ' ';
            if (!blank && !inWord) {
                words++;
            }
            inWord = !blank;
        }

        private void endLine() throws TrainingException {
            if (startsWith(MATH)) {
                math++;
            } else if (startsWith(OTHER)) {
                other++;
            } else {
                throw new TrainingException(file + " line " + line + " begins with neither " + TrainingLine.MATH + " nor "
                        + TrainingLine.OTHER);
            }
            line++;
            column = 0;
            inWord = false;
        }

        private boolean startsWith(byte[] label) {
            for (int i = 0; i < label.length; i++) {
                if (i >= column || start[i] != label[i]) {
                    return false;
                }
            }
            return true;
        }

        TrainingCounts counts() throws TrainingException {
            if (column > 0) {
                endLine();
            }
            return new TrainingCounts(math, other, words - math - other, bytes);
        }
    }
}
