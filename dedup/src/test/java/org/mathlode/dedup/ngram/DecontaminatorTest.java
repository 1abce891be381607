package org.mathlode.dedup.ngram;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mathlode.dedup.text.ChineseScript;

/** The rules of weak-aware mode on invented problems, one for each kind of text they were made for. */
class DecontaminatorTest {
    private static final String QUESTION = "A baker in Oldenmoor packs 1,350 poppy rolls into crates of 18 and sells each crate for $7. How much does she earn?";
    private static final List<BenchmarkText> TEXTS = List.of(
            question("rolls", QUESTION),
            solution("rolls", "She fills 1350 / 18 = 75 crates, so she earns 75 * 7 = 525 dollars on that day."),
            question("fraction", "Compute $\\dfrac{3}{7} - \\left(-\\dfrac{2}{5}\\right)$."),
            question("wordless", "(4 - 3i)(2 + 7i) = ?"),
            question("minus", "Evaluate the expression $8-(-3)$"),
            question("minus2", "Evaluate the expression: 8 - 3"),
            question("raised", "For $x^2 - 6x + 11$ and $y^2 = 4x - 3$ find $x^2 + y^2$."),
            question("modulus", "Evaluate $\\left| -9 \\right| + 4$."),
            question("bar", "Compute $1 + 2 + 3 + 4 + 5 + 6 + 7 + 8 + 9 + 10 + 11$."),
            solution("primes", "The primes below forty are 2, 3, 5, 7, 11, 13, 17, 19, 23, 29, 31 and 37."),
            question("conic", "The hyperbola $\\frac{x^2}{a^2} - \\frac{y^2}{b^2} = 1$ passes through the harbour light of Sund. Find $a$."),
            question("conic2", "Show that the hyperbola $\\frac{x^2}{a^2} - \\frac{y^2}{b^2} = 1$ meets the road to Brix twice."),
            question("conic3", "For which $b$ does the hyperbola $\\frac{x^2}{a^2} - \\frac{y^2}{b^2} = 1$ touch the quay of Lund?"),
            solution("elements", "The sum has $n$ terms, where $n$ is the number of elements in the lattice of Quimby."),
            question("tenth", "A kite flies at 48 metres over Lund. Express your answer as a decimal to the nearest tenth."),
            question("tenth2", "The tower of Vik throws a shadow of 35 feet. Express your answer as a decimal to the nearest tenth."),
            question("tenth3", "Olaf saws 17 boards in May. Express your answer as a decimal to the nearest tenth."),
            question("drawing", "How long is the mast $PQ$ of the cutter below? [asy] draw((0,0)--(31,0)--(31,17)--cycle); label(\"$P$\",(31,17),N); [/asy]"),
            question("short", "How many positive factors does 4800 have?"),
            question("phrase", "What is the value of this?"),
            question("depth", "A heap of stones is sorted in a way that costs $k$ steps, where $k$ is the number of nodes in the tree of Mirth."),
            question("closing", "A rope of $t$ feet is cut. If $t^2 - 4t = 5$ then find the largest possible value of $t + 3$."),
            question("closing-sum", "What is $\\frac{x}{3} + \\sqrt{5y} - \\frac{4}{z}$ for $x = \\sqrt{y + z} - 2$?"),
            question("year", "Find the digit sum of $3018 + 3019$."),
            question("zh", "果园里有37棵梨树，苹果树比梨树多18棵，果园里一共有多少棵树？"),
            question("zh-field", "王大爷有一块菜地，长是8米，宽是4米。这块菜地的面积是多少平方米？"),
            question("zh-choice", "在每小题给出的四个选项中，只有一项是符合题目要求的。设函数的图像经过港口灯塔，求其周期。"));
    private static final BenchmarkIndex INDEX = BenchmarkIndex.of(TEXTS, IndexParams.standard());

    private final Decontaminator weakAware = new Decontaminator(INDEX, MatchMode.WEAK_AWARE);
    private final Decontaminator literal = new Decontaminator(INDEX, MatchMode.PAPER_LITERAL);

    private static BenchmarkText question(String id, String text) {
        return new BenchmarkText(id, "invented", BenchmarkField.QUESTION, text);
    }

    private static BenchmarkText solution(String id, String text) {
        return new BenchmarkText(id, "invented", BenchmarkField.SOLUTION, text);
    }

