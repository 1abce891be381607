package org.mathlode.pipeline.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class RankKeyTest {
    @Test
    void ordersByScoreDownwards() {
        List<Float> scores = new ArrayList<>(List.of(Float.NEGATIVE_INFINITY, -1e30f, -1f, -Float.MIN_VALUE, 0f, Float.MIN_VALUE, 1f, 1e30f, Float.POSITIVE_INFINITY));
        new SplittableRandom(1).doubles(1_000, -50, 50).forEach(score -> scores.add((float) score));

        List<Float> byKey = scores.stream().sorted(Comparator.comparing(score -> RankKey.of(score, ""))).toList();

        assertThat(byKey).isEqualTo(scores.stream().sorted(Comparator.reverseOrder()).toList());
    }

    @Test
    void breaksTiesById() {
        assertThat(Stream.of(RankKey.of(1f, "b"), RankKey.of(1f, "a")).sorted()).containsExactly(RankKey.of(1f, "a"), RankKey.of(1f, "b"));
    }

    @Test
    void takesBothZerosForOneScore() {
        assertThat(RankKey.of(-0f, "a")).isEqualTo(RankKey.of(0f, "a"));
    }

    @Test
    void keepsItsPersistedForm() {
        assertThat(RankKey.of(1.5f, "abc")).isEqualTo("403fffffabc");
        assertThat(RankKey.of(-1.5f, "abc")).isEqualTo("bfc00000abc");
    }

    @Test
    void givesTheScoreBack() {
        for (float score : new float[] {-3.25f, 0f, 1e-30f, 17.5f, Float.POSITIVE_INFINITY}) {
            assertThat(RankKey.logOdds(RankKey.of(score, "abc"))).isEqualTo(score);
        }
    }

    @Test
    void refusesNotANumber() {
        assertThatThrownBy(() -> RankKey.of(Float.NaN, "a")).isInstanceOf(IllegalArgumentException.class);
    }
}
