package org.mathlode.classifier;

import static org.assertj.core.api.Assertions.assertThat;

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
        for (int buckets : new int[] {2, 3, 7, 1000, 65536, 2_000_000, 1 << 21}) {
            NgramTable table = new NgramTable(new float[buckets], 3);
            List<Long> hashes = new ArrayList<>(List.of(0L, 1L, -1L, Long.MAX_VALUE, Long.MIN_VALUE, buckets - 1L, (long) buckets, -1L - buckets));
            random.longs(10_000).forEach(hashes::add);
            for (long hash : hashes) {
                assertThat(table.bucket(hash)).isEqualTo((int) Long.remainderUnsigned(hash, buckets));
            }
        }
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
