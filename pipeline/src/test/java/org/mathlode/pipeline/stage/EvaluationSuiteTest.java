package org.mathlode.pipeline.stage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mathlode.classifier.Evaluation.Truth;
import org.mathlode.pipeline.config.EvaluationConfig;

class EvaluationSuiteTest {
    private static final String GOOD = "{\"text\": \"Let x be prime\", \"label\": \"math\", \"language\": \"eng\"}\n\n{\"text\": \"今天天气很好我们去公园\", \"label\": \"other\"}\n";

    @TempDir
    Path folder;

    private EvaluationSuite read(String name, String content) throws IOException {
        Path file = folder.resolve(name);
        if (name.endsWith(".gz")) {
            try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
                out.write(content.getBytes(StandardCharsets.UTF_8));
            }
        } else {
            Files.writeString(file, content);
        }
        return EvaluationSuite.read(new EvaluationConfig.Suite("forums", name, 0.8), file);
    }

    @Test
    void readsLabelsAndLanguages() throws IOException {
        assertThat(read("s.jsonl", GOOD).texts()).containsExactly(new EvaluationSuite.Labelled("Let x be prime", Truth.MATH, "eng"),
                new EvaluationSuite.Labelled("今天天气很好我们去公园", Truth.OTHER, "zho"));
        assertThat(read("s.jsonl.gz", GOOD).texts()).hasSize(2);
    }

    @Test
    void namesTheLineThatIsWrong() {
        assertThatThrownBy(() -> read("s.jsonl", GOOD + "{\"text\": \"x\", \"label\": \"maths\"}"))
                .isInstanceOf(StageException.class).hasMessageContaining("s.jsonl:4 needs a text and a label, math or other");
        assertThatThrownBy(() -> read("s.jsonl", GOOD + "nonsense")).hasMessageContaining("s.jsonl:4 is not JSON");
    }

    @Test
    void refusesASuiteThatCannotTellAnything() {
        assertThatThrownBy(() -> read("s.jsonl", "{\"text\": \"Let x be prime\", \"label\": \"math\"}"))
                .hasMessageContaining("needs texts of both labels (1 math, 0 other)");
        assertThatThrownBy(() -> EvaluationSuite.read(new EvaluationConfig.Suite("forums", "gone.jsonl", 0), folder.resolve("gone.jsonl")))
                .hasMessageContaining("evaluation.suites: forums: no file at").hasMessageContaining("gone.jsonl");
    }
}
