package org.mathlode.classifier;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The pairs pin version 1 of the normal form: whoever changes one raises {@link ClassifierText#VERSION}. */
class ClassifierTextTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\u0007', value = {
        "Let $x_1 \\le 2$ be a Prime.            | let $ x _ 0 \\leq 0 $ be a prime .",
        "\\(x\\) and \\[y\\] and $$z$$           | $ x $ and $ y $ and $ z $",
        "\\dfrac{a}{b} \\Rightarrow \\mathbb{R}  | \\frac { a } { b } \\implies \\mathbb { r }",
        "x ∈ ℝ ∀ε>0                              | x \\in \\mathbb { r } \\forall \\epsilon > 0",
        "𝑥 𝐀𝐁 𝟙 𝛼                               | x ab 0 \\alpha",
        "\\left( a \\right)\\quad \\text{if}      | ( a ) { if }",
        "C:\\\\ \\, \\% \\{a\\}                   | c : % a",
        "设函数 f(x)=x²，求导数。                 | 设 函 数 f ( x ) = x 0 , 求 导 数 。",
        "日本語カナ 한국어 ไทย                    | 日 本 語 カ ナ 한국어 ไ ท ย",
        "Ἀριθμός και α                           | ἀριθμός και \\alpha",
        "ＡＢ１２                                 | ab 0",
        "1,000.50 and 3.14. x1y2                 | 0 and 0 . x 0 y 0",
        "well-known 3-2 −5 – x                   | well known 0 - 0 - 0 x",
        "“quoted” ‘x’ don't ``y''                | quoted x don t y",
        "# Title **bold** `code` ~ a & b         | title bold code a b",
        "see https://a.example/b?c=d&e (here)    | see ( here )",
        "snake_case {x}^2                        | snake _ case { x } ^ 0",
        "ÉTÉ Straße                              | été straße",
        "😀 👍🏽                                  | 😀 👍 🏽",
    })
    void keepsItsVersion(String text, String form) {
        assertThat(ClassifierText.normalize(text)).isEqualTo(form);
        assertThat(ClassifierText.VERSION).isEqualTo(1);
    }

    @Test
    void dropsBulletsAtTheStartOfALine() {
        assertThat(ClassifierText.normalize("- one\n  - two\n* three\na - b")).isEqualTo("one two three a - b");
    }

    @Test
    void dropsCharactersThatCannotBeSeen() {
        assertThat(ClassifierText.normalize("a\u00ADb\u200Bc\uFEFF \0 d\u202Ee")).isEqualTo("abc de");
    }

    @Test
    void dropsLoneSurrogates() {
        assertThat(ClassifierText.normalize("a\uD800b \uDC00c")).isEqualTo("ab c");
    }

    @Test
    void leavesNoTokenThatFastTextWouldTakeForALabelOrALineEnd() {
        Utf8Buffer form = new Utf8Buffer();
        for (String text : SampleTexts.oddTexts(3000)) {
            form.clear();
            int words = ClassifierText.normalize(text + "\n__label__math </s> \r\n__label__", form);
            String[] tokens = form.toString().split(" ");
            assertThat(tokens).hasSize(words).noneMatch(token -> token.isEmpty() || token.startsWith("__label__") || token.equals("</s>"));
            assertThat(form.toString()).doesNotContain("\n", "\r", "\0");
        }
    }

    @Test
    void changesNothingTheSecondTime() {
        for (String text : SampleTexts.oddTexts(2000)) {
            String form = ClassifierText.normalize(text);
            assertThat(ClassifierText.normalize(form)).isEqualTo(form);
        }
    }

    @Test
    void isValidUtf8OfBoundedLengthForAnyCharacters() {
        Random random = new Random(9);
        Utf8Buffer form = new Utf8Buffer();
        for (int round = 0; round < 300; round++) {
            StringBuilder text = new StringBuilder();
            for (int k = 0; k < 500; k++) {
                text.append((char) random.nextInt(0x10000));
            }
            form.clear();
            ClassifierText.normalize(text, form);
            byte[] bytes = java.util.Arrays.copyOf(form.array(), form.length());
            assertThat(new String(bytes, StandardCharsets.UTF_8).getBytes(StandardCharsets.UTF_8)).isEqualTo(bytes);
        }
        for (String piece : List.of("a ", "- ", "a", "$", "\\x", "漢", "1.", " ")) {
            assertThat(ClassifierText.normalize(piece.repeat(1_000_000)).length()).isLessThan(ClassifierText.MAX_BYTES + 100);
        }
    }

    @Test
    void appendsToWhatIsThere() {
        Utf8Buffer form = new Utf8Buffer();
        ClassifierText.normalize("A", form);
        int end = form.length();
        assertThat(ClassifierText.normalize("B c", form)).isEqualTo(2);
        assertThat(form.toString().substring(end)).isEqualTo("b c");
    }

    @Test
    void makesOneLineOfATrainingExample() {
        assertThat(TrainingLine.math("a\r\nb")).isEqualTo("__label__math a b");
        assertThat(TrainingLine.other("__label__x a__label__ </s> </s>x")).isEqualTo("__label__other ___label__x a__label__ _</s> </s>x");
    }

    @Test
    void shufflesTrainingLinesTheSameWayForTheSameSeed(@org.junit.jupiter.api.io.TempDir java.nio.file.Path folder) throws Exception {
        List<String> lines = SampleTexts.trainingLines(500);
        List<List<String>> written = new java.util.ArrayList<>();
        for (long randomSeed : new long[] {1, 1, 2}) {
            java.nio.file.Path file = folder.resolve("t.txt");
            try (TrainingFile training = new TrainingFile(file, randomSeed)) {
                for (String line : lines) {
                    training.add(line);
                }
            }
            written.add(java.nio.file.Files.readAllLines(file));
        }
        assertThat(written.get(0)).isEqualTo(written.get(1)).isNotEqualTo(written.get(2)).isNotEqualTo(lines).containsExactlyInAnyOrderElementsOf(lines);
        assertThat(folder).isDirectoryContaining("glob:**t.txt").isDirectoryNotContaining("glob:**part*");
    }
}
