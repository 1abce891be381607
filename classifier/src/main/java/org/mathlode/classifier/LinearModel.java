package org.mathlode.classifier;

import java.io.IOException;
import java.io.InvalidObjectException;
import java.io.ObjectInputStream;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import org.mathlode.classifier.FastTextFile.Words;

/**
 * A two-label fastText classifier collapsed to one weight a feature. Immutable and thread-safe; no native code. Serialised by Java as its own file.
 *
 * <p>Scores are those of fastText's softmax on the first line of the text with its end, as training saw it: tokens part at
 * space, \t, \n, \v, \f, \r and NUL; tokens that begin with {@code __label__} are left out; {@code </s>} ends the line.
 * Printed fastText probabilities are higher by the 10⁻⁵ that fastText adds before its logarithm.
 */
public final class LinearModel implements Serializable {
    private static final long serialVersionUID = 1L;

    private final int textVersion;
    private final int wordNgrams;
    private final transient WordTable wordTable;
    private final transient NgramTable ngrams;

    LinearModel(int textVersion, int wordNgrams, Words words, float[] ngramWeights) {
        this.textVersion = textVersion;
        this.wordNgrams = wordNgrams;
        this.wordTable = new WordTable(words);
        this.ngrams = new NgramTable(ngramWeights, wordNgrams);
    }

    /**
     * Reads a model of fastText ({@code .bin} or {@code .ftz}, file versions 11 and 12): supervised, softmax, two labels.
     * Takes some 30 bytes a word and 3 a bucket of memory, however large the file.
     *
     * @param positiveLabel the label of mathematics, as {@link TrainingLine#MATH}
     * @param textVersion the form of text it was trained on: {@link ClassifierText#VERSION} or {@link ClassifierText#RAW}
     * @throws ModelFormatException for any other file, and for a truncated or damaged one
     */
    public static LinearModel fromFastText(Path file, String positiveLabel, int textVersion) throws IOException {
        return FastTextFile.collapse(file, positiveLabel, textVersion);
    }

    /** Reads a model written by {@link #save}. */
    public static LinearModel load(Path file) throws IOException {
        return LinearModelFile.read(Files.readAllBytes(file), file);
    }

    /** The model of {@link #toBytes}. */
    public static LinearModel fromBytes(byte[] bytes) throws ModelFormatException {
        return LinearModelFile.read(bytes, "from " + bytes.length + " bytes");
    }

    /** Writes the model's own file; it replaces an old one only when complete. */
    public void save(Path file) throws IOException {
        Path written = file.resolveSibling("." + file.getFileName() + ".tmp");
        try {
            Files.write(written, toBytes());
            Files.move(written, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(written);
        }
    }

    /** The model's own file; equal models give equal bytes. */
    public byte[] toBytes() {
        return LinearModelFile.write(this);
    }

    /** The form of text the model was trained on. */
    public int textVersion() {
        return textVersion;
    }

    public int wordNgrams() {
        return wordNgrams;
    }

    /** Words with a weight of their own. */
    public int wordCount() {
        return wordTable.count();
    }

    /** Hash buckets of the n-grams; 0 for a model of single words. */
    public int bucketCount() {
        return ngrams.count();
    }

    /** Memory of the weights and the dictionary. */
    public long memoryBytes() {
        return wordTable.bytes() + ngrams.bytes();
    }

    WordTable wordTable() {
        return wordTable;
    }

    NgramTable ngrams() {
        return ngrams;
    }

    /** Log-odds of mathematics; 0 when the model knows nothing in the text. */
    public double logOdds(byte[] utf8, int from, int to) {
        return score(utf8, from, to).logOdds();
    }

    /** Log-odds of mathematics; a lone surrogate counts as {@code ?}. */
    public double logOdds(CharSequence text) {
        byte[] utf8 = text.toString().getBytes(StandardCharsets.UTF_8);
        return logOdds(utf8, 0, utf8.length);
    }

    public Score score(byte[] utf8, int from, int to) {
        java.util.Objects.checkFromToIndex(from, to, utf8.length);
        TokenBlock block = new TokenBlock(utf8, from, to);
        TokenSum sum = new TokenSum();
        while (block.next()) {
            addTo(sum, block);
        }
        return new Score(sum.logOdds(), block.tokens());
    }

    /** Scores of several models; the text is cut and hashed once. */
    public static List<Score> score(List<LinearModel> models, byte[] utf8, int from, int to) {
        java.util.Objects.checkFromToIndex(from, to, utf8.length);
        TokenBlock block = new TokenBlock(utf8, from, to);
        List<TokenSum> sums = new ArrayList<>();
        models.forEach(model -> sums.add(new TokenSum()));
        while (block.next()) {
            for (int i = 0; i < sums.size(); i++) {
                models.get(i).addTo(sums.get(i), block);
            }
        }
        return sums.stream().map(sum -> new Score(sum.logOdds(), block.tokens())).toList();
    }

    /** Probability of mathematics for its log-odds. */
    public static double probability(double logOdds) {
        return 1 / (1 + Math.exp(-logOdds));
    }

    private void addTo(TokenSum sum, TokenBlock block) {
        wordTable.addTo(sum, block);
        ngrams.addTo(sum, block);
    }

    private Object writeReplace() {
        return new Serialised(toBytes());
    }

    private void readObject(ObjectInputStream in) throws InvalidObjectException {
        throw new InvalidObjectException("a model is serialised as its file");
    }

    /** The model on its way to another machine. */
    private record Serialised(byte[] file) implements Serializable {
        private Object readResolve() throws InvalidObjectException {
            try {
                return fromBytes(file);
            } catch (ModelFormatException e) {
                throw new InvalidObjectException(e.getMessage());
            }
        }
    }
}
