package org.mathlode.pipeline.decontamination;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.SimpleGroupFactory;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.example.ExampleParquetWriter;
import org.apache.parquet.io.LocalOutputFile;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.MessageTypeParser;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mathlode.dedup.ngram.BenchmarkText;
import org.mathlode.pipeline.SharedData;
import org.mathlode.pipeline.config.ConfigException;

class BenchmarkCatalogTest {
    private static final String CATALOG = """
            benchmarks:
              lines:
                get: https://example.org/lines
                parts:
                  - {files: [lines/a.jsonl], format: jsonl, id: meta.key, question: [problem], solution: [steps, other.solution]}
                  - {files: ['lines/more-*.jsonl'], format: jsonl, question: [messages.0.content], without: '<<[^>]*>>'}
              story:
                get: https://example.org/story
                parts:
                  - {files: [story.json], format: json, records: data.rows, question: ['{Body} {Question}']}
              table:
                get: https://example.org/table
                parts:
                  - {files: [table.csv], format: csv, question: [question]}
                  - {files: [bare.csv], format: csv-without-header, question: ['0']}
                  - {files: [bare.tsv], format: tsv-without-header, question: ['0']}
              columns:
                get: https://example.org/columns
                parts:
                  - {files: [columns.parquet], format: parquet, id: key, question: [problem], solution: [steps]}
            """;

    @TempDir
    private Path folder;
    private BenchmarkCatalog catalog;

    @BeforeEach
    void writeCatalog() throws IOException {
        catalog = BenchmarkCatalog.load(write("benchmarks.yaml", CATALOG));
    }

    @Test
    void readsJsonLinesWithNestedFieldsListsAndPatterns() throws IOException {
        write("lines/a.jsonl", """
                {"meta": {"key": "k7"}, "problem": "One?", "steps": ["First.", "Then."], "other": {"solution": null}}
                {"meta": {"key": "k8"}, "problem": "Two?", "other": {"solution": "So."}, "score": NaN}

                """);
        writePacked("lines/more-b.jsonl", "{\"messages\": [{\"content\": \"Is it 1+1=<<1+1=2>>2?\"}, {\"content\": \"Yes\"}]}\n");
        assertThatThrownBy(() -> catalog.read("lines", folder)).hasMessageContaining("more-*.jsonl");
        write("lines/more-a.jsonl", "{\"messages\": [{\"content\": \"Is it 1+1=<<1+1=2>>2?\"}, {\"content\": \"Yes\"}]}\n");
        assertThat(catalog.read("lines", folder)).extracting(BenchmarkText::itemId, text -> text.field().label(), BenchmarkText::text)
                .extracting(tuple -> tuple.toList().toString()).containsExactly(
                        "[lines/a/k7, question, One?]",
                        "[lines/a/k7, solution, First.]",
                        "[lines/a/k7, solution, Then.]",
                        "[lines/a/k8, question, Two?]",
                        "[lines/a/k8, solution, So.]",
                        "[lines/more-a/0, question, Is it 1+1=<<1+1=2>>2?]",
                        "[lines/more-a/0, question, Is it 1+1=2?]");
    }

    @Test
    void readsListsInJsonAndJoinsFields() throws IOException {
        write("story.json", "{\"data\": {\"rows\": [{\"Body\": \"Ann has 3 pears.\", \"Question\": \"How many?\"}]}}");
        assertThat(catalog.read("story", folder)).containsExactly(
                new BenchmarkText("story/0", "story", org.mathlode.dedup.ngram.BenchmarkField.QUESTION, "Ann has 3 pears. How many?"));
    }

    @Test
    void readsTablesAndTheirPackedFiles() throws IOException {
        write("table.csv", "\uFEFFquestion,answer\r\n\"What, \"\"if\"\"\nso?\",7\r\n");
        writePacked("bare.csv", "First?,A,B\nSecond?,C,D");
        write("bare.tsv", "三加四？\t7\n");
        assertThat(catalog.read("table", folder)).extracting(BenchmarkText::text)
                .containsExactly("What, \"if\"\nso?", "First?", "Second?", "三加四？");
    }

