package org.mathlode.dedup.minhash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.mathlode.dedup.cluster.LinkRule;
import org.mathlode.dedup.cluster.Verification;

class LineSketchTest {
    private final MinHasher hasher = new MinHasher(MinHashParams.standard());

    private static String sentence(int number, int words) {
        Random random = new Random(number);
        return IntStream.range(0, words).mapToObj(i -> "w" + random.nextInt(100_000)).collect(Collectors.joining(" "));
    }

    /** A site's menu: items of two words on lines of their own. */
    private static String menu() {
        return IntStream.range(0, 300).mapToObj(item -> sentence(-item, 2)).collect(Collectors.joining("\n"));
    }

    @Test
    void takesTheShinglesThatLieWithinALine() {
        assertThat(hasher.shingles("one two three four five six\nseven\n\neight nine ten eleven twelve").inLines()).hasSize(3);
        assertThat(hasher.shingles("one two three four five six seven").inLines()).containsExactly(hasher.shingles("one two three four five six seven").all());
        assertThat(hasher.shingles("one\ntwo three four five\nsix").inLines()).isEmpty();
        assertThat(hasher.shingles("one 1,\n234 two\r\nthree &\n \\alpha\n").inLines()).isEmpty();
    }

    @Test
    void doesNotTakePagesForCopiesThatShareAMenu() {
        String one = sentence(1, 120) + "\n" + menu();
        String other = sentence(2, 120) + "\n" + menu();
        String edited = sentence(1, 118) + " by another\n" + menu();

        for (Verification verification : List.of(Verification.ESTIMATED, Verification.EXACT)) {
            LinkRule rule = new LinkRule(verification, 0.7);
            assertThat(rule.links(hasher.signature(one), hasher.signature(other))).isFalse();
            assertThat(rule.links(hasher.signature(one), hasher.signature(edited))).isTrue();
            // nothing but the menu
            assertThat(rule.links(hasher.signature(menu()), hasher.signature(menu() + "\nend"))).isTrue();
        }
        LinkRule exact = new LinkRule(Verification.EXACT, 0.7);
        assertThat(Jaccard.exact(hasher.shingles(one).all(), hasher.shingles(other).all())).isGreaterThan(0.7);
        assertThat(exact.links(hasher.shingles(one), hasher.shingles(other))).isFalse();
        assertThat(exact.links(hasher.shingles(one), hasher.shingles(edited))).isTrue();
        assertThat(exact.links(hasher.shingles(menu()), hasher.shingles(menu() + "\nend"))).isTrue();
    }

    @Test
    void doesNotTakePagesForCopiesThatShareAllButASentence() {
        String one = sentence(1, 12) + "\n" + menu();
        String other = sentence(2, 12) + "\n" + menu();
        String text = sentence(3, 900);
        String wrapped = text.replaceAll("((?:\\S+ ){7}\\S+) ", "$1\n");

        for (Verification verification : List.of(Verification.ESTIMATED, Verification.EXACT)) {
            LinkRule rule = new LinkRule(verification, 0.7);
            assertThat(rule.links(hasher.signature(one), hasher.signature(other))).isFalse();
            assertThat(rule.links(hasher.shingles(one), hasher.shingles(other))).isFalse();
            assertThat(rule.links(hasher.signature(one), hasher.signature(one + "\nend"))).isTrue();
            assertThat(rule.links(hasher.shingles(one), hasher.shingles(one + "\nend"))).isTrue();
            // a copy in lines of eight words
            assertThat(rule.links(hasher.signature(text), hasher.signature(wrapped))).isTrue();
            assertThat(rule.links(hasher.shingles(text), hasher.shingles(wrapped))).isTrue();
        }
        assertThat(Jaccard.exact(hasher.shingles(one).all(), hasher.shingles(other).all())).isGreaterThan(0.95);
    }

    @Test
    void asksShortTextsForMoreSimilarity() {
        String footer = sentence(9, 80);
        String one = sentence(1, 10) + "\n" + footer;
        String other = sentence(2, 10) + "\n" + footer;

        for (Verification verification : List.of(Verification.ESTIMATED, Verification.EXACT)) {
            LinkRule rule = new LinkRule(verification, 0.7);
            assertThat(rule.links(hasher.signature(one), hasher.signature(one + " end"))).isTrue();
            assertThat(rule.links(hasher.shingles(one), hasher.shingles(one + " end"))).isTrue();
            assertThat(rule.links(hasher.shingles(one), hasher.shingles(other))).isFalse();
        }
        assertThat(Jaccard.exact(hasher.shingles(one).all(), hasher.shingles(other).all())).isGreaterThan(0.7);
        assertThat(new LinkRule(Verification.ESTIMATED, 0.7).links(hasher.signature(one), hasher.signature(other))).isFalse();
    }

    @Test
    void estimatesSimilarityWithoutBias() {
        Random random = new Random(3);
        double sumOfErrors = 0;
        double sumOfSquares = 0;
        int pairs = 400;
        for (int pair = 0; pair < pairs; pair++) {
            List<String> lines = new ArrayList<>();
            for (int line = 0; line < 20 + random.nextInt(40); line++) {
                lines.add(sentence(1_000 * pair + line, 12));
            }
            String one = String.join("\n", lines);
            int changed = random.nextInt(lines.size() / 3);
            lines.replaceAll(line -> lines.indexOf(line) < changed ? line + " x y z u v" : line);
            String other = String.join("\n", lines);
            double error = LineSketch.estimated(hasher.signature(one).lineSketch(), hasher.signature(other).lineSketch())
                    - Jaccard.exact(hasher.shingles(one).inLines(), hasher.shingles(other).inLines());
            sumOfErrors += error;
            sumOfSquares += error * error;
        }
        assertThat(sumOfErrors / pairs).isCloseTo(0, within(0.01));
        assertThat(Math.sqrt(sumOfSquares / pairs)).isLessThan(0.05);
        assertThat(LineSketch.estimated(new byte[128], new byte[128])).isZero();
    }
}
