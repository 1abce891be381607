package org.mathlode.classifier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.mathlode.classifier.Evaluation.Example;
import org.mathlode.classifier.Evaluation.Truth;

class EvaluationTest {
    @Test
    void countsPrecisionAndRecallAtEachThreshold() {
        Evaluation evaluation = Evaluation.of(List.of(math(3, "en"), math(-1, "en"), other(1, "en"), other(-3, "en")));
        Evaluation.AtThreshold half = evaluation.all().thresholds().stream().filter(one -> one.probability() == 0.5).findFirst().orElseThrow();
        assertThat(half).isEqualTo(new Evaluation.AtThreshold(0.5, 0.5, 0.5, 0.5));
        assertThat(evaluation.all().auc()).isEqualTo(0.75);
        assertThat(evaluation.all().best().f1()).isEqualTo(0.8, within(1e-12));
    }

    @Test
    void countsTiesHalf() {
        assertThat(Evaluation.of(List.of(math(1, ""), other(1, ""))).all().auc()).isEqualTo(0.5);
    }

    @Test
    void givesFiguresForEachLanguage() {
        Evaluation evaluation = Evaluation.of(List.of(math(1, "en"), other(0, "en"), math(0, "zh"), other(1, "zh")));
        assertThat(evaluation.byLanguage().get("en").auc()).isEqualTo(1);
        assertThat(evaluation.byLanguage().get("zh").auc()).isZero();
        assertThat(evaluation.all().auc()).isEqualTo(0.5);
    }

    @Test
    void findsACalibratedModelCalibrated() {
        Random random = new Random(2);
        List<Example> examples = new ArrayList<>();
        for (int i = 0; i < 50_000; i++) {
            double logOdds = random.nextGaussian() * 2;
            examples.add(random.nextDouble() < LinearModel.probability(logOdds) ? math(logOdds, "") : other(logOdds, ""));
        }
        // five standard deviations of a share over some 3,000 examples
        assertThat(Evaluation.of(examples).all().calibrationError()).isLessThan(0.05);
        List<Example> sure = examples.stream().map(one -> new Example(one.logOdds() * 5, one.truth(), "")).toList();
        assertThat(Evaluation.of(sure).all().calibrationError()).isGreaterThan(0.08);
    }

    @Test
    void saysWhatIsMissingToAMinimum() {
        Evaluation evaluation = Evaluation.of(List.of(math(3, ""), math(-1, ""), other(1, ""), other(-3, "")));
        assertThat(evaluation.shortfall("forum posts", 0.7)).isEmpty();
        assertThat(evaluation.shortfall("forum posts", 0.8)).hasValue("forum posts: AUC 0.7500 is below the minimum 0.8000 (2 of mathematics, 2 other)");
        assertThat(Evaluation.of(List.of(math(1, ""))).shortfall("empty", 0.1)).isPresent();
    }

    @Test
    void holdsOutTheConfiguredShareOfDomainsForEverySeed() {
        for (long randomSeed = 0; randomSeed < 5; randomSeed++) {
            int held = 0;
            for (int i = 0; i < 20_000; i++) {
                held += HeldOut.isHeldOut("host" + i + ".example.org", randomSeed, 0.2) ? 1 : 0;
            }
            // 4,000 expected; five standard deviations are 283
            assertThat(held).isBetween(3717, 4283);
        }
        assertThat(HeldOut.isHeldOut("a.example", 1, 0)).isFalse();
        assertThat(HeldOut.isHeldOut("a.example", 1, 1)).isTrue();
    }

    @Test
    void splitsDomainsTheSameWayEverywhere() {
        StringBuilder split = new StringBuilder();
        for (int i = 0; i < 32; i++) {
            split.append(HeldOut.isHeldOut("site" + i + ".example", 1, 0.5) ? 'h' : '.');
        }
        assertThat(split).hasToString("....hh..h..h..h.......hh....hh..");
    }

    private static Example math(double logOdds, String language) {
        return new Example(logOdds, Truth.MATH, language);
    }

    private static Example other(double logOdds, String language) {
        return new Example(logOdds, Truth.OTHER, language);
    }
}
