package org.mathlode.classifier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.mathlode.classifier.Explanation.Contribution;
import org.mathlode.classifier.FastTextFile.Words;

class ExplanationTest {
    @Test
    void addsUpToTheScore() throws Exception {
        LinearModel model = LinearModel.fromFastText(SampleTexts.trainedModel(), TrainingLine.MATH, ClassifierText.RAW);
        for (String text : SampleTexts.oddTexts(1000)) {
            Explanation explanation = Explanation.of(model, text, 5);
            assertThat(explanation.logOdds()).isCloseTo(model.logOdds(text), within(1e-9));
            double named = explanation.strongest().stream().mapToDouble(Contribution::contribution).sum();
            assertThat(named + explanation.rest()).isCloseTo(model.logOdds(text), within(1e-9));
        }
    }

    @Test
    void namesTheStrongestFirstWithTheirWeights() {
        Explanation explanation = Explanation.of(model(4, 3, 1, -8), "a b a", 2);
        assertThat(explanation.strongest()).containsExactly(
                new Contribution("a", 2, 4, 8.0 / 6, java.util.List.of()), new Contribution("b", 1, 3, 3.0 / 6, java.util.List.of()));
    }

    @Test
    void saysThatNgramsShareABucket() {
        Explanation explanation = Explanation.of(model(0, 0, 5, 5), "a b a", 10);
        assertThat(explanation.strongest()).filteredOn(Contribution::isHashCollision).isNotEmpty()
                .allSatisfy(one -> assertThat(one.sharesBucketWith()).doesNotContain(one.ngram()));
    }

    /** Words a and b with bigrams in two buckets. */
    private static LinearModel model(float a, float b, float even, float odd) {
        byte[] first = "a".getBytes(StandardCharsets.UTF_8);
        byte[] second = "b".getBytes(StandardCharsets.UTF_8);
        Words words = new Words(new int[] {TokenBlock.hash(first, 0, 1), TokenBlock.hash(second, 0, 1)},
                new long[] {TokenBlock.key(first, 0, 1), TokenBlock.key(second, 0, 1)}, new float[] {a, b});
        return new LinearModel(ClassifierText.RAW, 2, words, new float[] {even / 16, odd / 16});
    }
}