    @Test
    void readsParquet() throws IOException {
        MessageType schema = MessageTypeParser.parseMessageType("""
                message row {
                  required binary key (STRING);
                  required binary problem (STRING);
                  optional group steps (LIST) { repeated group list { optional binary element (STRING); } }
                }""");
        try (ParquetWriter<Group> writer = ExampleParquetWriter.builder(new LocalOutputFile(folder.resolve("columns.parquet")))
                .withConf(new PlainParquetConfiguration()).withType(schema).build()) {
            Group row = new SimpleGroupFactory(schema).newGroup().append("key", "k7").append("problem", "三加四？");
            Group steps = row.addGroup("steps");
            steps.addGroup("list").append("element", "First.");
            steps.addGroup("list").append("element", "Then.");
            writer.write(row);
        }
        assertThat(catalog.read("columns", folder)).extracting(BenchmarkText::itemId, BenchmarkText::text)
                .extracting(tuple -> tuple.toList().toString())
                .containsExactly("[columns/k7, 三加四？]", "[columns/k7, First.]", "[columns/k7, Then.]");
        write("columns.parquet", "no parquet at all");
        assertThatThrownBy(() -> catalog.read("columns", folder)).isInstanceOf(IOException.class).hasMessageContaining("columns.parquet");
    }

    @Test
    void saysWhereToGetMissingFiles() {
        assertThatThrownBy(() -> catalog.read("story", folder)).isInstanceOf(NoSuchFileException.class)
                .hasMessageContaining("story.json").hasMessageContaining("benchmark story").hasMessageContaining("https://example.org/story");
    }

    @Test
    void namesFileAndLineOfDamage() throws IOException {
        write("lines/a.jsonl", "{\"meta\": {\"key\": 1}, \"problem\": \"One?\"}\n{\"problem\": \n");
        assertThatThrownBy(() -> catalog.read("lines", folder)).isInstanceOf(IOException.class).hasMessageContaining("a.jsonl line 2");
        write("lines/a.jsonl", "{\"meta\": {\"key\": 1}, \"question\": \"One?\"}\n");
        assertThatThrownBy(() -> catalog.read("lines", folder)).hasMessageContaining("none of the 1 records").hasMessageContaining("problem");
        write("table.csv", "question\n\"open");
        assertThatThrownBy(() -> catalog.read("table", folder)).hasMessageContaining("never closed");
    }

    @Test
    void refusesUnknownNamesAndKeysAndAnchors() throws IOException {
        assertThatThrownBy(() -> catalog.read("nix", folder)).hasMessageContaining("nix").hasMessageContaining("columns, lines, story, table");
        Path wrong = write("wrong.yaml", CATALOG.replace("records:", "record:"));
        assertThatThrownBy(() -> BenchmarkCatalog.load(wrong)).isInstanceOf(ConfigException.class).hasMessageContaining("wrong.yaml:10");
        Path anchored = write("anchored.yaml", CATALOG.replace("get: https://example.org/story", "get: &here https://example.org/story"));
        assertThatThrownBy(() -> BenchmarkCatalog.load(anchored)).hasMessageContaining("anchors");
        Path twice = write("twice.yaml", CATALOG.replace("  story:", "  lines:"));
        assertThatThrownBy(() -> BenchmarkCatalog.load(twice)).hasMessageContaining("twice");
    }

    @Test
    void readsItemFilesByTheFieldsThatMayBeMatched() throws IOException {
        Path items = write("items.jsonl", """
                {"item_id": "x/1", "benchmark": "x", "field": "question", "core": 1, "text": "One?"}
                {"item_id": "x/1", "benchmark": "x", "field": "solution0", "core": 1, "text": "So."}
                {"item_id": "x/1", "benchmark": "x", "field": "option1", "core": 1, "text": "12"}
                {"item_id": "x/2", "benchmark": "x", "field": "question", "core": 0, "text": "Left out?"}
                {"item_id": "y/3", "field": "question", "text": "Three?"}
                """);
        assertThat(BenchmarkSources.read(List.of(items.toString()), null, folder)).extracting(BenchmarkText::benchmark, BenchmarkText::text)
                .extracting(tuple -> tuple.toList().toString()).containsExactly("[x, One?]", "[x, So.]", "[y, Three?]");
    }

