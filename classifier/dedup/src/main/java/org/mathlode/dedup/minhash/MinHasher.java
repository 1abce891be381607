package org.mathlode.dedup.minhash;

import com.dynatrace.hash4j.similarity.ElementHashProvider;
import com.dynatrace.hash4j.similarity.SimilarityHashPolicy;
import com.dynatrace.hash4j.similarity.SimilarityHasher;
import com.dynatrace.hash4j.similarity.SimilarityHashing;
import com.dynatrace.hash4j.similarity.SuperMinHashVersion;
import java.util.Arrays;
import org.mathlode.dedup.text.GramHash;
import org.mathlode.dedup.text.GramScanner;

/**
 * Signatures of texts by SuperMinHash (Ertl 2017): the share of equal components of two signatures estimates the Jaccard
 * similarity of their shingle sets, without bias and with no more variance than classic MinHash. A text with fewer words than a
 * shingle is one shingle; a text without words has the empty signature and is nobody's near-duplicate.
 * Holds scratch arrays: one hasher per thread.
 */
public final class MinHasher {
    private final MinHashParams params;
    private final SimilarityHashPolicy policy;
    private final SimilarityHasher hasher;
    private final GramScanner scanner = new GramScanner();
    private final long seedHash;
    private long[] elements = new long[1024];

    public MinHasher(MinHashParams params) {
        this.params = params;
        this.policy = SimilarityHashing.superMinHash(params.components(), Integer.SIZE, SuperMinHashVersion.V1);
        this.hasher = policy.createHasher();
        this.seedHash = GramHash.mixed(params.randomSeed());
    }

    /** The signature of a text: {@code bands × rowsPerBand} components, or none for a text without words. */
    public int[] signature(String text) {
        int count = shingles(text);
        if (count == 0) {
            return new int[0];
        }
        long[] hashes = elements;
        byte[] packed = hasher.compute(ElementHashProvider.ofFunction(i -> hashes[i], count));
        int[] signature = new int[params.components()];
        for (int i = 0; i < signature.length; i++) {
            signature[i] = (int) policy.getComponent(packed, i);
        }
        return signature;
    }

    /** The distinct shingles of a text by their hashes, ascending: for exact similarities. */
    public long[] shingleHashes(String text) {
        int count = shingles(text);
        Arrays.sort(elements, 0, count);
        int distinct = 0;
        for (int i = 0; i < count; i++) {
            if (distinct == 0 || elements[i] != elements[distinct - 1]) {
                elements[distinct++] = elements[i];
            }
        }
        return Arrays.copyOf(elements, distinct);
    }

    /** Fills {@link #elements}; a shingle that comes twice stands twice, which changes no signature. */
    private int shingles(String text) {
        int grams = scanner.scanHashes(text).count();
        if (grams == 0) {
            return 0;
        }
        int words = Math.min(params.shingleWords(), grams);
        int windows = grams - words + 1;
        elements = scanner.shingles(words, elements);
        for (int i = 0; i < windows; i++) {
            elements[i] = GramHash.mixed(elements[i] ^ seedHash);
        }
        return windows;
    }
}
