package org.mathlode.dedup.ngram;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The paper's rule (arXiv 2402.03300, section 2.1) case by case: a 10-gram anywhere, or a question of 3 to 9 grams whole. */
class PaperLiteralTest {
    private static final List<BenchmarkText> TEXTS = List.of(
            new BenchmarkText("long", "table", BenchmarkField.QUESTION, "a b c d e f g h i j k l"),
            new BenchmarkText("ten", "table", BenchmarkField.QUESTION, "k1 k2 k3 k4 k5 k6 k7 k8 k9 k10"),
            new BenchmarkText("nine", "table", BenchmarkField.QUESTION, "n1 n2 n3 n4 n5 n6 n7 n8 n9"),
            new BenchmarkText("three", "table", BenchmarkField.QUESTION, "t1 t2 t3"),
            new BenchmarkText("two", "table", BenchmarkField.QUESTION, "w1 w2"),
            new BenchmarkText("zh", "table", BenchmarkField.QUESTION, "甲乙丙"),
            new BenchmarkText("solution", "table", BenchmarkField.SOLUTION, "s1 s2 s3 s4"),
            new BenchmarkText("zeros", "table", BenchmarkField.SOLUTION, "0 0 0 0 0 0 0 0 0 0"));

    private final Decontaminator decontaminator = new Decontaminator(BenchmarkIndex.of(TEXTS, IndexParams.standard()), MatchMode.PAPER_LITERAL);

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(delimiter = '|', value = {
        "10-gram at the start of the item | a b c d e f g h i j | true",
        "10-gram at its end | c d e f g h i j k l | true",
        "10-gram in its middle | x b c d e f g h i j k y | true",
        "9 grams of a long item | a b c d e f g h i x | false",
        "9 grams and 9 others | a b c d e f g h i x d e f g h i j k l | false",
        "one gram changed in the middle | a b c d e x g h i j k l | false",
        "across lines and case | A B\\nC D\\nE F\\nG H\\nI J | true",
        "across punctuation | a, b; c. d (e) f-g/h: i! j? | true",
        "at the start of the document | a b c d e f g h i j z z z | true",
        "at the end of the document | z z z a b c d e f g h i j | true",
        "an item of exactly 10 | k1 k2 k3 k4 k5 k6 k7 k8 k9 k10 | true",
        "9 of an item of 10 | k1 k2 k3 k4 k5 k6 k7 k8 k9 | false",
        "an item of 9 whole | x n1 n2 n3 n4 n5 n6 n7 n8 n9 y | true",
        "8 of an item of 9 | n1 n2 n3 n4 n5 n6 n7 n8 | false",
        "an item of 3 whole | so t1 t2 t3 ends | true",
        "2 of an item of 3 | t1 t2 t4 | false",
        "an item of 3 in another order | t1 t3 t2 | false",
        "an item of 2 is ignored | w1 w2 | false",
        "three Chinese characters | 因为甲乙丙丁 | true",
        "two of three Chinese characters | 甲乙丁 | false",
        "a short solution is ignored | s1 s2 s3 s4 | false",
        "a row of zeros | 0 0 0 0 0 0 0 0 0 0 0 0 | true",
        "nothing | '' | false",
    })
    void appliesTheRuleToTheLetter(String what, String document, boolean contaminated) {
        assertThat(decontaminator.check(document.replace("\\n", "\n")).contaminated()).as(what).isEqualTo(contaminated);
    }
}
