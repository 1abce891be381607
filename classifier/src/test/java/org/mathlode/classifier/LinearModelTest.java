package org.mathlode.classifier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LinearModelTest {
    private final LinearModel model = sample();

    @Test
    void scoresAPartOfAnArray() {
        byte[] utf8 = "xx theorem proof yy".getBytes(StandardCharsets.UTF_8);
        assertThat(model.logOdds(utf8, 2, 16)).isEqualTo(model.logOdds("theorem proof"));
    }

    @Test
    void countsTheTokensItSaw() {
        byte[] utf8 = " a  b\t__label__x c\nd".getBytes(StandardCharsets.UTF_8);
        assertThat(model.score(utf8, 0, utf8.length).tokens()).isEqualTo(3);
        assertThat(model.score(utf8, 0, 0).tokens()).isZero();
        byte[] many = "w ".repeat(10_000).getBytes(StandardCharsets.UTF_8);
        assertThat(model.score(many, 0, many.length).tokens()).isEqualTo(10_000);
    }

    @Test
    void scoresSeveralModelsInOnePassAsEachAlone() throws Exception {
        LinearModel turned = LinearModel.fromFastText(SampleTexts.trainedModel(), TrainingLine.OTHER, ClassifierText.RAW);
        for (String text : SampleTexts.oddTexts(500)) {
            byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
            assertThat(LinearModel.score(List.of(model, turned), utf8, 0, utf8.length))
                    .containsExactly(model.score(utf8, 0, utf8.length), turned.score(utf8, 0, utf8.length));
        }
    }

    @Test
    void scoresTheSameFromManyThreads() throws Exception {
        List<String> texts = SampleTexts.oddTexts(500);
        List<Double> alone = texts.stream().map(model::logOdds).toList();
        List<Double> together = texts.parallelStream().map(model::logOdds).toList();
        assertThat(together).isEqualTo(alone);
    }

    @Test
    void computesEveryBucketAsADivisionWould() {
        Random random = new Random(3);
        for (int buckets : new int[] {1, 2, 3, 4, 5, 7, 1000, 65536, 2_000_000, 1 << 21}) {
            NgramTable table = new NgramTable(new float[buckets], 3);
            List<Long> hashes = new ArrayList<>(List.of(0L, 1L, -1L, Long.MAX_VALUE, Long.MIN_VALUE, buckets - 1L, (long) buckets, -1L - buckets));
            random.longs(10_000).forEach(hashes::add);
            for (long hash : hashes) {
                assertThat(table.bucket(hash) % buckets).isEqualTo((int) Long.remainderUnsigned(hash, buckets));
            }
        }
    }

    @Test
    void goesToOtherMachinesAsItsFile() throws Exception {
        java.io.ByteArrayOutputStream bytes = new java.io.ByteArrayOutputStream();
        new java.io.ObjectOutputStream(bytes).writeObject(model);
        LinearModel there = (LinearModel) new java.io.ObjectInputStream(new java.io.ByteArrayInputStream(bytes.toByteArray())).readObject();
        assertThat(there.toBytes()).isEqualTo(model.toBytes());
    }

    @Test
    void cutsBlocksWhereverTheyAreFull() {
        // the line's end, a short word or a long one may be what comes after a full block
        for (int words = 510; words <= 516; words++) {
            for (String last : List.of("", "w", "longer-than-seven", "</s> x", "\n", "\nx")) {
                String text = "w ".repeat(words) + last;
                byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
                long expected = words + (last.isEmpty() || last.charAt(0) == '\n' || last.startsWith("</s>") ? 0 : 1);
                assertThat(model.score(utf8, 0, utf8.length).tokens()).as("%d %s", words, last).isEqualTo(expected);
                assertThat(model.logOdds(text)).isCloseTo(model.logOdds(text + " "), within(1e-12));
            }
        }
    }

    @Test
    void holdsAMillionWordsAndTwoMillionBucketsIn64Mebibytes() {
        int words = 1_000_000;
        int[] hashes = new int[words];
        long[] keys = new long[words];
        for (int i = 0; i < words; i++) {
            byte[] word = Integer.toString(i, 36).getBytes(StandardCharsets.UTF_8);
            hashes[i] = TokenBlock.hash(word, 0, word.length);
            keys[i] = TokenBlock.key(word, 0, word.length);
        }
        LinearModel large = new LinearModel(1, 3, new FastTextFile.Words(hashes, keys, new float[words]), new float[2_000_000]);
        assertThat(large.wordCount()).isEqualTo(words);
        assertThat(large.memoryBytes()).isLessThan(64L << 20);
    }

    @Test
    void ranksTextsWhoseProbabilityIsOne() {
        assertThat(new Score(50, 100).probability()).isEqualTo(new Score(60, 100).probability()).isEqualTo(1);
        assertThat(new Score(-800, 100).probability()).isZero();
    }

    private static LinearModel sample() {
        try {
            return LinearModel.fromFastText(SampleTexts.trainedModel(), TrainingLine.MATH, ClassifierText.RAW);
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
