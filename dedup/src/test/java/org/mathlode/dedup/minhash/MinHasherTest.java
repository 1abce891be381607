package org.mathlode.dedup.minhash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class MinHasherTest {
    private static final int PINNED_SIGNATURE = 676496500;
    private static final int PINNED_KEYS = -105054923;
    private static final int PINNED_SKETCH = -1536930543;
    private static final MinHashParams PARAMS = MinHashParams.standard();
    private final MinHasher hasher = new MinHasher(PARAMS);
    private final LshBands bands = new LshBands(PARAMS);

    @Test
    void pinsTheSignatureOfVersion3() {
        assertThat(MinHashParams.VERSION).isEqualTo(3);
        int[] signature = components("Every group of prime order is cyclic, hence abelian.");
        assertThat(signature).hasSize(110);
        assertThat(Arrays.hashCode(signature)).isEqualTo(PINNED_SIGNATURE);
        assertThat(Arrays.hashCode(bands.keys(signature))).isEqualTo(PINNED_KEYS);
        assertThat(Arrays.hashCode(hasher.signature("Every group of prime order is cyclic.\nHence it is abelian.").lineSketch())).isEqualTo(PINNED_SKETCH);
    }

    private int[] components(String text) {
        return hasher.signature(text).components();
    }

    private long[] shingles(String text) {
        return hasher.shingles(text).all();
    }

    @Test
    void signsEqualTextsInOtherSpellingsEqually() {
        assertThat(components("The value of $\\dfrac{1}{2}$ is ½, or 1,000 / 2,000 — always."))
                .isEqualTo(components("the VALUE of \\(\\frac12\\) is 1/2 or 1000/2000: always"));
    }

    @Test
    void tellsPagesApartByTheirNumbers() {
        String page = "the table of values for run number %d gives the mean %d and the deviation %d";
        assertThat(Jaccard.estimated(components(page.formatted(1, 20, 3)), components(page.formatted(7, 25, 4)))).isLessThan(0.5);
    }

    @Test
    void takesAShortTextAsOneShingleAndSignsNoEmptyText() {
        assertThat(shingles("two words")).hasSize(1);
        assertThat(Jaccard.estimated(components("two words"), components("Two, words!"))).isEqualTo(1);
        assertThat(Jaccard.estimated(components("two words"), components("two words more"))).isLessThan(0.1);
        assertThat(components(" …!? ")).isEmpty();
        assertThat(bands.keys(components(""))).isEmpty();
        assertThat(Jaccard.estimated(new int[0], new int[0])).isZero();
    }

    @Test
    void countsCjkCharactersAsWords() {
        assertThat(shingles("群的阶是素数则它是循环群")).hasSize(8);
    }

    @Test
    void drawsOtherSignaturesFromAnotherRandomSeed() {
        int[] other = new MinHasher(new MinHashParams(5, 11, 10, 2)).signature("one two three four five six").components();
        assertThat(Jaccard.estimated(components("one two three four five six"), other)).isLessThan(0.1);
    }

    @Test
    void estimatesTheJaccardSimilarityWithinTheBinomialBound() {
        Random random = new Random(11);
        double sumOfErrors = 0;
        double sumOfVariances = 0;
        int pairs = 600;
        for (int i = 0; i < pairs; i++) {
            String[] pair = pair(random, 300, random.nextDouble());
            double exact = Jaccard.exact(shingles(pair[0]), shingles(pair[1]));
            double estimated = Jaccard.estimated(components(pair[0]), components(pair[1]));
            double deviation = Math.sqrt(exact * (1 - exact) / PARAMS.components());
            assertThat(estimated).isCloseTo(exact, within(5 * deviation + 1e-9));
            sumOfErrors += estimated - exact;
            sumOfVariances += deviation * deviation;
        }
        assertThat(Math.abs(sumOfErrors)).isLessThan(3.5 * Math.sqrt(sumOfVariances));
    }

    @Test
    void findsCandidatesWithTheProbabilityOfTheCurve() {
        Random random = new Random(12);
        int pairs = 1_500;
        double expected = 0;
        double variance = 0;
        int found = 0;
        for (int i = 0; i < pairs; i++) {
            String[] pair = pair(random, 200, 0.02 + 0.1 * random.nextDouble());
            double p = PARAMS.candidateProbability(Jaccard.exact(shingles(pair[0]), shingles(pair[1])));
            expected += p;
            variance += p * (1 - p);
            found += sharesABucket(pair) ? 1 : 0;
        }
        // the components of SuperMinHash are not independent: the curve may lie beside the formula by a few thousandths
        assertThat(Math.abs(found - expected)).isLessThan(4 * Math.sqrt(variance) + 0.02 * pairs);
    }

    @Test
    void statesItsThresholdCurve() {
        assertThat(PARAMS.threshold()).isCloseTo(0.756, within(0.001));
        assertThat(PARAMS.candidateProbability(PARAMS.threshold())).isCloseTo(0.5, within(1e-9));
        assertThat(PARAMS.describe()).isEqualTo("11 bands of 10 rows over 5-grams: half of the pairs found at Jaccard 0.756; "
                + "0.5: 0.011 0.6: 0.065 0.7: 0.270 0.8: 0.713 0.9: 0.991");
    }

    @Test
    void refusesParamsAndSignaturesThatDoNotFit() {
        assertThatIllegalArgumentException().isThrownBy(() -> new MinHashParams(5, 0, 10, 1)).withMessageContaining("near-duplicates.bands");
        assertThatIllegalArgumentException().isThrownBy(() -> bands.keys(new int[112])).withMessageContaining("112");
    }

    private boolean sharesABucket(String[] pair) {
        Set<Long> one = Arrays.stream(bands.keys(components(pair[0]))).boxed().collect(Collectors.toSet());
        return Arrays.stream(bands.keys(components(pair[1]))).anyMatch(one::contains);
    }

    /** Two texts of random words; in the second each word is replaced with the given probability. */
    private static String[] pair(Random random, int words, double replaced) {
        String[] one = IntStream.range(0, words).mapToObj(i -> "w" + random.nextInt(5_000)).toArray(String[]::new);
        String[] other = Arrays.stream(one).map(word -> random.nextDouble() < replaced / 5 ? "v" + random.nextInt(5_000) : word).toArray(String[]::new);
        return new String[] {String.join(" ", one), String.join(" ", other)};
    }
}
