package org.mathlode.pipeline.decontamination;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.mathlode.dedup.ngram.BenchmarkField;
import org.mathlode.dedup.ngram.BenchmarkIndex;
import org.mathlode.dedup.ngram.BenchmarkText;
import org.mathlode.dedup.ngram.Decontaminator;
import org.mathlode.dedup.ngram.IndexParams;
import org.mathlode.dedup.ngram.MatchMode;
import org.mathlode.pipeline.SharedData;
import org.mathlode.pipeline.html.ExtractionParams;

class SelfTestTest {
    private static final ExtractionParams EXTRACTION = new ExtractionParams(8 << 20, 1, 5_000, ExtractionParams.Favour.RECALL);
    private static final List<BenchmarkText> TEXTS = List.of(
            text("1", "Mrs. Quill's \"Windfall\" orchard near Oldenmoor has 1,240 pear trees & 36 rows of plums. If each pear tree bears 15 kilograms of fruit, "
                    + "and she sells a third of it at the market in Brix for $2 a kilogram, how many dollars does she earn before the winter comes to the valley?"),
            new BenchmarkText("invented/1", "invented", BenchmarkField.SOLUTION, "She picks 1240 times 15 kilograms of pears, a third of which is 6200 "
                    + "kilograms; Mrs. Quill earns twice that many dollars at the market in Brix."),
            text("2", "Let $f(x) = \\frac{x^2 - 12}{4}$ for all $x \\le 25$. Mikkel draws the graph of $f$ on a sheet of 30 squares. "
                    + "Find $\\left(f(14) - f(2)\\right)$ and explain why Mikkel's drawing cannot show the lowest point of the curve."),
            text("3", "奥登摩尔的果园里有1240棵梨树和36行李子树，每棵梨树结15千克梨，一共结多少千克梨？(用整数回答)"));

    private static BenchmarkText text(String id, String text) {
        return new BenchmarkText("invented/" + id, "invented", BenchmarkField.QUESTION, text);
    }

    private static List<SelfTest.Page> pages() {
        return IntStream.range(0, 20).mapToObj(i -> new SelfTest.Page("p" + i, ("The old bridge of village number " + i + " was repaired by the council last spring, "
                + "which took longer than anybody had expected.\n\n").repeat(4))).toList();
    }

    @Test
    void findsEverySpellingOfInventedTexts() {
        SelfTest test = new SelfTest(new Decontaminator(BenchmarkIndex.of(TEXTS, IndexParams.standard()), MatchMode.WEAK_AWARE), IndexParams.standard(), EXTRACTION);
        SelfTestResult result = test.run(TEXTS, pages(), 6, 4);
        assertThat(result.trials()).allSatisfy(trial -> assertThat(trial.found()).isEqualTo(!trial.spelling().equals(SelfTestResult.NEAR_MISS)));
        assertThat(result.recall()).isEqualTo(1);
        assertThat(result.pagesHit()).isEmpty();
        assertThat(result.nearMisses()).isEqualTo(new SelfTestResult.Count(6, 0));
        assertThat(result.bySpelling()).hasSize(SpellingVariant.values().length)
                .allSatisfy((spelling, count) -> assertThat(count.injected()).as(spelling).isPositive());
        assertThat(test.run(TEXTS, pages(), 6, 4)).isEqualTo(result);
    }

    @Test
    void seesADecontaminatorThatFindsNothing() {
        BenchmarkIndex other = BenchmarkIndex.of(List.of(text("9", "nothing of this stands anywhere")), IndexParams.standard());
        SelfTestResult result = new SelfTest(new Decontaminator(other, MatchMode.WEAK_AWARE), IndexParams.standard(), EXTRACTION).run(TEXTS, pages(), 2, 1);
        assertThat(result.recall()).isZero();
        assertThat(result.describe()).contains("recall 0.0000, near misses hit 0 of 2, pages hit as they are 0 of 20");
    }

    @Test
    void findsTheBenchmarksOfTheSharedDataInEverySpelling() throws IOException {
        List<BenchmarkText> texts = ItemFile.read(SharedData.require("benchmarks/items.jsonl.gz"));
        SelfTest test = new SelfTest(new Decontaminator(BenchmarkIndex.of(texts, IndexParams.standard()), MatchMode.WEAK_AWARE), IndexParams.standard(), EXTRACTION);
        SelfTestResult result = test.run(texts, pages(), 100, 1);
        assertThat(result.recall()).as(result.describe()).isGreaterThan(0.985);
        assertThat(result.nearMisses().found()).isZero();
    }
}