    @ParameterizedTest
    @ValueSource(strings = {
        QUESTION,
        "A BAKER IN OLDENMOOR PACKS 1350 POPPY ROLLS INTO CRATES OF 18 AND SELLS EACH CRATE FOR $7.",
        "“a baker in Oldenmoor packs\n1,350 poppy rolls\ninto crates of 18\nand sells each crate for $7.”",
        "a baker in **Oldenmoor** packs 1{,}350 poppy rolls into crates of 18 and sells each",
        "a ba\u200Bker in Olden\u00ADmoor packs １３５０ poppy rolls into crates of 18",
        "A baker in Oldenmoor packs 1,350 poppy rolls into crates of 18 &amp; sells each crate",
        "She fills 1350/18 = 75 crates, so she earns 75*7 = 525 dollars on that day.",
        "Compute $\\frac37 - (-\\tfrac{2}{5})$.",
        "(4-3i)(2+7i) =",
        "Evaluate $| -9 | + 4$.",
        "How long is the mast PQ of the cutter below?",
        "(31,0)--(31,17)--cycle); label(\"$P$\",(31,17),N); [/asy]",
        "How many positive factors does 4,800 have?",
        "“What is the value of this?”",
        "Compute 1+2+3+4+5+6+7+8+9+10+11.",
        "果 园 里 有 37 棵 梨 树,苹果\n树比梨树多１８棵,果园里一共有多少棵树?",
        "果 园 里 有 3 7 棵 梨 树 ， 苹 果 树 比 梨 树 多 1 8 棵",
        "果园里有3\n7棵梨树，苹果树比梨",
        "A baker in Oldenmoor packs 1 350 poppy rolls into crates",
        "A baker in Oldenmoor packs 1’350 poppy rolls into crates",
        "A baker in Olden-\nmoor packs 1350 pop-\n  py rolls into crates",
        "Find the digit sum of $3\u00A0018 + 3\u00A0019$.",
        "COMPUTE $\\DFRAC{3}{7} - \\LEFT(-\\DFRAC{2}{5}\\RIGHT)$.",
        "Compute $\\fr\u200Bac{3}{7} - \\le\u00ADft(-\\frac{2}{5}\\right)$.",
        "**Compute** $\\frac{3}{7} - (-\\frac{2}{5})$.",
        "Evaluate the expression: [math]8 - (-3)[/math]",
        "Evaluate the expression: <math>8 - (-3)</math>",
        "Evaluate \\\\(| -9 | + 4\\\\).",
        "> *(4 - 3i)(2 + 7i)*\n> = ?",
        "4t = 5$ then find the largest possible value of $t + 3$.",
        "\\sqrt{5y} - \\frac{4}{z}$ for $x = \\sqrt{y + z} - 2$?",
        "果園裡有37棵梨樹，蘋果樹比梨樹多18棵，果園裡一共有多少棵樹？",
        "米，宽是4米。\n这块菜地的面积是多少\n平方",
        "Compute $latex \\frac{3}{7} - (-\\frac{2}{5})$.",
        "A baker in Oldenmoor packs 1,350 poppy&amp;nbsp;rolls into crates of&amp;#32;18 and sells each crate",
        "Evaluate the expression $8-(-3)$",
        "Evaluate the expression 8 - 3.",
        "For $x² - 6x + 11$ and $y² = 4x - 3$ find $x² + y²$",
    })
    void findsEverySpellingOfABenchmarkText(String copy) {
        assertThat(weakAware.check("An ordinary paragraph about something else.\n\n" + copy + "\n\nAnd one that follows.").contaminated()).isTrue();
        assertThat(weakAware.check(copy).contaminated()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "Discussion of continued fractions. 1 2 3 4 5 6 7 8 9 10 11 12 Next »",
        "Prev 1 2 3 4 5 6 7 8 9 10 11 Next",
        "The primes begin 2, 3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37, 41, 43.",
        "The hyperbola $\\frac{x^2}{a^2}-\\frac{y^2}{b^2}=1$ has two asymptotes.",
        "Lookup costs O(log n), where n is the number of elements in the container.",
        "The search takes as long as the path is, where k is the number of nodes in the tree of calls.",
        "Then find the largest possible value of $t$ plus what it costs; 5 then find the largest possible value of t + 3 more.",
        "Express your answer as a decimal to the nearest tenth.",
        "四个选项中，只有一项是符合题目要求的。",
        "1 1 1 1 1 1 1 1 1 1 1 1",
        "1 10 45 120 210 252 210 120 45 10 1",
        "1 0 0 0 0 1 0 0 0 0 1 0 0 0 0 1",
        "It is hard to say what is the value of this kind of work to the town.",
        "Compute 3 7 2 5.",
        "A baker in Oldenmoor packs 1,351 poppy rolls into sacks of 18",
    })
    void sparesOrdinaryMathematics(String text) {
        assertThat(weakAware.check(text).contaminated()).isFalse();
    }

    @Test
    void explainsAHit() {
        String page = "Exercise 4. A baker in Oldenmoor packs 1350 poppy rolls into crates of 18 and sells each one.";
        Verdict verdict = weakAware.check(page);
        assertThat(verdict.hits()).containsExactly(new Hit("rolls", "invented", BenchmarkField.QUESTION,
                "a baker in oldenmoor packs 1350 poppy rolls into crates", 12, 88, 15, Hit.Strength.STRONG, Hit.Witness.NOT_NEEDED,
                new Hit.Snippet("Exercise 4. ", "A baker in Oldenmoor packs 1350 poppy rolls into crates of 18 and sells each", " one."),
                new Hit.Snippet("", "A baker in Oldenmoor packs 1,350 poppy rolls into crates of 18 and sells each", " crate for $7. How much does she earn?")));
    }

