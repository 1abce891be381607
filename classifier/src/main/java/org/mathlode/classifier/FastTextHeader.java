package org.mathlode.classifier;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The settings and the dictionary at the front of a fastText model (Args::load and Dictionary::load of fastText 0.9.2,
 * file versions 11 and 12).
 */
final class FastTextHeader {
    private static final int MAGIC = 793712314;
    private static final int SOFTMAX = 3;
    private static final int SUPERVISED = 3;
    private static final String[] LOSSES = {"?", "hs", "ns", "softmax", "ova"};
    private static final String[] MODELS = {"?", "cbow", "skipgram", "supervised"};
    private static final int LONGEST_WORD = 1 << 24;

    final int dim;
    final int wordNgrams;
    final int bucket;
    final int[] hashes;
    final long[] keys;
    final List<String> labels = new ArrayList<>();
    /** Bucket to row after pruning, or null when nothing was pruned. */
    final Map<Integer, Integer> pruned;

    private final LittleEndianFile in;
    private final int bucketRows;

    FastTextHeader(LittleEndianFile in) throws IOException {
        this.in = in;
        if (in.remaining() < 8 || in.readInt() != MAGIC) {
            throw new ModelFormatException(in.path(), "it is not a fastText model");
        }
        int version = in.readInt();
        if (version != 11 && version != 12) {
            throw refused("fastText file version " + version + " is not known, only 11 and 12");
        }
        dim = in.readInt();
        in.skip(4 * 4, "settings");
        wordNgrams = in.readInt();
        int loss = in.readInt();
        int model = in.readInt();
        int buckets = in.readInt();
        in.skip(4, "settings");
        // version 11 wrote a maxn that supervised models did not use
        int maxn = version == 11 ? in.readInt() * 0 : in.readInt();
        in.skip(4, "settings");
        in.readDouble();
        if (model != SUPERVISED) {
            throw refused("it is a " + name(MODELS, model) + " model, not a supervised one");
        }
        if (loss != SOFTMAX) {
            throw refused("its loss is " + name(LOSSES, loss) + ", only softmax can be represented");
        }
        if (maxn != 0) {
            throw refused("it uses character n-grams (maxn " + maxn + "), which cannot be represented");
        }
        if (dim < 1 || dim > 1 << 20 || wordNgrams < 1 || wordNgrams > TokenBlock.KEPT + 1 || buckets < 0) {
            throw refused("its settings cannot be represented: dim " + dim + ", wordNgrams " + wordNgrams + ", bucket " + buckets);
        }
        int entries = in.readInt();
        int words = in.readInt();
        int labelCount = in.readInt();
        in.readLong();
        long prunedBuckets = in.readLong();
        if (words < 0 || labelCount < 0 || (long) words + labelCount != entries || entries > in.remaining() / 10) {
            throw refused("it is truncated or damaged: " + entries + " dictionary entries, " + words + " words, "
                    + labelCount + " labels");
        }
        if (prunedBuckets < -1 || prunedBuckets > in.remaining() / 8) {
            throw refused("it is truncated or damaged: " + prunedBuckets + " pruned buckets");
        }
        bucketRows = buckets;
        bucket = wordNgrams == 1 ? 0 : buckets;
        if (wordNgrams > 1 && bucket == 0) {
            throw refused("it has word n-grams and no buckets");
        }
        hashes = new int[words];
        keys = new long[words];
        readDictionary(words, labelCount);
        pruned = prunedBuckets < 0 ? null : readPruned((int) prunedBuckets);
    }

    private void readDictionary(int words, int labelCount) throws IOException {
        byte[] word = new byte[256];
        for (int entry = 0; entry < words + labelCount; entry++) {
            int length = 0;
            byte b;
            while ((b = in.readByte()) != 0) {
                if (length == word.length) {
                    if (length > LONGEST_WORD) {
                        throw refused("it is damaged: a word has more than " + LONGEST_WORD + " bytes");
                    }
                    word = java.util.Arrays.copyOf(word, length * 2);
                }
                word[length++] = b;
            }
            in.readLong();
            byte type = in.readByte();
            if (type != (entry < words ? 0 : 1)) {
                throw refused("it is damaged: dictionary entry " + entry + " has type " + type);
            }
            if (entry < words) {
                hashes[entry] = TokenBlock.hash(word, 0, length);
                keys[entry] = TokenBlock.key(word, 0, length);
            } else {
                labels.add(new String(word, 0, length, StandardCharsets.UTF_8));
            }
        }
    }

    private Map<Integer, Integer> readPruned(int count) throws IOException {
        Map<Integer, Integer> rows = new HashMap<>();
        for (int i = 0; i < count; i++) {
            int from = in.readInt();
            int row = in.readInt();
            if (from < 0 || from >= bucketRows || row < 0 || row >= count) {
                throw refused("it is damaged: bucket " + from + " stands at row " + row);
            }
            rows.put(from, row);
        }
        return rows;
    }

    /** The rows that the input matrix must have. */
    long rows() {
        return (long) hashes.length + (pruned == null ? bucketRows : pruned.size());
    }

    private ModelFormatException refused(String reason) {
        return new ModelFormatException(in.path(), reason);
    }

    private static String name(String[] names, int index) {
        return index > 0 && index < names.length ? names[index] : "unknown (" + index + ")";
    }
}
