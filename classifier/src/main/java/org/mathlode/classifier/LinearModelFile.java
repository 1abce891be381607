package org.mathlode.classifier;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32C;
import org.mathlode.classifier.FastTextFile.Words;

/**
 * The collapsed model's own file, version 2, little-endian: magic (8 bytes), version, version of the text's normal form,
 * wordNgrams, words, buckets (4 bytes each), the words' keys (8: {@link TokenBlock#key}), FNV-1a hashes (4) and weights (float), the
 * buckets' weights (float, NaN = pruned), CRC-32C of all before (8 bytes).
 */
final class LinearModelFile {
    static final int VERSION = 2;
    private static final byte[] MAGIC = "MATHLODE".getBytes(StandardCharsets.US_ASCII);
    private static final int HEADER = 8 + 5 * 4;

    private LinearModelFile() {}

    static boolean hasMagic(byte[] start) {
        return start.length >= MAGIC.length && ByteBuffer.wrap(start, 0, MAGIC.length).equals(ByteBuffer.wrap(MAGIC));
    }

    static byte[] write(LinearModel model) {
        Words words = model.wordTable().words();
        float[] ngrams = model.ngrams().weights();
        long size = size(model.wordCount(), ngrams.length);
        ByteBuffer out = ByteBuffer.allocate(Math.toIntExact(size)).order(ByteOrder.LITTLE_ENDIAN);
        out.put(MAGIC).putInt(VERSION).putInt(model.textVersion()).putInt(model.wordNgrams());
        out.putInt(model.wordCount()).putInt(ngrams.length);
        for (long key : words.keys()) {
            out.putLong(key);
        }
        for (int hash : words.hashes()) {
            out.putInt(hash);
        }
        for (float weight : words.weights()) {
            out.putFloat(weight);
        }
        for (float weight : ngrams) {
            out.putFloat(weight);
        }
        return out.putLong(checksum(out.array())).array();
    }

    private static long size(long words, long buckets) {
        return HEADER + words * 16 + buckets * 4 + 8;
    }

    static LinearModel read(byte[] bytes, Object name) throws ModelFormatException {
        if (!hasMagic(bytes)) {
            throw new ModelFormatException(name, "it is not a model of Mathlode");
        }
        if (bytes.length < HEADER + 8) {
            throw new ModelFormatException(name, "it is truncated at " + bytes.length + " bytes");
        }
        ByteBuffer in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).position(MAGIC.length);
        int version = in.getInt();
        if (version != VERSION) {
            throw new ModelFormatException(name, "its file version is " + version + ", this program knows " + VERSION);
        }
        int textVersion = in.getInt();
        int wordNgrams = in.getInt();
        int words = in.getInt();
        int buckets = in.getInt();
        if (words < 0 || buckets < 0 || bytes.length != size(words, buckets)) {
            throw new ModelFormatException(name, "it is truncated or damaged: " + bytes.length + " bytes for " + words
                    + " words and " + buckets + " buckets");
        }
        if (checksum(bytes) != in.getLong(bytes.length - 8)) {
            throw new ModelFormatException(name, "it is damaged: the checksum does not fit");
        }
        if (wordNgrams < 1 || wordNgrams > TokenBlock.KEPT + 1 || (wordNgrams > 1) != (buckets > 0)) {
            throw new ModelFormatException(name, "it is damaged: word n-grams of " + wordNgrams + " with " + buckets + " buckets");
        }
        int[] hashes = new int[words];
        long[] keys = new long[words];
        float[] weights = new float[words];
        float[] ngrams = new float[buckets];
        in.asLongBuffer().get(keys);
        in.position(in.position() + words * 8);
        in.asIntBuffer().get(hashes);
        in.position(in.position() + words * 4);
        in.asFloatBuffer().get(weights).get(ngrams);
        return new LinearModel(textVersion, wordNgrams, new Words(hashes, keys, weights), ngrams);
    }

    private static long checksum(byte[] bytes) {
        CRC32C crc = new CRC32C();
        crc.update(bytes, 0, bytes.length - 8);
        return crc.getValue();
    }
}
