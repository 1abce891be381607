package org.mathlode.dedup.ngram;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class IndexMemoryTest {
    /** As many texts and grams as the benchmarks have that the project is measured with. */
    private static final int TEXTS = 102_003;
    private static final int MEAN_GRAMS = 48;
    private static final long MOST_BYTES = 200L << 20;

    @Test
    void holdsAHundredThousandTextsInTwoHundredMegabytes() throws Exception {
        String classPath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        Process child = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx400m", "-XX:+UseSerialGC",
                "-cp", classPath.replace(';', File.pathSeparatorChar), IndexMemoryTest.class.getName()).redirectErrorStream(true).start();
        String said = new String(child.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(child.waitFor()).as(said).isZero();
    }

    /** Builds an index of invented texts and fails if it, with its texts, holds more than the limit. */
    public static void main(String[] arguments) {
        BenchmarkIndex index = BenchmarkIndex.of(texts(), IndexParams.standard());
        System.gc();
        long held = Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
        System.out.println(index.texts() + " texts, " + index.ngrams() + " n-grams, " + (held >> 20) + " MB");
        System.exit(held <= MOST_BYTES && index.ngrams() > TEXTS ? 0 : 1);
    }

    private static List<BenchmarkText> texts() {
        Random random = new Random(1);
        String[] words = new String[20_000];
        for (int i = 0; i < words.length; i++) {
            words[i] = Integer.toString(random.nextInt(1 << 25), 36);
        }
        List<BenchmarkText> texts = new ArrayList<>();
        for (int i = 0; i < TEXTS; i++) {
            StringBuilder text = new StringBuilder();
            for (int w = 1 + random.nextInt(2 * MEAN_GRAMS); w > 0; w--) {
                text.append(words[random.nextInt(words.length)]).append(' ');
            }
            texts.add(new BenchmarkText("item/" + i / 2, "invented", i % 2 == 0 ? BenchmarkField.QUESTION : BenchmarkField.SOLUTION, text.toString()));
        }
        return texts;
    }
}