    @Test
    void shipsACatalogThatLoads() {
        Path shipped = SharedData.projectRoot().resolve("configs").resolve(BenchmarkCatalog.FILE_NAME);
        assertThat(BenchmarkCatalog.load(shipped).names())
                .contains("gsm8k", "math", "cmath", "agieval", "mmlu_stem", "mgsm_zh", "ocw", "sat_math", "svamp", "aime");
    }

    @ParameterizedTest(name = "{0} from {1}")
    @CsvSource(delimiter = '|', quoteCharacter = '~', value = {
        "gsm8k | gsm8k/train.jsonl gsm8k/test.jsonl | {`question`: `One?`, `answer`: `It is <<1+1=2>>2.#### 2`} | One? + It is <<1+1=2>>2.#### 2 + It is 2.#### 2",
        "math | math/test.jsonl | {`problem`: `One?`, `level`: `Level 1`, `solution`: `So.`} | One? + So.",
        "math-files | MATH/test/algebra/1.json MATH/train/geometry/2.json | {`problem`: `One?`, `type`: `Algebra`, `solution`: `So.`} | One? + So.",
        "cmath | cmath/test.jsonl | {`grade`: 1, `question`: `一？`, `golden`: `1`} |",
        "agieval | agieval/aqua-rat.jsonl | {`passage`: null, `question`: `One?`, `options`: [`(A)1`], `label`: `A`, `other`: {`solution`: `So.`}} | One? + So.",
        "mmlu | mmlu/dev/algebra_dev.csv mmlu/test/algebra_test.csv | `One, or two?`,1,2,3,4,A | One, or two?",
        "mgsm | mgsm/mgsm_en.tsv mgsm/mgsm_zh.tsv | One `way`?TAB7 | One `way`?",
        "svamp | svamp/SVAMP.json | [{`ID`: `chal-1`, `Body`: `Ann has 3 pears.`, `Question`: `How many?`, `Answer`: 3.0}] | Ann has 3 pears. How many?",
        "aime | aime/2024.jsonl | {`ID`: `2024-I-1`, `Problem`: `One?`, `Solution`: `So.`, `Answer`: 7} | One? + So.",
    })
    void readsTheLayoutThatEachIsPublishedIn(String name, String files, String record, String texts) throws IOException {
        for (String file : files.split(" ")) {
            write(file, record.replace('`', '"').replace("TAB", "\t") + "\n");
        }
        BenchmarkCatalog shipped = BenchmarkCatalog.load(SharedData.projectRoot().resolve("configs").resolve(BenchmarkCatalog.FILE_NAME));
        if (texts == null) {
            assertThatThrownBy(() -> shipped.read(name, folder)).isInstanceOf(NoSuchFileException.class).hasMessageContaining("https://");
            return;
        }
        assertThat(shipped.read(name, folder)).extracting(BenchmarkText::text).containsOnly(texts.replace('`', '"').split(" \\+ "));
    }

    @Test
    void readsTheBenchmarksAsPublished() throws IOException {
        Path benchmarks = SharedData.require("benchmarks");
        List<BenchmarkText> texts = BenchmarkSources.read(
                List.of("gsm8k", "math", "math500", "cmath", "agieval", "agieval-other", "mmlu_stem", "mgsm_zh", "ocw", "sat_math"),
                SharedData.projectRoot().resolve("configs").resolve(BenchmarkCatalog.FILE_NAME), benchmarks);
        assertThat(texts.stream().filter(text -> text.benchmark().equals("gsm8k")).map(BenchmarkText::itemId).distinct()).hasSize(7_473 + 1_319);
        assertThat(texts.stream().filter(text -> text.benchmark().equals("cmath")).map(BenchmarkText::itemId).distinct()).hasSize(600 + 360 + 1_098);
        assertThat(texts.stream().filter(text -> text.benchmark().equals("agieval")).map(BenchmarkText::itemId).distinct())
                .hasSize(254 + 118 + 351 + 1_000 + 220);
        assertThat(texts.stream().filter(text -> text.benchmark().equals("mgsm_zh"))).hasSize(250);
    }

    private Path write(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, text);
    }

    private void writePacked(String name, String text) throws IOException {
        Path file = folder.resolve(name + ".gz");
        Files.createDirectories(file.getParent());
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        }
    }
}
