package org.mathlode.classifier;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/**
 * Reads a fastText model and collapses it: for two labels the score depends on a feature's row only through its product
 * with the difference of the two output rows, so one float a feature is the whole model.
 */
final class FastTextFile {
    private FastTextFile() {}

    /** The parts of a whole model; the matrices read from the file when they are asked. */
    record Parts(FastTextHeader header, FastTextMatrix input, FastTextMatrix output) {
        /** Throws {@link ModelFormatException} where the file does not end where the model does. */
        static Parts of(LittleEndianFile in) throws IOException {
            FastTextHeader header = new FastTextHeader(in);
            boolean quantized = in.readByte() != 0;
            if (header.pruned != null && !quantized) {
                throw new ModelFormatException(in.path(), "it is damaged: pruned and not quantised");
            }
            FastTextMatrix input = quantized ? FastTextMatrix.quantized(in, "input matrix") : FastTextMatrix.dense(in, "input matrix");
            if (in.readByte() != 0) {
                throw new ModelFormatException(in.path(), "its output matrix is quantised, which takes 256 labels or more");
            }
            FastTextMatrix output = FastTextMatrix.dense(in, "output matrix");
            if (input.columns != header.dim || output.columns != header.dim || output.rows != header.labels.size() || input.rows != header.rows()) {
                throw new ModelFormatException(in.path(), "it is damaged: the matrices (" + input.rows + "×" + input.columns + ", "
                        + output.rows + "×" + output.columns + ") do not fit the dictionary (" + header.rows() + " rows, " + header.labels.size() + " labels)");
            }
            if (in.remaining() != 0) {
                throw new ModelFormatException(in.path(), "it is damaged: " + in.remaining() + " bytes follow the model");
            }
            return new Parts(header, input, output);
        }
    }

    static LinearModel collapse(Path path, String positiveLabel, int textVersion) throws IOException {
        try (LittleEndianFile in = new LittleEndianFile(path)) {
            Parts parts = Parts.of(in);
            int positive = positiveRow(path, parts.header, positiveLabel);
            float[] products = parts.input.times(difference(parts.output.row(positive), parts.output.row(1 - positive)));
            checkFinite(path, products);
            return model(parts.header, products, textVersion);
        }
    }

    private static int positiveRow(Path path, FastTextHeader header, String positiveLabel) throws ModelFormatException {
        if (header.labels.size() != 2) {
            throw new ModelFormatException(path, "it has " + header.labels.size() + " labels, only two can be represented");
        }
        int row = header.labels.indexOf(positiveLabel);
        if (row < 0) {
            throw new ModelFormatException(path, "none of its labels (" + String.join(", ", header.labels) + ") is " + positiveLabel
                    + "; name the label of mathematics");
        }
        return row;
    }

    private static double[] difference(float[] plus, float[] minus) {
        double[] difference = new double[plus.length];
        for (int i = 0; i < plus.length; i++) {
            difference[i] = (double) plus[i] - minus[i];
        }
        return difference;
    }

    private static void checkFinite(Path path, float[] products) throws ModelFormatException {
        for (float product : products) {
            if (!Float.isFinite(product)) {
                throw new ModelFormatException(path, "it has weights that are not numbers; the training diverged (lower the learning rate)");
            }
        }
    }

    private static LinearModel model(FastTextHeader header, float[] products, int textVersion) {
        int words = header.hashes.length;
        float[] wordWeights = java.util.Arrays.copyOf(products, words);
        float[] ngramWeights = new float[header.bucket];
        if (header.pruned == null) {
            System.arraycopy(products, words, ngramWeights, 0, ngramWeights.length);
        } else if (header.wordNgrams > 1) {
            java.util.Arrays.fill(ngramWeights, Float.NaN);
            for (Map.Entry<Integer, Integer> bucket : header.pruned.entrySet()) {
                ngramWeights[bucket.getKey()] = products[words + bucket.getValue()];
            }
        }
        return new LinearModel(textVersion, header.wordNgrams, new Words(header.hashes, header.keys, wordWeights), ngramWeights);
    }

    /** The dictionary without its words: FNV-1a, key and weight of each, the most frequent first. */
    record Words(int[] hashes, long[] keys, float[] weights) {}
}
