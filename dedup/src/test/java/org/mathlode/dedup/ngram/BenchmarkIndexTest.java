package org.mathlode.dedup.ngram;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.mathlode.dedup.text.ChineseScript;

class BenchmarkIndexTest {
    private static final String PINNED = "8ae96b682d744c8baa2081b6b464c48499fa636bb46a285a2fbc7d4e4e4fade6";
    private static final List<BenchmarkText> TEXTS = List.of(
            new BenchmarkText("one", "b", BenchmarkField.QUESTION, "How many eggs does the red hen of Mr Quill lay in 12 days?"),
            new BenchmarkText("one", "b", BenchmarkField.SOLUTION, "She lays 3 eggs a day, which makes 36 eggs in the 12 days."),
            new BenchmarkText("two", "c", BenchmarkField.QUESTION, "求导数：3x^2"),
            new BenchmarkText("empty", "c", BenchmarkField.QUESTION, ""));

    @Test
    void comesBackFromItsBytes() {
        BenchmarkIndex index = BenchmarkIndex.of(TEXTS, IndexParams.standard());
        BenchmarkIndex back = BenchmarkIndex.fromBytes(index.toBytes());
        assertThat(back.digest()).isEqualTo(index.digest());
        assertThat(back.ngrams()).isEqualTo(index.ngrams()).isEqualTo(4 + 6);
        assertThat(back.shortTexts()).isEqualTo(1);
        String page = "how many eggs does the red hen of mr quill lay";
        assertThat(new Decontaminator(back, MatchMode.WEAK_AWARE).check(page)).isEqualTo(new Decontaminator(index, MatchMode.WEAK_AWARE).check(page));
    }

    @Test
    void pinsTheDigestOfVersion3() {
        assertThat(BenchmarkIndex.VERSION).isEqualTo(3);
        assertThat(BenchmarkIndex.of(TEXTS, IndexParams.standard()).digest()).isEqualTo(PINNED);
    }

    @Test
    void hasAnotherDigestForOtherTextsOrParams() {
        String digest = BenchmarkIndex.of(TEXTS, IndexParams.standard()).digest();
        assertThat(BenchmarkIndex.of(TEXTS.subList(1, 4), IndexParams.standard()).digest()).isNotEqualTo(digest);
        assertThat(BenchmarkIndex.of(TEXTS, new IndexParams(8, 3, ChineseScript.SIMPLIFIED)).digest()).isNotEqualTo(digest);
    }

    @Test
    void refusesDamagedBytes() {
        byte[] bytes = BenchmarkIndex.of(TEXTS, IndexParams.standard()).toBytes();
        assertThatIllegalArgumentException().isThrownBy(() -> BenchmarkIndex.fromBytes(java.util.Arrays.copyOf(bytes, bytes.length / 2)))
                .withMessageContaining("Cannot read this benchmark index");
        assertThatIllegalArgumentException().isThrownBy(() -> new IndexParams(10, 11, ChineseScript.SIMPLIFIED)).withMessageContaining("short-min");
    }

    @Test
    void findsEveryNgramOfManyTexts() {
        Random random = new Random(5);
        List<BenchmarkText> texts = new ArrayList<>();
        for (int i = 0; i < 2_000; i++) {
            StringBuilder text = new StringBuilder();
            for (int w = 0; w < 25; w++) {
                text.append(Integer.toString(random.nextInt(1 << 20), 36)).append(' ');
            }
            texts.add(new BenchmarkText("item" + i, "random", BenchmarkField.SOLUTION, text.toString()));
        }
        BenchmarkIndex index = BenchmarkIndex.of(texts, IndexParams.standard());
        assertThat(index.ngrams()).isEqualTo(2_000 * 16);
        Decontaminator decontaminator = new Decontaminator(index, MatchMode.PAPER_LITERAL);
        for (BenchmarkText text : texts) {
            String[] words = text.text().split(" ");
            int from = random.nextInt(16);
            String window = String.join(" ", List.of(words).subList(from, from + 10));
            assertThat(decontaminator.check(window).hits()).extracting(Hit::itemId).containsExactly(text.itemId());
        }
    }
}
