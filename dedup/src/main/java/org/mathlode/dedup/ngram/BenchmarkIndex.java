package org.mathlode.dedup.ngram;

import java.util.List;
import org.mathlode.dedup.text.GramScanner;

/**
 * Benchmark texts ready to be looked up: every n-gram of every text, and short questions whole. Immutable, shared by all threads of a
 * process; each thread looks up with a {@link Decontaminator} of its own. About 1.2 kB of heap a text.
 */
public final class BenchmarkIndex {
    /** Changes whenever some text gets another answer under an equal normal form. */
    public static final int VERSION = 3;

    final IndexParams params;
    final List<BenchmarkText> texts;
    /** By entry, the number of its text: a text with a drawing has a second entry that keeps the drawing's code. */
    private final int[] source;
    /** First gram of each entry in the row of all grams of all texts; one more at the end. */
    final int[] firstGram;
    /** From the hash of an n-gram to its last place in that row; {@link #nextPlace} leads to the others. */
    final NgramTable ngrams;
    final int[] nextPlace;
    /** By slot of {@link #ngrams}: {@link IndexBuilder#FEW_WORDS} and {@link IndexBuilder#SHARED}. */
    final byte[] weakness;
    /** From the hash of a whole short question to its text; {@link #nextShort} leads to the others. */
    final NgramTable shorts;
    final int[] nextShort;
    /** The first {@link IndexParams#shortMin} grams of short questions. */
    final HashFilter shortOpenings;
    /** Every {@link #part} grams in a row of every text that is matched by n-grams: where one is missing, no n-gram can be. */
    final HashFilter parts;
    /** By entry: {@link IndexBuilder#FEW_WORDS} and {@link IndexBuilder#SHARED} of the whole text. */
    final byte[] textWeakness;
    /** Lengths, in grams, that short questions have; ascending. */
    final int[] shortLengths;
    private final String digest;


    BenchmarkIndex(IndexBuilder built) {
        params = built.params;
        texts = built.texts;
        source = built.source;
        firstGram = built.firstGram;
        ngrams = built.ngrams;
        nextPlace = built.nextPlace;
        weakness = built.weakness;
        shorts = built.shorts;
        nextShort = built.nextShort;
        shortOpenings = built.shortOpenings;
        parts = built.parts;
        textWeakness = built.textWeakness;
        shortLengths = built.shortLengths;
        digest = TextStore.digest(texts, params);
    }

    /** Builds the index; texts too short to be matched stay listed and match nothing. */
    public static BenchmarkIndex of(List<BenchmarkText> texts, IndexParams params) {
        return new BenchmarkIndex(new IndexBuilder(texts, params).build());
    }

    /** An index written by {@link #toBytes}, rebuilt from its texts; refuses bytes of other versions. */
    public static BenchmarkIndex fromBytes(byte[] bytes) {
        return TextStore.read(bytes);
    }

    /** The texts and params, compressed: a twentieth of the index, small enough to broadcast. */
    public byte[] toBytes() {
        return TextStore.write(texts, params);
    }

    /** SHA-256, in hex, of texts, params and versions: equal digests give equal answers. */
    public String digest() {
        return digest;
    }

    public IndexParams params() {
        return params;
    }

    /** Grams in a part of an n-gram. */
    int part() {
        return part(params);
    }

    static int part(IndexParams params) {
        return Math.min(4, params.ngram());
    }

    /** The number of texts. */
    public int texts() {
        return texts.size();
    }

    /** The number of distinct n-grams. */
    public int ngrams() {
        return ngrams.size();
    }

    /** The number of distinct short questions that are matched whole. */
    public int shortTexts() {
        return shorts.size();
    }

    /** The number of the text that an entry was made of. */
    int source(int entry) {
        return source[entry];
    }

    /** The number of grams of an entry. */
    int grams(int entry) {
        return firstGram[entry + 1] - firstGram[entry];
    }

    /** Scans the text of an entry the way it was indexed. */
    void scan(GramScanner scanner, int entry) {
        String text = texts.get(source[entry]).text();
        if (entry > 0 && source[entry - 1] == source[entry]) {
            scanner.scanWithDrawings(text);
        } else {
            scanner.scan(text);
        }
    }

    /** The entry that holds a place in the row of all grams. */
    int textAt(int place) {
        return textAt(firstGram, place);
    }

    /** Texts without grams begin where the next one does: the last of them that begins at or before {@code place}. */
    static int textAt(int[] firstGram, int place) {
        int low = 0;
        int high = firstGram.length - 1;
        while (high - low > 1) {
            int middle = low + high >>> 1;
            if (firstGram[middle] <= place) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return low;
    }
}
