package org.mathlode.dedup.minhash;

import com.dynatrace.hash4j.similarity.ElementHashProvider;
import com.dynatrace.hash4j.similarity.SimilarityHashPolicy;
import com.dynatrace.hash4j.similarity.SimilarityHasher;
import com.dynatrace.hash4j.similarity.SimilarityHashing;
import com.dynatrace.hash4j.similarity.SuperMinHashVersion;
import java.util.Arrays;
import java.util.stream.LongStream;
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
    private final LineSketch.Builder lines = new LineSketch.Builder();
    private long[] elements = new long[1024];

    public MinHasher(MinHashParams params) {
        this.params = params;
        this.policy = SimilarityHashing.superMinHash(params.components(), Integer.SIZE, SuperMinHashVersion.V1);
        this.hasher = policy.createHasher();
        this.seedHash = GramHash.mixed(params.randomSeed());
    }

    /** The signature of a text. */
    public Signature signature(String text) {
        int count = shingleHashes(text);
        if (count == 0) {
            return new Signature(new int[0], lines.sketch(), 0);
        }
        long[] hashes = elements;
        byte[] packed = hasher.compute(ElementHashProvider.ofFunction(i -> hashes[i], count));
        int[] components = new int[params.components()];
        for (int i = 0; i < components.length; i++) {
            components[i] = (int) policy.getComponent(packed, i);
        }
        eachLine((from, to) -> lines.add(elements, from, to));
        return new Signature(components, lines.sketch(), count);
    }

    /** The distinct shingles of a text: for exact similarities. */
    public Shingles shingles(String text) {
        int count = shingleHashes(text);
        LongStream.Builder inLines = LongStream.builder();
        eachLine((from, to) -> Arrays.stream(elements, from, to).forEach(inLines));
        return new Shingles(Arrays.stream(elements, 0, count).sorted().distinct().toArray(), inLines.build().sorted().distinct().toArray());
    }

    /** Tells where the shingles of each line begin and end among all: those that lie within it. */
    private void eachLine(ShingleRange use) {
        for (int line = 0; line < scanner.lines(); line++) {
            int from = scanner.lineFrom(line);
            int to = scanner.lineFrom(line + 1) - params.shingleWords() + 1;
            if (from < to) {
                use.accept(from, to);
            }
        }
    }

    private interface ShingleRange {
        void accept(int from, int to);
    }

    /** Fills {@link #elements}; a shingle that comes twice stands twice, which changes no signature. */
    private int shingleHashes(String text) {
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
