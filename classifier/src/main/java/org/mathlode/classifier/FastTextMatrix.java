package org.mathlode.classifier;

import java.io.IOException;

/** A matrix in a fastText model, as floats or quantised; it knows its place and multiplies without being held in memory. */
final class FastTextMatrix {
    private static final int CENTROIDS = 256;

    final long rows;
    final int columns;
    private final LittleEndianFile in;
    private final long codesAt;
    /** Quantised: product quantiser of the rows and, or null, of their norms. */
    private final Quantizer quantizer;
    private final Quantizer norms;
    private final long normCodesAt;

    private FastTextMatrix(LittleEndianFile in, long rows, int columns, long codesAt, Quantizer quantizer, Quantizer norms, long normCodesAt) {
        this.in = in;
        this.rows = rows;
        this.columns = columns;
        this.codesAt = codesAt;
        this.quantizer = quantizer;
        this.norms = norms;
        this.normCodesAt = normCodesAt;
    }

    /** DenseMatrix::load; leaves the file behind the matrix. */
    static FastTextMatrix dense(LittleEndianFile in, String what) throws IOException {
        long rows = in.readLong();
        long columns = in.readLong();
        checkSize(in, rows, columns, what);
        long at = in.position();
        in.skip(rows * columns * 4, what);
        return new FastTextMatrix(in, rows, (int) columns, at, null, null, 0);
    }

    /** QMatrix::load; leaves the file behind the matrix. */
    static FastTextMatrix quantized(LittleEndianFile in, String what) throws IOException {
        boolean hasNorms = in.readByte() != 0;
        long rows = in.readLong();
        long columns = in.readLong();
        checkSize(in, rows, columns, what);
        int codes = in.readInt();
        long codesAt = in.position();
        in.skip(codes, what + "'s codes");
        Quantizer quantizer = new Quantizer(in, (int) columns);
        if ((long) quantizer.parts * rows != codes) {
            throw new ModelFormatException(in.path(), "it is damaged: the " + what + " has " + codes + " codes for " + rows + " rows");
        }
        long normCodesAt = in.position();
        Quantizer norms = null;
        if (hasNorms) {
            in.skip(rows, what + "'s norms");
            norms = new Quantizer(in, 1);
        }
        return new FastTextMatrix(in, rows, (int) columns, codesAt, quantizer, norms, normCodesAt);
    }

    private static void checkSize(LittleEndianFile in, long rows, long columns, String what) throws IOException {
        if (rows < 0 || rows > Integer.MAX_VALUE || columns < 1 || columns > 1 << 20) {
            throw new ModelFormatException(in.path(), "it is damaged: the " + what + " has " + rows + " rows, " + columns + " columns");
        }
    }

    /** One row of a matrix of floats. */
    float[] row(int row) throws IOException {
        float[] values = new float[columns];
        in.seek(codesAt + (long) row * columns * 4);
        in.readFloats(values);
        return values;
    }

    /** The product of every row with a vector, read through once. */
    float[] times(double[] vector) throws IOException {
        float[] products = new float[(int) rows];
        if (quantizer == null) {
            in.seek(codesAt);
            float[] row = new float[columns];
            for (int i = 0; i < products.length; i++) {
                in.readFloats(row);
                products[i] = (float) dot(row, vector);
            }
            return products;
        }
        double[] table = quantizer.products(vector);
        byte[] codes = new byte[quantizer.parts];
        in.seek(codesAt);
        double[] sums = new double[products.length];
        for (int i = 0; i < products.length; i++) {
            in.readBytes(codes);
            double sum = 0;
            for (int part = 0; part < codes.length; part++) {
                sum += table[part * CENTROIDS + (codes[part] & 0xFF)];
            }
            sums[i] = sum;
        }
        if (norms != null) {
            in.seek(normCodesAt);
            for (int i = 0; i < sums.length; i++) {
                sums[i] *= norms.centroids[in.readByte() & 0xFF];
            }
        }
        for (int i = 0; i < sums.length; i++) {
            products[i] = (float) sums[i];
        }
        return products;
    }

    private static double dot(float[] row, double[] vector) {
        double a = 0;
        double b = 0;
        double c = 0;
        double d = 0;
        int k = 0;
        for (; k + 3 < row.length; k += 4) {
            a += row[k] * vector[k];
            b += row[k + 1] * vector[k + 1];
            c += row[k + 2] * vector[k + 2];
            d += row[k + 3] * vector[k + 3];
        }
        for (; k < row.length; k++) {
            a += row[k] * vector[k];
        }
        return a + b + (c + d);
    }

    /** ProductQuantizer::load: 256 centroids for each of a few runs of columns; the last run may be shorter. */
    private static final class Quantizer {
        final int parts;
        final int partWidth;
        final float[] centroids;
        private final int lastWidth;

        Quantizer(LittleEndianFile in, int columns) throws IOException {
            int dim = in.readInt();
            parts = in.readInt();
            partWidth = in.readInt();
            lastWidth = in.readInt();
            if (dim != columns || parts < 1 || partWidth < 1 || lastWidth < 1 || lastWidth > partWidth
                    || (parts - 1L) * partWidth + lastWidth != dim) {
                throw new ModelFormatException(in.path(), "it is damaged: a quantiser of " + dim + " columns in " + parts + " parts");
            }
            centroids = new float[dim * CENTROIDS];
            in.readFloats(centroids);
        }

        int width(int part) {
            return part == parts - 1 ? lastWidth : partWidth;
        }

        int start(int part, int code) {
            return part * CENTROIDS * partWidth + code * width(part);
        }

        double[] products(double[] vector) {
            double[] table = new double[parts * CENTROIDS];
            for (int part = 0; part < parts; part++) {
                for (int code = 0; code < CENTROIDS; code++) {
                    double sum = 0;
                    for (int k = 0; k < width(part); k++) {
                        sum += centroids[start(part, code) + k] * vector[part * partWidth + k];
                    }
                    table[part * CENTROIDS + code] = sum;
                }
            }
            return table;
        }
    }
}