    @Test
    void tellsOfWeakHitsThatItSpares() {
        Verdict verdict = weakAware.check("Prev 1 2 3 4 5 6 7 8 9 10 11 Next");
        assertThat(verdict.contaminated()).isFalse();
        assertThat(verdict.hits()).singleElement().satisfies(hit -> {
            assertThat(hit.itemId()).isEqualTo("bar");
            assertThat(hit.strength()).isEqualTo(Hit.Strength.WEAK);
            assertThat(hit.witness()).isEqualTo(Hit.Witness.NONE);
            assertThat(hit.counts()).isFalse();
        });
        assertThat(literal.check("Prev 1 2 3 4 5 6 7 8 9 10 11 Next").contaminated()).isTrue();
    }

    @Test
    void letsTwoPhrasesOfOneItemConfirmEachOther() {
        BenchmarkIndex index = BenchmarkIndex.of(List.of(question("two",
                "Find the number of positive integers less than or equal to the sum. After that a very long way of words apart from it. "
                        + "Show that the product of all of these numbers is equal to one.")), IndexParams.standard());
        Decontaminator both = new Decontaminator(index, MatchMode.WEAK_AWARE);
        String one = "Let us find the number of positive integers less than or equal to it";
        String other = "but show that the product of all of these numbers is zero";
        assertThat(both.check(one).contaminated()).isFalse();
        assertThat(both.check(other).contaminated()).isFalse();
        assertThat(both.check(one + " " + other).hits()).extracting(Hit::witness).containsOnly(Hit.Witness.OTHER_RUN);
    }

    @Test
    void tellsOneHitForEachPlaceAndAtMostFifty() {
        String page = IntStream.range(0, 300).mapToObj(i -> QUESTION + " filler" + i).reduce("", (a, b) -> a + "\n" + b);
        Verdict verdict = weakAware.check(page);
        assertThat(verdict.hits()).hasSize(Decontaminator.MOST_HITS);
        assertThat(verdict.hits().stream().map(Hit::start).distinct()).hasSize(Decontaminator.MOST_HITS);
    }

    @Test
    void givesTheSameVerdictWhateverWasCheckedBefore() {
        Verdict fresh = new Decontaminator(INDEX, MatchMode.WEAK_AWARE).check(QUESTION);
        weakAware.check("1 ".repeat(50_000));
        weakAware.check("");
        assertThat(weakAware.check(QUESTION)).isEqualTo(fresh);
    }

    @Test
    void saysWhereEveryQuotationStands() {
        String page = IntStream.range(0, 120).mapToObj(i -> "Part " + i + ": " + QUESTION).reduce("", (a, b) -> a + "\n\n" + b);
        Verdict verdict = weakAware.check(page);
        assertThat(verdict.quotations()).hasSize(120).extracting(Verdict.Quotation::itemId).containsOnly("rolls");
        assertThat(verdict.quotations()).allSatisfy(
                quotation -> assertThat(page.substring(quotation.start(), quotation.end())).isEqualTo(QUESTION.substring(0, QUESTION.length() - 1)));
        assertThat(weakAware.check("Prev 1 2 3 4 5 6 7 8 9 10 11 Next").quotations()).isEmpty();
        assertThat(literal.check("Prev 1 2 3 4 5 6 7 8 9 10 11 Next").quotations()).hasSize(1);
    }

    @Test
    void comparesChineseScriptsAsWrittenIfAskedTo() {
        BenchmarkIndex index = BenchmarkIndex.of(TEXTS, new IndexParams(10, 3, ChineseScript.AS_WRITTEN));
        Decontaminator asWritten = new Decontaminator(index, MatchMode.WEAK_AWARE);
        assertThat(asWritten.check("果园里有37棵梨树，苹果树比梨树多18棵").contaminated()).isTrue();
        assertThat(asWritten.check("果園裡有37棵梨樹，蘋果樹比梨樹多18棵").contaminated()).isFalse();
    }

    @Test
    void takesVariantsOfOneProblemForOneGroup() {
        List<BenchmarkText> variants = Stream.of("", " Nearby stands a mill.", " The day is windy.", " She owns a dog.", " It is June.")
                .map(tail -> question("variant" + tail.length(), QUESTION + tail)).toList();
        Decontaminator decontaminator = new Decontaminator(BenchmarkIndex.of(variants, IndexParams.standard()), MatchMode.WEAK_AWARE);
        assertThat(decontaminator.check("a baker in Oldenmoor packs 1350 poppy rolls into crates").hits())
                .extracting(Hit::strength).containsExactly(Hit.Strength.STRONG);
    }
}
